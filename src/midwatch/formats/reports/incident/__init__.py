"""The papers on an incident, for people."""
