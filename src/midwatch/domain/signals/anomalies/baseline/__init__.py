"""What is usual at each step, from what is known of the past."""
