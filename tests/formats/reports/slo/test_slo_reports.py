"""What the terminal shows of budgets: whole screens in the golden folder, and what must never be on one."""

from dataclasses import replace
from datetime import UTC, timedelta, timezone
from pathlib import Path

import pytest

from midwatch.domain.measured import NoData, Provenance
from midwatch.domain.slo.freeze import FreezePolicy, NoDataPolicy, Override
from midwatch.domain.slo.standing.exhaustion import Exhaustion
from midwatch.domain.slo.standing.status import ObjectiveStatus
from midwatch.formats.reports import table
from midwatch.formats.reports.look import Look
from midwatch.formats.reports.slo import gate as gate_report
from midwatch.formats.reports.slo import status as status_report
from midwatch.workflows.slo.gate import GateRequest, gate
from midwatch.workflows.slo.status import StatusReport
from tests.support.board import BOARD, SOURCES, decision, report, services
from tests.support.golden import Golden
from tests.support.judging import DAY, NOW

NARROW, WIDE = Look(width=80), Look(width=120)


def shown(of: StatusReport, look: Look = NARROW, *, explain: bool = False) -> str:
    text = status_report.render(
        of.at,
        of.objectives,
        look,
        requests=of.effort.requests,
        waited=of.effort.waited,
        explain=explain,
    )
    return look.characters(text) + "\n"


def test_screens_are_as_reviewed(golden: Golden, tmp_path: Path) -> None:
    screens = {
        "overview-80.txt": shown(report()),
        "overview-120.txt": shown(report(), WIDE),
        "overview-ascii.txt": shown(report(), replace(NARROW, unicode=False)),
        "explain.txt": shown(report("payments"), explain=True),
        "explain-auth.txt": shown(report("auth"), explain=True),
        "nothing-defined.txt": shown(replace(report(), objectives=())),
        **{f"objective-{name}.txt": shown(report(name)) for name in BOARD},
        **{
            f"gate-{name}.txt": gate_report.render(decision(name), NARROW) + "\n"
            for name in ("auth", "payments", "api", "db", "slices")
        },
        "gate-payments-rollback.txt": gate_report.render(decision("payments", "rollback"), NARROW)
        + "\n",
    }
    for name, text in screens.items():
        (tmp_path / name).write_text(text)
    golden(tmp_path, "slo_status")


def test_a_budget_whose_moments_nobody_can_tell_says_why() -> None:
    absent = NoData(reason="the range has too many\x1b[2J points")
    (auth,) = report("auth").objectives
    lost = replace(auth, exhaustion=Exhaustion(spent_at=absent, back_at=absent))
    text = " ".join(shown(replace(report("auth"), objectives=(lost,)), WIDE).split())
    assert (
        "when it was used up and when it is back is not known: the range has too many\\x1b[2J points"
        in text
    )
    assert "Gone already" in text


@pytest.mark.parametrize("width", [80, 100, 110, 120], ids=lambda width: f"{width} columns")
def test_an_overview_fits_its_terminal(width: int) -> None:
    for line in shown(report(), Look(width=width)).splitlines():
        assert table.width_of(line) <= width


@pytest.mark.parametrize("name", BOARD)
def test_a_page_fits_80_columns(name: str) -> None:
    for line in shown(report(name)).splitlines():
        assert table.width_of(line) <= 80


def test_the_gravest_objective_comes_first() -> None:
    rows = [line.split()[1] for line in shown(report()).splitlines()[3:12]]
    assert rows[0] == "auth-availability"
    assert rows[1] == "payments-availability"
    assert rows[-1].startswith("web-frontend")


def hostile() -> ObjectiveStatus:
    """An objective whose every foreign text carries terminal escapes."""
    evil = "evil\x1b[2J\n\u202etxt"
    found = report("db").objectives[0]
    provenance = Provenance(query=evil, range=None, samples=None, source=evil)
    absent = NoData(reason=evil, source_failed=True, provenance=provenance)
    return replace(
        found,
        counts=absent,
        sli=absent,
        budget=absent,
        current=absent,
        objective=replace(found.objective, service=evil, description=evil),
        service=replace(found.service, owner=evil, runbook=evil, dashboard=evil),
    )


