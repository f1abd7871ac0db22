"""Answers of the verbs of incidents."""
