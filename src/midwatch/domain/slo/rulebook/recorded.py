"""Names of what the generated rules record; dashboards, alerts and `slo status` read them."""

VALID_EVENTS = "midwatch:valid_events:increase"
BAD_EVENTS = "midwatch:bad_events:increase"
"""Events in the window that the label `window` names (5m, 30m, 1h, 2h, 6h, 1d, 3d and the period, such as 30d)."""

RECORDED_SECONDS = "midwatch:recorded:seconds"
"""For how long, within the period, sums have been recorded: below the period's length they do not cover it yet."""

OBJECTIVE_RATIO = "midwatch:objective:ratio"
"""The target, 0 to 1."""

SLO_LABEL = "slo"
SERVICE_LABEL = "service"
OBJECTIVE_LABEL = "objective"
WINDOW_LABEL = "window"
