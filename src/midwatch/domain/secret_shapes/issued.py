"""Secrets that their issuers made recognisable: a prefix, an alphabet and a length."""

from typing import Final

from midwatch.domain.secret_shapes.shape import Shape, shape

ISSUED: Final[tuple[Shape, ...]] = (
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
    shape("AWS access key", r"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b", "akia", "asia"),
    # https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
    shape(
        "GitHub token",
        r"\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\b",
        *("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
    ),
    # https://docs.gitlab.com/security/tokens/#token-prefixes
    shape(
        "GitLab token",
        r"\bgl(?:pat|rt|rtr|ptt|dt|cbt|soat|oas|ft|imt|agent|ffct)-[A-Za-z0-9_.-]{20,255}",
        "gl",
    ),
    # https://docs.slack.dev/authentication/tokens, https://docs.slack.dev/authentication/using-token-rotation
    shape(
        "Slack token", r"\b(?:xoxe\.)?x(?:ox[abcdeoprs]|app)-[A-Za-z0-9%-]{10,1024}", "xox", "xapp"
    ),
    # https://docs.stripe.com/keys
    shape("Stripe key", r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}\b", "k_live_", "k_test_"),
    # https://cloud.google.com/docs/authentication/api-keys
    shape("Google API key", r"\bAIza[A-Za-z0-9_-]{35}\b", "aiza"),
    # https://platform.openai.com/docs/api-reference/authentication: unlike names in words, it has digits, and
    # capitals or a long run
    shape(
        "API key",
        (
            r"(?<![\w-])sk-(?=[A-Za-z0-9_-]{0,255}?[0-9])(?=[A-Za-z0-9_-]{0,255}?(?:[A-Z]|[a-z0-9]{20}))"
            r"[A-Za-z0-9_-]{20,255}"
        ),
        "sk-",
    ),
    # https://developer.hashicorp.com/vault/docs/concepts/tokens
    shape("Vault token", r"\bhv[sbr]\.[A-Za-z0-9_-]{20,255}", "hvs.", "hvb.", "hvr."),
    # https://www.rfc-editor.org/rfc/rfc7519: header, claims, signature
    shape(
        "JSON web token",
        r"\beyJ[A-Za-z0-9_-]{8,4096}\.[A-Za-z0-9_-]{4,8192}(?:\.[A-Za-z0-9_-]{0,1024})?",
        "eyj",
    ),
    # https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/
    shape("npm token", r"\bnpm_[A-Za-z0-9]{36,255}\b", "npm_"),
    # https://docs.docker.com/security/access-tokens/: of a person, and of an organisation
    shape("Docker token", r"\bdckr_[po]at_[A-Za-z0-9_-]{20,255}", "dckr_"),
    # https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys: 69 characters, the id and the key
    shape("SendGrid key", r"\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}(?![\w-])", "sg."),
    # https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns:
    # a macaroon, whose first bytes are always the same
    shape("PyPI token", r"\bpypi-AgE[A-Za-z0-9_-]{13,1024}", "pypi-age"),
    # https://www.twilio.com/docs/iam/api-keys: SK, as account ids have AC, which give nothing away
    shape("Twilio key", r"\bSK[0-9a-f]{32}\b", "sk"),
    # https://core.telegram.org/bots/api#authorizing-your-bot
    shape("Telegram token", r"(?<=/bot)\d{6,12}:(?P<secret>[A-Za-z0-9_-]{30,64})", "/bot"),
    shape(
        "Telegram token", r"(?<![\w.:-])\d{6,12}:(?P<secret>AA[A-Za-z0-9_-]{33})(?![\w-])", ":aa"
    ),
    # https://grafana.com/docs/grafana/latest/administration/service-accounts/
    shape("Grafana token", r"\bglsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}\b", "glsa_"),
    # https://developers.google.com/identity/protocols/oauth2
    shape("Google token", r"\b(?:ya29\.|GOCSPX-)[A-Za-z0-9_-]{20,2048}", "ya29.", "gocspx-"),
    # https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
    shape(
        "access token",
        (
            r"\b(?:glc_|do[por]_v1_|lin_api_|hf_|shp(?:at|ca|pa|ss)_|sntry[su]_|ATATT3|AGE-SECRET-KEY-1"
            r"|dapi(?=[0-9a-f]{32}))[A-Za-z0-9_=.+/-]{20,500}"
        ),
        *(
            "glc_",
            "_v1_",
            "lin_api_",
            "hf_",
            "shpat_",
            "shpca_",
            "shppa_",
            "shpss_",
            "sntry",
            "atatt3",
        ),
        *("age-secret-key-1", "dapi"),
    ),
    # https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/
    shape("New Relic key", r"\bNRAK-[A-Z0-9]{27}\b", "nrak-"),
)
