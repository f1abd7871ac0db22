"""A shop to try Midwatch on: its telemetry, a walk through the verbs, and a live stack."""
