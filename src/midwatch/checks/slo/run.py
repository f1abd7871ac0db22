"""Every check of service files, in the order in which they run."""

from typing import Final

from midwatch.checks.registry import Check, check_of
from midwatch.checks.slo.alerting import (
    double_page,
    missing_outside_view,
    slow_page,
    uncovered_burn,
    unreachable_alert,
)
from midwatch.checks.slo.facts import LiveFacts
from midwatch.checks.slo.form import (
    bad_ignore,
    bad_name,
    bad_unit,
    bad_value,
    duplicate_key,
    malformed_yaml,
    missing_key,
    unbound_objective,
    unknown_convention,
    unknown_key,
    unknown_objective,
    unreadable_file,
)
from midwatch.checks.slo.live import (
    bucket_absent,
    client_failures,
    facts_skipped,
    label_absent,
    little_traffic,
    metric_absent,
    mixed_environments,
    not_a_counter,
    period_too_long,
    probe_required,
    unrealistic_target,
)
from midwatch.checks.slo.promise import (
    budget_contradicts_target,
    duplicate_objective,
    future_target,
    invalid_promql,
    no_budget,
    target_out_of_range,
    too_many_objectives,
)
from midwatch.checks.slo.services import dependency_cycle, duplicate_service, unknown_dependency
from midwatch.checks.slo.subject import SloSubject

SLO_CHECKS: Final[tuple[Check[SloSubject, LiveFacts], ...]] = tuple(
    check_of(module)
    for module in (
        *(
            unreadable_file,
            malformed_yaml,
            duplicate_key,
            unknown_key,
            missing_key,
            bad_value,
            bad_unit,
            bad_name,
        ),
        *(bad_ignore, unknown_convention, unbound_objective, unknown_objective),
        *(no_budget, target_out_of_range, budget_contradicts_target, too_many_objectives),
        *(duplicate_objective, future_target, invalid_promql),
        *(unreachable_alert, uncovered_burn, slow_page, double_page, missing_outside_view),
        *(duplicate_service, unknown_dependency, dependency_cycle),
        *(metric_absent, label_absent, bucket_absent, not_a_counter, mixed_environments),
        *(little_traffic, probe_required, unrealistic_target, client_failures, period_too_long),
        facts_skipped,
    )
)

SLO_CODES: Final = frozenset(check.code for check in SLO_CHECKS)

UNSILENCEABLE: Final = frozenset(
    check.code
    for check in SLO_CHECKS
    if ".form." in check.module or check.code in {no_budget.CODE, target_out_of_range.CODE}
)
"""What leaves nothing to compute from: no comment makes a file readable."""
