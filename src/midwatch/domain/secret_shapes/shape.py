"""One shape of a secret, and the pieces that several of them share.

Every repetition has a bound, and no text can be split in two ways: a hostile text costs what its length costs.
"""

import re
from dataclasses import dataclass
from typing import Final

# A value in quotes (also those of JSON inside of JSON), or a word; a comma belongs to it unless another name follows.
VALUE: Final = (
    r"(?P<secret>\\[\"'][^\"'\\\n]{1,4096}\\[\"']|\"(?:[^\"\\\n]|\\.){1,4096}\"|'[^'\n]{1,4096}'"
    r"|[\"']?(?:[^\s\"',;&|<>]|[,;&](?![\s\"',;&]|$|[\w.-]{1,40}[\"']?\s?[=:])){1,4096})"
)
SAYS: Final = r"(?:\\?[\"'])?\s{0,3}(?:=|:(?!/)|:=)\s{0,3}"
"""What stands between a name and its value, in a shell, in YAML and in JSON."""
STATES: Final = (
    r"[a-z]{2,20}(?:ed|ing)|an?|is|was|expires?|the|in|on|at|by|for|from|of|to|with|too|so|very|not|no|now|still|also|only|never|"
    r"always|already|known|kept|set|gone|wrong|right|correct|incorrect|old|new|stale|weak|blank|empty|valid|invalid|"
    r"unknown|missing|unset|reset|there|here|what|ok|fine|safe"
)
"""What follows “the password is …”, or the name of an option, where the secret itself is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a secret looks like; where the pattern has a group `secret`, that alone is the secret.

    `signs`: texts in small letters; where none of them is in a text, the shape is not looked for. Empty: it always is.
    """

    kind: str
    pattern: re.Pattern[str]
    signs: tuple[str, ...] = ()


def shape(kind: str, pattern: str, *signs: str) -> Shape:
    """A shape, from its pattern as text."""
    return Shape(kind=kind, pattern=re.compile(pattern), signs=signs)
