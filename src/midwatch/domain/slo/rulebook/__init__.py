"""What surrounds the rules: names of what is recorded, scenarios, alerts on the monitoring itself, comparison."""
