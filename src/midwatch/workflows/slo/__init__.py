"""From a service file to rules, and from telemetry to what is left of the budget."""
