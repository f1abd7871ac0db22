"""Numbers and parts as they are written in letters."""

from typing import Final

_TO_NINETEEN: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_BY_TEN: Final = "ten twenty thirty forty fifty sixty seventy eighty ninety hundred"
_OF_A_WHOLE: Final = "half third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth"

ONES: Final = {word: value for value, word in enumerate(_TO_NINETEEN.split(" "), start=1)}
TENS: Final = {word: 10 * value for value, word in enumerate(_BY_TEN.split(" "), start=1)}
PARTS: Final = {word: value for value, word in enumerate(_OF_A_WHOLE.split(" "), start=2)}
"""By what the whole is divided."""
