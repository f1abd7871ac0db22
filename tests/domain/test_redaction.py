"""Secrets are taken out of what people paste; what timelines need stays as it is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.redaction import cut, redact

VALUE = "hunter2-Zx81"
LETTERS = "Aa1Bb2Cc3Dd4Ee5Ff6Gg7Hh8Ii9Jj0Kk1Ll2Mm3"
BODY = "MIIEowIBAAKCAQEA7qXk2Jd0s+9/aZ"

# What is pasted, `@` for the secret, and what is told in its place.
SECRETS = {
    "a variable of a shell": (f"PGPASSWORD={VALUE} psql -h db", "secret"),
    "a quoted variable": (f"export DB_PASSWORD='{VALUE} two'", "secret"),
    "a quote that is never closed": (f'password="{VALUE}', "secret"),
    "a quote that holds a quote": (rf'password="one\"{VALUE}"', "secret"),
    "JSON": (f'{{"password": "{VALUE}", "user": "app"}}', "secret"),
    "JSON inside of JSON": (rf'"{{\"password\": \"{VALUE}\"}}"', "secret"),
    "YAML": (f"db:\n  user: app\n  password: {VALUE}\n", "secret"),
    "a name in camel case": (f"accessToken: {VALUE}", "secret"),
    "a header of its own": (f"X-Api-Key: {VALUE}", "secret"),
    "a query of an address": (f"GET https://x.example.org/?access_token={VALUE}&a=1", "secret"),
    "an option with =": (f"deploy --token={VALUE} --now", "secret"),
    "an option with a space": (f"deploy --password {VALUE} --now", "secret"),
    "a value with a comma in it": (f"token=a,{VALUE}", "secret"),
    "a value that is long": (f"token={'ab12' * 500}{VALUE}", "secret"),
    "a key of AWS's other kind": (f"aws_secret_access_key = {VALUE}/K7", "secret"),
    "an address of a database": (f"postgres://app:{VALUE}@db:5432/shop", "password"),
    "an address without a user": (f"redis://:{VALUE}@cache:6379/0", "password"),
    "an option of mysql": (f"mysql -u root -p{VALUE} shop", "password"),
    "an option of redis-cli": (f"redis-cli -h cache -a {VALUE} ping", "password"),
    "an option of curl": (f"curl -s -u admin:{VALUE} https://x.example.org", "password"),
    "an option of sshpass": (f"sshpass -p {VALUE} ssh ops@db-1", "password"),
    "an option of docker login": (f"docker login -u ci -p {VALUE} r.example.org", "password"),
    "a connection string": (f"Server=db;Uid=app;Pwd={VALUE};", "password"),
    "a sentence": (f"the password is {VALUE} until noon", "password"),
    "a sentence with a colon": (f"the password is: {VALUE}", "password"),
    "a sentence about a change": (f"password changed to {VALUE}", "password"),
    "a sentence about now": (f"The password is now {VALUE}", "password"),
    "a header of letters alone": ("Authorization: Bearer abcdefghijklmnop", "authorization"),
    "basic authentication": ("curl -H 'authorization: Basic YWRtaW46aDI='", "authorization"),
    "a scheme without its header": (f"sent Bearer {LETTERS}", "authorization"),
    "an access key of AWS": ("used AKIAABCDEFGHIJKLMNOP today", "AWS access key"),
    "a token of GitHub": (f"git clone https://ghp_{LETTERS}@github.com/a/b", "GitHub token"),
    "a fine-grained token of GitHub": (f"github_pat_{LETTERS}", "GitHub token"),
    "a token of GitLab": (f"glpat-{LETTERS}", "GitLab token"),
    "a token of Slack": (f"xoxb-123456789012-{LETTERS}", "Slack token"),
    "a webhook of Slack": (
        "https://hooks.slack.com/services/T0000/B0000/abcdefghijklmnop",
        "Slack webhook",
    ),
    "a key of Stripe": (f"sk_live_{LETTERS}", "Stripe key"),
    "a key of Google": (f"AIza{LETTERS[:35]}", "Google API key"),
    "a key of a model": (f"sk-proj-{LETTERS}", "API key"),
    "a key of small letters": ("sk-0123456789abcdef0123456789abcdef", "API key"),
    "a token of Vault": (f"hvs.{LETTERS}", "Vault token"),
    "a variable with PASS": (f"DB_PASS={VALUE} ./run", "secret"),
    "a variable of a mail server": (f"SMTP_PASS: {VALUE}", "secret"),
    "a key that is called pass": (f"redis.conf pass={VALUE}", "secret"),
    "a parameter of JDBC": (f"jdbc:postgresql://db/shop?user=app&password={VALUE}", "secret"),
    "a key of Azure storage": (f"AccountName=shop;AccountKey={VALUE}==;EndpointSuffix=x", "secret"),
    "a routing key": (f'routing_key = "{VALUE}"', "secret"),
    "a literal of kubectl": (
        f"kubectl create secret generic db --from-literal=dsn={VALUE}",
        "secret",
    ),
    "a setting of aws": (f"aws configure set aws_secret_access_key {VALUE}", "secret"),
    "a password with a slash": (f"postgres://app:a/{VALUE}@db:5432/shop", "password"),
    "a password with an at": (f"mysql+pymysql://app:p@{VALUE}@db/shop", "password"),
    "a password with a hash": (f"mongodb+srv://app:#{VALUE}@c0.example.org/?a=1", "password"),
    "a line of .netrc": (f"machine git.example.org login ci password {VALUE}", "password"),
    "a line of .pgpass": (f"db.example.org:5432:shop:app:{VALUE}", "password"),
    "a passphrase of openssl": (f"openssl rsa -in k.pem -passin pass:{VALUE}", "password"),
    "a password on its way": (f"echo {VALUE} | docker login -u ci --password-stdin r", "password"),
    "a cookie": (f"Cookie: theme=dark; session={VALUE}", "cookie"),
    "a cookie that is set": (f"set-cookie: id={VALUE}; HttpOnly", "cookie"),
    "the cookie of Java": (f"curl x -d JSESSIONID={VALUE}", "cookie"),
    "an address that AWS signed": (
        f"https://b.s3.amazonaws.com/k?X-Amz-Expires=60&X-Amz-Signature={VALUE}0123456789ab",
        "signature",
    ),
    "an address that Azure signed": (
        f"https://shop.blob.example.net/c/b?sv=2021-06-08&sig={LETTERS}%3D",
        "signature",
    ),
    "digest authentication": (
        f'Authorization: Digest username="a", response="{VALUE}"',
        "authorization",
    ),
    "a header without a scheme": (f"Authorization: {LETTERS}", "authorization"),
    "a token of npm": (f"npm_{LETTERS}", "npm token"),
    "a token of Docker": (f"dckr_pat_{LETTERS}", "Docker token"),
    "a token of PyPI": (f"pypi-AgEIcHlwaS5vcmc{LETTERS}", "PyPI token"),
    "a key of SendGrid": (f"SG.{LETTERS[:22]}.{LETTERS}", "SendGrid key"),
    "a token of Google": (f"ya29.{LETTERS}", "Google token"),
    "a webhook of Discord": (
        f"https://discord.com/api/webhooks/123456789012345678/{LETTERS}",
        "Discord webhook",
    ),
    "a webhook of Teams": (
        f"https://team.webhook.office.com/webhookb2/{LETTERS}",
        "Teams webhook",
    ),
    "a token of Telegram": (
        f"https://api.telegram.org/bot123456789:{LETTERS[:35]}/x",
        "Telegram token",
    ),
    "a token of Grafana": (f"glsa_{LETTERS}", "access token"),
    "a private key in a manifest": (
        f"tls.key: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ{LETTERS}",
        "private key",
    ),
    "a JSON web token": ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "JSON web token"),
}
GIVEN_AWAY = (VALUE, LETTERS[:30], "abcdefghijklmnop", "YWRtaW46aDI", "ABCDEFGHIJ", "0123456789ab")


@pytest.mark.parametrize("case", SECRETS)
def test_a_secret_is_told_by_its_kind_only(case: str) -> None:
    text, kind = SECRETS[case]
    told = redact(text)
    assert f"[redacted {kind}]" in told.text
    assert told.found == (kind,)
    assert not any(part in told.text for part in GIVEN_AWAY)


PRIVATE = {
    "a whole key": f"-----BEGIN PRIVATE KEY-----\n{BODY}\nab=\n-----END PRIVATE KEY-----",
    "a key under a passphrase, with headers": (
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00AA\n\n"
        f"{BODY}\n-----END RSA PRIVATE KEY-----"
    ),
    "a key of PGP": (
        f"-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: A-1\n\n{BODY}\n=aB1c\n"
        "-----END PGP PRIVATE KEY BLOCK-----"
    ),
    "a key in JSON": rf"-----BEGIN PRIVATE KEY-----\n{BODY}\nab=\n-----END PRIVATE KEY-----",
    "a key that is cut off": f"-----BEGIN EC PRIVATE KEY-----\n{BODY}\n{BODY}\nab=",
    "a key with headers that is cut off": (
        f"-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: AES-128-CBC,00AA\n\n{BODY}"
    ),
}


@pytest.mark.parametrize("case", PRIVATE)
def test_a_private_key_is_gone_and_what_follows_it_stays(case: str) -> None:
    told = redact(f"pasted:\n{PRIVATE[case]}\nthen the deploy failed - rolled back")
    assert told.text == "pasted:\n[redacted private key]\nthen the deploy failed - rolled back"
    assert told.found == ("private key",)


STAYS = (
    "deployed 3f786850e387550fdab836ed7e6dc881de23001b",
    "image r.example.org/api@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "request 7b0f6a52-7d1c-4f0b-9d3e-1c9a8d2b7c11 timed out",
    "container 4c01db0b339c was killed",
    "pod checkout-7d9f8b5c44-xkp2q restarts",
    "the token expired",
    "token: expired",
    "token: 401",
    "tokens: 5 left",
    "max_tokens=4096",
    "token bucket: 5 left",
    "auth_token_failures=12",
    "password reset mails fail",
    "password_resets=17",
    "the password is wrong",
    "the password is not accepted",
    "the password is in the vault",
    "the password was leaked",
    "the password is being rotated",
    "password set to expire",
    "password: ${DB_PASSWORD}",
    "password=<password>",
    "password=$(cat /run/db)",
    "password: ****",
    "secret: not found",
    "secret/checkout-db is missing",
    "kubectl get secret checkout-db",
    "secretName: checkout-db",
    "the flag --secret is missing",
    "deploy --password-file /run/db",
    "deploy --max-tokens 4096",
    "access_key: expired 3 days ago",
    "basic authentication fails",
    "Basic troubleshooting is in the runbook",
    "bearer authentication is down",
    "sk-checkout-service-canary-of-the-team",
    "risk-assessment-of-the-checkout-service",
    "PWD=/srv/app",
    "docker run -p 8080:80 shop",
    "mysql -h db -P 3306 -u app -p shop",
    "redis-cli -a $PASS ping",
    "curl -u admin https://x.example.org:8080/a",
    "see http://host:8080/@team",
    "compass=north, bypass=true, pass=false, passed=12",
    "PASS: test_checkout, pass rate = 99%",
    "first_pass: ok, two passes",
    "cookie banner: broken since noon",
    "Cookie: none",
    "sessions=12, session_id of the trace is kept",
    "signal=9, sig=SIGTERM, see ?sig= in the address",
    "X-Amz-Request-Id=4Q2W8Z",
    "authorization: required",
    "authorization=granted",
    "routing key of the queue: orders.created",
    "primary_key=42",
    "npm_config_cache=/tmp/npm",
    "SG.checkout is the security group",
    "the machine needs a login, and its password is unknown",
    "2001:4860:4860:0:0:8888",
    "aa:10:bb:cc:dd:ee",
    "10:15:30: lag 5:1",
    "postgres://db:5432/shop",
    "amqp://queue:5672/?heartbeat=30",
    "echo ok | tee log",
    "tls.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUQ",
    "ticket 12345678: rollback-of-the-checkout-service",
    "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----",
)


@pytest.mark.parametrize("text", STAYS)
def test_what_gives_nothing_away_stays(text: str) -> None:
    assert redact(text).text == text
    assert redact(text).found == ()


def test_each_secret_of_a_text_is_counted() -> None:
    told = redact(f"password={VALUE}, then postgres://app:{VALUE}@db/x, then token={VALUE}")
    assert told.text == (
        "password=[redacted secret], then postgres://app:[redacted password]@db/x, "
        "then token=[redacted secret]"
    )
    assert sorted(told.found) == ["password", "secret", "secret"]


@pytest.mark.parametrize("case", [*SECRETS, *PRIVATE])
def test_what_is_redacted_already_stays(case: str) -> None:
    once = redact(SECRETS[case][0] if case in SECRETS else PRIVATE[case])
    again = redact(once.text)
    assert again.text == once.text
    assert again.found == ()


FRAGMENTS = st.sampled_from(
    [
        "password", "Token", "secret", "is", "was", "=", ":", ":=", " ", "\n", '"', "'", "\\",
        "\\n", "--", "-p",
        "-u a:", "mysql", "redis-cli -a", "curl", "bearer", "Basic ", "Authorization: ", "://",
        "@", ",", ";", "&",
        "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "eyJ", "sk-", "xoxb-",
        "[redacted ", "]", "$",
        VALUE, LETTERS, "expired", "5", "a", "\ud800", "é", "pwd=", "sshpass", "docker login",
        "Cookie: ", "a=", "?sig=", "pass=", "DB_PASS", "postgres://",
        "machine a login b password ", "db.x:5432:a:b:",
        "--from-literal=", "echo ", "| docker --password-stdin", "Digest ", "X-Amz-Signature=",
        "SG.", "npm_",
    ]
)  # fmt: skip


@pytest.mark.fuzz
@given(st.lists(FRAGMENTS | st.text(max_size=3), max_size=14).map("".join))
def test_any_text_is_redacted_once_and_for_all(text: str) -> None:
    once = redact(text)
    assert (once.text == text) is (once.found == ())
    assert redact(once.text).text == once.text


HOSTILE = 200_000
PATIENCE_SECONDS = 20
"""Some ten times what the slowest takes; a pattern that tries every pair of places would take hours."""


@pytest.mark.fuzz
@pytest.mark.parametrize(
    "unit",
    [
        "a", "a.", "a-", "_", " ", "\n", '"', "\\", ":", ",", "://a:", "password", "password ",
        "password=", "token,",
        "password is ", "token='", "mysql ", "mysql -p", "curl -u ", "curl -u a", "redis-cli -a ",
        "docker login ",
        "sshpass ", "bearer ", "Authorization: Bearer ", "sk-a", "eyJaaaaaaaa.", "hvs.", "xoxb-",
        "glpat-", "pwd=",
        "--", "--a", "--token ", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n",
        "-----BEGIN ",
        "Proc-Type: a\n", "\ud800", "Cookie: a=", "cookie:", "?sig=", "PASS=", "A_", "pass=",
        "postgres://a:",
        "postgres://", "mysql+a://a:a@", "machine a login a password ", "machine ", "a.:5432:a:a:",
        "a.:5432:a:a:a\n",
        "--from-literal=a=", "echo a |", "echo ", "Authorization: Digest ", "authorization:",
        "X-Amz-Signature=", "SG.a",
        "SG.aaaaaaaaaaaaaaaa.", "npm_", "pypi-", "bot1:", "1", "12345678:",
        "https://discord.com/api/webhooks/", "LS0tLS1CRUdJTi",
        "aws configure set ", "-passin pass:", "@", "/", "#",
    ],
)  # fmt: skip
def test_a_hostile_text_takes_seconds(unit: str) -> None:
    text = (unit * HOSTILE)[:HOSTILE]
    began = time.process_time()
    told = redact(f"{text} password={VALUE}")
    assert time.process_time() - began < PATIENCE_SECONDS
    assert VALUE not in told.text


@given(st.integers(0, 80))
def test_of_a_text_that_is_cut_no_part_of_a_secret_is_left(limit: int) -> None:
    text = f"it is down, and a token glpat-{LETTERS} was in the log"
    assert cut(text, len(text)) == text
    kept = cut(text, limit)
    assert kept == redact(text).text[:limit]
    assert LETTERS[:3] not in kept