def test_no_foreign_text_reaches_the_terminal_unescaped() -> None:
    board = replace(report(), objectives=(hostile(), *report().objectives))
    page = replace(report(), objectives=(hostile(),))
    held = replace(decision("db", "evil\x1b[2J"), service="e\x1bvil", deciding=(hostile(),))
    texts = [
        shown(board, explain=True),
        shown(page, explain=True),
        gate_report.render(held, NARROW),
    ]
    for text in texts:
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "evil\\x1b[2J" in text or "e\\x1bvil" in text


def down(names: list[str], reason: str) -> list[ObjectiveStatus]:
    """Objectives of one source that does not answer."""
    found = report("db").objectives[0]
    absent = NoData(reason=reason, source_failed=True)
    burns = tuple(replace(burn, counts=absent, burn=absent) for burn in found.burns)
    return [
        replace(
            found,
            objective=replace(found.objective, service=name),
            counts=absent,
            sli=absent,
            budget=absent,
            burns=burns,
        )
        for name in names
    ]


def test_a_source_that_is_down_is_told_once_for_all_its_objectives() -> None:
    many = down(["auth", "cart", "db", "shop", "web"], "nothing listens there; start it")
    other = down(["mail"], "it wants to know who asks; set a token")
    texts = [
        shown(replace(report(), objectives=(*many, *other))),
        gate_report.render(replace(decision("db"), deciding=(*many, *other)), NARROW),
    ]
    for text in texts:
        assert text.count("nothing listens there; start it") == 1
        assert text.count("it wants to know who asks; set a token") == 1
        assert "  auth-availability, cart-availability, db-availability and 2 more\n" in text
        assert "  mail-availability\n" in text
        assert "*" not in text


def test_no_reason_is_cut_before_its_fix() -> None:
    reason = f"evaluate a query: status 400 (it says: {'blah ' * 60}); correct what it names"
    text = " ".join(shown(replace(report(), objectives=tuple(down(["db"], reason)))).split())
    assert "correct what it names" in text


def gated(policy: FreezePolicy, name: str = "payments") -> str:
    chosen = [replace(s, freeze_policy=policy) for s in services() if s.name == name]
    return gate_report.render(gate(GateRequest(service=name, at=NOW), chosen, SOURCES), NARROW)


def test_an_override_is_shown_with_who_why_and_until_when() -> None:
    until = (NOW + DAY).astimezone(timezone(timedelta(hours=2)))
    override = Override(reason="launch day", expires=until, by="cto@example.org")
    text = gated(FreezePolicy(overrides=(override,)))
    assert "this deployment passes (FREEZE)" in text
    assert (
        "passes by an override of cto@example.org until "
        f"{(NOW + DAY).astimezone(UTC):%Y-%m-%d %H:%M} UTC: launch day" in text
    )


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [
        (NoDataPolicy.FREEZE, "held because the policy says `no_data: freeze`"),
        (NoDataPolicy.SHIP, "passes because the policy says `no_data: ship`"),
    ],
    ids=["freeze", "ship"],
)
def test_what_the_policy_makes_of_no_data_is_said(policy: NoDataPolicy, sentence: str) -> None:
    assert sentence in gated(FreezePolicy(no_data=policy), "cron")


def test_a_kind_that_nearly_passes_is_told_which_one_does() -> None:
    text = gate_report.render(decision("payments", "rolback"), NARROW)
    assert "“rolback” is no kind that passes; did you mean “rollback”?" in text
    assert "did you mean" not in gate_report.render(decision("payments", "migration"), NARROW)


def test_where_no_kind_is_exempt_none_is_offered() -> None:
    assert "--change-kind" not in gated(FreezePolicy(exempt=()))
