"""Incidents: events and what follows from them. A stranger to objectives: what was measured is handed in."""
