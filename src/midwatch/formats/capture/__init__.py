"""Telemetry in files: exposition text and tables, read into columns."""
