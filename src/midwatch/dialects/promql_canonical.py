"""One spelling for a query, so that what was written can be compared with what a server says that it evaluates."""

import re

from midwatch.dialects.promql_parsing import parsed

_STRING = r'"(?:[^"\\]|\\.)*"'
_MATCHERS = re.compile(rf'\{{((?:[^"{{}}]|{_STRING})*)\}}')
_MATCHER = re.compile(rf'[^",]+{_STRING}')


def canonical(query: str) -> str:
    """The query as its parser writes it back, with matchers sorted as Prometheus sorts them.

    Comments and layout go; what cannot be parsed keeps its words.
    """
    ordered = _MATCHERS.sub(_sorted, query)
    try:
        written = str(parsed(ordered))
    except ValueError:
        return " ".join(query.split())
    # The parser drops the escapes of what it writes: sorting before keeps odd values in one order all the same.
    return _MATCHERS.sub(_sorted, written)


def _sorted(block: re.Match[str]) -> str:
    if "'" in block[1] or "`" in block[1]:
        return block[0]  # quotes of another kind: the parser makes them ours first
    return "{" + ",".join(sorted(each.strip() for each in _MATCHER.findall(block[1]))) + "}"
