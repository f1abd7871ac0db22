"""What the options of `observe` mean."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

import click

from midwatch.domain.errors import InputError
from midwatch.domain.untrusted import for_terminal

ALL = "all"
_OPENING, _CLOSING, _QUOTES = "([{", ")]}", "\"'`"
_HUNDRED = Decimal(100)


class _Share(click.ParamType[float]):
    """A share of requests such as 1%."""

    name = "share"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read it; click tells the option's name with what is wrong."""
        if isinstance(value, float):
            return value
        number = _decimal(str(value).removesuffix("%"))
        if not str(value).endswith("%") or number is None or not 0 < number < _HUNDRED:
            self.fail("a share is a percentage between 0% and 100%, such as 1%", param, ctx)
        return float(number / _HUNDRED)


SHARE = _Share()


def services_of(said: Sequence[str]) -> tuple[str, ...]:
    """Names, however they were separated; nothing for all of them. Raises InputError where none is named."""
    names = tuple(name for each in said for part in each.split(",") if (name := part.strip()))
    if said and not names:
        raise InputError(
            "no service is named",
            why="an empty list would be a look at none, or at all: nobody can tell",
            fix="write `--services checkout,search`, or leave the option out for all",
        )
    return () if names == (ALL,) else names


def custom_metrics(said: Sequence[str]) -> dict[str, str]:
    """Name → query; several are separated by commas outside of brackets and quotes. Raises InputError."""
    metrics: dict[str, str] = {}
    for text in (part for each in said for part in _split(each)):
        name, equals, query = (part.strip() for part in text.partition("="))
        if not equals or not query or not name.isidentifier():
            raise InputError(
                f"“{for_terminal(text, 80)}” is no signal of your own",
                why="it has a name of letters, digits and underscores, and a query in PromQL",
                fix="write `--custom-metrics 'pool_ratio=max(pool_in_use / pool_size)'`",
            )
        if name in metrics:
            raise InputError(
                f"the signal “{name}” is named twice",
                why="each has one query",
                fix="give one of them another name",
            )
        metrics[name] = query
    return metrics


def _split(text: str) -> list[str]:
    """The parts between commas that stand outside of brackets and quotes."""
    parts, depth, quote = [""], 0, ""
    for character in text:
        if quote:
            quote = "" if character == quote else quote
        elif character in _QUOTES:
            quote = character
        elif character == "," and depth == 0:
            parts.append("")
            continue
        depth += (character in _OPENING) - (character in _CLOSING) if not quote else 0
        parts[-1] += character
    return parts


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
