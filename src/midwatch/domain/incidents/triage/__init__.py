"""Triage: how grave it is by what was measured, and everything a person needs in the first minutes."""
