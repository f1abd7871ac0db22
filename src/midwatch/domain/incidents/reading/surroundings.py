"""What holds for the whole text: where it happened, whether it is over, and whether it is an incident at all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from midwatch.domain.incidents.severity import IncidentSeverity

_TEST_PLACES = (
    r"staging|stage|sandbox|pre ?prod(?:uction)?|uat|non ?prod(?:uction)?|dev|development|"
    r"devel|test|testing|tst|qa|integration|preview|lab|demo|local|localhost|perf|stg"
)
_PRODUCTION = re.compile(r"\b(?:prod|production|live)\b")
_NO_PRODUCTION = re.compile(
    r"\b(?:non|not|pre)[ -]?(?:in )?(?:prod(?:uction)?|live)\b|\b(?:prod(?:uction)?|live) "
    r"(?:\w{1,12} ){0,2}(?:un ?affected|not affected|fine|ok|untouched|healthy)\b|"
    r"\bno prod(?:uction)?\b"
)
_TEST_PLACE = re.compile(
    rf"\b(?:in|on|for|from|to|at|inside|across) (?:the |our |my )?(?:{_TEST_PLACES})\b"
    r"(?! (?:team|table|data|results|suite|ids?|user))"
    r"|\b(?:staging|sandbox|pre ?prod(?:uction)?|uat|non ?prod(?:uction)?|stg)\b"
    rf"|\b(?:{_TEST_PLACES}) (?:env|environment|cluster|server|box|namespace|db|database|system"
    r"|instance|site|stack|account|only)\b"
    rf"|\b(?:env|environment|stage|namespace|cluster)[ =:]{{1,3}}(?:{_TEST_PLACES})\b"
    rf"|^\W{{0,3}}(?:{_TEST_PLACES})\b ?[\]:|-]"
    rf"|\[(?:{_TEST_PLACES})\]"
)
_WORKBENCHES = r"dev(?:el(?:opment)?)?|demo|local(?:host)?|playground|lab|scratch"
_WORKBENCH = re.compile(
    rf"\b(?:{_WORKBENCHES}) (?:env|environment|cluster|server|box|namespace|db|database|system|instance|site|"
    r"stack|account|vm|node|machine)\b|\bmy (?:dev|test|own) (?:\w{1,10} )?(?:box|machine|vm|cluster|instance|"
    r"branch|environment)\b"
)
_TEST_VALUE = re.compile(rf"(?:^|\b)(?:{_TEST_PLACES})(?:\d|\b)")
_PLACE_LABELS = ("environment", "env", "stage", "namespace", "cluster", "kubernetes_namespace")
_ALWAYS = re.compile(
    r"\W{0,4}(?:\[[^\]]{0,20}\] ?)?(?:firing\W{1,3})?(?:watchdog|info ?inhibitor|"
    r"dead ?man'?s? ?(?:switch|snitch))\b"
    r"|.{0,200}(?:alert that should always be firing|alert is always firing)"
)
_EXERCISE = re.compile(
    r"\btest (?:alert|page|notification|incident|message|event)\b|\bplease ignore\b|\bignore this\b|\bgame "
    r"?day\b|\bfire ?drill\b|\b(?:dr |incident |planned )?drill\b|\bjust (?:testing|a test)\b|\bthis is "
    r"(?:only )?a test\b|\bchaos (?:test|experiment|exercise|engineering)\b|\bsimulat(?:ed|ion|ing)\b|"
    r"\btraining exercise\b|\bdry run\b|\b(?:alert|pager|page|paging|notification|escalation|alarm) test\b|"
    r"\btest(?:ing)? (?:of )?(?:the |our |new ){0,2}(?:alert|pager|paging|escalation|notification)\w{0,3}\b|"
    r"\btest (?:of|from|for) (?:the |our |a |new ){0,2}integration|\b(?:dr|failover|disaster|restore|recovery|"
    r"evacuation) (?:exercise|rehearsal|drill|test)\b"
)
_PLANNED = re.compile(
    r"\b(?:maintenance|fail ?over|migration|switch ?over|cut ?over|downtime) "
    r"(?:\S{1,16} ){0,3}(?:is |was )?(?:planned|scheduled|announced) (?:for|on|at)\b|\b(?:scheduled|planned|"
    r"upcoming) (?:\w{1,16} ){0,2}(?:maintenance|downtime|outage|upgrade|migration|fail ?over|restart|reboot|"
    r"patching|change|switch ?over)\b|\bmaintenance (?:window|is scheduled|scheduled|planned|announcement)\b"
)
_TOLD = re.compile(
    r"\bpost ?mortems?\b|\bretro(?:spective)?\b|\b(?:yesterday|last (?:night|week|month|"
    r"quarter|year))'?s (?:\w{1,16} ){0,2}(?:outage|incident|problem|failure|alert|issue|"
    r"downtime)\b|\b(?:outage|incident|downtime) (?:\w{1,10} ){0,2}(?:last (?:week|month|"
    r"quarter|year)|yesterday)\b|\blessons learned\b|\bcase study\b|\bblog post\b"
    r"|\b(?:new|updated?|wrote|write|published|find|read) "
    r"(?:\w{1,14} ){0,2}(?:runbooks?|playbooks?|docs?|guides?|articles?|wiki page) (?:for|"
    r"about|on|to)\b|\bin case\b|\bwhat (?:to do )?(?:if|when)\b|\bwhat happens (?:if|"
    r"when)\b|\bhow to\b|\baction items?\b|\bif (?:the|a|an|our|your|this) "
    r"(?:\w{1,16} ){1,4}(?:fails?|goes|went|were|breaks?|is ever)\b"
)
_OVER = re.compile(
    r"^\W{0,4}(?:\w{1,12}:? )?(?:resolved|recovered|recovery|closed|cleared|ok|fixed|"
    r"all clear)(?!\w)(?! (?:by|in|issue was not))(?!\W{0,3}\w{0,3} ?not\b)"
    r"|\[(?:resolved|recovered|ok|closed|cleared)(?::\d{1,6})?\]|\b(?:status|"
    r"state)\W{1,6}(?:resolved|ok|closed|inactive|normal)\b(?! ?(?:->|→|=>|to (?:alarm|critical|warning)))"
)
_FALSE = re.compile(
    r"\b(?:probe|monitor|check|sensor|exporter|alert rule|dashboard|graph) was (?:broken|down|wrong|dead|lying)\b|"
    r"\b(?<!not )(?<!not a )(?<!no )false (?:alarm|positive|alert|page)s?\b|\b(?:alerts?|alarms?|pages?|it|"
    r"this|that|probe|monitor|graph|dashboard|check|metric|sensor) (?:was|were) (?:\w{1,8} )?(?:noise|nothing|"
    "bogus|spurious|a false|false|a mistake|a fluke|a hiccup of|misconfigured|misread|lying|a glitch (?:of|in) "
    r"(?:the )?(?:monitor|probe|check|alert)\w{0,4})|\bnothing (?:is|was) (?:actually |really |ever "
    r")?(?:broken|wrong)\b|\bnever ?mind\b|\bnvm\b|\bwrong (?:channel|chat|window|thread|room)\b|\b(?:please "
    r")?disregard\b|\ball good(?: now| again)?\b(?! except)|\bwas (?:just |only )?my (?:vpn|wi ?fi|laptop|end|"
    r"connection|internet)\b|\bno action (?:is )?(?:needed|required|necessary)\b"
)
_HEAD = 160
"""Characters in which a person says that the past or a plan is meant; what alerts tell later is advice."""
_WORKAROUND_DENIED = re.compile(r"\bno (?:known |easy )?work ?around")

_LABEL_SEVERITIES = {
    "critical": IncidentSeverity.SEV2, "crit": IncidentSeverity.SEV2, "page": IncidentSeverity.SEV2,
    "emergency": IncidentSeverity.SEV2, "fatal": IncidentSeverity.SEV2, "disaster": IncidentSeverity.SEV2,
    "p1": IncidentSeverity.SEV2, "sev1": IncidentSeverity.SEV1, "high": IncidentSeverity.SEV3,
    "average": IncidentSeverity.SEV3,
    "major": IncidentSeverity.SEV2, "error": IncidentSeverity.SEV3, "ticket": IncidentSeverity.SEV3,
    "sev2": IncidentSeverity.SEV2, "sev3": IncidentSeverity.SEV3, "sev4": IncidentSeverity.SEV4,
    "warning": IncidentSeverity.SEV4, "warn": IncidentSeverity.SEV4, "minor": IncidentSeverity.SEV4,
    "low": IncidentSeverity.SEV4,
    "p2": IncidentSeverity.SEV3, "p3": IncidentSeverity.SEV4, "p4": IncidentSeverity.SEV4,
    "sev 1": IncidentSeverity.SEV1, "sev-1": IncidentSeverity.SEV1, "sev 2": IncidentSeverity.SEV2,
    "sev-2": IncidentSeverity.SEV2,
}  # fmt: skip
_SEVERITY_LABELS = ("severity", "priority", "state")
_QUIET_SEVERITIES = frozenset({"info", "informational", "none", "debug", "notice"})
_SEVERITY_IN_TEXT = re.compile(
    r"^\W{0,3}(p1|sev ?1|sev ?2)\b|\[(p1|sev ?1|sev ?2)\]|\b(?:severity|priority|state)\W{1,6}(critical|page|"
    r"error|warning|info|none|disaster|high|average|major|minor|low|p[1-4])\b|"
    r"^\W{0,3}(?:firing\W{1,3}\d{0,4}\W{0,3})?(critical|warning|info)\b ?(?:[\]:|-]|priority)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the whole text and the labels say beside the trouble itself.

    `quiet`: why it is no incident at all, empty where it may be one. `claimed`: what the label of severity is worth
    without words, None where there is none; `label` is that label as it was written. `is_mild`: the label says info.
    `is_workbench`: a place where developers try things, or a show; nobody waits for it.
    """

    quiet: str = ""
    is_test_place: bool = False
    is_workbench: bool = False
    is_internal_tier: bool = False
    claimed: IncidentSeverity | None = None
    label: str = ""
    is_mild: bool = False


