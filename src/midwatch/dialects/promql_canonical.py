"""One spelling for a query, so that what was written can be compared with what a server says that it evaluates."""

import promql_parser


def canonical(query: str) -> str:
    """The query as its parser writes it back, without comments and layout; what cannot be parsed stays as it is."""
    try:
        return str(promql_parser.parse(query))
    except ValueError:
        return " ".join(query.split())
