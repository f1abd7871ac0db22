"""What secrets look like: those whose makers gave them a shape, and those that a name before them tells."""

import re
from typing import Final

# A value in quotes (also those of JSON inside of JSON), or a word; a comma belongs to it unless another name follows.
_VALUE: Final = (
    r"(?P<secret>\\[\"'][^\"'\\\n]{1,4096}\\[\"']|\"(?:[^\"\\\n]|\\.){1,4096}\"|'[^'\n]{1,4096}'"
    r"|[\"']?(?:[^\s\"',;&|<>]|[,;&](?![\s\"',;&]|$|[\w.-]{1,40}[\"']?\s?[=:])){1,4096})"
)
_NAMED: Final = (
    r"(?:passw(?:or)?d|passphrase|secret|api[_-]?key|access[_-]?key|auth[_-]?token|private[_-]?key"
    r"|(?:account|encryption|signing|routing|integration|license|master|hmac)[_-]?key"
    r"|(?<![a-z])token|(?-i:(?<=[a-z])Token)|credentials?"
    r"|(?<![a-z])(?:db|database|redis|mysql|pg|postgres|smtp|mail|ftp|user|admin|root|rabbitmq|mongo|ldap|proxy)[_-]pass)"
)
_STATES: Final = (
    r"[a-z]{2,20}(?:ed|ing)|an?|is|was|expires?|the|in|on|at|by|for|from|of|to|with|too|so|very|not|no|now|still|also|only|never|"
    r"always|already|known|kept|set|gone|wrong|right|correct|incorrect|old|new|stale|weak|blank|empty|valid|invalid|"
    r"unknown|missing|unset|reset|there|here|what|ok|fine|safe"
)
"""What follows “the password is …”, or the name of an option, where the secret itself is not told."""

