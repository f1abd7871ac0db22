"""The words that tell of an incident, by what they say, as patterns over folded text."""

from midwatch.domain.incidents.reading.lexicon.deeds import DEEDS
from midwatch.domain.incidents.reading.lexicon.failures import FAILURES
from midwatch.domain.incidents.reading.lexicon.functions import FUNCTIONS
from midwatch.domain.incidents.reading.lexicon.lesser import LESSER
from midwatch.domain.incidents.reading.lexicon.plain import merged
from midwatch.domain.incidents.reading.lexicon.relief import RELIEF
from midwatch.domain.incidents.reading.lexicon.senses import Sense
from midwatch.domain.incidents.reading.lexicon.shortfalls import SHORTFALLS
from midwatch.domain.incidents.reading.lexicon.subjects import SUBJECTS
from midwatch.domain.incidents.reading.lexicon.troubles import TROUBLES

LEXICON = merged(SUBJECTS, FUNCTIONS, TROUBLES, DEEDS, FAILURES, SHORTFALLS, LESSER, RELIEF)
"""Patterns by sense; the ends of words are put around them when they are compiled."""

__all__ = ["LEXICON", "Sense"]
