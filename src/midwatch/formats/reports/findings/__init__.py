"""Findings for people, for code hosts and for editors."""
