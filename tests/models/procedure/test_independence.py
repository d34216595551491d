"""Who may investigate at stage 2 and who may watch over it (REG 2, 17(2), 19(3); G-04)."""

import pytest

from models.procedure.independence import Part, Ties, barred


@pytest.mark.parametrize("tie", ["officer", "member", "household"])
def test_an_independent_person_has_no_tie_to_the_council_g_04(tie):
    assert "regulation 2" in barred(Part.INDEPENDENT, Ties(**{tie: True}))[0]


def test_an_investigating_officer_may_work_for_the_council_but_not_in_the_line():
    assert barred(Part.INVESTIGATOR, Ties(officer=True)) == []
    assert "line of management" in barred(Part.INVESTIGATOR, Ties(line=True))[0]


@pytest.mark.parametrize(
    ("part", "held"), [(Part.INDEPENDENT, Part.INVESTIGATOR), (Part.INVESTIGATOR, Part.INDEPENDENT)]
)
def test_nobody_is_both_on_one_case_not_even_one_after_the_other(part, held):
    assert "nobody may be both" in barred(part, Ties(), [held])[0]
    assert barred(part, Ties(), [part]) == []
