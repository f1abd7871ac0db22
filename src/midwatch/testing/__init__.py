"""Fakes and builders that ship with Midwatch, for its own tests and for those of its users."""
