"""Numbers that the source sets, under their addresses, and numbers of ours, with their reasons."""

from datetime import timedelta

MAX_POINTS = 11_000
"""Points per series that a range query may return.

Source: https://github.com/prometheus/prometheus/blob/main/web/api/v1/api.go, “exceeded maximum resolution”.
"""

PARTS_PER_QUERY = 40
"""Expressions in one query: enough that 1,000 objectives are 50 queries, few enough that a time-out costs little."""

TRACKS_PER_QUERY = 28
"""Measures in one range query at most: a convention's 50 or so are two queries, each of 500,000 points for 200 services
over a week: tests/workflows/observe/test_requests.py."""

POINTS_PER_ANSWER = 1_000_000
"""Points in the answer to one range query, of all services: some 35 MB of text, about half of what is read at most."""

SELECTORS_PER_REQUEST = 500
"""Selectors in one request for series: their text stays below what proxies accept as a form."""

MAX_SERIES = 50_000
"""Series in one answer; sources before 2.53 ignore the bound, and then the size of the answer is the only one.

Source: https://prometheus.io/docs/prometheus/latest/querying/api/#finding-series-by-label-matchers
"""

CLOCK_TOLERANCE = timedelta(seconds=30)
"""Difference of clocks that nobody needs to hear of: below two scrapes of common length."""

MAX_WARNINGS = 5
"""Warnings of one answer that are passed on."""