def always_fires(name: str) -> bool:
    """Whether an alert of this name tells that alerting works, and nothing else."""
    return _ALWAYS.match(name[:200].lower()) is not None


def surroundings(text: str, labels: Mapping[str, str]) -> Surroundings:
    """Read what holds for all of a folded text, and its labels."""
    folded_labels = {
        str(name).lower(): str(value)[:200].lower() for name, value in list(labels.items())[:200]
    }
    label = _severity_label(text, folded_labels)
    return Surroundings(
        quiet=_quiet(text, folded_labels),
        is_test_place=_is_test_place(text, folded_labels),
        is_workbench=_is_workbench(text, folded_labels),
        is_internal_tier=folded_labels.get("tier", "").strip() in {"internal", "low", "3", "tier3", "tier-3"},
        claimed=_LABEL_SEVERITIES.get(label),
        label=label,
        is_mild=label in _QUIET_SEVERITIES,
    )  # fmt: skip


def _severity_label(text: str, labels: Mapping[str, str]) -> str:
    for name in _SEVERITY_LABELS:
        written = labels.get(name, "").strip()
        if written and (name != "state" or written in _LABEL_SEVERITIES):
            return written
    found = _SEVERITY_IN_TEXT.search(text)
    return next(filter(None, found.groups()), "") if found else ""


