"""Alerts as they come: a webhook of Alertmanager, an event of PagerDuty, or what a person typed."""
