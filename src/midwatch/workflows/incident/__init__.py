"""Incidents: triage, command, clock, handoff, and what is written when they are over."""
