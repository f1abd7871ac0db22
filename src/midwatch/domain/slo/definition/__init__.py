"""What a person declares, and how a convention binds it to metrics."""
