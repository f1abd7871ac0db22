import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.formats.service_file.ignore_comments import read_ignores

CODE = "slo/slow-page"
COMMENT = f"# midwatch: ignore {CODE} (batch jobs may wait)"


@pytest.mark.parametrize(
    ("text", "silenced"),
    [
        pytest.param(f"a: 1 {COMMENT}\nb: 2\n", [1], id="beside a value, that line"),
        pytest.param(f"a: 1\n{COMMENT}\n\n# why\nb: 2\nc: 3\n", [5], id="before a value, the next"),
        pytest.param(f"# a file\n{COMMENT}\na: 1\nb: 2\n", [1, 2, 3, 4], id="at the top, all"),
        pytest.param("a: 1 # midwatch: ignore slo/slow-page\n", [], id="without a reason, nothing"),
        pytest.param(
            "a: 1 # midwatch: ignore slo/slow-page ()\n", [], id="an empty reason, nothing"
        ),
        pytest.param("a: 1 # midwatch: ignore (no code)\n", [], id="without a code, nothing"),
    ],
)
def test_a_comment_silences_what_it_stands_beside(text: str, silenced: list[int]) -> None:
    ignores = read_ignores(text)
    assert len(ignores) == 1
    lines = range(1, text.count("\n") + 1)
    assert [line for line in lines if ignores[0].silences(CODE, line)] == silenced


def test_a_comment_silences_its_own_code_only() -> None:
    (ignore,) = read_ignores(f"a: 1 {COMMENT}\n")
    assert not ignore.silences("slo/no-budget", 1)
    assert (ignore.code, ignore.reason) == (CODE, "batch jobs may wait")


@pytest.mark.fuzz
@given(st.text(alphabet="# midwatch:gnore/()\nabc-", max_size=80))
def test_any_text_has_comments_or_none(text: str) -> None:
    assert all(ignore.line <= len(text.splitlines()) for ignore in read_ignores(text))
