"""The verb table, the commands, the workflows' requests, the payloads and the reference say the same."""

import inspect
import re
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any

import click
import pytest

from midwatch.bootstrap.verbs import GROUPS, VERBS, Verb
from midwatch.entrypoints.cli.main import midwatch
from midwatch.formats.payloads._base import Payload
from tests.architecture.sources import PACKAGE, ROOT

REFERENCE = ROOT / "docs" / "reference" / "verbs"
CONVERSATION = frozenset({"form", "explain", "yes", "destination", "theme", "width"})
"""How an answer is shown, where it goes and whether somebody is asked first: the interface's affair, no request's."""
SURROUNDINGS = frozenset({"at", "actor"})
"""What a workflow may take beside its request: the moment, and who acts."""

every_verb = pytest.mark.parametrize("row", VERBS, ids=lambda row: row.key)


def named(path: str) -> Any:  # noqa: ANN401 - whatever the table names
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)


def command_of(row: Verb) -> click.Command:
    command: click.Command = midwatch
    for word in row.name.split():
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    return command


def options_of(row: Verb) -> dict[str, click.Parameter]:
    return {str(p.name): p for p in command_of(row).params if p.name != "help"}


@every_verb
def test_a_verb_names_a_workflow_its_request_and_its_payload(row: Verb) -> None:
    assert callable(named(row.workflow))
    assert is_dataclass(named(row.request))
    assert issubclass(named(row.payload), Payload)


@every_verb
def test_a_workflow_takes_its_request(row: Verb) -> None:
    parameters = inspect.signature(named(row.workflow)).parameters
    annotated = {str(parameter.annotation) for parameter in parameters.values()}
    assert any(row.request.partition(":")[2] in text for text in annotated)


@every_verb
def test_what_can_be_requested_can_be_typed_and_nothing_else(row: Verb) -> None:
    requested = {field.name for field in fields(named(row.request))}
    typed = set(options_of(row)) - CONVERSATION
    assert requested - typed == set()
    assert typed - requested <= SURROUNDINGS


@every_verb
def test_every_command_answers_machines_too(row: Verb) -> None:
    form = options_of(row)["form"]
    assert isinstance(form.type, click.Choice)
    assert {"text", "json"} <= set(form.type.choices)


@every_verb
def test_every_option_says_what_it_does(row: Verb) -> None:
    silent = [
        name
        for name, parameter in options_of(row).items()
        if isinstance(parameter, click.Option) and not parameter.help
    ]
    assert silent == []


@every_verb
def test_a_help_begins_with_the_tables_summary_and_ends_with_its_example(row: Verb) -> None:
    command = command_of(row)
    shown = command.get_help(click.Context(command, info_name=row.name))
    assert (command.help or "").startswith(row.summary)
    assert shown.rstrip().endswith(f"Example: {row.example}")
    assert row.example.startswith(f"midwatch {row.name}")


@every_verb
def test_an_example_can_be_parsed(row: Verb) -> None:
    words = re.findall(r'"[^"]*"|\S+', row.example)[len(row.name.split()) + 1 :]
    command = command_of(row)
    command.make_context(row.name, [word.strip('"') for word in words])


@every_verb
def test_every_option_is_documented(row: Verb) -> None:
    page = (REFERENCE / f"{row.key}.md").read_text(encoding="utf-8")
    missing = [
        spelled
        for parameter in options_of(row).values()
        for spelled in (
            parameter.opts if isinstance(parameter, click.Option) else [str(parameter.name).upper()]
        )
        if spelled not in page
    ]
    assert missing == []


def test_every_command_stands_in_the_table() -> None:
    folder = PACKAGE / "entrypoints" / "cli" / "commands"
    parts = (path.relative_to(PACKAGE).with_suffix("").parts for path in folder.rglob("*.py"))
    modules = {".".join(("midwatch", *part)) for part in parts if not part[-1].startswith("_")}
    assert modules == {row.command for row in VERBS}


def test_every_page_of_the_reference_is_of_a_verb() -> None:
    assert {path.stem for path in REFERENCE.glob("*.md")} == {row.key for row in VERBS} | {"index"}


def test_names_and_examples_are_unique() -> None:
    for attribute in ("name", "example", "summary", "workflow"):
        values = [getattr(row, attribute) for row in VERBS]
        assert len(values) == len(set(values)), attribute


def test_every_group_has_a_summary() -> None:
    groups = {row.name.partition(" ")[0] for row in VERBS if " " in row.name}
    assert groups == set(GROUPS)
