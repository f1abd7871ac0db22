"""Unit tests for generated rules, as promtool reads them: made-up telemetry, and who is told of it."""
