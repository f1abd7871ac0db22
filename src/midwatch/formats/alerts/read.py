"""What stands on stdin, or beside a command: the payload of a sender that we know, else words."""

import json
from typing import Final

from pydantic import ValidationError

from midwatch.domain.errors import InputError
from midwatch.domain.redaction import cut
from midwatch.domain.signals.alert import Alert, AlertOrigin
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.alerts import alertmanager, pagerduty
from midwatch.formats.alerts.parts import LONGEST, one_line

LARGEST: Final = 2 * 1024 * 1024
"""Characters of a payload at most; PagerDuty's largest event has half a mebibyte.

Source: https://developer.pagerduty.com/docs/events-api-v2-overview
"""
_SHOWN_PROBLEMS = 3
_WRONG: Final = {
    "missing": "is missing",
    "string_type": "is no text",
    "list_type": "is no list",
    "dict_type": "is no object",
    "model_type": "is no object",
    "datetime_type": "is no moment",
}
"""Pydantic's kinds of problems in words."""


def read(text: str) -> tuple[Alert, ...]:
    """The alerts of a payload, or the one alert that a person's words are.

    Raises InputError where nothing is said, where it is too large, and where it is JSON of no sender that we know.
    """
    said = text.strip().lstrip("\ufeff").strip()
    if not said:
        raise InputError(
            "the alert is empty",
            why="there is nothing to judge",
            fix="write what the alert says, or send a webhook's payload to stdin",
        )
    if len(said) > LARGEST:
        raise InputError(
            f"the alert has {len(said)} characters",
            why=f"no sender's payload is larger than {LARGEST}",
            fix="send one payload at a time",
        )
    return _payload(said) if said.startswith(("{", "[")) else (_words(said),)


def _words(said: str) -> Alert:
    return Alert(
        origin=AlertOrigin.TEXT,
        name="",
        summary=one_line(said.splitlines()[0]),
        description=cut(said, LONGEST),
    )


def _payload(said: str) -> tuple[Alert, ...]:
    try:
        document = json.loads(said)
        if not isinstance(document, dict):
            raise _unknown("it is no JSON object")
        found = _known(document)
    except RecursionError as error:
        raise _unknown("it is nested too deeply") from error
    except json.JSONDecodeError as error:
        if said.startswith("["):
            return (_words(said),)  # “[FIRING:1] HighErrorRate …” is a title, not a list
        raise _unknown(f"it is not JSON: {error}") from error
    except ValidationError as error:
        raise _unknown(_problems(error)) from error
    except ValueError as error:
        raise _unknown("a number in it has thousands of digits") from error
    if not found:
        raise _unknown("it has no alerts")
    return found


def _known(document: dict[str, object]) -> tuple[Alert, ...]:
    if "alerts" in document:
        return alertmanager.Webhook.model_validate(document).as_alerts()
    if "payload" in document or "event_action" in document:
        return (pagerduty.EventV2.model_validate(document).as_alert(),)
    if "event" in document:
        return (pagerduty.WebhookV3.model_validate(document).as_alert(),)
    raise _unknown(f"it has {_names(document)}")


def _names(document: dict[str, object]) -> str:
    return ", ".join(for_terminal(name, 40) for name in list(document)[:6]) or "no field"


def _problems(error: ValidationError) -> str:
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    shown = "; ".join(
        f"{'.'.join(str(part) for part in each['loc'])} {_WRONG.get(each['type'], 'cannot be read')}"
        for each in problems[:_SHOWN_PROBLEMS]
    )
    more = (
        f"; and {len(problems) - _SHOWN_PROBLEMS} more" if len(problems) > _SHOWN_PROBLEMS else ""
    )
    return for_terminal(shown + more, 600)


def _unknown(why: str) -> InputError:
    return InputError(
        "read the alert's payload",
        why=for_terminal(why, 600),
        fix="send Alertmanager's webhook (v4), PagerDuty's event (v2) or webhook (v3), or write it in words",
    )
