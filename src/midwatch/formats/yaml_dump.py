"""Writing YAML that a person can read in a diff: keys in the order given, long texts as blocks, no line folding."""

from functools import lru_cache
from typing import Final

import yaml
from yaml import events
from yaml.resolver import Resolver

from midwatch.domain.untrusted import holds_controls, in_quotes

_NO_FOLDING: Final = 1_000_000
_TEXT: Final = "tag:yaml.org,2002:str"
_AS_READ: Final = Resolver()
_REPRESENTER: Final = yaml.representer.SafeRepresenter()
_PLAIN: Final = (True, False)

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]

_BEGIN: Final = (events.StreamStartEvent(), events.DocumentStartEvent(explicit=False))
_END: Final = (events.DocumentEndEvent(explicit=False), events.StreamEndEvent())
_MAP: Final = events.MappingStartEvent(None, None, implicit=True, flow_style=False)
_MAP_END: Final = events.MappingEndEvent()
_LIST: Final = events.SequenceStartEvent(None, None, implicit=True, flow_style=False)
_LIST_END: Final = events.SequenceEndEvent()


def dump(value: Value, header: str = "") -> str:
    """The value as one YAML document, after `header` as comment lines."""
    comment = "".join(f"# {line}\n" for line in header.splitlines())
    out = [*_BEGIN]
    _add(value, out)
    # The C emitter is given its events: by way of nodes, as `yaml.dump` goes, it takes twice as long.
    body: str = yaml.emit(
        [*out, *_END], Dumper=yaml.CSafeDumper, allow_unicode=True, width=_NO_FOLDING, indent=2
    )
    return comment + in_quotes(body)


def _add(value: Value, out: list[events.Event]) -> None:
    """Append what a value is told by; depth first, as a document is read."""
    if isinstance(value, str):
        out.append(_text(value))
    elif isinstance(value, dict):
        out.append(_MAP)
        for key, item in value.items():
            out.append(_text(key))
            _add(item, out)
        out.append(_MAP_END)
    elif isinstance(value, list):
        out.append(_LIST)
        for item in value:
            _add(item, out)
        out.append(_LIST_END)
    else:
        node = _REPRESENTER.represent_data(value)
        out.append(events.ScalarEvent(None, node.tag, _PLAIN, node.value))


@lru_cache(maxsize=4096)
def _text(text: str) -> events.Event:
    """A text: several lines as a block, one line plain unless a reader would take it for something else.

    One with control characters stands in double quotes, where they are escaped.
    """
    if holds_controls(text):
        return events.ScalarEvent(None, _TEXT, (False, True), text, style='"')
    kind = _AS_READ.resolve(yaml.ScalarNode, text, _PLAIN)  # type: ignore[no-untyped-call]  # the stubs lack it
    plain = kind == _TEXT
    return events.ScalarEvent(None, _TEXT, (plain, True), text, style="|" if "\n" in text else None)
