"""Checklists: what a person looks at and does in one type of incident, as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, TypeVar

from midwatch.domain.errors import nearest
from midwatch.domain.findings import Finding
from midwatch.domain.incidents.incident_type import (
    PLACEHOLDERS,
    UNKNOWN,
    Check,
    Hypothesis,
    IncidentType,
    Mitigation,
    as_words,
    placeholders_in,
)
from midwatch.formats.service_file import values
from midwatch.formats.service_file.cursor import (
    Cursor,
    FieldReader,
    Problem,
    Report,
    opened,
    says_nothing,
    shown,
)

T = TypeVar("T")

ORDER: Final = (
    "database",
    "deployment",
    "dependency",
    "network",
    "capacity",
    "configuration",
    "certificate",
    "queue",
    "cache",
    "dns",
    "storage",
    "security",
    "data-loss",
    "human-operation",
    UNKNOWN,
)
"""The types that ship, as they are listed; a team's new ones come after."""

KEYS: Final = {
    "name": "name: mainframe",
    "title": "title: Mainframe",
    "source": "source: https://wiki.example.org/mainframe",
    "signs": "signs: [mainframe, abend]",
    "checks": "checks: [{question: …, command: …, expected: …}]",
    "hypotheses": "hypotheses: [{name: …, sentence: …, signs: […], test: {…}}]",
    "mitigations": "mitigations: [{action: …, command: …, risk: …, rollback: …}]",
}
CHECK_KEYS: Final = {
    "question": "question: Is it up?",
    "command": "command: curl -fsS https://mainframe.example.org/health",
    "expected": "expected: a line that says ok",
    "source": KEYS["source"],
}
HYPOTHESIS_KEYS: Final = {
    "name": "name: region-full",
    "sentence": "sentence: The region has no free task.",
    "signs": "signs: [max tasks]",
    "test": "test: {question: …, command: …, expected: …}",
}
MITIGATION_KEYS: Final = {
    "action": "action: Send requests to the other region",
    "command": "command: kubectl set env deployment/{service} -n {namespace} REGION=b",
    "risk": "risk: the other region has half the capacity",
    "rollback": "rollback: kubectl set env deployment/{service} -n {namespace} REGION=a",
    "source": KEYS["source"],
}
_WHY: Final = {
    "name": "a type is found by its name",
    "source": "who acts at night must be able to see who recommends it",
    "signs": "without signs no alert is of this type",
    "checks": "a checklist is what it is for",
    "question": "a command alone does not tell what it is to find out",
    "command": "the person on watch runs it as it stands",
    "expected": "without what it shows where all is well, nobody can tell what is wrong",
    "sentence": "a cause is ruled out as a sentence",
    "test": "a cause that cannot be tested is an opinion",
    "action": "a command alone does not tell what it is to achieve",
    "risk": "who acts in a hurry must know what it may cost",
    "rollback": "what cannot be taken back is not done in a hurry",
}


@dataclass(frozen=True, slots=True)
class IncidentTypeFile:
    """What was read: the type, None where something in the file was refused; `findings` say what."""

    incident_type: IncidentType | None
    findings: tuple[Finding, ...]


def incident_types(
    texts: Mapping[str, str],
) -> tuple[tuple[IncidentType, ...], tuple[Finding, ...]]:
    """The types of a catalogue (name → text of its file): those that ship in their order, then others by name.

    A file in which something is refused gives no type; the findings of all files say what.
    """
    types: list[IncidentType] = []
    findings: list[Finding] = []
    for name in sorted(texts, key=_rank):
        read = parse(texts[name], f"checklists/{name}.yaml")
        findings += read.findings
        if read.incident_type is not None:
            types.append(read.incident_type)
    return tuple(types), tuple(findings)