def _quiet(text: str, labels: Mapping[str, str]) -> str:
    name = labels.get("alertname", "")
    if _ALWAYS.match(name) or _ALWAYS.match(text):
        return "an alert that always fires tells that alerting works"
    if labels.get("status", "") in {"resolved", "ok", "closed"} or _OVER.search(text):
        return "it is over"
    told = "" if labels.get("severity") or "firing" in text[:_HEAD] else text[:_HEAD]
    for pattern, read, reason in (
        (_EXERCISE, text, "it is an exercise"),
        (_FALSE, text, "it was a false alarm"),
        (_PLANNED, text, "it is planned"),
        (_TOLD, told, "it tells of the past, or of what might be"),
    ):
        if pattern.search(read):
            return reason
    return ""


def _is_workbench(text: str, labels: Mapping[str, str]) -> bool:
    named = [labels[name] for name in _PLACE_LABELS if name in labels]
    by_label = any(re.match(rf"(?:{_WORKBENCHES})(?![a-z])", value) for value in named)
    return by_label or _WORKBENCH.search(text) is not None


def _is_test_place(text: str, labels: Mapping[str, str]) -> bool:
    named = [
        labels[name].replace("_", " ").replace("-", " ") for name in _PLACE_LABELS if name in labels
    ]
    if any(_PRODUCTION.search(value) and not _NO_PRODUCTION.search(value) for value in named):
        return False
    if any(_TEST_VALUE.search(value) for value in named):
        return True
    in_test = _TEST_PLACE.search(text) is not None
    denied = _NO_PRODUCTION.sub(" ", text)
    return in_test and _PRODUCTION.search(denied) is None
