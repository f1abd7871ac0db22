"""A query of an objective cannot be read, or leaves no window open."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, error
from midwatch.domain.findings import Finding
from midwatch.domain.slo.definition.declaration import DeclaredObjective
from midwatch.domain.slo.indicator import QueryEvents, RatioQuery
from midwatch.domain.untrusted import for_terminal

CODE: Final = "slo/invalid-promql"
NEEDS: Final[frozenset[Need]] = frozenset()


def check(subject: SloSubject, _facts: LiveFacts) -> Iterator[Finding]:
    """Parse every query with its window filled in."""
    for objective in subject.declared:
        for key, query in queries(objective):
            problem = _problem(query)
            if problem is not None:
                what, why, fix = problem
                place = subject.place(f"slo.{objective.name}.{key}")
                yield error(CODE, place, what, why, fix)


def queries(objective: DeclaredObjective) -> tuple[tuple[str, str], ...]:
    """The queries that a person wrote for an objective, by their keys."""
    match objective.indicator:
        case QueryEvents(valid=valid, selected=selected, polarity=polarity):
            return (("total", valid), (polarity.value, selected))
        case RatioQuery(ratio=ratio):
            return (("ratio", ratio),)
        case _:
            return ()


def _problem(query: str) -> tuple[str, str, str] | None:
    # Here, so that files without queries are checked without loading the parser.
    from midwatch.dialects import promql_reading  # noqa: PLC0415 - most files have no query

    if (template := promql_reading.unknown_template(query)) is not None:
        why = "it is filled in with the window of each alert; other placeholders stay as they are"
        return f"nobody fills in {for_terminal(template, 40)}", why, "write {{.window}}"
    if (fault := promql_reading.fault(query)) is not None:
        why = f"the parser says: {for_terminal(fault, 200)}"
        return "the query is no PromQL", why, "correct it; `promtool check rules` says the same"
    if not promql_reading.has_window(query):
        why = (
            "alerts look at windows from 5 minutes to 3 days; a fixed window would answer all alike"
        )
        return (
            "the query has no {{.window}}",
            why,
            "write {{.window}} where its window stands, as in rate(…[{{.window}}])",
        )
    return None
