"""The rules that the published reports proved, or got wrong (rules 5.7)."""

import pytest

from models.procedure.counting import Band, band_of, change, mean, share

AGES = (Band("Under 10yrs", None, 9), Band("11-16yrs", 11, 16), Band("17-18yrs", 17, 18))


def test_a_fall_is_rounded_and_not_cut_off_m_07():
    assert change(91, 54) == "-41%"
    assert change(55, 59) == "+7%"
    assert change(54, 33) == "-39%"


def test_nothing_changes_by_nothing_and_from_nothing_nothing_can_be_said_m_07():
    assert change(54, 54) == "0%"
    assert change(0, 5) is None


def test_a_share_is_rounded_half_up_m_07():
    assert share(5, 54) == 9
    assert share(1, 8) == 13
    assert share(0, 8) == 0
    assert share(0, 0) is None


def test_a_share_of_two_rows_together_is_of_their_counts_m_02():
    assert share(9 + 9, 33) == 55


def test_a_mean_is_over_what_was_completed_and_to_one_place_m_09():
    assert mean({37: 1}) == 37
    assert mean({26: 1, 50: 1}) == 38
    assert mean({10: 1, 11: 1, 12: 2}) == 11.3
    assert mean({}) is None


@pytest.mark.parametrize(
    ("age", "label"), [(9, "Under 10yrs"), (10, None), (11, "11-16yrs"), (18, "17-18yrs"), (19, None)]
)
def test_an_age_that_falls_between_the_bands_is_in_none_of_them_a_20(age, label):
    assert band_of(age, AGES) == label
