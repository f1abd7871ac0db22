"""Secrets in the headers of a request: who asks, and the cookies that say so later."""

from typing import Final

from midwatch.domain.secret_shapes.shape import Shape, shape

_PAIR: Final = r"[^\s=;,\"'\\]{1,100}=(?:\"[^\"\n]{0,4096}\"|(?:[^\s;\"',]|,(?!\s)){0,4096})"
_COOKIES: Final = rf"(?P<secret>{_PAIR}(?:;[ \t]{{0,2}}(?:{_PAIR}|[^\s=;,\"'\\]{{1,40}}(?![^\s;,\"'\\]))){{0,100}})"
_AUTHORIZATION: Final = r"(?i)\bauthorization(?:\\?[\"'])?\s{0,3}[:=]\s{0,3}(?:\\?[\"'])?"
_PARAMETER: Final = r"[\w.-]{1,40}\s?=\s?(?:\\?\"[^\"\\\n]{0,4096}\\?\"|[^\s,\"'\\]{1,4096})"

WHOLE: Final[tuple[Shape, ...]] = (
    # https://www.rfc-editor.org/rfc/rfc6265#section-4: pairs, and what a browser is told about one
    shape(
        "cookie",
        r"(?i)\b(?:set-)?cookie(?:\\?[\"'])?\s{0,3}:\s{0,3}(?:\\?[\"'])?" + _COOKIES,
        "cookie",
    ),
    # https://curl.se/docs/manpage.html#-b
    shape(
        "cookie",
        r"(?<=\s)(?:-b|--cookie)[\s=]{0,3}[\"']?" + _COOKIES,
        "curl",
    ),
    # https://www.rfc-editor.org/rfc/rfc7616, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html:
    # schemes whose proof is a list of named values
    shape(
        "authorization",
        _AUTHORIZATION
        + r"(?:digest|oauth|hawk|signature|aws4-(?:hmac|ecdsa-p256)-sha256)\s{1,3}"
        + rf"(?P<secret>{_PARAMETER}(?:\s?,\s{{0,3}}{_PARAMETER}){{0,40}})",
        "authorization",
    ),
)

PROOFS: Final[tuple[Shape, ...]] = (
    # https://www.rfc-editor.org/rfc/rfc9110#name-authorization,
    # https://www.iana.org/assignments/http-authschemes/http-authschemes.xhtml
    shape(
        "authorization",
        _AUTHORIZATION
        + r"(?:bearer|basic|token|api-?key|negotiate|ntlm|geniekey|splunk|sharedkey(?:lite)?|sso-key)\s{1,3}"
        + r"(?P<secret>[^\s\"',;]{4,8192})",
        "authorization",
    ),
    # No scheme at all, as some of the services that people build
    shape(
        "authorization",
        _AUTHORIZATION
        + r"(?=[^\s\"',;]{0,200}?[0-9])(?P<secret>[^\s\"',;\[]{16,8192})(?![^\s\"',;]|[ \t]{1,3}\S)",
        "authorization",
    ),
    # Without the header's name, words follow such a word too (“basic authentication fails”)
    shape(
        "authorization",
        (
            r"\b(?i:bearer|basic)\s{1,3}(?=\S{0,200}?(?:[0-9=+/]|[a-z][A-Z]))"
            r"(?P<secret>[A-Za-z0-9+/=._~-]{12,8192})"
        ),
        "bearer",
        "basic",
    ),
)
