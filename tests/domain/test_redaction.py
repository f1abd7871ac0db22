"""Secrets are taken out of what people paste; what timelines need stays as it is."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.redaction import cut, redact
from midwatch.domain.secret_shapes.addresses import ADDRESSES, PASSWORDS, SIGNED
from midwatch.domain.secret_shapes.commands import COMMANDS, FILES
from midwatch.domain.secret_shapes.headers import PROOFS, WHOLE
from midwatch.domain.secret_shapes.issued import ISSUED
from midwatch.domain.secret_shapes.named import NAMED, SENTENCES

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
    "a JSON web token": ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "JSON web token"),
    "a short name": (f"DB_PASS={VALUE} ./migrate", "password"),
    "a short name in YAML": (f"env:\n  REDIS_PASS: {VALUE}\n", "password"),
    "a short name in camel case": (f'{{"dbPass": "{VALUE}"}}', "password"),
    "a short name alone": (f"connect user=app pass={VALUE} host=db", "password"),
    "a short name alone in YAML": (f"db:\n  user: app\n  pass: {VALUE}\n", "password"),
    "a short name alone in JSON": (f'{{"user": "app", "pass": "{VALUE}"}}', "password"),
    "a short option": (f"mqtt-sub --pass {VALUE} -t a", "secret"),
    "an option of openssl": (f"openssl rsa -passin pass:{VALUE} -in k.pem", "password"),
    "another short name": (f"MYSQL_PWD={VALUE} mysql", "password"),
    "another short name in YAML": (f"DB_PWD: {VALUE}", "password"),
    "a cookie": (f"Cookie: theme=dark; sessionid={VALUE}; a=b", "cookie"),
    "a cookie that is quoted": (f'Cookie: a="x; {VALUE}"; b=c', "cookie"),
    "a cookie that is set": (f"Set-Cookie: sid={VALUE}; Path=/; HttpOnly", "cookie"),
    "a cookie in JSON": (f'{{"Cookie": "sid={VALUE}; b={VALUE}"}}', "cookie"),
    "a cookie of curl": (f"curl -b 'sid={VALUE}; b=c' https://x.example.org", "cookie"),
    "a cookie in a header of curl": (f"curl -H 'Cookie: sid={VALUE}' https://a.b", "cookie"),
    "a session": (f"GET /cart sessionid={VALUE} 500", "session"),
    "a session in an address": (f"GET /cart;jsessionid={VALUE}?a=1", "session"),
    "a key of Azure": (f"AccountName=shop;AccountKey={VALUE}/a+b==;EndpointSuffix=x", "secret"),
    "a signature of Azure": (
        f"https://shop.blob.core.windows.net/a?sp=r&se=2026-01-01&sig={VALUE}%2Babc%3D",
        "signature",
    ),
    "a signature first in the query": (
        f"https://shop.example.org/a?sig={VALUE}abcd&a=1",
        "signature",
    ),
    "a signature of CloudFront": (f"https://d.cloudfront.net/a?Signature={VALUE}abcd", "signature"),
    "a signature of S3": (f"https://b.s3.amazonaws.com/k?X-Amz-Signature={VALUE}", "signature"),
    "a credential of S3": (
        f"https://b.s3.amazonaws.com/k?X-Amz-Credential={VALUE}%2F1",
        "signature",
    ),
    "a token of S3": (f"https://b.s3.amazonaws.com/k?X-Amz-Security-Token={VALUE}", "signature"),
    "a header of AWS": (f"x-amz-security-token: {VALUE}", "signature"),
    "a signature of Google": (
        f"https://storage.googleapis.com/k?X-Goog-Signature={VALUE}",
        "signature",
    ),
    "a secret key of AWS": (f"AWS_SECRET_ACCESS_KEY={VALUE}/K7", "secret"),
    "a secret key of AWS in JSON": (f'"SecretAccessKey": "{VALUE}/K7"', "secret"),
    "a secret key": (f"S3_SECRET_KEY={VALUE}", "secret"),
    "a token of npm": (f"npm_{LETTERS[:36]}", "npm token"),
    "a password of npm": (f"//registry.example.org/:_auth={VALUE}", "secret"),
    "a token of Docker": (f"dckr_pat_{LETTERS[:27]}", "Docker token"),
    "a user of Docker": ('{"auths": {"r.example.org": {"auth": "YWRtaW46aDI="}}}', "secret"),
    "a key of SendGrid": (f"SG.{LETTERS[:22]}.{LETTERS}abcd", "SendGrid key"),
    "a webhook of Discord": (
        f"https://discord.com/api/webhooks/1150363626331451392/{LETTERS}{LETTERS[:28]}",
        "Discord webhook",
    ),
    "a webhook of Teams": (
        f"https://shop.webhook.office.com/webhookb2/1a-2b@3c/IncomingWebhook/{LETTERS}/4d",
        "Teams webhook",
    ),
    "an older webhook of Teams": (
        f"https://outlook.office.com/webhook/1a-2b@3c/IncomingWebhook/{LETTERS}/4d",
        "Teams webhook",
    ),
    "a workflow of Teams": (
        f"https://a.4a.environment.api.powerplatform.com:443/x/invoke?sv=1.0&sig={LETTERS}",
        "signature",
    ),
    "a token of Telegram": (f"telegram says no to 6027094622:AA{LETTERS[:33]}", "Telegram token"),
    "an address of Telegram": (
        f"https://api.telegram.org/bot6027094622:{LETTERS[:35]}/sendMessage",
        "Telegram token",
    ),
    "a token of PyPI": (f"pypi-AgEIcHlwaS5vcmc{LETTERS}", "PyPI token"),
    "a key of Twilio": ("SK0123456789abcdef0123456789abcdef", "Twilio key"),
    "a token of Twilio": (f"TWILIO_AUTH_TOKEN={VALUE}", "secret"),
    "a key of Datadog": ("DD-API-KEY: 0123456789abcdef0123456789abcdef", "secret"),
    "an application's key of Datadog": (f"DD_APP_KEY={'0123456789ab' * 3}cdef", "secret"),
    "a key of PagerDuty": ('"routing_key": "R0123456789abcdef0123456789abcde"', "secret"),
    "a token of PagerDuty": (f"Authorization: Token token={VALUE}", "authorization"),
    "a token of Grafana": (f"glsa_{LETTERS[:32]}_0123abcd", "Grafana token"),
    "a key of New Relic": ("NRAK-ABCDEFGHIJKLMNOPQRSTUVWXYZ0", "New Relic key"),
    "a manifest of Kubernetes": (
        "kind: Secret\ndata:\n  conn: YWRtaW46aDI=\n  other: YWRtaW46aDI=\ntype: Opaque",
        "Kubernetes secret",
    ),
    "a manifest of Kubernetes as it is read": (
        f"apiVersion: v1\nstringData:\n  conf: |\n    a: {VALUE}\nkind: Secret",
        "Kubernetes secret",
    ),
    "a manifest of Kubernetes in JSON": (
        '{"kind": "Secret", "data": {"conn": "YWRtaW46aDI=", "b": "YWRtaW46aDI="}}',
        "Kubernetes secret",
    ),
    "a line of a .netrc": (f"machine x.example.org login app password {VALUE}", "password"),
    "lines of a .netrc": (f"machine x.example.org\n  login app\n  password {VALUE}", "password"),
    "a line of a .pgpass": (f"db.example.org:5432:shop:app:{VALUE}", "password"),
    "a line of a .pgpass with stars": (f"*:*:*:app:{VALUE}\\:x", "password"),
    "digest authentication": (
        f'Authorization: Digest username="app", realm="a b", nonce="1", response="{VALUE}"',
        "authorization",
    ),
    "a signed request of AWS": (
        (
            "Authorization: AWS4-HMAC-SHA256 Credential=AKIAABCDEFGHIJKLMNOP/20260101/x, "
            f"SignedHeaders=host;date, Signature={VALUE}"
        ),
        "authorization",
    ),
    "a key as a scheme": (f"Authorization: ApiKey {VALUE}", "authorization"),
    "a header without a scheme": (f"authorization: {VALUE}-{VALUE}", "authorization"),
    "a password with a slash": (f"postgres://app:a/{VALUE}@db/shop", "password"),
    "a password with an @": (f"postgres://app:a@{VALUE}@db/shop", "password"),
    "a password with an @ and a slash": (f"postgres://app:a@/{VALUE}@db/shop", "password"),
    "a password with a #": (f"postgres://app:a#{VALUE}@db/shop", "password"),
    "a password with a question mark": (f"amqp://app:a?{VALUE}@db/shop", "password"),
    "a password with an escaped @": (f"postgres://app:a%40{VALUE}@db/shop", "password"),
    "a password with digits and a slash": (f"postgres://app:123/{VALUE}@db/shop", "password"),
    "a password that is long": (f"https://oauth:{'a1' * 300}{VALUE}@x.example.org", "password"),
    "an address of JDBC": (
        f"jdbc:postgresql://db/shop?user=app&password={VALUE}&ssl=true",
        "secret",
    ),
    "an address of JDBC for Oracle": (f"jdbc:oracle:thin:app/{VALUE}@db:1521:shop", "password"),
    "a statement of SQL": (f"ALTER ROLE app WITH PASSWORD '{VALUE}'", "password"),
    "a statement of SQL with a plugin": (f"identified with sha2 by '{VALUE}'", "password"),
    "a literal of kubectl": (
        f"kubectl create secret generic db --from-literal=conn={VALUE} -n shop",
        "Kubernetes secret",
    ),
    "a session of Express": (f"connect.sid={VALUE}", "session"),
    "a rotated token of Slack": (f"xoxe.xoxp-1-{LETTERS}", "Slack token"),
    "a refresh token of Slack": (f"xoxe-1-{LETTERS}", "Slack token"),
    "a routing key of PagerDuty": (f'routing_key = "{LETTERS[:32]}"', "secret"),
    "a setting of aws": (f"aws configure set aws_secret_access_key {VALUE}", "secret"),
    "a password on its way": (f"echo {VALUE} | docker login -u ci --password-stdin r", "password"),
    "a token of Google": (f"ya29.{LETTERS}", "Google token"),
    "a token of Shopify": (f"shpat_{LETTERS}", "access token"),
    "a private key in base64": (
        f"tls.key: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ{LETTERS}",
        "private key",
    ),
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
    "the machine needs a login, and its password is unknown",
    "2001:4860:4860:0:0:8888",
    "aa:10:bb:cc:dd:ee",
    "10:15:30: lag 5:1",
    "tls.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUQ",
    "ticket 12345678: rollback-of-the-checkout-service",
    "echo ok | tee log",
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
    "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----",
    "compass=north",
    "compass: broken",
    "bypass=true",
    "bypass: on",
    "waf_bypass=true",
    "pass=false",
    "pass=4096",
    "pass: 12 of 14",
    "pass: ok",
    "passed=12",
    "first_pass: compaction",
    "the second pass: compaction of 4 segments",
    "PASS: test_checkout",
    "--- PASS: TestCheckout (0.30s)",
    "pass rate = 99%",
    "band-pass: narrow",
    "smoke_pass: true",
    "OLDPWD=/srv/app",
    "MYSQL_PWD=$PASS",
    "signal=9",
    "sig=SIGTERM",
    "the `?sig=` of the address is its signature",
    "the query has ?sig=… and &sig=SIGTERM",
    "X-Amz-Request-Id: 0A49CE4060975EAC",
    "X-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345678",
    "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span_id=00f067aa0ba902b7",
    "cookie banner: broken",
    "the cookie: it has expired",
    "Set-Cookie headers are missing",
    "curl -b cookies.txt https://x.example.org",
    "session_id=42",
    "sessions: 1200 open",
    "session ids are not unique",
    "routing_key=orders.created",
    "integration key: missing",
    "the service key is rotated",
    "app_key=checkout",
    "npm_config_registry=https://registry.example.org",
    "npm_lifecycle_event",
    "task SK-0123 is done",
    "account AC0123456789abcdef0123456789abcdef",
    "pypi-server is down",
    "at 1699999999:7b0f6a52",
    '"private_key_id": "3f786850e387550fdab836ed7e6dc881de23001b"',
    "kind: ConfigMap\ndata:\n  level: debug",
    "kind: Secret\nmetadata:\n  name: checkout-db",
    "on the machine db-1 password authentication fails",
    "the default login page is blank",
    "app.py:12:5:error:unused",
    "2001:0db8:85a3:0000:0000:8a2e",
    "fe80:1234:5678:9abc:def0",
    "00:11:22:33:44:55",
    "image r.example.org:5000/shop:1.2",
    "Authorization: missing",
    "authorization: denied for 3 requests",
    "authorization: <token>",
    "see http://host:8080/a@b?c=d@e",
    "see https://x.example.org/a:b@c",
    "git@github.com:a/b.git",
    "jdbc:oracle:thin:@db:1521:shop",
    "the password field is empty",
    "https://discord.com/api/webhooks/ answers 404",
    "https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors",
    "auth: ok",
    "test_pass=1200",
    "see http://[::1]:9090/a@b",
    "authorization: 7b0f6a52-7d1c-4f0b-9d3e-1c9a8d2b7c11 denied",
    "kubectl create configmap a --from-literal=level=debug",
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
        "password", "Token", "secret", "is", "was", "=", ":", ":=", " ", "\n", '"', "'", "\\", "\\n", "--", "-p",
        "-u a:", "mysql", "redis-cli -a", "curl", "bearer", "Basic ", "Authorization: ", "://", "@", ",", ";", "&",
        "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "eyJ", "sk-", "xoxb-", "[redacted ", "]", "$",
        VALUE, LETTERS, "expired", "5", "a", "\ud800", "é", "pwd=", "sshpass", "docker login",
        "DB_PASS", "pass", "Cookie: ", "a=", "; ", "curl -b ", "sessionid", "AccountKey", "?sig=", "X-Amz-Signature",
        "Digest ", "a=b, ", "postgres://", "p/", "#", "?", "@db", "machine a login b password ", "*:*:a:b:", "SG.",
        "kind: Secret\n", "data:\n  ", "  a: ", '"kind":"Secret"', '"data":{"', "}", "/bot123456:", "AA", "_auth",
        "webhook.office.com/webhookb2/", "discord.com/api/webhooks/12345/", "jdbc:oracle:thin:a/", "routing_key",
    ]
)  # fmt: skip


@pytest.mark.fuzz
@given(st.lists(FRAGMENTS | st.text(max_size=3), max_size=14).map("".join))
def test_any_text_is_redacted_once_and_for_all(text: str) -> None:
    once = redact(text)
    assert (once.text == text) is (once.found == ())
    assert redact(once.text).text == once.text


HOSTILE = 200_000
TABLES = (FILES, WHOLE, SIGNED, ISSUED, ADDRESSES, PROOFS, PASSWORDS, NAMED, COMMANDS, SENTENCES)
SIGNS = sorted({sign for table in TABLES for shape in table for sign in shape.signs})
"""With all of them in a text, every pattern is tried on it."""
TOLD_BESIDE = ("Kubernetes secret", "cookie")
"""Kinds whose signs are elsewhere in the text: that it is such a manifest, or such a command."""
PATIENCE_SECONDS = 20
"""Some ten times what the slowest takes; a pattern that tries every pair of places would take hours."""


@pytest.mark.fuzz
@pytest.mark.parametrize(
    "unit",
    [
        "a", "a.", "a-", "_", " ", "\n", '"', "\\", ":", ",", "://a:", "password", "password ", "password=", "token,",
        "password is ", "token='", "mysql ", "mysql -p", "curl -u ", "curl -u a", "redis-cli -a ", "docker login ",
        "sshpass ", "bearer ", "Authorization: Bearer ", "sk-a", "eyJaaaaaaaa.", "hvs.", "xoxb-", "glpat-", "pwd=",
        "--", "--a", "--token ", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n", "-----BEGIN ",
        "Proc-Type: a\n", "\ud800",
        "pass", "pass=", "pass: ", "a_pass: a\n", "-pass", "cookie: a=b;", "cookie: a=", "a=b;", "curl -b a=b;",
        "sessionid=", "sessid", "?sig=", "?sig=a", "x-amz-", "x-amz-signature=", "Authorization: Digest a=b,", "a=b, ",
        "authorization: ", "postgres://", "postgres://a:1/", "://a:b/", "://a:b@/", "://a:@", "@", "#", "/",
        "machine a ", "machine ", "machine a login b ", "default login ", "*:", "*:*:", "*:1234:a:b:", "a.b:1234:",
        "data:\n ", "data:\n  a: b\n", "kind: Secret\ndata:\n  a\n", '"kind":"Secret""data":{"a', "SG.", "SG.a", "1",
        "1:AA", "/bot1:", "npm_", "dckr_pat_", "pypi-AgE", "SK", "glsa_", "a.webhook.office.com/webhookb2/",
        "jdbc:oracle:thin:a", "routing_key=", '"auth":"', "identified by '", "password 'a",
    ],
)  # fmt: skip
def test_a_hostile_text_takes_seconds(unit: str) -> None:
    text = (unit * HOSTILE)[:HOSTILE]
    began = time.process_time()
    told = redact(f"{text} password={VALUE} {' '.join(SIGNS)}")
    assert time.process_time() - began < PATIENCE_SECONDS
    assert VALUE not in told.text


@pytest.mark.fuzz
@given(st.lists(FRAGMENTS | st.text(max_size=3), max_size=14).map("".join))
def test_where_no_sign_of_a_shape_is_the_shape_is_not_there(text: str) -> None:
    small = text.casefold()
    for shape in itertools.chain(*TABLES):
        if shape.signs and shape.kind not in TOLD_BESIDE and shape.pattern.search(text):
            assert any(sign in small for sign in shape.signs)


@given(st.integers(0, 80))
def test_of_a_text_that_is_cut_no_part_of_a_secret_is_left(limit: int) -> None:
    text = f"it is down, and a token glpat-{LETTERS} was in the log"
    assert cut(text, len(text)) == text
    kept = cut(text, limit)
    assert kept == redact(text).text[:limit]
    assert LETTERS[:3] not in kept
