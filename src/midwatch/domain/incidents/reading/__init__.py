"""What the words of an alert or of a person say of an incident, read by fixed rules and without telemetry."""
