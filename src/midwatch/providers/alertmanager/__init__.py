"""Alertmanager: who is woken."""
