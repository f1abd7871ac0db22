"""What `--format json` prints in the transcripts is what the verb table promises: one model a verb, or the error's."""

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from midwatch.bootstrap.verbs import VERBS, Verb
from midwatch.formats.payloads._base import ErrorPayload, Payload
from midwatch.formats.payloads.slo_check import SloCheckPayload
from tests.cli import transcript

TRANSCRIPTS = sorted(Path(__file__).parent.glob("*.txt"))
AS_JSON = re.compile(r"midwatch (.*)--format[ =]json(.*)")


def answers() -> Iterator[tuple[Verb, str, str]]:
    """Every whole answer as data: its verb, its command and its text."""
    for path in TRANSCRIPTS:
        for part in transcript.parse(path.read_text(encoding="utf-8")):
            if not isinstance(part, transcript.Command):
                continue
            asked = AS_JSON.search(part.line)
            row = next((r for r in VERBS if f"midwatch {r.name} " in part.line), None)
            if asked and row and "|" not in part.line:
                said = [line[2:] for line in part.said if line.startswith(">")]
                yield row, part.line, "\n".join(said)


def model_of(row: Verb, text: str) -> type[Payload]:
    fields = json.loads(text)
    if "error" in fields:
        return ErrorPayload
    if row.name == "slo compile" and "findings" in fields:  # the gate held, and answered
        return SloCheckPayload
    module, _, name = row.payload.partition(":")
    own: type[Payload] = getattr(import_module(module), name)
    return own


@pytest.mark.parametrize(
    ("row", "text"), [pytest.param(row, text, id=line) for row, line, text in answers()]
)
def test_an_answer_as_data_is_of_its_verbs_model(row: Verb, text: str) -> None:
    assert model_of(row, text).model_validate_json(text).schema_version == 1


def test_every_verb_answers_as_data_somewhere() -> None:
    shown = {row.name for row, _, _ in answers()}
    assert {row.name for row in VERBS} - shown - {"demo"} == set()
