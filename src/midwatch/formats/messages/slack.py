"""A message as Slack takes it: Block Kit, in which nobody is called and nothing becomes a link by itself.

Limits: https://docs.slack.dev/reference/block-kit/blocks and, of one text,
https://docs.slack.dev/reference/block-kit/composition-objects/text-object
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from midwatch.domain.incidents.comms.message import Filled
from midwatch.domain.untrusted import in_quotes
from midwatch.formats.messages.escaping import PLAIN, Escapes, rendered

MAX_BLOCKS: Final = 50
MAX_HEADER: Final = 150
MAX_SECTION: Final = 3_000
MAX_FIELDS: Final = 10
MAX_FIELD: Final = 2_000
_LONGEST_BODY: Final = 20 * MAX_SECTION
_SIGNS: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_LIKES: Final = {"*": "∗", "~": "∼", "_": "ˍ", "`": "ˋ"}  # noqa: RUF001 - lookalikes are the point
_EMPHASIS: Final = re.compile(r"[*~`]|(?<!\w)_|_(?!\w)")
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")

Object = dict[str, object]


def render(title: Filled, body: Filled, fields: Mapping[str, Filled], footer: Filled) -> str:
    """The JSON of `chat.postMessage` without its channel: a headline, paragraphs, fields and a footer."""
    heading = rendered(title, PLAIN, MAX_HEADER, one_line=True)
    notice = rendered(title, MRKDWN, MAX_SECTION, one_line=True)
    blocks = [*_blocks(heading, body, fields, footer)][:MAX_BLOCKS]
    message: Object = {"text": notice, "parse": "none", "link_names": False, "blocks": blocks}
    return in_quotes(json.dumps(message, ensure_ascii=False, indent=2)) + "\n"


def escape(text: str) -> str:
    """Text in which no sign opens a mention, a link or an entity.

    Source: https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    return text.translate(_SIGNS)


def _flat(text: str) -> str:
    """Somebody's words, in which nothing is struck through, bold or code: signs that do it become their likes."""
    return escape(_EMPHASIS.sub(lambda found: _LIKES[found.group()], text))


MRKDWN: Final = Escapes(words=escape, facts=_flat)


def _blocks(
    heading: str, body: Filled, fields: Mapping[str, Filled], footer: Filled
) -> Iterator[Object]:
    if heading:
        yield {"type": "header", "text": {"type": "plain_text", "text": heading, "emoji": False}}
    text = rendered(body, MRKDWN, _LONGEST_BODY)
    yield from (_section(each) for each in _PARAGRAPHS.split(text) if each.strip())
    if found := list(_fields(fields)):
        yield {"type": "section", "fields": found}
    if below := rendered(footer, MRKDWN, MAX_SECTION, one_line=True):
        yield {"type": "context", "elements": [_mrkdwn(below)]}


def _section(paragraph: str) -> Object:
    text = paragraph.strip()
    cut = text if len(text) <= MAX_SECTION else f"{text[: MAX_SECTION - 1]}…"
    return {"type": "section", "text": _mrkdwn(cut)}


def _fields(fields: Mapping[str, Filled]) -> Iterator[Object]:
    for label, filled in _first(fields):
        text = rendered(filled, MRKDWN, MAX_FIELD - len(label) - len("**\n"))
        if text:
            yield _mrkdwn(f"*{escape(label)}*\n{text}")


def _first(fields: Mapping[str, Filled]) -> Sequence[tuple[str, Filled]]:
    return list(fields.items())[:MAX_FIELDS]


def _mrkdwn(text: str) -> Object:
    return {"type": "mrkdwn", "text": text, "verbatim": True}
