"""Checks of incidents: what their events contradict, and what lies beside them; codes are `incident/<file's name>`."""
