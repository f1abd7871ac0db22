"""From one clone or repository to another."""
