"""Secrets in a text that somebody pasted: found by their shape, and replaced before the text is written anywhere.

What looks like no secret is left alone: commit ids, digests, request ids and container ids are what timelines need.
"""

import re
from dataclasses import dataclass
from functools import partial
from typing import Final

# A value in quotes (also those of JSON inside of JSON), or a word; a comma belongs to it unless another name follows.
_VALUE: Final = (
    r"(?P<secret>\\[\"'][^\"'\\\n]{1,4096}\\[\"']|\"(?:[^\"\\\n]|\\.){1,4096}\"|'[^'\n]{1,4096}'"
    r"|[\"']?(?:[^\s\"',;&|<>]|[,;&](?![\s\"',;&]|$|[\w.-]{1,40}[\"']?\s?[=:])){1,4096})"
)
_NAMED: Final = (
    r"(?:passw(?:or)?d|passphrase|secret|api[_-]?key|access[_-]?key|auth[_-]?token|private[_-]?key"
    r"|(?<![a-z])token|(?-i:(?<=[a-z])Token)|credentials?)"
)
_STATES: Final = (
    r"[a-z]{2,20}(?:ed|ing)|an?|is|was|expires?|the|in|on|at|by|for|from|of|to|with|too|so|very|not|no|now|still|also|only|never|"
    r"always|already|known|kept|set|gone|wrong|right|correct|incorrect|old|new|stale|weak|blank|empty|valid|invalid|"
    r"missing|unset|reset|there|here|what|ok|fine|safe"
)
"""What follows “the password is …”, or the name of an option, where the secret itself is not told."""

