"""Commands for what people do in an incident."""
