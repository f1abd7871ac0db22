"""Secrets among the words of a command, and in files that have a place for them."""

from typing import Final

from midwatch.domain.secret_shapes.shape import VALUE, Shape, shape

COMMANDS: Final[tuple[Shape, ...]] = (
    # https://dev.mysql.com/doc/refman/8.4/en/connecting.html: -p and the password are one word
    shape(
        "password",
        r"(?:\bmysql(?:dump|admin)?\b[^\n|;]{0,200}?\s-p)(?P<secret>[^\s-][^\s]{0,200})",
        "mysql",
    ),
    # https://redis.io/docs/latest/develop/tools/cli/, https://curl.se/docs/manpage.html#-u
    shape(
        "password",
        r"(?:\bredis-cli\b[^\n|;]{0,200}?\s-a\s{1,3})(?P<secret>\S{1,200})",
        "redis-cli",
    ),
    shape(
        "password",
        r"(?:\bcurl\b[^\n|;]{0,300}?\s(?:-u|--user)\s{0,3}[^\s:]{1,100}:)(?P<secret>\S{1,200})",
        "curl",
    ),
    # https://docs.docker.com/reference/cli/docker/login/
    shape(
        "password",
        (
            r"\b(?:sshpass|(?:docker|podman|helm|oc|az)\b[^\n|;]{0,60}?\slogin)\b[^\n|;]{0,200}?\s-p\s{0,3}"
            r"(?P<secret>[^\s-]\S{0,200})"
        ),
        "sshpass",
        "login",
    ),
    # https://www.postgresql.org/docs/current/sql-createrole.html, https://dev.mysql.com/doc/refman/8.4/en/create-user.html
    shape(
        "password",
        r"(?i)\b(?:identified\s{1,3}(?:with\s{1,3}\S{1,64}\s{1,3})?by|password)\s{1,3}'(?P<secret>[^'\n]{1,200})'",
        "identified",
        "password",
    ),
    # https://kubernetes.io/docs/reference/kubectl/generated/kubectl_create/kubectl_create_secret_generic/
    shape(
        "Kubernetes secret",
        r"(?<=--from-literal)[\s=]{1,3}[\"']?[\w.-]{1,253}=" + VALUE,
        "create secret",
    ),
    # https://docs.aws.amazon.com/cli/latest/reference/configure/set.html
    shape(
        "secret",
        r"\baws configure set [\w.-]{1,80}(?:secret|token)[\w.-]{0,80} (?P<secret>\S{1,4096})",
        "aws configure set",
    ),
    # https://docs.docker.com/reference/cli/docker/login/#password-stdin: on its way into a program
    shape(
        "password",
        (
            r"\b(?:echo|printf)\s{1,3}(?:-n\s{1,3})?(?P<secret>\S{1,200})\s{0,3}\|[^\n|;]{0,120}?\s"
            r"(?:--password-stdin|--with-token|sudo -S)\b"
        ),
        *("--password-stdin", "--with-token", "sudo -s"),
    ),
)

FILES: Final[tuple[Shape, ...]] = (
    # The same as a manifest of Kubernetes holds it: base64 of the line that it begins with
    shape(
        "private key",
        (
            r"\bLS0tLS1CRUdJTi(?:BSU0EgUFJJVkFURS|BQUklWQVRF|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVEU"
            r"|BFTkNSWVBURUQgUFJJVkFURS|BEU0EgUFJJVkFURS)[A-Za-z0-9+/=]{0,20000}"
        ),
        "ls0tls1crudjti",
    ),
    # https://www.rfc-editor.org/rfc/rfc7468: from the first line to the last; where that is cut off, as far as
    # there are headers and base64
    shape(
        "private key",
        (
            r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:"
            r"(?:[^-]|-(?!----)){0,20000}-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
            r"|(?:(?:\s|\\[nr]){0,4}(?:[A-Z][A-Za-z]{1,20}(?:-[A-Za-z]{1,20})?:\s[^\n\\]{1,200}"
            r"|[A-Za-z0-9+/=]{16,20000}|[A-Za-z0-9+/=]{1,15}(?=[ \t\r]{0,4}(?:\n|\\n|$))))*)"
        ),
        "private key",
    ),
    # https://kubernetes.io/docs/concepts/configuration/secret/: what stands under `data`, or `stringData`
    shape(
        "Kubernetes secret",
        (
            r"(?m)^(?P<outer>[ \t]{0,20})(?:stringData|data):[ \t\r]{0,4}\n(?P<inner>(?P=outer)[ \t]{1,8})"
            r"(?P<secret>\S[^\n]{0,65536}(?:\n(?P=inner)[^\n]{0,65536}){0,5000})"
        ),
        "kind: secret",
    ),
    shape(
        "Kubernetes secret",
        r"\"(?:stringData|data)\"\s{0,3}:\s{0,3}\{\s{0,40}(?P<secret>\"[^{}]{1,65536})\}",
        '"kind":"secret"',
        '"kind": "secret"',
    ),
    # https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html
    shape(
        "password",
        (
            r"\b(?:machine\s{1,3}\S{1,255}|default)\s{1,8}login\s{1,3}\S{1,255}\s{1,8}"
            r"(?:account\s{1,3}\S{1,255}\s{1,8})?password\s{1,3}(?P<secret>\S{1,1024})"
        ),
        "login",
    ),
    # https://www.postgresql.org/docs/current/libpq-pgpass.html: host, port, database, user, password; neither an
    # IPv6 address nor a place in a file is such a line
    shape(
        "password",
        (
            r"(?m)^(?=[^\s:]{0,255}[.*/g-zG-Z-])(?:[^\s:#\\]|\\[:\\]){1,255}:(?:\d{4,5}|\*)"
            r"(?::(?:[^\s:\\]|\\[:\\]){1,64}){2}:(?P<secret>\S{1,1024})(?=[ \t\r]*$)"
        ),
    ),
)
