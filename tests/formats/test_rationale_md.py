"""The page beside a service file: generated between markers, the rest is the team's."""

from datetime import date

import pytest

from midwatch.domain.errors import InputError
from midwatch.domain.slo.definition.binding import bind
from midwatch.domain.slo.definition.declaration import Declaration, DeclaredObjective
from midwatch.domain.slo.objective import ObjectiveKind
from midwatch.formats.rationale_md import BEGIN, END, updated_page
from tests.rules.services import CONVENTION, available, service, target


def test_what_the_team_wrote_stays() -> None:
    page = updated_page(service("api", available("99.9")), "slos/api.yaml", None)
    edited = page.replace("# api", "# The API\n\nOurs.") + "| 2026-03-01 | budget | keep |\n"
    again = updated_page(service("api", available("99.5")), "slos/api.yaml", edited)
    assert again.startswith("# The API\n\nOurs.")
    assert again.endswith("| 2026-03-01 | budget | keep |\n")
    assert "99.5%" in again
    assert "99.9%" not in again


def test_the_page_says_the_budget_in_minutes_and_when_an_outage_pages() -> None:
    page = updated_page(service("api", available("99.9")), "slos/api.yaml", None)
    assert "43.2 min of full outage" in page
    assert "51.8 s" in page


def test_earlier_targets_are_history() -> None:
    objective = DeclaredObjective(
        name="availability",
        kind=ObjectiveKind.AVAILABILITY,
        target=target("99.9"),
        earlier_targets=((date(2026, 3, 1), target("99.5")),),
    )
    bound, _ = bind(Declaration(service="api", objectives=(objective,)), CONVENTION)
    assert "| availability | 2026-03-01 | 99.5% |" in updated_page(bound, "slos/api.yaml", None)


@pytest.mark.parametrize(
    "page",
    ["no marker at all", f"{BEGIN}\nonly one", f"{END}\n{BEGIN}\n", f"{BEGIN}{END}{BEGIN}{END}"],
)
def test_a_page_whose_markers_are_lost_is_not_touched(page: str) -> None:
    with pytest.raises(InputError) as refused:
        updated_page(service("api", available()), "slos/api.yaml", page)
    assert BEGIN in refused.value.fix
