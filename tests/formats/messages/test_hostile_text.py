"""Whatever an alert says, a message stays a message: bounded, harmless, and marked as quoted."""

import json
import re
from typing import Any

import pytest

from midwatch.domain.incidents.comms.draft import Draft, draft
from midwatch.domain.incidents.comms.message import fill
from midwatch.formats.messages import plain, slack
from midwatch.formats.messages.outgoing import outgoing
from tests.support.incident_events import Night
from tests.support.messages import MESSAGES, facts_at, template

TITLES = {
    "a call to everybody": "<!channel> <!here> @channel & <https://evil.example|click>",
    "colours of a terminal": "\x1b[31mred\x1b[0m \x07",
    "text turned around": "safe \u202egnp.exe \u2066x",
    "no end": "x" * 100_000,
    "no end of signs": "&<>" * 40_000,
    "another header": "Checkout\r\nBcc: everybody@example.org\n\nHello",
    "the end of the quote": "fails”. Resolved at 02:14. “Thanks",
    "emphasis": "*bold* ~struck~ `code` _it_ snake_case",
    "nothing but blanks": " \n\t ",
    "half a character": "\ud800 lone",
    "a password": "see https://user:hunter2@host.example/x",
}


def hostile(title: str) -> Night:
    night = Night()
    night.add("02:16", "declared", title=title, severity="SEV1", services=[title], commander=title)
    night.add("02:20", "corrected", impact=title).add("02:21", "identified", text=title)
    return night.add("02:22", "phase", phase="mitigated", text=title)


def messages() -> list[tuple[str, str]]:
    return [(name, label) for name in MESSAGES for label in TITLES]


def made(name: str, label: str) -> Draft:
    return draft(template(name), facts_at(hostile(TITLES[label]), "02:30", measured=False))


def sent(message: Draft) -> str:
    return outgoing(message).slack


def texts_of(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [each for item in value.values() for each in texts_of(item)]
    if isinstance(value, list):
        return [each for item in value for each in texts_of(item)]
    return []


@pytest.mark.parametrize(("name", "label"), messages())
def test_slack_takes_it_and_nobody_is_called(name: str, label: str) -> None:
    message: dict[str, Any] = json.loads(sent(made(name, label)))
    blocks = message["blocks"]
    assert len(blocks) <= slack.MAX_BLOCKS
    for block in blocks:
        if block["type"] == "header":
            assert block["text"]["type"] == "plain_text"
            assert 1 <= len(block["text"]["text"]) <= slack.MAX_HEADER
        elif "fields" in block:
            assert len(block["fields"]) <= slack.MAX_FIELDS
            assert max(len(each["text"]) for each in block["fields"]) <= slack.MAX_FIELD
        elif block["type"] == "section":
            assert 1 <= len(block["text"]["text"]) <= slack.MAX_SECTION
    marked = [block for block in blocks if block["type"] != "header"]
    for text in [message["text"], *texts_of(marked)]:
        assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", text)
    assert (message["parse"], message["link_names"]) == ("none", False)


@pytest.mark.parametrize(("name", "label"), messages())
def test_no_text_holds_a_control_character_or_a_password(name: str, label: str) -> None:
    message = made(name, label)
    mail = plain.email(message.email_subject, message.email_body)
    texts = [
        *texts_of(json.loads(sent(message))),
        mail.subject,
        mail.body,
        plain.status_page(message.status_page),
        plain.pagerduty(message.pagerduty),
    ]
    for text in texts:
        assert not re.search(
            "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text
        )
        assert "hunter2" not in text
        text.encode()


@pytest.mark.parametrize(("name", "label"), messages())
def test_mail_and_pages_keep_to_their_lengths(name: str, label: str) -> None:
    message = made(name, label)
    mail = plain.email(message.email_subject, message.email_body)
    assert 1 <= len(mail.subject) <= plain.MAX_SUBJECT
    assert mail.subject.splitlines() == [mail.subject]
    assert len(mail.body) <= plain.MAX_EMAIL
    assert len(plain.status_page(message.status_page)) <= plain.MAX_STATUS_PAGE
    note = plain.pagerduty(message.pagerduty)
    assert len(note.rstrip("\n")) <= plain.MAX_SUMMARY
    assert note.count("\n") == 1


def test_a_long_title_is_shortened_within_its_marks() -> None:
    mail = plain.email(
        made("progress", "no end").email_subject, made("progress", "no end").email_body
    )
    assert mail.subject.startswith("Update, SEV1, mitigated: “xxx")
    assert mail.subject.endswith("x…”")


def test_a_quote_cannot_end_itself() -> None:
    subject = plain.email(*[made("announcement", "the end of the quote").email_subject] * 2).subject
    assert subject == 'SEV1: “fails". Resolved at 02:14. "Thanks”'


def test_no_word_of_others_is_struck_through_or_bold() -> None:
    message = json.loads(sent(made("announcement", "emphasis")))
    assert message["text"] == "SEV1: “∗bold∗ ∼struck∼ ˋcodeˋ ˍitˍ snake_case”"  # noqa: RUF001 - lookalikes are the point


def test_words_that_a_person_pastes_into_a_draft_call_nobody_either() -> None:
    pasted = fill("x", "look <!channel>\x1b[31m\n\n" + "y" * 5_000 + "\n\n" + "z\n\n" * 90, {})
    text = slack.render(fill("t", "a title", {}), pasted, {}, fill("f", "", {}))
    message = json.loads(text)
    assert message["blocks"][1]["text"]["text"] == "look &lt;!channel&gt;\\x1b[31m"
    assert len(message["blocks"]) == slack.MAX_BLOCKS
    assert len(message["blocks"][2]["text"]["text"]) == slack.MAX_SECTION
