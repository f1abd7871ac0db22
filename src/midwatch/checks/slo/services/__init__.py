"""How services stand to each other."""
