"""What ships about each type of incident can be read, run and undone, and says who recommends it."""

import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator

import promql_parser
import pytest

from midwatch.domain.incidents.incident_type import (
    PLACEHOLDERS,
    UNKNOWN,
    Check,
    IncidentType,
    as_words,
    filled,
    placeholders_in,
    signs_in,
)
from midwatch.formats.incident_type_file import ORDER, incident_types
from midwatch.store import catalogue

TYPES, FINDINGS = incident_types(catalogue.load("checklists"))
BY_NAME = {one.name: one for one in TYPES}
VALUES = dict.fromkeys(PLACEHOLDERS, "checkout")
PROGRAMS = ("kubectl ", "psql ", "git ", "sysctl ", "ip ", "redis-cli ", "kafka-", "helm ", "aws ")

each_type = pytest.mark.parametrize("one", TYPES, ids=lambda one: one.name)


def checks_of(one: IncidentType) -> Iterator[Check]:
    yield from one.checks
    for hypothesis in one.hypotheses:
        yield hypothesis.test


def commands_of(one: IncidentType) -> Iterator[str]:
    """All that is to be run; a rollback in words is none of it."""
    yield from (check.command for check in checks_of(one))
    for mitigation in one.mitigations:
        yield mitigation.command
        if mitigation.rollback.startswith(PROGRAMS):
            yield mitigation.rollback


def sources_of(one: IncidentType) -> Iterator[str]:
    yield one.source
    yield from (check.source for check in checks_of(one))
    yield from (mitigation.source for mitigation in one.mitigations)


def test_every_type_is_shipped_and_read_without_a_finding_in_its_order() -> None:
    assert FINDINGS == ()
    assert tuple(one.name for one in TYPES) == ORDER


@each_type
def test_a_type_has_signs_checks_hypotheses_and_mitigations_enough(one: IncidentType) -> None:
    assert one.title
    assert (12 <= len(one.signs) <= 30) == (one.name != UNKNOWN)
    assert 4 <= len(one.checks) <= 8
    assert 3 <= len(one.hypotheses) <= 6
    assert 3 <= len(one.mitigations) <= 5


@each_type
def test_every_command_is_one_for_a_shell_once_it_is_filled_in(one: IncidentType) -> None:
    for command in commands_of(one):
        ready = filled(command, VALUES)
        assert placeholders_in(ready) == ()
        done = subprocess.run(
            ["bash", "-n", "-c", ready], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), ready


@each_type
def test_every_query_to_prometheus_is_promql(one: IncidentType) -> None:
    for command in commands_of(one):
        for query in re.findall(r"promtool query instant \"[^\"]+\"\s+'([^']+)'", command):
            parsed = promql_parser.parse(filled(query, VALUES))
            assert isinstance(parsed, promql_parser.Expr), query


@each_type
def test_every_source_is_an_address_with_tls(one: IncidentType) -> None:
    odd = [at for at in sources_of(one) if not re.fullmatch(r"https://[\w.-]+\.\w+/\S*", at)]
    assert odd == []


@each_type
def test_every_mitigation_says_its_risk_and_how_it_is_undone(one: IncidentType) -> None:
    for mitigation in one.mitigations:
        assert len(mitigation.risk.split()) >= 4, mitigation.action
        assert len(mitigation.rollback.split()) >= 3, mitigation.action


@each_type
def test_every_check_says_what_it_shows_where_all_is_well(one: IncidentType) -> None:
    unclear = [check.question for check in checks_of(one) if not check.expected]
    assert unclear == []


@each_type
def test_no_command_deletes_files_or_empties_what_holds_data(one: IncidentType) -> None:
    destroys = re.compile(
        r"(?:^|[\s;&|(])(?:rm|dd|mkfs\S*|shred|wipefs) "
        r"|\b(?:FLUSHALL|FLUSHDB|DROP (?:TABLE|DATABASE))\b|>\s*/dev/"
    )
    harmless = "2>/dev/null"
    for mitigation in one.mitigations:
        for command in (mitigation.command, mitigation.rollback):
            assert not destroys.search(command.replace(harmless, "")), command


@pytest.mark.parametrize("name", ["security", "data-loss"])
def test_evidence_comes_before_everything_where_it_matters(name: str) -> None:
    actions = [mitigation.action.lower() for mitigation in BY_NAME[name].mitigations]
    first = {"security": "keep what", "data-loss": "pause the replica"}[name]
    copies = [place for place, action in enumerate(actions) if action.startswith("copy")]
    assert actions[0].startswith(first)
    assert len(copies) == 1
    assert not any("restore" in action for action in actions[: copies[0]])


def test_no_sign_tells_more_than_two_types() -> None:
    types = defaultdict(list)
    for one in TYPES:
        for sign in one.signs:
            types[sign].append(one.name)
    assert {sign: names for sign, names in types.items() if len(names) > 2} == {}


@each_type
def test_signs_are_words_as_alerts_are_split_into(one: IncidentType) -> None:
    signs = [*one.signs, *(sign for cause in one.hypotheses for sign in cause.signs)]
    assert [sign for sign in signs if sign != as_words(sign)] == []
    assert all(cause.signs for cause in one.hypotheses)


def most_likely(text: str) -> str:
    found = Counter({one.name: len(signs_in(text, one.signs)) for one in TYPES})
    name, signs = found.most_common(1)[0]
    return name if signs else UNKNOWN


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PostgresqlTooManyConnections: remaining connection slots are reserved", "database"),
        ("MySQLReplicationLag on db-2", "database"),
        ("KubePodCrashLooping since the release of this morning", "deployment"),
        ("upstream request timeout: the payment provider answers 504", "dependency"),
        ("NodeNetworkReceiveErrs, packet loss between zones", "network"),
        ("KubeHpaMaxedOut, CPUThrottlingHigh", "capacity"),
        ("PrometheusBadConfig: config reload failed, invalid value", "configuration"),
        ("x509: certificate has expired", "certificate"),
        ("KafkaConsumerGroupLag is growing, the backlog is an hour", "queue"),
        ("RedisDown, cache hit ratio is 0", "cache"),
        ("could not resolve host: NXDOMAIN from CoreDNS", "dns"),
        ("NodeFilesystemAlmostOutOfSpace: no space left on device", "storage"),
        ("GuardDuty reports a cryptominer", "security"),
        ("rows missing after somebody dropped table orders: data loss", "data-loss"),
        ("I ran it in the wrong cluster by mistake", "human-operation"),
        ("something feels odd", UNKNOWN),
    ],
)
def test_an_alert_or_a_persons_words_resemble_the_type_they_are_of(text: str, name: str) -> None:
    assert most_likely(text) == name
