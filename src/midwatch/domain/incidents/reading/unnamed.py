"""A trouble for which no word is known: told from how a sentence denies, lacks or contrasts."""

import re
from collections.abc import Iterator

from midwatch.domain.incidents.reading.features import Clause, Features
from midwatch.domain.incidents.reading.lexicon import Sense
from midwatch.domain.incidents.severity import IncidentSeverity, Indication

_LACKING = re.compile(
    r"\b(?:not|no|none|nothing|never|nobody|cannot|without|\w{2,8}n't|only|instead of|still|stopped|missing|"
    "lost|losing|gone|wrong|twice|too (?:many|much|few|late|long|low|high|big|old)|half of|most|unable|"
    r"unexpected\w{0,2}|out of|less than|more than|fewer|below|above|exceed\w{0,3}|over the|under the|"
    r"dropp\w{2,3}|fell|fall(?:s|ing)?|sank|plung\w{2,3}|doubled|tripled|jumped|spik\w{2,3}|surg\w{2,3}|alarm|"
    "alert|emergency|urgent|asap|help|weird|strange|odd|empty|blank|silent|silence|quiet|dropouts?|loops?|"
    "looping|sees? each other|mixed up|swapped|broke|broken|breaks|removed|charged|unwell|unhappy|others? "
    "(?:have|report|see|say|with)|same (?:problem|here|issue)|(?:three|several|many) times|shaky|bumpy|awful|"
    r"terrible|horrible|nightmare|disaster|mess|unable|skipped|skips|ignor\w{2,3}|leaves?|left|waits?|waiting|"
    r"queue\w{0,3}|paper|by hand|manual\w{0,2})\b"
)
_SLIGHT = re.compile(
    r"\b(?:(?:shorter|longer|bigger|smaller|fewer|higher|lower|older|newer|slower|larger) than|typo|up (?:from|"
    r"by|\d{1,3} ?%)|single|only one|slightly|a (?:bit|little)|once|brief\w{0,2}|taken out|replaced|no "
    r"(?:redundancy|spare|backup)|without (?:redundancy|a spare)|cost\w{0,2}|policy|aging|unsupported)\b"
)
"""What is odd, and hurts nobody by itself."""
_AT_EASE = re.compile(
    r"\b(?:thanks?|thank you|great|kudos|weekly report|monthly report|record traffic|renewed|done|deployed|"
    r"released|merged|rolled out|finished|completed?|successful\w{0,2}|passed|as expected|planned|scheduled|"
    "reminder|fyi|meeting|standup|shipped|launched|enabled|went (?:fine|well|live)|now live|0 ?% error|welcome|"
    "nothing burning|nothing (?:open|new|pending|special)|taking over|hand(?:ing)? ?over|(?:all|every) "
    r"(?:\w{1,10} )?(?:objectives?|targets?|goals?|slos?) (?:were |are )?met|looks? good|have a look|(?:i|we) "
    "(?:just |have )?(?:doubled|added|raised|moved|scaled|upgraded|enabled|replaced|tuned)|no pages|"
    r"congrat\w{0,8}|please review|nothing (?:to do|to report|unusual)|no (?:open |new |known |more |further |"
    r"need for )?(?:actions?|errors?|issues?|problems?|alerts?|incidents?|change|complaints?|findings?))\b"
)


def unnamed(features: Features) -> Iterator[Indication]:
    """What the clauses tell where no row of the table holds; nothing for what is at ease, or only asks."""
    told = [each for each in features.clauses if _is_odd(each)] or _slight(features)
    if not told or any(
        each.has(Sense.HEALTHY) or _AT_EASE.search(each.text) for each in features.clauses
    ):
        return
    first = told[0]
    yield Indication(
        severity=_severity(features, told),
        rule="trouble-without-a-name",
        because="something should not be so, in words that no rule knows; when in doubt, the higher",
        quote=first.quote[:300],
    )


def _slight(features: Features) -> list[Clause]:
    """What is a little odd, or told only to say that nobody is hit by it."""
    if not any(each.has(Sense.UNAFFECTED) for each in features.clauses):
        return [each for each in features.clauses if _SLIGHT.search(each.text)]
    return [each for each in features.clauses if not each.has(Sense.UNAFFECTED)]


def _is_odd(clause: Clause) -> bool:
    """Whether a clause tells what should not be so: it lacks something, or tells of people, and is not at ease."""
    if clause.has(Sense.HEALTHY) or _AT_EASE.search(clause.text):
        return False
    return clause.has(Sense.USERS) or _LACKING.search(clause.text) is not None


def _severity(features: Features, told: list[Clause]) -> IncidentSeverity:
    if any(each.has(Sense.UNAFFECTED) for each in features.clauses) or not any(map(_is_odd, told)):
        return IncidentSeverity.SEV4
    if any(_SLIGHT.search(each.text) for each in told) and not any(
        each.has(Sense.USERS) for each in told
    ):
        return IncidentSeverity.SEV4
    aside = features.around.is_test_place or features.around.is_internal_tier
    if aside or any(each.has(Sense.PERIPHERAL, Sense.INTERNAL) for each in told):
        return IncidentSeverity.SEV3
    hit = any(each.has(Sense.CRITICAL, Sense.USERS) for each in features.clauses)
    if not hit:
        return IncidentSeverity.SEV3
    whole = any(each.has(Sense.ALL) and not each.has(Sense.SOME, Sense.ONE) for each in told)
    return IncidentSeverity.SEV1 if whole else IncidentSeverity.SEV2
