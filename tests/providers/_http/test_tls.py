"""TLS is shaken for real, with certificates made for the test."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme

from midwatch.domain.errors import InputError, SourceUnreachable
from midwatch.providers._http.line import HttpLine, HttpRequest
from midwatch.providers._http.settings import HttpSettings, Tls
from tests.support.http import Reply, ScriptedServer, scripted_server

ASK = HttpRequest(purpose="ask", path="/api")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@contextmanager
def https_server(
    authority: trustme.CA, host: str = "127.0.0.1", *, ask_certificate: bool = False
) -> Iterator[ScriptedServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    if ask_certificate:
        context.verify_mode = ssl.CERT_REQUIRED
        authority.configure_trust(context)
    with scripted_server(tls=context) as server:
        server.script("/api", Reply(body="{}"))
        yield server


def ask(url: str, tls: Tls) -> int:
    line = HttpLine(HttpSettings(name="main", url=url, tls=tls), sleep=lambda _: None)
    try:
        return line.send(ASK).status
    finally:
        line.close()


def files_of(authority: trustme.CA, folder: Path) -> tuple[str, str]:
    certificate = authority.issue_cert("client.example")
    chain, key = folder / "client.pem", folder / "client.key"
    certificate.cert_chain_pems[0].write_to_path(str(chain))
    certificate.private_key_pem.write_to_path(str(key))
    return str(chain), str(key)


def test_the_named_authority_is_trusted(authority: trustme.CA, ca_file: str) -> None:
    with https_server(authority) as server:
        assert ask(server.url, Tls(ca_file=ca_file)) == 200


def test_an_unknown_authority_is_distrusted_at_once(authority: trustme.CA) -> None:
    with https_server(authority) as server, pytest.raises(SourceUnreachable) as refused:
        ask(server.url, Tls())
    assert refused.value.why.startswith("its certificate is not trusted")
    assert "ca_file" in refused.value.fix
    assert server.requests == []


def test_another_authority_does_not_do(authority: trustme.CA, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(str(other))
    with https_server(authority) as server, pytest.raises(SourceUnreachable, match="reach source"):
        ask(server.url, Tls(ca_file=str(other)))


def test_a_certificate_for_another_host_is_distrusted(authority: trustme.CA, ca_file: str) -> None:
    with (
        https_server(authority, "elsewhere.example") as server,
        pytest.raises(SourceUnreachable) as refused,
    ):
        ask(server.url, Tls(ca_file=ca_file))
    assert "not trusted" in refused.value.why
    assert "host as the certificate does" in refused.value.fix


def test_insecure_takes_any_certificate(authority: trustme.CA) -> None:
    with https_server(authority, "elsewhere.example") as server:
        assert ask(server.url, Tls(insecure=True)) == 200


def test_our_certificate_is_shown_to_a_source_that_asks_for_one(
    authority: trustme.CA, ca_file: str, tmp_path: Path
) -> None:
    chain, key = files_of(authority, tmp_path)
    with https_server(authority, ask_certificate=True) as server:
        tls = Tls(ca_file=ca_file, certificate_file=chain, key_file=key)
        assert ask(server.url, tls) == 200


def test_a_source_that_asks_for_a_certificate_and_gets_none_is_told_as_tls(
    authority: trustme.CA, ca_file: str
) -> None:
    with (
        https_server(authority, ask_certificate=True) as server,
        pytest.raises(SourceUnreachable) as refused,
    ):
        ask(server.url, Tls(ca_file=ca_file))
    assert server.requests == []
    assert refused.value.fix


def test_https_to_a_plain_port_hints_at_the_address(scripted_http_server: ScriptedServer) -> None:
    url = scripted_http_server.url.replace("http:", "https:")
    with pytest.raises(SourceUnreachable) as refused:
        ask(url, Tls(insecure=True))
    assert "TLS could not be agreed" in refused.value.why
    assert "http against https" in refused.value.fix


@pytest.mark.parametrize(
    "tls",
    [
        Tls(ca_file="no/such/ca.pem"),
        Tls(certificate_file="no/such/client.pem"),
        Tls(key_file="client.key"),
    ],
    ids=["authority", "certificate", "key alone"],
)
def test_files_that_cannot_be_used_are_the_users_to_mend(tls: Tls) -> None:
    with pytest.raises(InputError) as wrong:
        ask("https://127.0.0.1:1", tls)
    assert wrong.value.why
    assert wrong.value.fix


def test_a_key_of_another_certificate_is_refused(authority: trustme.CA, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    chain, _ = files_of(authority, tmp_path)
    _, key = files_of(authority, tmp_path / "other")
    with pytest.raises(InputError) as wrong:
        ask("https://127.0.0.1:1", Tls(certificate_file=chain, key_file=key))
    assert "belong together" in wrong.value.fix


def test_a_file_that_is_no_certificate_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    path.write_text("no certificate")
    with pytest.raises(InputError, match="read the authority's certificate"):
        ask("https://127.0.0.1:1", Tls(ca_file=str(path)))
