"""What is written down of a whole incident: for people, and for machines."""
