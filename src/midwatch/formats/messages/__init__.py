"""Messages about an incident, as each channel takes them."""
