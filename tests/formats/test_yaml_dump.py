"""Generated YAML is what PyYAML would write, in our style, and reads back as what was handed in."""

import yaml
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.untrusted import is_disguised
from midwatch.formats.yaml_dump import Value, dump

AWKWARD = ["", "yes", "No", "null", "~", "5m", "1e3", "0x1", "2026-01-01", "=", "<<", "- a", "a: b"]
AWKWARD += [
    "a #b",
    "a:",
    "---",
    "...",
    "no ",
    "{{ $value }}",
    "a\n",
    "a\n\n",
    " a\nb",
    "a \nb",
    "a'b",
]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(AWKWARD)
LEAVES = TEXTS | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)
)


class _Plainly(yaml.CSafeDumper):
    """PyYAML's own way to nodes, with texts of several lines as blocks."""


_Plainly.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    ),
)


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=3))
def test_what_is_written_is_what_pyyaml_writes(value: dict[str, Value]) -> None:
    assert dump(value) == yaml.dump(
        value, Dumper=_Plainly, sort_keys=False, allow_unicode=True, width=1_000_000, indent=2
    )


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=3))
def test_what_is_written_reads_back(value: dict[str, Value]) -> None:
    assert yaml.safe_load(dump(value, "Generated.")) == value


def test_a_collection_in_two_places_is_written_in_both_without_aliases() -> None:
    shared: Value = {"series": "up"}
    assert dump({"tests": [shared, shared]}) == "tests:\n- series: up\n- series: up\n"


def test_keys_stay_in_order_and_long_texts_are_not_folded() -> None:
    long = "word " * 100 + "end"
    assert dump({"z": long, "a": "first\n  second"}, "One.\nTwo.") == (
        f"# One.\n# Two.\nz: {long}\na: |-\n  first\n    second\n"
    )


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_no_control_character_stands_raw_in_a_document(text: str) -> None:
    document = dump({"text": f"a\u202e\x9b{text}", text: ["\u2066", "plain"]})
    assert not is_disguised(document)
    assert yaml.safe_load(document) == {"text": f"a\u202e\x9b{text}", text: ["\u2066", "plain"]}
