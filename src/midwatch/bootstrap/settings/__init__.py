"""What a team says in midwatch.toml: as values, and how the file is read."""
