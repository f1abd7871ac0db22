"""A capture as a source: telemetry in files answers what a running server would."""
