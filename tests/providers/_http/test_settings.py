"""Settings that could never work are refused when they are made."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from midwatch.domain.errors import InputError
from midwatch.providers._http.secret import Secret
from midwatch.providers._http.settings import Basic, Bearer, HttpSettings


def settings(changes: Mapping[str, Any]) -> HttpSettings:
    return HttpSettings(**{"name": "main", "url": "http://prometheus:9090", **changes})


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"url": "prometheus:9090"}, "it is no http or https address"),
        ({"url": "ftp://prometheus"}, "it is no http or https address"),
        ({"url": "http://"}, "it is no http or https address"),
        ({"url": "http://[::1"}, "it is no address"),
        ({"url": "http://prometheus:port"}, "it is no address"),
        ({"url": "http://me:hunter22@prometheus"}, "it holds credentials"),
        ({"url": "http://prometheus/?token=hunter22"}, "it holds a query"),
        ({"url": "http://prometheus/a b"}, "a character for neither"),
        ({"url": "http://prometheus/\n"}, "a character for neither"),
        ({"auth": Bearer(Secret("hunter22\n"))}, "a line break"),
        ({"auth": Bearer(Secret(""))}, "it is empty"),
        ({"auth": Bearer(Secret("hunter22é"))}, "beyond ASCII"),
        ({"auth": Basic("me:you", Secret("hunter22"))}, "it holds a colon"),
        ({"headers": {"X Tenant": "hunter22"}}, "it is no header's name"),
        ({"headers": {"X-Api-Key": Secret("hunter22\r\nHost: evil")}}, "a line break"),
        ({"headers": {"X-Scope-OrgID": ""}}, "empty"),
        ({"read_timeout": timedelta(0)}, "it is not above zero"),
    ],
    ids=lambda each: each if isinstance(each, str) else None,
)
def test_what_could_never_be_sent_is_refused_without_showing_a_secret(
    changes: dict[str, Any], says: str
) -> None:
    with pytest.raises(InputError) as refused:
        settings(changes)
    error = refused.value
    assert says in error.why
    assert "source “main”" in error.what
    assert error.fix
    assert "hunter22" not in f"{error.what}{error.why}{error.fix}"


def test_settings_show_no_secret_when_they_are_printed() -> None:
    shown = repr(
        settings(
            {
                "auth": Basic("me", Secret("hunter22")),
                "headers": {"X-Api-Key": "hunter33", "X-Scope-OrgID": Secret("hunter44")},
            }
        )
    )
    assert "hunter" not in shown


def test_every_secret_is_known_in_each_form_it_takes_on_the_line() -> None:
    basic = settings(
        {"auth": Basic("me", Secret("hunter22")), "headers": {"X-Api-Key": "hunter33"}}
    )
    known = list(basic.secrets())
    sent = basic.request_headers()["Authorization"].removeprefix("Basic ")
    assert {"hunter22", "hunter33", sent} <= set(known)
    bearer = settings({"auth": Bearer(Secret("hunter44")), "headers": {"X-Key": Secret("k")}})
    assert set(bearer.secrets()) == {"hunter44", "k"}


def test_a_slash_at_the_end_of_the_address_makes_no_difference() -> None:
    assert settings({"url": "http://prometheus:9090/prom/"}).base == "http://prometheus:9090/prom"
