"""Commands of objectives."""
