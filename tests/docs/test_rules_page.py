"""The page on rules names everything that is generated, and nothing else."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from tests.architecture.sources import ROOT

PAGE = (ROOT / "docs" / "reference" / "rules.md").read_text(encoding="utf-8")


def rules() -> Iterator[dict[str, Any]]:
    for path in sorted(ROOT.glob("examples/*/alerts/*.yaml")):
        if not path.stem.endswith("_test"):
            for group in yaml.safe_load(path.read_text(encoding="utf-8"))["groups"]:
                yield from group["rules"]


def shown(heading: str) -> set[str]:
    """What the first column of a section's table names."""
    section = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    cells = re.findall(r"^\| ([^|]*`[^|]*) \|", section, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_every_recorded_series_is_on_the_page() -> None:
    assert shown("Recorded series") == {rule["record"] for rule in rules() if "record" in rule}


def test_every_label_of_a_recorded_series_is_on_the_page() -> None:
    for rule in rules():
        if "record" in rule:
            (row,) = re.findall(rf"^\| `{rule['record']}` \|.*$", PAGE, re.MULTILINE)
            assert set(rule["labels"]) <= set(re.findall(r"`(\w+)`", row))


def test_every_alert_is_on_the_page_with_its_severities() -> None:
    alerts = [rule for rule in rules() if "alert" in rule]
    assert shown("Alerts about services") | shown("Alerts about the watch") == {
        rule["alert"] for rule in alerts
    }
    missing = [
        rule["alert"]
        for rule in alerts
        if f"| `{rule['alert']}` | {rule['labels'].get('severity', 'none')} |" not in PAGE
    ]
    assert missing == []


def test_every_label_and_annotation_of_an_alert_is_on_the_page() -> None:
    alerts = [rule for rule in rules() if "alert" in rule]
    assert {label for rule in alerts for label in rule["labels"]} == shown("Labels of alerts")
    assert {name for rule in alerts for name in rule["annotations"]} == shown("Annotations")
