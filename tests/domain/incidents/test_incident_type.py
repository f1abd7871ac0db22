import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.incidents.incident_type import as_words, filled, placeholders_in, signs_in

BRACES = [
    ("{service} in {namespace}", ("service", "namespace")),
    ("awk '{print $1}'", ()),
    ("awk '{ print }'", ()),
    ("echo ${service} ${PID:?}", ()),
    ("curl -w '%{http_code}'", ()),
    ("git diff @{upstream}", ()),
    ("kubectl get pods -o jsonpath='{range .items[*]}{.metadata.name}{end}'", ()),
    ("docker ps --format '{{.Names}} {{json .}} {{end}}'", ()),
    ('up{job="{service}"}', ("service",)),
    ('{"spec": {"suspend": true}}', ()),
    ("touch {a,b} {1..3}", ()),
    ("awk '{print}'", ("print",)),
]


@pytest.mark.parametrize(("command", "names"), BRACES)
def test_braces_of_other_programs_are_left_to_them(command: str, names: tuple[str, ...]) -> None:
    assert placeholders_in(command) == names


def test_what_is_known_is_filled_in_and_the_rest_stays() -> None:
    command = "kubectl get pods -n {namespace} -l app={service} -o jsonpath='{.items[*]}{end}'"
    assert filled(command, {"service": "checkout"}) == (
        "kubectl get pods -n {namespace} -l app=checkout -o jsonpath='{.items[*]}{end}'"
    )


@pytest.mark.parametrize("value", ["a; reboot", "$(reboot)", "a b", "'", "-n", "", "a\nb", "a\n"])
def test_a_value_on_which_a_shell_could_act_is_not_filled_in(value: str) -> None:
    assert filled("echo {service}", {"service": value}) == "echo {service}"


@pytest.mark.parametrize(
    ("text", "signs", "found"),
    [
        ("KubePodOOMKilled", ("oom killed", "pod oom", "killed"), ("oom killed", "pod oom", "killed")),
        ("MySQL: Too many connections!", ("mysql", "too many connections"), ("mysql", "too many connections")),
        ("dbms", ("db",), ()),
        ("connect-timeout (503)", ("connect timeout", "503"), ("connect timeout", "503")),
        ("one\nthing two things", ("thing two", "thing three"), ("thing two",)),
    ],
)  # fmt: skip
def test_signs_are_found_as_whole_words(
    text: str, signs: tuple[str, ...], found: tuple[str, ...]
) -> None:
    assert signs_in(text, signs) == found


@pytest.mark.fuzz
@given(st.text(max_size=40))
def test_the_words_of_any_text_are_signs_of_it(text: str) -> None:
    words = as_words(text)
    assert as_words(words.lower()) == words
    assert signs_in(text, [words] if words else []) == ((words,) if words else ())