def _rank(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def parse(text: str, path: str) -> IncidentTypeFile:
    """Read a checklist; `path` is how findings name it, and its stem must be the type's name."""
    report = Report(path)
    fix = f"write `{KEYS['name']}`, `{KEYS['signs']}` and `checks`, or remove the file"
    root = opened(text, report, empty=says_nothing("a type of incident has a checklist", fix))
    incident_type = _incident_type(root) if root is not None else None
    return IncidentTypeFile(None if report.findings else incident_type, tuple(report.findings))


def _incident_type(root: Cursor) -> IncidentType | None:
    fields = root.fields()
    if fields is None:
        return None
    fields.refuse_unknown(KEYS)
    name = _type_name(fields, PurePosixPath(root.report.path).stem)
    source = _required(fields, "source", KEYS, values.link)
    items = _Items(source or "")
    return IncidentType(
        name=name,
        title=fields.read("title", values.text, name),
        source=source or "",
        signs=_type_signs(fields, name),
        checks=_required(fields, "checks", KEYS, items.checks) or (),
        hypotheses=fields.read("hypotheses", items.hypotheses, ()),
        mitigations=fields.read("mitigations", items.mitigations, ()),
    )


def _type_name(fields: FieldReader, stem: str) -> str:
    name = _required(fields, "name", KEYS, values.service_name)
    if name is not None and name != stem:
        what = f"the file {shown(stem)} defines the type {shown(name)}"
        why = "a type of incident is found by the name of its file"
        fix = f"write `name: {stem}`, or rename the file"
        fields["name"].refuse(Problem("bad-name", what, why, fix))
    return name or ""


def _type_signs(fields: FieldReader, name: str) -> tuple[str, ...]:
    if name != UNKNOWN:
        return _required(fields, "signs", KEYS, _some_signs) or ()
    if "signs" in fields:
        what, why = f"`{UNKNOWN}` has signs", "it is the type of what resembles no other"
        fields.refuse_key("signs", values.bad_value(what, why, "remove the key"))
    return ()


_NO_CHECK: Final = Check(question="", command="", expected="", source="")


@dataclass(frozen=True, slots=True)
class _Items:
    """Readers of the lists of a file whose own `source` holds for every item that names none."""

    source: str

    def checks(self, cursor: Cursor) -> tuple[Check, ...]:
        found = tuple(self.check(item) for item in cursor.items())
        if not found and not cursor.report.findings:
            what, why = f"`{cursor.path}` is empty", _WHY["checks"]
            cursor.refuse(values.bad_value(what, why, f"write `{KEYS['checks']}`"))
        return found

    def check(self, cursor: Cursor) -> Check:
        texts = self._texts(cursor, CHECK_KEYS)
        return Check(
            question=texts.get("question", ""),
            command=texts.get("command", ""),
            expected=texts.get("expected", ""),
            source=texts.get("source", self.source),
        )

    def hypotheses(self, cursor: Cursor) -> tuple[Hypothesis, ...]:
        found: dict[str, Hypothesis] = {}
        for item in cursor.items():
            hypothesis = self._hypothesis(item)
            if hypothesis.name and hypothesis.name in found:
                what = f"two hypotheses are named {shown(hypothesis.name)}"
                why = "what was ruled out is remembered by its name"
                item.refuse(values.bad_value(what, why, "rename or remove one of them"))
            found[hypothesis.name] = hypothesis
        return tuple(found.values())

    def _hypothesis(self, cursor: Cursor) -> Hypothesis:
        fields = cursor.fields()
        if fields is None:
            return Hypothesis(name="", sentence="", signs=(), test=_NO_CHECK)
        fields.refuse_unknown(HYPOTHESIS_KEYS)
        return Hypothesis(
            name=_required(fields, "name", HYPOTHESIS_KEYS, values.service_name) or "",
            sentence=_required(fields, "sentence", HYPOTHESIS_KEYS, values.text) or "",
            signs=fields.read("signs", _signs, ()),
            test=_required(fields, "test", HYPOTHESIS_KEYS, self.check) or _NO_CHECK,
        )

    def mitigations(self, cursor: Cursor) -> tuple[Mitigation, ...]:
        return tuple(self._mitigation(item) for item in cursor.items())

    def _mitigation(self, cursor: Cursor) -> Mitigation:
        texts = self._texts(cursor, MITIGATION_KEYS)
        return Mitigation(
            action=texts.get("action", ""),
            command=texts.get("command", ""),
            risk=texts.get("risk", ""),
            rollback=texts.get("rollback", ""),
            source=texts.get("source", self.source),
        )

    @staticmethod
    def _texts(cursor: Cursor, keys: Mapping[str, str]) -> Mapping[str, str]:
        """What stands at the keys of one item; all but `source` must be there."""
        fields = cursor.fields()
        if fields is None:
            return {}
        fields.refuse_unknown(keys)
        found = {key: _required(fields, key, keys, _reader(key)) for key in keys if key != "source"}
        found["source"] = fields.optional("source", values.link)
        return {key: text for key, text in found.items() if text is not None}


def _required(
    fields: FieldReader, key: str, keys: Mapping[str, str], reader: Callable[[Cursor], T | None]
) -> T | None:
    cursor = fields.require(key, keys[key], _WHY[key])
    return None if cursor is None else reader(cursor)


def _reader(key: str) -> Callable[[Cursor], str | None]:
    return _command if key in {"command", "rollback"} else values.text


def _command(cursor: Cursor) -> str | None:
    """A command whose `{name}`s are all known, without a line break at its end."""
    text = values.text(cursor)
    for name in dict.fromkeys(placeholders_in(text or "")):
        if name not in PLACEHOLDERS:
            near = nearest(name, PLACEHOLDERS)
            what = f"`{{{name}}}` is filled in by nobody"
            known = " and ".join(f"`{{{placeholder}}}`" for placeholder in PLACEHOLDERS)
            why = f"a command is shown ready to run; known are {known}"
            spaced = f"write `{{ {name} }}` with spaces where braces are meant"
            fix = f"write `{{{near}}}`" if near else f'write `"${{{name.upper()}:?}}"`, or {spaced}'
            cursor.refuse(values.bad_value(what, why, fix))
    return None if text is None else text.strip()


def _some_signs(cursor: Cursor) -> tuple[str, ...]:
    found = _signs(cursor)
    if not found and not cursor.report.findings:
        cursor.refuse(values.bad_value("`signs` is empty", _WHY["signs"], "name one at least"))
    return found


def _signs(cursor: Cursor) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for item in cursor.items():
        sign = _sign(item)
        if sign is not None and sign in found:
            what, why = f"the sign {shown(sign)} stands twice", "it counts once"
            item.refuse(values.bad_value(what, why, "remove one of them"))
        found.update({sign: None} if sign is not None else {})
    return tuple(found)


def _sign(cursor: Cursor) -> str | None:
    text = values.text(cursor)
    if text is None or text == as_words(text.lower()):
        return text
    what = f"{shown(text)} is found in no alert"
    why = "what alerts say is compared word by word, in lower case, without signs of punctuation"
    words = as_words(text.lower())
    fix = f"write `{words}`" if words else "write words"
    cursor.refuse(values.bad_value(what, why, fix))
    return None
