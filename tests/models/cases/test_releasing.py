"""Which way a letter goes: only one the person said is safe, and their page only for who looks there (PRV-10, K-18)."""

import pytest

from models.cases.releasing import best_way
from models.cases.told import ContactCard
from models.procedure.terms import Way
from models.tables.words import SafeWay


@pytest.mark.parametrize(
    ("safe", "has_words", "goes"),
    [
        ((Way.CALL,), False, Way.CALL),
        ((Way.CALL,), True, Way.CALL),
        ((Way.CALL, Way.HERE), True, Way.HERE),
        ((Way.CALL, Way.HERE), False, Way.CALL),
        ((Way.POST, Way.CALL), True, Way.POST),
        ((Way.EMAIL, Way.HERE), True, Way.EMAIL),
        ((Way.TEXT,), True, Way.TEXT),
        ((Way.TEXT, Way.HERE), True, Way.TEXT),
        ((Way.TEXT, Way.CALL), False, Way.CALL),
        ((Way.TRUSTED,), True, Way.TRUSTED),
        ((Way.TRUSTED,), False, Way.TRUSTED),
        ((Way.TRUSTED, Way.CALL), True, Way.CALL),
        ((Way.TRUSTED, Way.HERE), True, Way.HERE),
        ((), True, Way.HERE),
        ((), False, Way.CALL),
    ],
)
def test_whose_only_safe_way_is_a_call_or_somebody_they_trust_is_told_so_prv_10(
    safe: tuple[Way, ...], has_words: bool, goes: Way
) -> None:
    ways = [SafeWay(way=way, allowed=way in safe) for way in Way]
    assert best_way(ways, has_words=has_words) is goes


@pytest.mark.parametrize(
    ("ticked", "goes"),
    [
        ((Way.CALL,), Way.CALL),
        ((Way.CALL, Way.TRUSTED), Way.CALL),
        ((Way.TRUSTED,), Way.TRUSTED),
        ((Way.TRUSTED, Way.HERE), Way.HERE),
        ((Way.CALL, Way.HERE), Way.HERE),
        ((Way.CALL, Way.TEXT), Way.CALL),  # no number for texts was given
        ((), Way.HERE),
    ],
)
def test_who_gave_a_call_or_somebody_they_trust_alone_is_told_so_unless_they_will_check_here_prv_10(
    ticked: tuple[Way, ...], goes: Way
) -> None:
    card = ContactCard(ways=ticked, call_number="01632 960177", trusted_name="An aunt")
    ways = [SafeWay(way=one.way, allowed=one.allowed, shared=one.shared) for one in card.choices]
    assert best_way(ways, has_words=True) is goes
