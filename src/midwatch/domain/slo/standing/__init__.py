"""How an objective stands: slices, absence, conditions, projection, status and the gate."""
