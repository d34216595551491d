"""Percentages as councils must print them, and counts too small to be shown (M-01, M-03)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.procedure.shares import guarded, in_words, percents


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([19, 24, 6, 6], [34, 44, 11, 11]),  # of 55; plain rounding gives 35 and 101 together
        ([1, 1, 1], [34, 33, 33]),
        ([7], [100]),
        ([0, 3], [0, 100]),
        ([0, 0, 0], [0, 0, 0]),
        ([], []),
    ],
)
def test_the_largest_remainders_are_rounded_up_m_01(counts, shown):
    assert percents(counts) == shown


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=8).filter(any))
def test_shares_add_up_to_100_and_none_is_a_whole_percent_off_m_01(counts):
    shown = percents(counts)
    assert sum(shown) == 100
    assert all(abs(share - count * 100 / sum(counts)) < 1 for share, count in zip(shown, counts, strict=True))


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (4, 20, ("Fewer than 5", "Not shown")),
        (0, 20, ("Fewer than 5", "Not shown")),
        (5, 20, ("5", "25%")),
        (16, 20, ("All but fewer than 5", "Not shown")),
        (20, 20, ("All but fewer than 5", "Not shown")),
        (1_500, 3_000, ("1,500", "50%")),
    ],
)
def test_neither_side_of_a_small_group_is_counted_out_for_a_director(part, whole, shown):
    assert in_words(part, whole, guarded=True) == shown


def test_who_may_see_the_cases_sees_the_numbers():
    assert in_words(2, 3, guarded=False) == ("2", "67%")
    assert in_words(0, 0, guarded=False) == ("0", "–")


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8), st.integers(3, 20))
def test_what_is_hidden_is_never_one_part_alone_nor_fewer_than_may_be_told_prv_13(counts, fewest):
    shown, whole = guarded(counts, fewest)
    hidden = [count for count, said in zip(counts, shown, strict=True) if said is None]
    assert all(said is None or said >= fewest for said in shown)
    if whole is not None:
        assert not hidden or (len(hidden) > 1 and sum(hidden) >= fewest)
    assert whole is not None or len(hidden) == len(counts)
