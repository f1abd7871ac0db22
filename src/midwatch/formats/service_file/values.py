"""Words, names, moments and links of a service file."""

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from midwatch.domain.errors import nearest
from midwatch.domain.signals.selector import Matcher, MatchOperator
from midwatch.domain.units import in_utc
from midwatch.domain.untrusted import holds_credentials, is_disguised
from midwatch.formats.marked_yaml import Fields, Items
from midwatch.formats.selector_text import checked_matcher, parse_matchers
from midwatch.formats.service_file.cursor import Cursor, Problem, shown

E = TypeVar("E", bound=Enum)

SERVICE_NAME = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?")
OBJECTIVE_NAME = re.compile(r"[a-z]([a-z0-9._-]*[a-z0-9])?")
MAX_NAME = 63
"""The longest label of a Kubernetes object (RFC 1123), in which names of services end up."""

_LINK = re.compile(r"https?://[^\s<>\"'`]+|(?![a-zA-Z][a-zA-Z0-9+.-]*:)[^\s<>\"'`:]+")
_GLOBS = frozenset("*?[")
_SWITCH = {
    **dict.fromkeys(("on", "true", "yes"), True),
    **dict.fromkeys(("off", "false", "no"), False),
}


def bad_value(what: str, why: str, fix: str) -> Problem:
    """Say that a value is none of those that can stand there."""
    return Problem("bad-value", what, why, fix)


def service_name(cursor: Cursor) -> str | None:
    """The name of a service: a file name, a label value and a part of rule names at once."""
    return _name(cursor, SERVICE_NAME, "lower-case letters, digits, dots, dashes and underscores")


def _name(cursor: Cursor, pattern: re.Pattern[str], letters: str) -> str | None:
    text = cursor.text()
    if text is None or (pattern.fullmatch(text) and len(text) <= MAX_NAME and ".." not in text):
        return text
    cursor.refuse(bad_name(text, letters))
    return None


def bad_name(text: str, letters: str) -> Problem:
    """Say which letters a name may have, with the nearest name that would do."""
    offer = re.sub(r"[^a-z0-9._-]+", "-", text.lower())
    offer = re.sub(r"\.{2,}", ".", offer).strip("._-")[:MAX_NAME].strip("._-")
    return Problem(
        "bad-name",
        f"{shown(text)} cannot be a name",
        f"names become files, labels and rules: {letters}, at most {MAX_NAME}, a letter or digit at both ends",
        f"write `{offer}`" if offer else "write a name such as `checkout`",
    )


def choice(kind: type[E]) -> Callable[[Cursor], E | None]:
    """A reader of one of the words of an enumeration."""

    def read(cursor: Cursor) -> E | None:
        text = cursor.text()
        words = [str(member.value) for member in kind]
        if text is None or text in words:
            return None if text is None else kind(text)
        near = nearest(text, words)
        cursor.refuse(
            bad_value(
                f"{shown(text)} is not known here",
                f"it is one of: {', '.join(words)}",
                f"write {near}" if near else "write one of them",
            )
        )
        return None

    return read


def switch(cursor: Cursor) -> bool | None:
    """On or off."""
    text = cursor.text()
    value = None if text is None else _SWITCH.get(text.lower())
    if text is not None and value is None:
        cursor.refuse(
            bad_value(f"{shown(text)} is neither on nor off", "it is a switch", "write on or off")
        )
    return value


def text(cursor: Cursor) -> str | None:
    """Free text, which shows as what it is and holds no password: rules and pages carry it on."""
    found = cursor.text()
    if found is None:
        return None
    if is_disguised(found):
        cursor.refuse(
            bad_value(
                f"{shown(found)} holds characters that hide or turn text around",
                "whoever reads it sees another text than the one that is there",
                "type it again without control characters",
            )
        )
        return None
    if holds_credentials(found):
        cursor.refuse(
            bad_value(
                f"{shown(found)} holds a user or a password",
                "the file is committed and alerts carry it on: a secret there is a secret no more",
                "take out what stands before the `@`, and replace the password if it was committed",
            )
        )
        return None
    return found


