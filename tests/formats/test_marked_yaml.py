import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from midwatch.formats import marked_yaml
from midwatch.formats.marked_yaml import Fields, Items, Node, Scalar, Span

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)


def plain(node: Node | None) -> object:
    match node:
        case Scalar():
            return node.text
        case Items():
            return [plain(item) for item in node.items]
        case Fields():
            return {key.text: plain(value) for key, value in node.entries}
        case None:
            return None


def test_every_value_knows_where_it_stands() -> None:
    root = marked_yaml.read("service: checkout\nslo:\n  availability: '99.9%' # most\n").root
    assert isinstance(root, Fields)
    (_, service), (_, slo) = root.entries
    assert service.span == Span(1, 10, 1, 18)
    assert isinstance(slo, Fields)
    key, value = slo.entries[0]
    assert (key.span, value.span) == (Span(3, 3, 3, 15), Span(3, 17, 3, 24))


def test_values_stay_as_they_were_written() -> None:
    text = "{a: no, b: 1_000, c: 2026-01-01, d: 0x10, e: ~, f: '~'}"
    root = marked_yaml.read(text).root
    written = {"a": "no", "b": "1_000", "c": "2026-01-01", "d": "0x10", "e": "~", "f": "~"}
    assert plain(root) == written
    assert isinstance(root, Fields)
    nulls = [value.is_null for _, value in root.entries if isinstance(value, Scalar)]
    assert nulls == [False, False, False, False, True, False]


def test_an_alias_repeats_what_it_names() -> None:
    assert plain(marked_yaml.read("a: &x {k: [1]}\nb: *x\n").root) == {
        "a": {"k": ["1"]},
        "b": {"k": ["1"]},
    }


@pytest.mark.parametrize(
    ("text", "where", "what", "fix"),
    [
        pytest.param("a: b: c", (1, 5), "mapping values", "quotes", id="two values in one line"),
        pytest.param("a:\n\tb: 1", (2, 1), "a tab", "spaces", id="a tab as indentation"),
        pytest.param("a: 'x", (1, 6), "end of stream", "close the quote", id="an open quote"),
        pytest.param("a: {b: 1", (2, 1), "',' or '}'", "bracket", id="an open bracket"),
        pytest.param("a: %x", (1, 4), "cannot start", "quotes", id="a value that begins with %"),
        pytest.param("a:\n  b: 1\n c: 2", (3, 2), "expected key", "column", id="a crooked key"),
        pytest.param('a: "\\q"', (1, 5), "escape", "single quotes", id="an unknown escape"),
        pytest.param("a: 1\n---\nb: 2", (2, 1), "second document", "file", id="two documents"),
        pytest.param("a: *x", (1, 4), "*x", "write the value", id="an alias of nothing"),
        pytest.param("a: &x [*x]", (1, 8), "*x", "write the value", id="an alias of itself"),
        pytest.param("a: \x00", (1, 4), "U+0000", "remove", id="a NUL"),
        pytest.param("a: b\nc: \x1b[2J", (2, 4), "U+001B", "remove", id="a terminal escape"),
        pytest.param('a: "\\e[2J"', (1, 4), "U+001B", "remove", id="an escaped terminal escape"),
        pytest.param('a: "\\0"', (1, 4), "U+0000", "remove", id="an escaped NUL"),
        pytest.param("a: \ud800", (1, 4), "U+D800", "remove", id="half a character"),
        pytest.param("? [a]\n: b", (1, 3), "no text", "quotes", id="a list as a key"),
        pytest.param("a: {{.window}}", (1, 5), "no text", "quotes", id="an unquoted template"),
        pytest.param("a: !!python/name:os.system x", (1, 4), "tag", "remove", id="a Python tag"),
        pytest.param("a: !shop b", (1, 4), "tag", "remove", id="a tag of one's own"),
        pytest.param("[" * 4_000_000, (1, 33), "levels", "close", id="millions of brackets"),
        pytest.param("- " * 2_000_000, (1, 65), "levels", "close", id="millions of dashes"),
        pytest.param(BOMB, (5, 25), "grows beyond", "aliases", id="an alias bomb"),
        pytest.param("x" * 6_000_000, (1, 1), "6,000,000", "split", id="a huge file"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place_and_its_correction(
    text: str, where: tuple[int, int], what: str, fix: str
) -> None:
    document = marked_yaml.read(text)
    assert document.root is None
    (problem,) = document.problems
    assert what in problem.what
    assert fix in problem.fix
    assert problem.why
    assert (problem.span.line, problem.span.column) == where


def test_a_key_written_twice_is_a_problem_and_the_first_holds() -> None:
    document = marked_yaml.read("a: 1\nb: 2\na: 3\n")
    assert plain(document.root) == {"a": "1", "b": "2"}
    (problem,) = document.problems
    assert problem.duplicate_key
    assert problem.span == Span(3, 1, 3, 2)
    assert "line 1" in problem.why


def test_an_empty_text_has_no_root_and_no_problem() -> None:
    assert marked_yaml.read("# only a comment\n") == marked_yaml.Document(None, ())


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert plain(marked_yaml.read("\ufeffa: 1").root) == {"a": "1"}


texts = st.text(max_size=12)
documents = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(documents)
def test_what_a_yaml_writer_writes_is_read_as_it_was(value: object) -> None:
    text = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True)
    document = marked_yaml.read(text)
    assert plain(document.root) == value or document.problems


@pytest.mark.fuzz
@given(st.text(alphabet="ab:- \n\t[]{}&*!|>'\"%@#,?\\0\x00é", max_size=80) | st.text(max_size=80))
def test_any_text_is_a_document_or_a_problem_inside_it(text: str) -> None:
    document = marked_yaml.read(text)
    lines = text.count("\n") + 2 + text.count("\r") + text.count("\x85")
    lines += text.count("\u2028") + text.count("\u2029")
    assert all(1 <= problem.span.line <= lines for problem in document.problems)
    assert all(problem.what and problem.why and problem.fix for problem in document.problems)
