"""Secrets after a name that says so: PGPASSWORD=…, api_key: …, "token": "…", --password …, “the password is …”."""

from typing import Final

from midwatch.domain.secret_shapes.shape import SAYS, STATES, VALUE, Shape, shape

_NAMES: Final = (
    r"(?:passw(?:or)?d|passphrase|secret(?:[_-]?key)?|(?:api|access|private|account)[_-]?key|auth[_-]?token"
    r"|(?<![a-z])token|(?-i:(?<=[a-z])Token)|credentials?|(?<![a-z])_auth)"
)
_SIGNS: Final = ("passw", "passphrase", "secret", "key", "token", "credential", "_auth")
_NOT_ONE: Final = (
    "first second third last one two multi single each test tests checks high low band by boarding"
)
_NO_PASS: Final = "".join(f"(?<!{each})" for each in _NOT_ONE.split(" "))
_PASS: Final = (
    rf"(?:{_NO_PASS}[_.-]pass|(?-i:(?<=[a-z])(?<!by)(?<!com)Pass)"
    r"|(?:db|sql|pg|user|usr|root|redis|smtp|mail|ldap|admin)pass)"
)
"""The short word, where it is the end of a name: a compass and a bypass are none, nor is a filter's band-pass."""

NAMED: Final[tuple[Shape, ...]] = (
    shape("secret", r"(?i)" + _NAMES + SAYS + VALUE, *_SIGNS),
    # … or as an option before it
    shape(
        "secret",
        r"(?i)(?<![\w-])--?[\w-]{0,40}?(?:"
        + _NAMES
        + r"|(?<![a-z])pass)[ \t]{1,3}(?!-|(?:"
        + STATES
        + r")\b)"
        + VALUE,
        *_SIGNS,
        "pass",
    ),
    shape("password", r"(?i)" + _PASS + SAYS + VALUE, "pass"),
    # The word alone says how a test went, too: `pass=false`, `pass: 12 of 14`
    shape("password", r"(?i)(?<![\w.-])pass\s?=\s?(?!\d{1,9}\b)" + VALUE, "pass"),
    shape("password", r"(?<![\w.-])[\"']pass\\?[\"']\s{0,3}:\s{0,3}(?=\\?[\"'])" + VALUE, "pass"),
    shape(
        "password",
        (
            r"(?m)^[ \t{-]{0,40}[Pp]ass:[ \t]{1,8}(?!(?:(?i:"
            + STATES
            + r")|[\d./:%-]{1,20}[a-z]{0,3})[ \t\r]*$)"
            r"(?P<secret>\S{1,4096})(?=[ \t\r]*$)"
        ),
        "pass:",
    ),
    # https://docs.openssl.org/master/man1/openssl-passphrase-options/
    shape("password", r"(?<=\s)-pass(?:in|out)?\s{1,3}pass:(?P<secret>\S{1,1024})", "pass:"),
    # https://learn.microsoft.com/en-us/dotnet/api/system.data.sqlclient.sqlconnection.connectionstring; in a
    # shell, PWD is where one stands
    shape("password", r"(?i)(?:\b|_)pwd\s?=\s?(?![/~.])" + VALUE, "pwd"),
    shape("password", r"(?i)_pwd(?:\\?[\"'])?:\s{0,3}(?![/~.])" + VALUE, "_pwd"),
    # https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-name, https://www.php.net/session.name,
    # https://jakarta.ee/specifications/servlet/: who has it is who logged in
    shape(
        "session",
        r"(?i)(?:(?:(?<![a-z])|php|j|asp\.net_)sess(?:ion)?[_-]?id|\bconnect\.sid)"
        + SAYS
        + r"\\?[\"']?"
        r"(?P<secret>[A-Za-z0-9%+/=._~:-]{8,1024})",
        *("sessid", "session", "sess_id", "sess-id", "connect.sid"),
    ),
    # https://docs.datadoghq.com/account_management/api-app-keys/,
    # https://support.pagerduty.com/main/docs/services-and-integrations: elsewhere a routing key is the name of a queue
    shape(
        "secret",
        r"(?i)(?<![a-z])(?:app(?:lication)?|integration|routing|service)[_-]?key"
        + SAYS
        + r"\\?[\"']?"
        r"(?P<secret>(?:ddapp_)?[A-Za-z0-9]{32,64})(?![\w-])",
        *("key",),
    ),
    # https://docs.docker.com/reference/cli/docker/login/#credential-stores: a user and a password in base64
    shape(
        "secret",
        r"\"auth\\?\"\s{0,3}:\s{0,3}\\?\"(?P<secret>[A-Za-z0-9+/]{8,4096}={0,2})(?=\\?\")",
        '"auth',
    ),
)

SENTENCES: Final[tuple[Shape, ...]] = (
    shape(
        "password",
        (
            r"(?i)\bpassw(?:or)?d\s(?:(?:is|was)(?:\s(?:now|still|set to|changed to|reset to))?"
            r"|(?:set|changed|reset)\sto)(?::\s?|\s)(?!(?:" + STATES + r")\b)"
            r"(?P<secret>\S{1,200})"
        ),
        "passw",
    ),
)