def link(cursor: Cursor) -> str | None:
    """A web address, or a path in the repository."""
    found = text(cursor)
    if found is None or (_LINK.fullmatch(found) and not _leaves(found)):
        return found
    cursor.refuse(
        bad_value(
            f"{shown(found)} is no link",
            "it is put into alerts, where only web addresses and paths in the repository lead somewhere",
            "write a path such as runbooks/checkout.md, or an address that begins with https://",
        )
    )
    return None


def paths(cursor: Cursor) -> tuple[str, ...] | None:
    """A list of files and folders of the repository, without a slash at their ends."""
    return tuple(found for item in cursor.items() if (found := _path(item)) is not None)


def _path(cursor: Cursor) -> str | None:
    found = text(cursor)
    if found is None:
        return None
    parts = [part for part in found.strip().split("/") if part not in {"", "."}]
    leads_out = found.strip().startswith("/") or ".." in parts
    if parts and not leads_out and not set(found) & _GLOBS:
        return "/".join(parts)
    cursor.refuse(
        bad_value(
            f"{shown(found)} is no path in the repository",
            "commits that change it are shown as changes of the service; patterns are not expanded",
            "write a folder below the repository's root, such as services/checkout",
        )
    )
    return None


def _leaves(found: str) -> bool:
    return "://" not in found and ".." in found.split("/")


def texts(cursor: Cursor) -> tuple[str, ...] | None:
    """A list of texts."""
    return tuple(found for item in cursor.items() if (found := text(item)) is not None)


def service_names(cursor: Cursor) -> tuple[str, ...] | None:
    """A list of names of services."""
    return tuple(found for item in cursor.items() if (found := service_name(item)) is not None)


def moment(cursor: Cursor) -> datetime | None:
    """A moment with its zone."""
    found = cursor.text()
    if found is None:
        return None
    try:
        at = datetime.fromisoformat(found)
        if at.tzinfo is not None:
            return in_utc(at)
    except ValueError:
        at = None
    cursor.refuse(
        bad_value(
            f"{shown(found)} " + ("has no time zone" if at else "is no moment"),
            "budgets are computed to the minute, and clocks differ between zones",
            f"write {at.isoformat()}Z if it is UTC" if at else "write it like 2026-03-01T14:30:00Z",
        )
    )
    return None


def day(cursor: Cursor) -> date | None:
    """A day, in UTC."""
    found = cursor.text()
    if found is None:
        return None
    try:
        return date.fromisoformat(found)
    except ValueError:
        why = "a target holds from one day to another"
        cursor.refuse(bad_value(f"{shown(found)} is no day", why, "write it like 2026-03-01"))
        return None


def zone(cursor: Cursor) -> ZoneInfo | None:
    """A time zone by its IANA name."""
    found = cursor.text()
    if found is None:
        return None
    try:
        return ZoneInfo(found)
    except (ValueError, OSError, LookupError):
        known = {name.lower(): name for name in available_timezones()}
        near = nearest(found[:MAX_NAME], known)
        cursor.refuse(
            bad_value(
                f"{shown(found)} is no time zone",
                "zones are those of the IANA database; they know when clocks change",
                f"write {known[near]}" if near else "write it like Europe/Berlin, or UTC",
            )
        )
        return None


def matchers(cursor: Cursor) -> tuple[Matcher, ...] | None:
    """Label matchers: as `label: value`, as text like `code!~"2.."`, or a list of both."""
    match cursor.node:
        case Items():
            read = [matchers(item) or () for item in cursor.items()]
            return tuple(matcher for part in read for matcher in part)
        case Fields():
            fields = cursor.fields()
            pairs = [(label, value.text()) for label, value in fields.items()] if fields else []
            return _checked(
                cursor,
                lambda: tuple(
                    checked_matcher(label, value, MatchOperator.EQUAL)
                    for label, value in pairs
                    if value is not None
                ),
            )
        case _:
            written = cursor.text()
            return None if written is None else _checked(cursor, lambda: parse_matchers(written))


def _checked(cursor: Cursor, read: Callable[[], tuple[Matcher, ...]]) -> tuple[Matcher, ...] | None:
    try:
        return read()
    except ValueError as error:
        cursor.refuse(
            bad_value(
                shown(str(error)).strip("“”"),
                "a selector says which series belong to the service",
                'write `label: value`, or text like code!~"2.."',
            )
        )
        return None
