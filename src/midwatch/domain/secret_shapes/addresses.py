"""Secrets in an address: the password of its user, a signature in its query, a webhook that is a secret itself."""

from typing import Final

from midwatch.domain.secret_shapes.shape import Shape, shape

_USER: Final = r"(?<=://)(?!\[)[^\s/?#\"'<>`@:]{0,200}:"
_DATABASE: Final = (
    r"\b(?:postgres(?:ql)?|mysql|mariadb|rediss?|amqps?|mongodb(?:\+srv)?|mssql|sqlserver|clickhouse)://"
    r"[^\s/?#\"'<>`@:]{0,200}:"
)
_WITH_SLASHES: Final = r"(?P<secret>(?:[^\s\"'<>`:]|:(?!//)){1,1024})(?=@[\w.\[-])"

SIGNED: Final[tuple[Shape, ...]] = (
    # https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html,
    # https://cloud.google.com/storage/docs/authentication/signatures
    shape(
        "signature",
        r"(?i)\bx-(?:amz|goog)-(?:signature|credential|security-token)(?:\\?[\"'])?\s{0,3}[=:]\s{0,3}(?:\\?[\"'])?"
        r"(?P<secret>[^\s\"'\\&;,<>]{4,8192})",
        "x-amz-",
        "x-goog-",
    ),
    # https://learn.microsoft.com/en-us/rest/api/storageservices/create-service-sas#specify-the-signature,
    # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-canned-policy.html
    shape(
        "signature",
        r"(?i)(?<=[?&;])sig(?:nature)?=(?P<secret>[A-Za-z0-9%+/=_~-]{16,1024})",
        "sig=",
        "signature=",
    ),
)

ADDRESSES: Final[tuple[Shape, ...]] = (
    # https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
    shape(
        "Slack webhook",
        r"\bhttps://hooks\.slack\.com/(?:services|workflows|triggers)/(?P<secret>[A-Za-z0-9/_-]{20,255})",
        "hooks.slack.com",
    ),
    # https://discord.com/developers/docs/resources/webhook: its id, and then its token
    shape(
        "Discord webhook",
        (
            r"\bdiscord(?:app)?\.com/api(?:/v\d{1,3})?/webhooks/\d{5,25}/(?P<secret>[A-Za-z0-9_-]{20,255})"
        ),
        "/webhooks/",
    ),
    # https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook;
    # the newer ones, of workflows, are signed
    shape(
        "Teams webhook",
        (
            r"\b(?:[\w-]{1,63}\.webhook\.office\.com/webhookb2|outlook\.office(?:365)?\.com/webhook)/"
            r"(?P<secret>[^\s\"'<>`]{20,1024})"
        ),
        "office.com/webhook",
        "office365.com/webhook",
    ),
)

PASSWORDS: Final[tuple[Shape, ...]] = (
    # https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1
    shape(
        "password",
        _USER + r"(?P<secret>[^\s/?#\"'<>`]{1,1024})(?=@)(?!@[/?#][^\s\"'<>`@:]{0,200}@)",
        "://",
    ),
    # The same with what should have been escaped; digits and then a slash are a port …
    shape("password", _USER + r"(?!\d{1,5}[/?#])" + _WITH_SLASHES, "://"),
    # … unless databases are spoken to so, whose paths hold no such sign
    shape("password", _DATABASE + _WITH_SLASHES, "://"),
    # https://docs.oracle.com/en/database/oracle/oracle-database/23/jjdbc/data-sources-and-URLs.html
    shape(
        "password",
        r"(?i)\bjdbc:oracle:(?:thin|oci):[^\s/@\"']{1,128}/(?P<secret>[^\s@\"']{1,200})(?=@)",
        "jdbc:oracle",
    ),
)