# What a secret looks like → what it is called. Where a pattern has a group `secret`, that alone is replaced.
_SHAPES: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        # https://www.rfc-editor.org/rfc/rfc7468: from the first line to the last; where that is cut off, as far as
        # there are headers and base64
        (
            "private key",
            (
                r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:"
                r"(?:[^-]|-(?!----)){0,20000}-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
                r"|(?:(?:\s|\\[nr]){0,4}(?:[A-Z][A-Za-z]{1,20}(?:-[A-Za-z]{1,20})?:\s[^\n\\]{1,200}"
                r"|[A-Za-z0-9+/=]{16,20000}|[A-Za-z0-9+/=]{1,15}(?=[ \t\r]{0,4}(?:\n|\\n|$))))*)"
            ),
        ),
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
        ("AWS access key", r"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b"),
        # https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
        ("GitHub token", r"\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\b"),
        # https://docs.gitlab.com/security/tokens/#token-prefixes
        ("GitLab token", r"\bgl(?:pat|rt|ptt|dt|cbt|soat)-[A-Za-z0-9_-]{20,255}"),
        # https://docs.slack.dev/authentication/tokens
        ("Slack token", r"\bx(?:ox[abeprs]|app)-[A-Za-z0-9-]{10,255}"),
        (
            "Slack webhook",
            r"\bhttps://hooks\.slack\.com/(?:services|workflows)/(?P<secret>[A-Za-z0-9/_-]{20,255})",
        ),
        # https://docs.stripe.com/keys
        ("Stripe key", r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}\b"),
        # https://cloud.google.com/docs/authentication/api-keys
        ("Google API key", r"\bAIza[A-Za-z0-9_-]{35}\b"),
        # https://platform.openai.com/docs/api-reference/authentication: unlike names in words, it has digits, and
        # capitals or a long run
        (
            "API key",
            (
                r"(?<![\w-])sk-(?=[A-Za-z0-9_-]{0,255}?[0-9])(?=[A-Za-z0-9_-]{0,255}?(?:[A-Z]|[a-z0-9]{20}))"
                r"[A-Za-z0-9_-]{20,255}"
            ),
        ),
        # https://developer.hashicorp.com/vault/docs/concepts/tokens
        ("Vault token", r"\bhv[sbr]\.[A-Za-z0-9_-]{20,255}"),
        # https://www.rfc-editor.org/rfc/rfc7519: header, claims, signature
        (
            "JSON web token",
            r"\beyJ[A-Za-z0-9_-]{8,4096}\.[A-Za-z0-9_-]{4,8192}(?:\.[A-Za-z0-9_-]{0,1024})?",
        ),
        # https://www.rfc-editor.org/rfc/rfc9110#name-authorization
        (
            "authorization",
            (
                r"(?i)\bauthorization[\"']?\s{0,3}[:=]\s{0,3}[\"']?(?:bearer|basic|token)\s{1,3}"
                r"(?P<secret>[^\s\"',;]{4,8192})"
            ),
        ),
        # Without the header's name, words follow such a word too (“basic authentication fails”)
        (
            "authorization",
            (
                r"\b(?i:bearer|basic)\s{1,3}(?=\S{0,200}?(?:[0-9=+/]|[a-z][A-Z]))"
                r"(?P<secret>[A-Za-z0-9+/=._~-]{12,8192})"
            ),
        ),
        # https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1
        ("password", r"(?<=://)[^\s/?#\"'<>`@:]{0,200}:(?P<secret>[^\s/?#\"'<>`]{1,200})(?=@)"),
        # A name that says what follows it: PGPASSWORD=…, api_key: …, "token": "…"
        (
            "secret",
            (
                r"(?i)\b[\w.-]{0,60}?"
                + _NAMED
                + r"(?:\\?[\"'])?\s{0,3}(?:=|:(?!/)|:=)\s{0,3}"
                + _VALUE
            ),
        ),
        # … or as an option before it: --password …
        (
            "secret",
            r"(?i)(?<![\w-])--?[\w-]{0,40}?"
            + _NAMED
            + r"[ \t]{1,3}(?!-|(?:"
            + _STATES
            + r")\b)"
            + _VALUE,
        ),
        # https://learn.microsoft.com/en-us/dotnet/api/system.data.sqlclient.sqlconnection.connectionstring; in a
        # shell, PWD is where one stands
        ("password", r"(?i)\bpwd\s?=\s?(?![/~.])" + _VALUE),
        # https://dev.mysql.com/doc/refman/8.4/en/connecting.html: -p and the password are one word
        (
            "password",
            r"(?:\bmysql(?:dump|admin)?\b[^\n|;]{0,200}?\s-p)(?P<secret>[^\s-][^\s]{0,200})",
        ),
        # https://redis.io/docs/latest/develop/tools/cli/, https://curl.se/docs/manpage.html#-u
        ("password", r"(?:\bredis-cli\b[^\n|;]{0,200}?\s-a\s{1,3})(?P<secret>\S{1,200})"),
        (
            "password",
            r"(?:\bcurl\b[^\n|;]{0,300}?\s(?:-u|--user)\s{0,3}[^\s:]{1,100}:)(?P<secret>\S{1,200})",
        ),
        # https://docs.docker.com/reference/cli/docker/login/
        (
            "password",
            (
                r"\b(?:sshpass|(?:docker|podman|helm|oc|az)\b[^\n|;]{0,60}?\slogin)\b[^\n|;]{0,200}?\s-p\s{0,3}"
                r"(?P<secret>[^\s-]\S{0,200})"
            ),
        ),
        (
            "password",
            (
                r"(?i)\bpassw(?:or)?d\s(?:(?:is|was)(?:\s(?:now|still|set to|changed to|reset to))?"
                r"|(?:set|changed|reset)\sto)(?::\s?|\s)(?!(?:" + _STATES + r")\b)"
                r"(?P<secret>\S{1,200})"
            ),
        ),
    )
)
_NO_SECRET: Final = re.compile(
    r"(?i)[\"']?(?:\$\{?\w+\}?|\$\([\w./-]*|`[\w./-]*|<[^>]*>|\*+|x{3,}|\[redacted[^\]]*\]?|null|none|true|false|expired|invalid|wrong|missing|"
    r"empty|rotated|unset|changed|required|not|\d{1,3}(?:s|m|h|d|%)?|\.{3}|…)[\"']?[.,)]?"
)
"""What stands after such a name and gives nothing away: a variable, a placeholder, or a word about it."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without its secrets, and what these were called, each as often as it was found."""

    text: str
    found: tuple[str, ...]


def cut(text: str, limit: int) -> str:
    """The beginning of a text; where it is cut, its secrets go first: half of one has no shape, and is one still."""
    return text if len(text) <= limit else redact(text).text[:limit]


def redact(text: str) -> Redacted:
    """The text with `[redacted …]` in place of each secret, by kind; the rest is as it was."""
    found: list[str] = []
    for name, shape in _SHAPES:
        text = shape.sub(partial(_replaced, name=name, found=found), text)
    return Redacted(text, tuple(found))


def _replaced(match: "re.Match[str]", *, name: str, found: list[str]) -> str:
    whole, groups = match.group(), match.groupdict()
    secret = groups.get("secret")
    if secret is None and "secret" in groups:
        return whole
    if secret is not None and _NO_SECRET.fullmatch(secret):
        return whole
    found.append(name)
    mark = f"[redacted {name}]"
    if secret is None:
        return mark
    start = match.start("secret") - match.start()
    return f"{whole[:start]}{mark}{whole[start + len(secret) :]}"
