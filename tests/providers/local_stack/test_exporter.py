import socket

import httpx
import pytest

from midwatch.domain.errors import InputError
from midwatch.providers.local_stack.exporter import serving

PAGES = {None: 'up{job="api"} 1\nup{job="web"} 1\n', "api": 'up{job="api"} 1\n'}


def page(job: str | None) -> str:
    return PAGES.get(job, "")


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        pytest.param("/metrics", 200, PAGES[None], id="the whole page"),
        pytest.param("/metrics/api", 200, PAGES["api"], id="one job's part"),
        pytest.param("/metrics/nobody", 404, "", id="no such job"),
        pytest.param("/", 404, "", id="no such page"),
    ],
)
def test_metrics_are_served_whole_and_by_job(path: str, status: int, text: str) -> None:
    with serving(page, 0) as url:
        answer = httpx.get(url + path, trust_env=False)
    assert (answer.status_code, answer.text) == (status, text)


def test_the_page_says_in_which_format_it_is() -> None:
    with serving(page, 0) as url:
        kind = httpx.get(f"{url}/metrics", trust_env=False).headers["Content-Type"]
    assert kind.startswith("text/plain; version=0.0.4")


def test_a_port_that_is_taken_is_an_error_that_names_it() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"listen on port {port}"), serving(page, port):
            pass


def test_nothing_listens_after_the_block() -> None:
    with serving(page, 0) as url:
        pass
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)
