"""Text to domain values and back; YAML and pydantic stop here."""
