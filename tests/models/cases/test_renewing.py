"""A letter that was called back goes as the case stands then, with what was typed in it (rules 3.2, K-06, K-40)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.cases import allocating, answer_release, answering, holding, points, renewing
from models.cases.deciding import Decision, PointGiven
from models.cases.releasing import letters_of
from models.cases.triaging import agree, triage
from models.procedure.left_out import said
from models.procedure.terms import Procedure, Role, Way
from models.tables import Action, Letter, Point
from models.tables.words import CHECK, REPLACED
from tests.making import make_case
from tests.models.cases.answered import MONDAY, full, routed, who

FENCE = PointGiven("A fence.", left_out="It is not ours.", ground="outside_remit")
ONLY_POST = {Way.POST: True, Way.EMAIL: False, Way.HERE: False}


@pytest.fixture
def priya(person):
    return who(person(Role.OFFICER, name="Priya Shah"))


@pytest.fixture
def acknowledged(db, keys, person, priya):
    """Acknowledged by Priya with words of her own, called back, and its point put right afterwards."""

    def made(route=Procedure.STATUTORY, reason="child", **change):
        holding.hold_for(db, 30, by=priya, now=MONDAY)
        opened = make_case(db, keys.staff.ring, now=MONDAY, **change)
        decision = Decision(
            route=route, reason=reason, safe="safe", advocate="offered", extra="I will ring you on Friday.",
            points=(PointGiven("Nobody rings me back."), FENCE),
            responder_id=person(Role.RESPONDER, name="Dana Reed").staff_id,
        )  # fmt: skip
        if not triage(db, opened.case, decision, actor=priya, keys=keys.staff.ring, now=MONDAY):
            manager = who(person(Role.MANAGER, name="Hannah Cole"))
            agree(db, opened.case, actor=manager, keys=keys.staff.ring, now=MONDAY)
        (letter,) = letters_of(db, opened.case)
        told = {"actor": priya, "now": MONDAY, "keys": opened.keys}
        holding.call_back(db, opened.case, letter, **told)
        first = db.scalars(select(Point).where(Point.case_id == opened.case.id, Point.number == 1)).one()
        points.reword(db, opened.case, first.id, "Nobody rings my mum back.", procedure=None, **told)
        points.add_point(db, opened.case, "My room is cold.", procedure=route, **told)
        other = person(Role.RESPONDER, name="Mo Reed")
        allocating.give(db, opened.case, other.staff_id, actor=priya, now=MONDAY)
        return opened.case, letter, opened.keys

    return made


def today(db, case, letter, ring, version="blocks"):
    found = renewing.renewed(db, case, letter, ring.open_json(Letter.body, letter), now=MONDAY, keys=ring)
    return {block["id"]: block for block in found[version]}


@pytest.mark.parametrize("young", [True, False])
def test_an_acknowledgement_called_back_lists_the_points_as_they_were_put_right_since_3_2(db, acknowledged, young):
    case, letter, ring = acknowledged(young_person=young)
    for version in ("blocks",) if young else ("blocks", "easy"):
        parts = today(db, case, letter, ring, version)
        assert parts["points"]["list"] == ["Nobody rings my mum back.", "My room is cold."], "and not what is left out"
        assert "Mo Reed" in parts["responder"]["paragraphs"][0]
        assert "7 December" in parts["due"]["paragraphs"][0]
        assert parts["extra"]["paragraphs"] == ["I will ring you on Friday."], "what the officer typed is not lost"
        assert parts["excluded"]["list"] == [f"A fence. – {said('outside_remit', 'It is not ours.', child=young)}"]


def test_a_case_concern_keeps_the_day_that_its_letter_promised_e_51(db, acknowledged):
    case, letter, ring = acknowledged(Procedure.CONCERN, "quick_action", young_person=True)
    assert today(db, case, letter, ring)["responder"]["paragraphs"] == [
        "Mo Reed will tell you what they will do by Monday 7 December 2026."
    ]


def test_sent_unchanged_after_the_points_were_put_right_the_letter_says_the_new_ones_3_2(
    admin, db, acknowledged, sign_in, person
):
    case, letter, ring = acknowledged(young_person=False)
    db.commit()
    sign_in(account=person(Role.OFFICER, name="Ann Lee"))
    address = f"/cases/{case.reference}/letters/{letter.id}/change"
    admin.get(address)
    assert "The case has changed since this letter was written" in admin.page.text
    assert "Nobody rings my mum back." in admin.page.text
    assert admin.post(address, data={"send": "yes"}).status_code == 303
    db.expire_all()
    new = db.query(Letter).filter_by(replaces_id=letter.id).one()
    said = str(ring.open_json(Letter.body, new))
    assert "My room is cold." in said
    assert "Nobody rings me back." not in said
    assert "I will ring you on Friday." in said
    assert letter.state == REPLACED


def answered(db, keys, person, priya, officer, **case):
    case, ring = routed(db, keys.staff.ring, priya, **case)
    holding.hold_for(db, 5, by=priya, now=MONDAY)
    told = {"now": MONDAY, "keys": ring}
    shown = answering.desk(db, case, priya, ring, now=MONDAY)
    typed = full(shown, person(Role.RESPONDER, name="Mo Reed").staff_id)
    answering.save(db, case, typed, seen=shown.marks, actor=priya, **told)
    answering.ask_for_check(db, case, actor=priya, **told)
    answering.agree(db, case, actor=officer, **told)
    return case, ring, answer_release.let_go(db, case, actor=priya, **told)


def test_an_answer_called_back_is_composed_anew_with_the_point_as_it_was_put_right_3_2(
    db, keys, person, priya, officer
):
    case, ring, letter = answered(db, keys, person, priya, officer)
    told = {"actor": priya, "now": MONDAY, "keys": ring}
    holding.call_back(db, case, letter, **told)
    point = db.scalars(select(Point).where(Point.case_id == case.id)).one()
    points.reword(db, case, point.id, "Nobody rings my mum back.", procedure=None, **told)
    answering.ask_for_check(db, case, **told)
    answering.agree(db, case, actor=officer, now=MONDAY, keys=ring)
    again = answer_release.let_go(db, case, **told)
    said = str(ring.open_json(Letter.body, again))
    assert "Nobody rings my mum back." in said
    assert "Nobody rings me back." not in said
    assert "We are sorry that we did not ring you." in said


def test_an_answer_that_the_second_person_sends_back_is_open_at_its_desk_with_their_words_prv_11(
    db, keys, person, priya, officer
):
    case, ring, letter = answered(db, keys, person, priya, officer, ways=ONLY_POST)
    assert letter.state == CHECK
    hannah = who(person(Role.MANAGER, name="Hannah Cole"))
    assert holding.give_back(
        db, case, letter, "The first point is wrong.", actor=hannah, now=MONDAY + timedelta(minutes=1), keys=ring
    )
    desk = answering.desk(db, case, priya, ring, now=MONDAY)
    assert (desk.state, desk.reply.comments[-1].text) == (answering.RETURNED, "The first point is wrong.")
    assert db.query(Action).filter_by(case_id=case.id).count() == 0
    assert letter.state == REPLACED
