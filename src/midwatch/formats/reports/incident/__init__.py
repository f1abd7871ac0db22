"""Incidents as a person reads them."""
