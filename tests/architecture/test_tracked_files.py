"""What is committed tells of no machine and no registry, and every exception gives its reason."""

import re
import tomllib

import pytest

from tests.architecture.sources import ROOT, text_of, tracked_files

# Each pattern has a letter in brackets, so that it does not find itself.
FOREIGN = re.compile(
    r"(?:^|[^\w.])/(?:wor[k]|far[m]|roo[t]|hom[e]|User[s])/[\w.-]"
    r"|https?://[a-z.]*(?:pyp[i]|pythonhoste[d]|npmj[s]|debia[n])[.]",
    re.MULTILINE,
)
NOQA = re.compile(r"#\s*(?:ruff:\s*)?noq[a]\b(?P<rest>.*)")
TYPE_IGNORE = re.compile(r"#\s*type:\s*ignor[e]\b(?P<rest>.*)")
LOCKS = ("requirements.lock", "requirements-dev.lock")


def test_no_file_names_a_machines_path_or_a_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit.group().strip()}"
        for path in tracked_files()
        for hit in FOREIGN.finditer(text_of(path))
    ]
    assert found == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_versions_and_hashes_and_nothing_else(lock: str) -> None:
    requirements = text_of(ROOT / lock).replace("\\\n", " ").splitlines()
    odd = [
        line
        for line in requirements
        if not re.fullmatch(
            r"[\w.-]+==(\d+!)?[\w.]+( ; [^;]+?)?( +--hash=sha256:[0-9a-f]{64})+ *", line
        )
    ]
    assert requirements
    assert odd == []


def test_the_tests_lock_holds_all_that_the_runtimes_lock_holds() -> None:
    runtime, tests = (
        set(re.findall(r"^\w[^ ]+", text_of(ROOT / lock), re.MULTILINE)) for lock in LOCKS
    )
    assert runtime - tests == set()


def test_every_rule_that_ruff_ignores_has_its_reason_beside_it() -> None:
    text = text_of(ROOT / "pyproject.toml")
    ruff = tomllib.loads(text)["tool"]["ruff"]["lint"]
    codes = [
        *ruff["ignore"],
        *(code for codes in ruff["per-file-ignores"].values() for code in codes),
    ]
    explained = re.findall(r'^  "([A-Z]+\d*)", +# \S', text, re.MULTILINE)
    assert sorted(explained) == sorted(codes)


def test_every_exception_in_code_names_its_rule_and_gives_its_reason() -> None:
    reasoned = re.compile(r": [A-Z]+\d+(, [A-Z]+\d+)* - \S.*|\[[\w-]+(, ?[\w-]+)*\]  # \S.*")
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in tracked_files()
        if path.suffix == ".py"
        for pattern in (NOQA, TYPE_IGNORE)
        for hit in pattern.finditer(text_of(path))
        if not reasoned.match(hit["rest"])
    ]
    assert found == []
