"""Triage: from an alert to a severity with reasons, and to what a person does first."""
