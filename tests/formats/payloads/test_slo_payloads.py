"""What machines read of budgets: unrounded, with units in the names, and stable."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from midwatch.domain.measured import Measured
from midwatch.formats.payloads import slo_gate, slo_status
from midwatch.formats.payloads._base import Payload
from tests.support.board import BOARD, decision, report
from tests.support.golden import Golden


def status_payload(*names: str) -> slo_status.StatusPayload:
    found = report(*names)
    return slo_status.payload(
        found.at, found.objectives, requests=found.effort.requests, waited=found.effort.waited
    )


def as_json(payload: Payload) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(payload.as_json())
    return loaded


def test_payloads_are_as_reviewed(golden: Golden, tmp_path: Path) -> None:
    (tmp_path / "status.json").write_text(status_payload("payments").as_json() + "\n")
    (tmp_path / "gate.json").write_text(slo_gate.payload(decision("cron")).as_json() + "\n")
    golden(tmp_path, "slo_payloads")


@pytest.mark.parametrize("name", BOARD)
def test_a_status_obeys_its_own_schema(name: str) -> None:
    jsonschema.validate(as_json(status_payload(name)), slo_status.StatusPayload.model_json_schema())


@pytest.mark.parametrize("name", BOARD)
def test_a_decision_obeys_its_own_schema(name: str) -> None:
    jsonschema.validate(
        as_json(slo_gate.payload(decision(name))), slo_gate.GatePayload.model_json_schema()
    )


def test_numbers_are_not_rounded() -> None:
    (status,) = report("payments").objectives
    (part,) = as_json(status_payload("payments"))["objectives"]
    assert isinstance(status.budget, Measured)
    assert part["budget"]["value"]["left_ratio"] == status.budget.value.share_left
    assert [window["burn_rate"]["value"] for window in part["windows"]] == [
        burn.multiple for burn in status.burns
    ]


def test_every_measured_number_says_where_it_came_from() -> None:
    def origins(node: object) -> list[object]:
        if isinstance(node, dict):
            own = [node["provenance"]] if node.get("status") == "measured" else []
            return own + [origin for value in node.values() for origin in origins(value)]
        return [o for item in node for o in origins(item)] if isinstance(node, list) else []

    found = origins(as_json(status_payload("payments")))
    assert len(found) == 3 + 2 * 7
    assert all(isinstance(o, dict) and o["query"] and o["source"] for o in found)


def test_absence_is_told_with_its_reason_and_whose_fault_it_is() -> None:
    cron, db = (as_json(status_payload(name))["objectives"][0] for name in ("cron", "db"))
    assert cron["budget"]["status"] == db["budget"]["status"] == "no_data"
    assert (cron["budget"]["source_failed"], db["budget"]["source_failed"]) == (False, True)
    assert cron["history"]["covered_seconds"] is None


def test_a_calendar_period_names_its_unit_and_zone() -> None:
    (part,) = as_json(status_payload("web-frontend-eu-west"))["objectives"]
    assert part["period"]["calendar_unit"] == "month"
    assert part["period"]["time_zone"] == "Europe/Berlin"
    assert part["period"]["start"] == "2026-03-31T22:00:00Z"
