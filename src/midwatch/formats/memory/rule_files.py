"""Reads Prometheus rule files as they lie in alerts/, to be compared with what is loaded.

Source: https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from midwatch.dialects.promql_canonical import canonical
from midwatch.domain.errors import InputError
from midwatch.domain.slo.rulebook.rules_in_force import Pairs, RuleIdentity, RuleInForce, RuleKind
from midwatch.domain.untrusted import for_terminal
from midwatch.formats import durations
from midwatch.formats.marked_yaml import Fields, Items, Node, Scalar, read

_FIX = "run `midwatch slo compile` again, or correct the file"


def parse(text: str, path: str) -> tuple[RuleInForce, ...]:
    """Every rule of a file, in order. Raises InputError, with the line, for what is no rule file."""
    document = read(text)
    for problem in document.problems:
        raise _error(path, problem.span.line, f"{problem.what}: {problem.why}")
    if document.root is None:
        return ()
    return tuple(_rules(document.root, path))


def _rules(root: Node, path: str) -> Iterator[RuleInForce]:
    for group in _items(_fields(root, path).get("groups"), path):
        for node in _items(_fields(group, path).get("rules"), path):
            yield _rule(node, path)


def _rule(node: Node, path: str) -> RuleInForce:
    fields = _fields(node, path)
    kind = RuleKind.RECORDING if "record" in fields else RuleKind.ALERT
    name, expression = _text(fields.get(kind.value)), _text(fields.get("expr"))
    if not name or not expression:
        raise _error(path, node.span.line, "a rule has `expr`, and `record` or `alert`")
    labels = _pairs(fields.get("labels"), path)
    return RuleInForce(
        identity=RuleIdentity(kind=kind, name=name, labels=labels),
        expression=canonical(expression),
        hold=_hold(fields.get("for"), path),
        annotations=_pairs(fields.get("annotations"), path),
        origin=path,
    )


def _hold(node: Node | None, path: str) -> timedelta:
    if node is None:
        return timedelta(0)
    try:
        return durations.parse(_text(node))
    except ValueError as error:
        raise _error(path, node.span.line, "`for` is no span of time") from error


def _fields(node: Node, path: str) -> Mapping[str, Node]:
    if not isinstance(node, Fields):
        raise _error(path, node.span.line, "a mapping is expected here")
    return {key.text: value for key, value in node.entries}


def _items(node: Node | None, path: str) -> tuple[Node, ...]:
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return ()
    if not isinstance(node, Items):
        raise _error(path, node.span.line, "a list is expected here")
    return node.items


def _pairs(node: Node | None, path: str) -> Pairs:
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return ()
    return tuple(sorted((name, _text(value)) for name, value in _fields(node, path).items()))


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _error(path: str, line: int, why: str) -> InputError:
    return InputError(f"read {for_terminal(path)}, line {line}", why=why, fix=_FIX)
