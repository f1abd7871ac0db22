"""Every number of a clause, with its unit and what it is about."""

from midwatch.domain.incidents.reading.numbers.multiples import multiples
from midwatch.domain.incidents.reading.numbers.quantity import WHOLE, About, Quantities, Quantity
from midwatch.domain.incidents.reading.numbers.shares import changes, shares
from midwatch.domain.incidents.reading.numbers.spans import ratios, spans

__all__ = ["WHOLE", "About", "Quantities", "Quantity", "quantities"]


def quantities(clause: str, offset: int = 0) -> Quantities:
    """All numbers of a folded clause; their places are counted from `offset`."""
    found = spans(clause, offset)
    return Quantities(
        shares=shares(clause, offset),
        spans=found,
        multiples=(*multiples(clause, offset), *changes(clause, offset), *ratios(found)),
    )
