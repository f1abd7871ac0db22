"""Every dashboard is one by the types that Grafana publishes: of 11.6, and as far as 9.5 knows them."""

from pathlib import Path

import pytest

from tests.support import grafana_types

EXAMPLES = Path(__file__).parents[2] / "examples"
DASHBOARDS = {
    f"{path.parent.parent.name}-{path.stem}": path.read_text(encoding="utf-8")
    for path in sorted(EXAMPLES.glob("*/dashboards/*.json"))
}
SPOILT = {
    "a colour mode that there is not": ('"colorMode": "background"', '"colorMode": "bright"'),
    "an option that there is not": ('"graphMode": "none"', '"graphMood": "none"'),
    "a limit without a colour": ('{"color": "red", "value": null}', '{"value": null}'),
    "a number as a text": ('"graphTooltip": 1', '"graphTooltip": "1"'),
    "a legend that lies nowhere": ('"placement": "bottom"', '"placement": "below"'),
    "a query without a refId": ('"range": false, "refId": "A"}', '"range": false}'),
}


@pytest.mark.timeout(300)
def test_every_dashboard_is_what_grafana_9_5_and_11_6_say_a_dashboard_is(tmp_path: Path) -> None:
    assert len(DASHBOARDS) > 5
    found = grafana_types.complaints(DASHBOARDS, tmp_path)
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.timeout(300)
def test_a_dashboard_that_is_none_is_noticed(tmp_path: Path) -> None:
    text = DASHBOARDS["short-form-api-service-slo"]
    spoilt = {}
    for name, (right, wrong) in SPOILT.items():
        assert right in text
        spoilt[name.replace(" ", "-")] = text.replace(right, wrong, 1)
    found = grafana_types.complaints(spoilt, tmp_path)
    quiet = [name for name, said in found.items() if not any("Eleven" in line for line in said)]
    assert quiet == []
