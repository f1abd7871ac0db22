"""The rows of incidents in the verb table."""

from midwatch.bootstrap.verb import Effect, Verb

_ACTED = "midwatch.formats.payloads.incident.acted:ActedPayload"


def _act(word: str, summary: str, example: str) -> Verb:
    """What people do in an incident: each is a module of its own, and all answer alike."""
    module = f"midwatch.workflows.incident.acts.{word}"
    return Verb(
        name=f"incident {word}",
        summary=summary,
        workflow=f"{module}:{word}",
        request=f"{module}:{word.capitalize()}Request",
        payload=_ACTED,
        effect=Effect.ACT,
        example=f"midwatch incident {word} {example}".strip(),
        part="acts",
    )


INCIDENT_VERBS: tuple[Verb, ...] = (
    Verb(
        name="incident triage",
        summary="Say how grave an alert is, why, and what to do first.",
        workflow="midwatch.workflows.incident.triage.triage:triage",
        request="midwatch.workflows.incident.triage.triage:TriageRequest",
        payload="midwatch.formats.payloads.incident.triage:TriagePayload",
        effect=Effect.READ,
        example='midwatch incident triage "Database replica lag > 10 minutes (current: 25 min)"',
        alias="analyze-incident",
    ),
    Verb(
        name="incident declare",
        summary="Begin an incident: severity, owner, and the alert as it came.",
        workflow="midwatch.workflows.incident.declare:declare",
        request="midwatch.workflows.incident.declare:DeclareRequest",
        payload="midwatch.formats.payloads.incident.declare:DeclaredPayload",
        effect=Effect.ACT,
        example='midwatch incident declare "Database replica lag > 10 minutes (current: 25 min)"',
    ),
    _act("log", "Write down what was seen or done.", '"failover started" --at 02:31'),
    _act("assign", "Give a person a role.", "technical-lead dba@example.org"),
    _act(
        "phase",
        "Say how far it has come, or that the cause is identified.",
        'monitoring "lag falls"',
    ),
    _act(
        "update",
        "Tell others how it stands, or correct what is known.",
        '"The failover is running."',
    ),
    _act(
        "escalate",
        "Ask for more people, and begin the time box anew.",
        'dba-oncall "cause not found"',
    ),
    _act(
        "handoff",
        "Offer it to the next person, with a brief.",
        '--to day@example.org --next "watch lag"',
    ),
    _act("accept", "Take over what was handed over.", ""),
    _act("mitigate", "Say that the harm has stopped.", '"reads moved to the primary"'),
    _act("resolve", "Say that it is over.", '"replica caught up, reads moved back"'),
    _act("reopen", "Say that it is not over after all.", '"lag is back"'),
    Verb(
        name="incident show",
        summary="Show one incident: how it stands, what is due, what happened.",
        workflow="midwatch.workflows.incident.show:show",
        request="midwatch.workflows.incident.show:ShowRequest",
        payload="midwatch.formats.payloads.incident.show:ShowPayload",
        effect=Effect.READ,
        example="midwatch incident show --full",
    ),
    Verb(
        name="incident list",
        summary="Show what is open and overdue, and what there was.",
        workflow="midwatch.workflows.incident.list:list_incidents",
        request="midwatch.workflows.incident.list:ListRequest",
        payload="midwatch.formats.payloads.incident.list:ListPayload",
        effect=Effect.READ,
        example="midwatch incident list --all",
    ),
    Verb(
        name="incident watch",
        summary="Watch one incident live: state, roles, timers, burn, last events.",
        workflow="midwatch.workflows.incident.watch:watch",
        request="midwatch.workflows.incident.watch:WatchRequest",
        payload="midwatch.formats.payloads.incident.watch:WatchPayload",
        effect=Effect.READ,
        example="midwatch incident watch --every 5s",
    ),
    Verb(
        name="incident report",
        summary="Write the timeline and the report of an incident.",
        workflow="midwatch.workflows.incident.report:report",
        request="midwatch.workflows.incident.report:ReportRequest",
        payload="midwatch.formats.payloads.incident.report:ReportPayload",
        effect=Effect.ACT,
        example="midwatch incident report --offline",
    ),
    Verb(
        name="incident export",
        summary="Write one incident as a text that another repository can take over.",
        workflow="midwatch.workflows.incident.exchange.export:export",
        request="midwatch.workflows.incident.exchange.export:ExportRequest",
        payload="midwatch.formats.payloads.incident.export:ExportPayload",
        effect=Effect.READ,
        example="midwatch incident export --output incident.jsonl",
    ),
    Verb(
        name="incident import",
        summary="Take over an incident that was exported elsewhere.",
        workflow="midwatch.workflows.incident.exchange.import_:import_incident",
        request="midwatch.workflows.incident.exchange.import_:ImportRequest",
        payload="midwatch.formats.payloads.incident.export:ImportPayload",
        effect=Effect.ACT,
        example="midwatch incident import incident.jsonl",
    ),
    Verb(
        name="proposals",
        summary="Show what waits for a person, exactly as it would go out.",
        workflow="midwatch.workflows.incident.proposals:proposals",
        request="midwatch.workflows.incident.proposals:ProposalsRequest",
        payload="midwatch.formats.payloads.incident.proposals:ProposalsPayload",
        effect=Effect.READ,
        example="midwatch proposals --channel slack",
    ),
    Verb(
        name="sync",
        summary="Fetch, merge and push incidents, so that every clone has all of them.",
        workflow="midwatch.workflows.incident.exchange.sync:sync",
        request="midwatch.workflows.incident.exchange.sync:SyncRequest",
        payload="midwatch.formats.payloads.incident.sync:SyncPayload",
        effect=Effect.ACT,
        example="midwatch sync",
    ),
)
