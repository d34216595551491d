"""A letter about points of two procedures says what becomes of the other part, and who deals with it (E-56, X-13)."""

import pytest

from models.cases import allocating, answer_release, answering
from models.cases.deciding import Decision, PointGiven
from models.cases.triaging import preview
from models.cases.two_ways import facts_of_two
from models.procedure.terms import Procedure, Role
from models.tables import Point
from tests.making import make_case
from tests.models.cases.answered import MONDAY, full, one, routed, who

STATUTORY, CORPORATE, CONCERN = Procedure.STATUTORY, Procedure.CORPORATE, Procedure.CONCERN


@pytest.fixture
def priya(person):
    return who(person(Role.OFFICER, name="Priya Shah"))


def block(letter, easy=False):
    found = [one for one in (letter.easy if easy else letter.blocks) if one["id"] == "other_way"]
    return " ".join(found[0]["paragraphs"]) if found else ""


@pytest.mark.parametrize(
    ("route", "ways", "others"),
    [
        (STATUTORY, [None, CORPORATE, STATUTORY], [2]),
        (CORPORATE, [STATUTORY, None], [1]),
        (STATUTORY, [None, STATUTORY], []),
        (STATUTORY, [CONCERN, Procedure.SAFEGUARDING], []),
    ],
)
def test_the_other_part_is_what_goes_the_other_of_the_two_procedures_e_56(route, ways, others):
    found = facts_of_two(enumerate(ways, 1), route)
    assert found["other_points"] == others
    assert bool(found["other_way"]) is bool(others)


def test_the_first_letter_says_in_one_sentence_who_deals_with_the_other_part_e_56(db, keys, person, priya):
    mo = one(person, Role.RESPONDER, "Mo Reed")
    points = (PointGiven("Nobody rings me back."), PointGiven("The bins are not emptied.", CORPORATE))
    decision = Decision(route=STATUTORY, reason="own_right", points=points, responder_id=mo.id, safe="safe")
    adult = make_case(db, keys.staff.ring, now=MONDAY, young_person=False).case
    said = preview(db, adult, decision, actor=priya, now=MONDAY)
    assert block(said) == (
        "One point goes another way, under the council's corporate complaints procedure. "
        "Point 2: The bins are not emptied. "
        "Mo Reed also answers this point, in the same letter, by Monday 7 December 2026. If you are not happy with "
        "that part of the answer, you can ask for stage 2 of that procedure: a senior manager who had no part in the "
        "answer then looks at it. After that you can go to the Ombudsman."
    ), "which point, who answers, by when, and with what right"
    assert "We will deal with it, but for the part below, under the statutory procedure" in said.text()
    child = make_case(db, keys.staff.ring, now=MONDAY).case
    said = preview(db, child, decision, actor=priya, now=MONDAY)
    assert block(said) == (
        "Mo Reed will look at number 2 in another way. Number 2: The bins are not emptied. You get one letter about "
        "all of it, by Monday 7 December 2026. Not happy with that part? Tell us. Then a new manager looks at it."
    )
    alone = Decision(route=STATUTORY, reason="own_right", points=points[:1], responder_id=mo.id, safe="safe")
    assert block(preview(db, adult, alone, actor=priya, now=MONDAY)) == ""


@pytest.mark.parametrize("young", [False, True])
def test_the_answer_says_what_follows_for_the_other_part_x_13_s_09(db, keys, person, priya, young):
    mo = one(person, Role.RESPONDER, "Mo Reed")
    case, ring = routed(db, keys.staff.ring, priya, points=("Nobody rings.", "The bins."), young_person=young)
    case.officer_id = priya.id
    second = db.query(Point).filter_by(case_id=case.id, number=2).one()
    second.procedure = CORPORATE
    allocating.give(db, case, mo.id, actor=priya, now=MONDAY)
    shown = answering.desk(db, case, mo.actor, ring, now=MONDAY)
    answering.save(db, case, full(shown, mo.id), seen=shown.marks, actor=mo.actor, now=MONDAY, keys=ring)
    shown = answering.desk(db, case, mo.actor, ring, now=MONDAY)
    letter = answer_release.preview(db, shown, mo.actor, MONDAY)
    said = block(letter)
    if young:
        assert said == (
            "Number 2 goes another way: if you are not happy with it, tell Priya Shah, and a new manager looks at it."
        )
    else:
        assert "If you are not happy with what we say about point 2, tell the complaints team" in said
        assert "a senior manager who had no part in this answer then looks at it" in said
        assert "a new manager looks at it" in block(letter, easy=True)
