"""What takes longer than a second says so, on stderr; what does not stays silent."""

import threading

import pytest

from midwatch.entrypoints.cli._progress import working


def test_quick_work_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with working("asking"):
        pass
    assert capsys.readouterr() == ("", "")


def test_long_work_is_told_once_where_nobody_watches() -> None:
    told: list[str] = []
    heard = threading.Event()

    def tell(text: str) -> None:
        told.append(text)
        heard.set()

    with working("asking", patience_s=0, tell=tell):
        assert heard.wait(10)
    assert told == ["midwatch: asking …"]


def test_a_source_that_is_waited_for_is_named() -> None:
    told: list[str] = []
    heard = threading.Event()
    names: list[str] = []

    def tell(text: str) -> None:
        told.append(text)
        names.append("ma\x1bin")
        if len(told) > 1:
            heard.set()

    with working("asking", lambda: names[:1], patience_s=0, tell=tell):
        assert heard.wait(10)
    assert told == ["midwatch: asking …", "midwatch: asking, waiting for ma\\x1bin …"]


def test_an_error_inside_ends_the_telling() -> None:
    before = threading.active_count()
    with pytest.raises(KeyError), working("asking"):
        raise KeyError
    assert threading.active_count() == before
