"""How much one file of telemetry may hold."""

MAX_SERIES = 200_000
"""Series of one file; a Prometheus server with one core holds about a million."""
MAX_SAMPLES = 25_000_000
"""Samples of one file, 20 bytes each while they are sorted; beyond it, ask a Prometheus."""
MAX_LINE_BYTES = 65_536
"""Bytes of a line; label values are far shorter."""

TOO_MANY_SERIES = (
    f"it names more than the {MAX_SERIES:,} series that are read at most",
    "leave series out, or ask a Prometheus that holds them",
)
TOO_MANY_SAMPLES = (
    f"it holds more than the {MAX_SAMPLES:,} samples that are read at most",
    "cut the range or leave series out, or ask a Prometheus that holds them",
)
LINE_TOO_LONG = (
    f"the line has more than {MAX_LINE_BYTES:,} bytes",
    "check that this is a text of samples, a line each",
)
