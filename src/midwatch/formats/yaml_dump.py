"""Writing YAML that a person can read in a diff: keys in the order given, long texts as blocks, no line folding."""

from functools import lru_cache
from typing import Any, Final

import yaml
from yaml.resolver import Resolver

_NO_FOLDING: Final = 1_000_000
_TEXT: Final = "tag:yaml.org,2002:str"
_LIST: Final = "tag:yaml.org,2002:seq"
_MAP: Final = "tag:yaml.org,2002:map"
_AS_READ: Final = Resolver()
_PLAIN: Final = (True, False)

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]


class _Dumper(yaml.CSafeDumper):
    """The C emitter, with our one preference about texts; nodes are made here, in two thirds of PyYAML's time."""

    def represent(self, data: Value) -> None:
        """Write one document."""
        self.serialize(self._node(data, {}))

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: tuple[bool, bool]) -> str:  # noqa: ANN401 - a text, or nodes
        """The type that a reader takes a value for, where it stands plain or in quotes."""
        if kind is yaml.ScalarNode:
            return _plain_type(value) if implicit == _PLAIN else _TEXT
        return _MAP if kind is yaml.MappingNode else _LIST

    def _node(self, value: Value, collections: dict[int, yaml.Node]) -> yaml.Node:
        """The value as a node; a collection that stands in two places is one node, and is written once."""
        if isinstance(value, str):
            return yaml.ScalarNode(_TEXT, value, style="|" if "\n" in value else None)
        if not isinstance(value, dict | list):
            return self.represent_data(value)
        if known := collections.get(id(value)):
            return known
        if isinstance(value, dict):
            fields = yaml.MappingNode(_MAP, [], flow_style=False)
            collections[id(value)] = fields
            fields.value = [
                (self._node(key, collections), self._node(item, collections))
                for key, item in value.items()
            ]
            return fields
        items = yaml.SequenceNode(_LIST, [], flow_style=False)
        collections[id(value)] = items
        items.value = [self._node(item, collections) for item in value]
        return items


@lru_cache(maxsize=4096)
def _plain_type(text: str) -> str:
    return str(_AS_READ.resolve(yaml.ScalarNode, text, _PLAIN))  # type: ignore[no-untyped-call]  # the stubs lack it


def dump(value: Value, header: str = "") -> str:
    """The value as one YAML document, after `header` as comment lines."""
    comment = "".join(f"# {line}\n" for line in header.splitlines())
    body = yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_NO_FOLDING, indent=2
    )
    return comment + body
