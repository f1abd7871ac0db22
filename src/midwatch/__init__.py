"""Midwatch: objectives become rules, alerts and budgets; incidents become patterns."""

__version__ = "0.1.0"
