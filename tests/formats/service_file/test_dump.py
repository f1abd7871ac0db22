from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.slo.correction import Correction, CorrectionKind
from midwatch.domain.slo.definition.declaration import Declaration, DeclaredObjective
from midwatch.domain.slo.freeze import FreezePolicy, NoDataPolicy, Override
from midwatch.domain.slo.indicator import Indicator, Polarity, QueryEvents, RatioQuery, SampleEvents
from midwatch.domain.slo.objective import (
    AlertPolicy,
    Budgeting,
    ByEvents,
    BySlices,
    MissingData,
    ObjectiveKind,
    Target,
    Tier,
)
from midwatch.domain.slo.period import CalendarPeriod, CalendarUnit, Period, RollingPeriod
from midwatch.domain.units import Ratio, TimeRange, seconds
from midwatch.formats.service_file.dump import dump
from midwatch.formats.service_file.indicators import counter_events
from midwatch.formats.service_file.objectives import percentile_target
from midwatch.formats.service_file.parse import parse

CUSTOM = ("checkout", "orders_placed", "search-results")

percents = st.decimals(Decimal("0.001"), Decimal("99.999"), places=3).map(Ratio.from_percent)
targets = percents.map(Target)
spans = st.timedeltas(timedelta(milliseconds=1), timedelta(days=30))
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() and "\ufeff" not in text)
names = st.from_regex(r"[a-z0-9]([a-z0-9._-]{0,20}[a-z0-9])?", fullmatch=True).filter(
    lambda name: ".." not in name
)
labels = st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True)
matchers = st.builds(
    Matcher,
    labels,
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8),
) | st.builds(
    Matcher, labels, st.sampled_from(["5..", "a|b", "x.*"]), st.sampled_from(MatchOperator)
)
selectors = st.builds(
    Selector,
    st.from_regex(r"[a-z_:][a-z0-9_:]{0,12}", fullmatch=True),
    st.lists(matchers, max_size=3).map(tuple),
)
moments = st.integers(1_600_000_000, 1_900_000_000).map(
    lambda second: datetime.fromtimestamp(second, UTC)
)
periods: st.SearchStrategy[Period] = st.timedeltas(timedelta(days=1), timedelta(days=400)).map(
    RollingPeriod
) | st.builds(
    CalendarPeriod,
    st.sampled_from(CalendarUnit),
    st.sampled_from(["UTC", "Europe/Berlin"]).map(ZoneInfo),
)
budgetings: st.SearchStrategy[Budgeting] = st.just(ByEvents()) | st.builds(
    BySlices,
    length=st.integers(60, 86_400).map(lambda seconds: timedelta(seconds=seconds)),
    slice_target=percents,
)
alertings = st.builds(
    AlertPolicy,
    pages=st.booleans(),
    tickets=st.booleans(),
    minimum_bad_events=st.integers(0, 1000),
    absolute_page=st.booleans(),
)
queries = st.sampled_from(["sum(rate(a[{{.window}}]))", 'sum(increase(b{x="y"}[{{.window}}]))'])
limits = st.floats(-1e6, 1e6).map(lambda limit: round(limit, 3))
free_indicators: st.SearchStrategy[Indicator] = (
    st.builds(counter_events, selectors, selectors, st.sampled_from(Polarity))
    | st.builds(QueryEvents, valid=queries, selected=queries, polarity=st.sampled_from(Polarity))
    | st.builds(RatioQuery, ratio=queries)
    | st.builds(SampleEvents, gauge=selectors, bad_above=limits)
    | st.builds(SampleEvents, gauge=selectors, bad_below=limits)
)


