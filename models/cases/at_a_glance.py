"""What a row of the queue and the top of a case say alike: how many are kept out, which ways are safe (6.2, 6.3)."""

from sqlalchemy import ScalarSelect, cast, func, select

from models.tables.case import Case
from models.tables.safety import WallEntry
from models.tables.words import SafeWay


def how_many_out() -> ScalarSelect[int]:
    """How many stand behind the wall of the case that is asked about."""
    out = select(func.count(WallEntry.staff_id.distinct()))
    return (
        out.where(WallEntry.case_id == Case.origin_id, WallEntry.lifted_at.is_(None)).correlate(Case).scalar_subquery()
    )


def ways_spelled() -> ScalarSelect[str]:
    """The ways that are safe for its person now, with a space between."""
    ways = select(func.aggregate_strings(cast(SafeWay.way, SafeWay.way.type), " "))
    return ways.where(SafeWay.case_id == Case.id, SafeWay.allowed.is_(True)).correlate(Case).scalar_subquery()


def read_ways(spelled: str | None) -> frozenset[str]:
    return frozenset((spelled or "").split())
