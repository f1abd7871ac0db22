"""Who asks a source, and over which line; checked when made, and nothing is opened or sent then."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from midwatch.domain.errors import InputError
from midwatch.domain.untrusted import for_terminal
from midwatch.providers._http.secret import Secret

TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
"""A header's name. Source: RFC 9110, section 5.6.2, https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2"""
PRINTABLE = re.compile(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?")
"""A header's value, as every server reads it: ASCII without controls, and no space at either end."""
LONG_ENOUGH_TO_TELL = 8
"""A plain header of this length is kept out of messages too: `X-Api-Key` is a secret to some."""


@dataclass(frozen=True, slots=True)
class Basic:
    """A user's name and password (RFC 7617)."""

    username: str
    password: Secret


@dataclass(frozen=True, slots=True)
class Bearer:
    """A token (RFC 6750)."""

    token: Secret


Auth = Basic | Bearer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """How the line is secured, by paths of PEM files: `ca_file` replaces the usual authorities, the others are our own.

    `insecure` accepts whatever the other side shows.
    """

    ca_file: str | None = None
    certificate_file: str | None = None
    key_file: str | None = None
    insecure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpSettings:
    """A source as `[sources.<name>]` declares it. Raises InputError, naming the key, where it could never work.

    `read_timeout` is the longest silence, `deadline` the longest time for one question with all its retries.
    `retries` counts tries after the first. `headers` are sent as they are; a tenant is one of them.
    """

    name: str
    url: str
    auth: Auth = None
    tls: Tls = Tls()
    headers: Mapping[str, str | Secret] = field(default_factory=dict, repr=False)
    connect_timeout: timedelta = timedelta(seconds=5)
    read_timeout: timedelta = timedelta(seconds=30)
    deadline: timedelta = timedelta(seconds=90)
    retries: int = 2
    max_response_bytes: int = 64 * 1024 * 1024

    def __post_init__(self) -> None:
        """Refuse what could never be sent, and a secret where it would be shown."""
        self._check_url()
        self._check_auth()
        for name, value in self.headers.items():
            self._check_header(name, value.reveal() if isinstance(value, Secret) else value)
        if min(self.connect_timeout, self.read_timeout, self.deadline) <= timedelta(0):
            raise self._wrong("a time limit", "it is not above zero", "write, say, 30s")

    @property
    def base(self) -> str:
        """The address without a slash at its end."""
        return self.url.rstrip("/")

    def request_headers(self) -> dict[str, str]:
        """What is sent with every request. Holds secrets."""
        sent = {
            name: value.reveal() if isinstance(value, Secret) else value
            for name, value in self.headers.items()
        }
        match self.auth:
            case Basic(username=user, password=password):
                sent["Authorization"] = f"Basic {_base64(f'{user}:{password.reveal()}')}"
            case Bearer(token=token):
                sent["Authorization"] = f"Bearer {token.reveal()}"
            case None:
                pass
        return sent

    def secrets(self) -> Iterator[str]:
        """Every text that no message may repeat."""
        for value in self.headers.values():
            if isinstance(value, Secret):
                yield value.reveal()
            elif len(value) >= LONG_ENOUGH_TO_TELL:
                yield value
        match self.auth:
            case Basic(username=user, password=password):
                yield password.reveal()
                yield _base64(f"{user}:{password.reveal()}")
            case Bearer(token=token):
                yield token.reveal()
            case None:
                pass

    def _check_url(self) -> None:
        try:
            parts = urlsplit(self.url)
            host, _ = parts.hostname, parts.port
        except ValueError:
            raise self._wrong("`url`", "it is no address", "write, say, http://host:9090") from None
        if parts.scheme not in {"http", "https"} or not host:
            raise self._wrong("`url`", "it is no http or https address", "write http://host:9090")
        if "@" in parts.netloc:
            fix = "name user and password by their own keys, as references to environment or file"
            raise self._wrong("`url`", "it holds credentials, which messages would show", fix)
        if parts.query or parts.fragment or not PRINTABLE.fullmatch(self.url) or " " in self.url:
            fix = "write scheme, host, port and path only, in ASCII"
            raise self._wrong(
                "`url`", "it holds a query, a fragment, or a character for neither", fix
            )

    def _check_auth(self) -> None:
        if isinstance(self.auth, Basic) and ":" in self.auth.username:
            raise self._wrong("the user's name", "it holds a colon", "take it out (RFC 7617)")
        if isinstance(self.auth, Bearer) and not re.fullmatch(
            r"[\x21-\x7e]+", self.auth.token.reveal()
        ):
            why = "it is empty, or holds a space, a line break or a character beyond ASCII"
            raise self._wrong("the token", why, "check the file or variable it is read from")

    def _check_header(self, name: str, value: str) -> None:
        if not TOKEN.fullmatch(name):
            raise self._wrong(
                f"header “{for_terminal(name, 40)}”", "it is no header's name", "see RFC 9110"
            )
        if not PRINTABLE.fullmatch(value):
            why = "its value is empty, or holds a line break or a character beyond ASCII"
            raise self._wrong(f"header “{name}”", why, "check the file or variable it is read from")

    def _wrong(self, key: str, why: str, fix: str) -> InputError:
        source = for_terminal(self.name, 80)
        return InputError(f"{key} of source “{source}” cannot be used", why=why, fix=fix)


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()