@st.composite
def objectives(draw: st.DrawFn, name: str, kind: ObjectiveKind) -> DeclaredObjective:
    bound: timedelta | None = None
    indicator: Indicator | None = None
    target = percentile_target(name) or draw(targets)
    match kind:
        case ObjectiveKind.LATENCY:
            bound = draw(spans)
        case ObjectiveKind.FRESHNESS | ObjectiveKind.QUEUE_AGE:
            bound = draw(spans)
            age = kind is ObjectiveKind.FRESHNESS
            indicator = SampleEvents(gauge=draw(selectors), bad_above=seconds(bound), age=age)
        case ObjectiveKind.CUSTOM | ObjectiveKind.BATCH_SUCCESS:
            indicator = draw(free_indicators)
        case _:
            indicator = draw(st.none() | free_indicators)
    days = sorted(draw(st.sets(st.dates(date(2020, 1, 1), date(2030, 1, 1)), max_size=2)))
    return DeclaredObjective(
        name=name,
        kind=kind,
        target=target,
        bound=bound,
        indicator=indicator,
        successful_only=kind is ObjectiveKind.LATENCY and draw(st.booleans()),
        period=draw(periods),
        budgeting=draw(budgetings),
        alerting=draw(alertings),
        missing=draw(st.sampled_from(MissingData)),
        description=draw(st.just("") | texts),
        earlier_targets=tuple((day, draw(targets)) for day in days),
    )


NAMED = {
    **dict.fromkeys(CUSTOM, ObjectiveKind.CUSTOM),
    **dict.fromkeys(("latency_p50", "latency_p99.9"), ObjectiveKind.LATENCY),
    **{
        kind.value: kind
        for kind in ObjectiveKind
        if kind not in {ObjectiveKind.LATENCY, ObjectiveKind.CUSTOM}
    },
}


@st.composite
def declarations(draw: st.DrawFn) -> Declaration:
    chosen = draw(st.lists(st.sampled_from(sorted(NAMED)), min_size=1, max_size=4, unique=True))
    promised = tuple(draw(objectives(name, NAMED[name])) for name in chosen)
    return Declaration(
        service=draw(names),
        objectives=promised,
        convention=draw(st.none() | st.just("grpc-server")),
        selector=draw(st.lists(matchers, max_size=3).map(tuple)),
        owner=draw(st.none() | texts),
        tier=draw(st.sampled_from(Tier)),
        environment=draw(st.none() | texts),
        depends_on=draw(st.lists(names, max_size=2).map(tuple)),
        code=draw(st.lists(names, max_size=2).map(tuple)),
        runbook=draw(st.none() | st.just("runbooks/a.md")),
        dashboard=draw(st.none() | st.just("https://grafana.example.org/d/a?x=1#y")),
        rationale=draw(st.just("") | texts | st.just("Line one.\nLine two.\n")),
        monthly_downtime=draw(st.none() | spans),
        corrections=draw(st.lists(corrections(chosen), max_size=2).map(tuple)),
        freeze_policy=draw(policies()),
    )


def corrections(chosen: Sequence[str]) -> st.SearchStrategy[Correction]:
    return st.builds(
        Correction,
        span=st.builds(TimeRange.ending, moments, spans),
        kind=st.sampled_from(CorrectionKind),
        reason=texts,
        objectives=st.lists(st.sampled_from(list(chosen)), max_size=2).map(tuple),
    )


def policies() -> st.SearchStrategy[FreezePolicy]:
    overrides = st.builds(Override, reason=texts, expires=moments, by=texts) | st.builds(
        lambda span, reason, by: Override(reason=reason, start=span.start, expires=span.end, by=by),
        st.builds(TimeRange.ending, moments, spans),
        texts,
        texts,
    )
    return st.builds(
        FreezePolicy,
        slow_below=percents,
        no_data=st.sampled_from(NoDataPolicy),
        exempt=st.lists(texts, max_size=2).map(tuple),
        overrides=st.lists(overrides, max_size=2).map(tuple),
    ) | st.just(FreezePolicy())


@pytest.mark.fuzz
@given(declarations())
def test_what_is_written_is_read_as_the_same_declaration(declaration: Declaration) -> None:
    read = parse(dump(declaration), f"slos/{declaration.service}.yaml")
    assert read.findings == ()
    assert read.declaration == declaration


def test_the_short_form_is_written_wherever_it_says_the_same() -> None:
    text = "service: a\nperiod: 28d\nslo:\n  availability: 99.9%\n  latency_p95: 200ms\n  error_rate: 0.1%\n"
    declaration = parse(text, "slos/a.yaml").declaration
    assert declaration is not None
    assert dump(declaration) == text
