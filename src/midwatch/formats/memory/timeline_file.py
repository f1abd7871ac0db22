"""`timeline.yaml`: an incident for machines and for the postmortem; the same events give the same bytes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from midwatch.domain.errors import InputError
from midwatch.domain.findings import Finding, Place, Severity
from midwatch.domain.incidents.account.record import (
    DURATIONS,
    MOMENTS,
    IncidentRecord,
    RecordedEvent,
)
from midwatch.domain.incidents.budget import BudgetSpent
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.units import TimeRange, in_utc, seconds
from midwatch.domain.untrusted import for_data, for_terminal
from midwatch.formats.marked_yaml import Fields, Items, Node, Scalar, read
from midwatch.formats.yaml_dump import Value, dump

HEADER: Final = (
    "Made by midwatch from the events of the incident; `midwatch incident report` makes it again."
)
_TEXTS: Final = ("title", "severity", "type", "environment")
_FIX: Final = "run `midwatch incident report` to make it again from the events"
_LONGEST: Final = 4_000
_MOST: Final = 1e11
_MOST_NODES: Final = 500_000
"""Some fifteen of each event: as many as a file of the largest size that is read can hold."""
"""Seconds in three thousand years: no number of a timeline is as large."""

Map = dict[str, Value]


def render(record: IncidentRecord) -> str:
    """The text of a record that `record_of` made or `parse` read: moments are UTC, to the second, spans are seconds."""
    fields: Map = {
        "id": record.id,
        "title": for_data(record.title, _LONGEST),
        "severity": record.severity,
        "type": record.type,
        "services": [for_data(each, _LONGEST) for each in record.services],
        "environment": for_data(record.environment, _LONGEST),
        **({"confidential": True} if record.confidential else {}),
        "roles": {role: for_data(person, _LONGEST) for role, person in record.roles.items()},
        "moments": {
            name: _stamp(record.moments[name]) for name in MOMENTS if name in record.moments
        },
        "durations": {
            name: _value(record.durations[name], "seconds")
            for name in DURATIONS
            if name in record.durations
        },
        "budget": [
            {
                "objective": each.objective,
                "share": _value(each.share, "value"),
                "minutes": _value(each.minutes, "seconds"),
            }
            for each in record.budget
        ],
        "events": [_event(each) for each in record.events],
        "findings": [_finding(each) for each in record.findings],
    }
    return dump(fields, header=HEADER)


def parse(text: str, path: str) -> IncidentRecord:
    """Read a timeline; unknown keys are ignored, since later versions write more. Raises InputError, with the line."""
    return _Reader(path).record(text)


def _value(value: Measured[timedelta] | Measured[float] | NoData, unit: str) -> Map:
    if isinstance(value, NoData):
        return {"no_data": for_data(value.reason, _LONGEST)}
    number = value.value
    provenance = value.provenance
    told: Map = {
        unit: _short(seconds(number)) if isinstance(number, timedelta) else number,
        "query": for_data(provenance.query, _LONGEST),
    }
    if provenance.range is not None:
        told |= {"from": _stamp(provenance.range.start), "to": _stamp(provenance.range.end)}
    if provenance.samples is not None:
        told["samples"] = provenance.samples
    return {**told, "source": for_data(provenance.source, _LONGEST)}


def _short(number: float) -> float:
    return int(number) if number == int(number) else number


def _event(event: RecordedEvent) -> Map:
    late: Map = {"recorded_at": _stamp(event.recorded_at)} if event.recorded_at else {}
    return {
        "at": _stamp(event.at),
        **late,
        "kind": event.kind,
        "actor": for_data(event.actor, _LONGEST),
        "what": for_data(event.what, _LONGEST),
        **({"text": for_data(event.text, _LONGEST)} if event.text else {}),
        "id": event.id,
    }


def _finding(finding: Finding) -> Map:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "place": for_data(finding.place.path, _LONGEST),
        "what": for_data(finding.what, _LONGEST),
        "why": for_data(finding.why, _LONGEST),
        "fix": for_data(finding.fix, _LONGEST),
    }


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class _Reader:
    """Reads one file; every refusal names it, and the line."""

    def __init__(self, path: str) -> None:
        self.path = path

    def record(self, text: str) -> IncidentRecord:
        document = read(text, most_nodes=_MOST_NODES)
        for problem in document.problems:
            raise self._error(problem.span.line, f"{problem.what}: {problem.why}")
        if document.root is None:
            raise self._error(1, "it says nothing")
        root = self._map(document.root)
        texts = {name: self._text(root, name, "") for name in _TEXTS}
        moments = self._map(root.get("moments"))
        durations = self._map(root.get("durations"))
        return IncidentRecord(
            id=self._text(root, "id"),
            title=texts["title"],
            severity=texts["severity"],
            type=texts["type"],
            services=tuple(self._scalar(each) for each in self._items(root.get("services"))),
            environment=texts["environment"],
            confidential=self._text(root, "confidential", "") == "true",
            roles={role: self._scalar(each) for role, each in self._map(root.get("roles")).items()},
            moments={name: self._moment(moments, name) for name in MOMENTS if name in moments},
            durations={
                name: self._span(durations[name]) for name in DURATIONS if name in durations
            },
            budget=tuple(self._budget(each) for each in self._maps(root.get("budget"))),
            events=tuple(self._event(each) for each in self._maps(root.get("events"))),
            findings=tuple(self._finding(each) for each in self._maps(root.get("findings"))),
        )

    def _budget(self, fields: Mapping[str, Node]) -> BudgetSpent:
        share = self._map(fields.get("share"))
        value = share.get("value")
        return BudgetSpent(
            objective=self._text(fields, "objective"),
            share=(
                self._absent(share)
                if value is None
                else Measured(value=self._number(value), provenance=self._provenance(share))
            ),
            minutes=self._span(fields["minutes"]) if "minutes" in fields else self._absent({}),
        )

    def _span(self, node: Node) -> Measured[timedelta] | NoData:
        fields = self._map(node)
        if "seconds" not in fields:
            return self._absent(fields)
        length = timedelta(seconds=self._number(fields["seconds"]))
        return Measured(value=length, provenance=self._provenance(fields))

    def _absent(self, fields: Mapping[str, Node]) -> NoData:
        return NoData(reason=self._text(fields, "no_data", "the timeline does not say"))

    def _provenance(self, fields: Mapping[str, Node]) -> Provenance:
        span = None
        if "from" in fields and "to" in fields:
            start, end = self._moment(fields, "from"), self._moment(fields, "to")
            span = TimeRange(start, end) if end > start else None
        samples = fields.get("samples")
        return Provenance(
            query=self._text(fields, "query", ""),
            range=span,
            samples=None if samples is None else int(self._number(samples)),
            source=self._text(fields, "source", ""),
        )

    def _event(self, fields: Mapping[str, Node]) -> RecordedEvent:
        return RecordedEvent(
            at=self._moment(fields, "at"),
            recorded_at=self._moment(fields, "recorded_at") if "recorded_at" in fields else None,
            kind=self._text(fields, "kind"),
            actor=self._text(fields, "actor", ""),
            what=self._text(fields, "what", ""),
            text=self._text(fields, "text", ""),
            id=self._text(fields, "id", ""),
        )

    def _finding(self, fields: Mapping[str, Node]) -> Finding:
        said = self._text(fields, "severity", "")
        found = next((each for each in Severity if each.value == said), Severity.INFORMATION)
        return Finding(
            code=self._text(fields, "code"),
            severity=found,
            place=Place(self._text(fields, "place", "")),
            what=self._text(fields, "what", ""),
            why=self._text(fields, "why", ""),
            fix=self._text(fields, "fix", ""),
        )

    def _map(self, node: Node | None) -> Mapping[str, Node]:
        if isinstance(node, Fields):
            return {key.text: value for key, value in node.entries}
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return {}
        raise self._error(node.span.line, "keys with values are expected here")

    def _items(self, node: Node | None) -> Iterable[Node]:
        if isinstance(node, Items):
            return node.items
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return ()
        raise self._error(node.span.line, "a list is expected here")

    def _maps(self, node: Node | None) -> Iterator[Mapping[str, Node]]:
        return (self._map(each) for each in self._items(node))

    def _scalar(self, node: Node) -> str:
        if not isinstance(node, Scalar):
            raise self._error(node.span.line, "a text is expected here")
        return node.text

    def _text(self, fields: Mapping[str, Node], name: str, otherwise: str | None = None) -> str:
        node = fields.get(name)
        if node is not None:
            return self._scalar(node)
        if otherwise is None:
            raise self._error(1, f"`{name}` must be there")
        return otherwise

    def _number(self, node: Node) -> float:
        text = self._scalar(node)
        try:
            number = float(text)
        except ValueError as error:
            raise self._error(node.span.line, f"“{for_terminal(text, 60)}” is no number") from error
        if not abs(number) < _MOST:
            raise self._error(node.span.line, f"“{for_terminal(text, 60)}” is no number")
        return number

    def _moment(self, fields: Mapping[str, Node], name: str) -> datetime:
        text = self._text(fields, name)
        line = fields[name].span.line
        try:
            moment = datetime.fromisoformat(text)
            at = in_utc(moment)
        except ValueError as error:
            said = f"“{for_terminal(text, 60)}”"
            raise self._error(line, f"{said} is no time (ISO 8601)") from error
        if moment.tzinfo is None:
            raise self._error(line, f"“{for_terminal(text, 60)}” has no time zone")
        return at

    def _error(self, line: int, why: str) -> InputError:
        return InputError(f"read {for_terminal(self.path, 200)}, line {line}", why=why, fix=_FIX)
