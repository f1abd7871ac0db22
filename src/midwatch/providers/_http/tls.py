"""The line's security, from files that the settings name."""

import ssl

import httpx

from midwatch.domain.errors import InputError
from midwatch.domain.untrusted import for_terminal
from midwatch.providers._http.settings import Tls


def context(tls: Tls) -> ssl.SSLContext:
    """Trust in the named authority, else in the public ones and this machine's; our certificate, where one is named.

    Raises InputError for a file that cannot be used.
    """
    made = _trusting(tls.ca_file)
    if tls.insecure:
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
    if tls.certificate_file is not None:
        try:
            made.load_cert_chain(tls.certificate_file, tls.key_file, password=lambda: "")
        except (OSError, ValueError) as error:
            files = " and ".join(filter(None, (tls.certificate_file, tls.key_file)))
            raise _unusable("client certificate", files, error) from error
    elif tls.key_file is not None:
        raise InputError(
            "a client key without its certificate",
            why="`key_file` is set and `certificate_file` is not",
            fix="set both, or neither",
        )
    return made


def _trusting(ca_file: str | None) -> ssl.SSLContext:
    if ca_file is not None:
        try:
            return ssl.create_default_context(cafile=ca_file)
        except (OSError, ValueError) as error:
            raise _unusable("authority's certificate", ca_file, error) from error
    made = httpx.create_ssl_context(trust_env=False)
    made.load_default_certs()
    return made


def _unusable(what: str, files: str, error: Exception) -> InputError:
    return InputError(
        f"read the {what} {for_terminal(files)}",
        why=for_terminal(str(error), 200),
        fix="name readable PEM files that belong together; a key must not need a passphrase",
    )