# What a secret looks like → what it is called. Where a pattern has a group `secret`, that alone is replaced.
SHAPES: Final = tuple(
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
        # https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
        ("npm token", r"\bnpm_[A-Za-z0-9]{36,255}\b"),
        # https://docs.docker.com/security/access-tokens/
        ("Docker token", r"\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,255}"),
        # https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
        ("PyPI token", r"\bpypi-[A-Za-z0-9_-]{50,1024}"),
        # https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
        ("SendGrid key", r"\bSG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,128}"),
        # https://developers.google.com/identity/protocols/oauth2
        ("Google token", r"\b(?:ya29\.|GOCSPX-)[A-Za-z0-9_-]{20,2048}"),
        # https://docs.discord.com/developers/resources/webhook
        (
            "Discord webhook",
            (
                r"\bhttps://(?:[a-z]{1,10}\.)?discord(?:app)?\.com/api/(?:v\d{1,3}/)?webhooks/\d{5,30}/"
                r"(?P<secret>[A-Za-z0-9_-]{20,255})"
            ),
        ),
        # https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
        (
            "Teams webhook",
            r"\bhttps://[a-z0-9-]{1,80}\.webhook\.office\.com/(?P<secret>[^\s\"'<>`]{20,600})",
        ),
        # https://core.telegram.org/bots/api#authorizing-your-bot
        (
            "Telegram token",
            r"(?<![0-9])(?<![0-9A-Za-z]:)[0-9]{8,10}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])",
        ),
        # https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
        (
            "access token",
            (
                r"\b(?:glsa_|glc_|do[por]_v1_|lin_api_|hf_|shp(?:at|ca|pa|ss)_|sntry[su]_|NRAK-|ATATT3|AGE-SECRET-KEY-1"
                r"|dapi(?=[0-9a-f]{32}))[A-Za-z0-9_=.+/-]{20,500}"
            ),
        ),
        # A private key as a manifest of Kubernetes holds it: base64 of the line that it begins with
        (
            "private key",
            (
                r"\bLS0tLS1CRUdJTi(?:BSU0EgUFJJVkFURS|BQUklWQVRF|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVEU"
                r"|BFTkNSWVBURUQgUFJJVkFURS|BEU0EgUFJJVkFURS)[A-Za-z0-9+/=]{0,20000}"
            ),
        ),
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
        # Schemes with a list of parameters, of which the last is the secret; and a header that names no scheme
        (
            "authorization",
            (
                r"(?i)\bauthorization[\"']?\s{0,3}[:=]\s{0,3}[\"']?(?:digest|aws4-hmac-sha256|oauth|apikey|key|negotiate"
                r"|ntlm)\s{1,3}(?P<secret>[^\r\n]{4,8192})"
            ),
        ),
        (
            "authorization",
            (
                r"(?i)\bauthorization[\"']?\s{0,3}[:=]\s{0,3}[\"']?(?=[A-Za-z0-9._~+/=-]{0,200}?[0-9])"
                r"(?P<secret>[A-Za-z0-9._~+/=-]{16,8192})"
            ),
        ),
        # https://www.rfc-editor.org/rfc/rfc6265: a cookie is who one is
        (
            "cookie",
            (
                r"(?i)\b(?:set-)?cookie[\"']?\s{0,3}:\s{0,3}[\"']?(?=[\w.-]{1,80}=)"
                r"(?P<secret>[^\r\n\"']{4,8192})"
            ),
        ),
        (
            "cookie",
            r"(?i)\b(?:jsessionid|phpsessid|sessionid|connect\.sid)\s{0,3}=\s{0,3}(?P<secret>[^\s\"',;&|<>]{4,4096})",
        ),
        # https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html,
        # https://cloud.google.com/storage/docs/access-control/signed-urls,
        # https://learn.microsoft.com/en-us/rest/api/storageservices/service-sas-examples
        (
            "signature",
            (
                r"(?i)\bX-(?:Amz|Goog)-(?:Signature|Credential|Security-Token)=(?P<secret>[^\s&\"'<>`]{8,4096})"
            ),
        ),
        ("signature", r"[?&;]sig=(?P<secret>[A-Za-z0-9%+/=_-]{20,400})"),
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
        # The same where the password was written as it is, with what an address has no room for; what is no database
        # has paths and queries of its own there
        (
            "password",
            (
                r"(?i)\b(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|clickhouse"
                r"|ldaps?|s?ftp|smtps?)(?:\+[a-z0-9]{1,20})?://[^\s/?#\"'<>`@:]{0,200}:"
                r"(?!\d{1,5}(?:[/?]|$)|\[redacted )(?P<secret>[^\s\"'<>`]{1,200})"
                r"(?=@[\w.-]{1,253}(?::\d{1,5})?(?:[/?,\s\"']|$))"
            ),
        ),
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
        # A variable of a shell or an environment
        ("secret", r"\b(?:[A-Z0-9]{1,20}_){0,6}PASS=" + _VALUE),
        ("secret", r"(?<![\w-])pass=" + _VALUE),
        # https://docs.openssl.org/master/man1/openssl-passphrase-options/
        ("password", r"(?<![\w-])-pass(?:in|out)?\s{1,3}pass:(?P<secret>\S{1,200})"),
        # https://kubernetes.io/docs/reference/kubectl/generated/kubectl_create/kubectl_create_secret_generic/
        ("secret", r"--from-literal[= ][\"']?[\w.-]{1,100}=" + _VALUE),
        # https://docs.aws.amazon.com/cli/latest/reference/configure/set.html
        (
            "secret",
            r"\baws configure set [\w.-]{1,80}(?:secret|token)[\w.-]{0,80} (?P<secret>\S{1,4096})",
        ),
        # A password on its way into a program
        (
            "password",
            (
                r"\b(?:echo|printf)\s{1,3}(?:-n\s{1,3})?(?P<secret>\S{1,200})\s{0,3}\|[^\n|;]{0,120}?\s"
                r"(?:--password-stdin|--with-token|sudo -S)\b"
            ),
        ),
        # https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html
        (
            "password",
            r"\bmachine\s{1,8}\S{1,253}\s{1,8}login\s{1,8}\S{1,200}\s{1,8}password\s{1,8}(?P<secret>\S{1,200})",
        ),
        # https://www.postgresql.org/docs/current/libpq-pgpass.html: a line of its own
        (
            "password",
            (
                r"(?m)^(?=[^:\s]{0,253}[g-z.*_-])[\w.*-]{1,253}:(?:\d{4,5}|\*):[^:\s]{1,64}:[^:\s]{1,64}:"
                r"(?P<secret>\S{1,200})$"
            ),
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
