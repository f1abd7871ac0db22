"""What the page on Python says works, line by line; the stub and the module name the same."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

import midwatch
from tests.architecture.sources import PACKAGE, ROOT, text_of

PAGE = ROOT / "docs" / "reference" / "python.md"
SERVICE = "service: checkout\nslo:\n  availability: 99.9%\n"
HOUR, LAST = 3600, 1772331240


def telemetry() -> str:
    """Thirty days of a shop, a sample an hour: a million requests, three hundred of them failed."""
    lines = ["# TYPE http_requests counter"]
    for code, rate in (("200", 1400), ("500", 0.4)):
        lines += [
            f'http_requests_total{{job="checkout",code="{code}"}} {n * rate:g} {LAST - (720 - n) * HOUR}'
            for n in range(721)
        ]
    return "\n".join([*lines, "# EOF", ""])


@pytest.fixture
def beside_a_team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    team = tmp_path / "team"
    (team / "slos").mkdir(parents=True)
    subprocess.run(["git", "init", "-q"], cwd=team, check=True)
    (team / "slos" / "checkout.yaml").write_text(SERVICE)
    (team / "telemetry.om").write_text(telemetry())
    monkeypatch.chdir(tmp_path)
    return team


def test_the_examples_on_the_page_work(
    beside_a_team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks = re.findall(r"```python\n(.*?)```", text_of(PAGE), re.DOTALL)
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)  # noqa: S102 - the page's own lines
    said = capsys.readouterr().out
    assert "checkout-availability: 99.9" in said
    assert "changes/2026-03-01T02-14-00Z-checkout-" in said
    assert "cannot be a service's name" in said
    assert (beside_a_team / "alerts" / "checkout-slo.yaml").is_file()


def test_the_stub_names_what_the_module_gives() -> None:
    stub = ast.parse(text_of(PACKAGE / "__init__.pyi"))
    imported = {
        alias.name: node.module
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert set(imported) | {"__version__"} == set(midwatch.__all__)
    homes = {name: home for home, names in vars(midwatch)["_HOMES"].items() for name in names}
    assert imported == homes


def test_every_name_can_be_imported_and_no_other() -> None:
    for name in midwatch.__all__:
        assert getattr(midwatch, name) is not None
        assert name in dir(midwatch)
    with pytest.raises(AttributeError, match="slo_magic"):
        _ = midwatch.slo_magic  # type: ignore[attr-defined]  # that is the point
