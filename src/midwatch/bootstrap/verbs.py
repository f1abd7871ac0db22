"""The verb table: what Midwatch can do, as data. Nothing is imported to read it.

Commands, tools and routes are written by hand; one parity test holds them to this table.
"""

from midwatch.bootstrap.incident_verbs import INCIDENT_VERBS
from midwatch.bootstrap.verb import Effect, Interface, Verb

__all__ = ["DEFAULTS", "GROUPS", "VERBS", "Effect", "Interface", "Verb", "verb"]

GROUPS = {
    "change": "Keep the feed of changes.",
    "incident": "From an alert to what was learned: triage, command, clock, handoff.",
    "slo": "Write, check, compile and follow objectives.",
}

DEFAULTS = {"incident": "incident list"}
"""What a group does where no verb of it is named; the others show their help."""

VERBS: tuple[Verb, ...] = (
    Verb(
        name="demo",
        summary="Walk from telemetry to a budget on a shop that is made up, then leave it to you.",
        workflow="midwatch.workflows.demo.walk:walk",
        request="midwatch.workflows.demo.request:DemoRequest",
        payload="midwatch.formats.payloads.demo:DemoPayload",
        effect=Effect.ACT,
        example="midwatch demo --output midwatch-demo",
    ),
    Verb(
        name="init",
        summary="Make a git repository remember objectives, incidents and changes.",
        workflow="midwatch.workflows.setup.init:init",
        request="midwatch.workflows.setup.init:InitRequest",
        payload="midwatch.formats.payloads.init:InitPayload",
        effect=Effect.ACT,
        example="midwatch init --prometheus http://localhost:9090",
    ),
    Verb(
        name="doctor",
        summary="Look whether everything that Midwatch rests on is well.",
        workflow="midwatch.workflows.setup.doctor:doctor",
        request="midwatch.workflows.setup.doctor:DoctorRequest",
        payload="midwatch.formats.payloads.doctor:DoctorPayload",
        effect=Effect.READ,
        example="midwatch doctor",
    ),
    Verb(
        name="slo new",
        summary="Write a service file, from one sentence, flags or answers.",
        workflow="midwatch.workflows.slo.new:propose",
        request="midwatch.workflows.slo.new:NewRequest",
        payload="midwatch.formats.payloads.slo_new:SloNewPayload",
        effect=Effect.ACT,
        example='midwatch slo new "99.9% availability for the checkout service, P95 under 200 ms"',
    ),
    Verb(
        name="slo check",
        summary="Say what is wrong with service files, or soon would be.",
        workflow="midwatch.workflows.slo.check:check",
        request="midwatch.workflows.slo.check:CheckRequest",
        payload="midwatch.formats.payloads.slo_check:SloCheckPayload",
        effect=Effect.READ,
        example="midwatch slo check slos/checkout.yaml",
    ),
    Verb(
        name="slo compile",
        summary="Write rules, their tests, alert routes and dashboards from files that pass the gate.",
        workflow="midwatch.workflows.slo.compile:compile_slos",
        request="midwatch.workflows.slo.compile:CompileRequest",
        payload="midwatch.formats.payloads.slo_compile:CompilePayload",
        effect=Effect.ACT,
        example="midwatch slo compile",
    ),
    Verb(
        name="slo status",
        summary="Say how much budget is left, how fast it burns, and when it is gone.",
        workflow="midwatch.workflows.slo.status:status",
        request="midwatch.workflows.slo.status:StatusRequest",
        payload="midwatch.formats.payloads.slo_status:StatusPayload",
        effect=Effect.READ,
        example="midwatch slo status checkout --explain",
    ),
    Verb(
        name="slo gate",
        summary="Decide whether one change of a service may go out now.",
        workflow="midwatch.workflows.slo.gate:gate",
        request="midwatch.workflows.slo.gate:GateRequest",
        payload="midwatch.formats.payloads.slo_gate:GatePayload",
        effect=Effect.READ,
        example="midwatch slo gate checkout --change-kind deployment",
    ),
    Verb(
        name="observe",
        summary="Show on one screen whether every service is well, what changed, and where to look.",
        workflow="midwatch.workflows.observe.observe:observe",
        request="midwatch.workflows.observe.request:ObserveRequest",
        payload="midwatch.formats.payloads.observe:ObservePayload",
        effect=Effect.READ,
        example="midwatch observe --timerange 1h",
        alias="observe-metrics",
    ),
    Verb(
        name="change record",
        summary="Record what was changed, so that causes can be found.",
        workflow="midwatch.workflows.change.record:record",
        request="midwatch.workflows.change.record:RecordRequest",
        payload="midwatch.formats.payloads.change_record:ChangeRecordPayload",
        effect=Effect.ACT,
        example='midwatch change record payments "v2.3.1 to production" --version v2.3.1',
    ),
    *INCIDENT_VERBS,
)
"""Every verb there is, in the order of the help."""


def verb(name: str) -> Verb:
    """The row of a name. Raises KeyError."""
    return next(row for row in VERBS if row.name == name)
