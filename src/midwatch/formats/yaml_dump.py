"""Writing YAML that a person can read in a diff: keys in the order given, long texts as blocks, no line folding."""

from typing import Final

import yaml

_NO_FOLDING: Final = 1_000_000

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]


class _Dumper(yaml.CSafeDumper):
    """The C emitter, with our one preference about texts."""


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def dump(value: Value, header: str = "") -> str:
    """The value as one YAML document, after `header` as comment lines."""
    comment = "".join(f"# {line}\n" for line in header.splitlines())
    body = yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_NO_FOLDING, indent=2
    )
    return comment + body
