"""Settings, wiring, the clock and the verb table: the only room that knows every other."""
