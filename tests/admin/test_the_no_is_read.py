"""A child's “ask me first”, their no, and whom they named: held for every part, read by whoever answers (2.4, E-56)."""

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import allocating, asking_first, contributing, keeping_from, splitting, to_mind
from models.cases.deciding import Decision, PointGiven, on_hold, problems
from models.cases.finding import points_of
from models.cases.must_not_miss import minded
from models.cases.speaking_for import speaking_for
from models.procedure.lifecycle import NotAllowed
from models.procedure.screening import ROUTES
from models.procedure.terms import Event, Procedure, Role
from models.tables import Account, Case, CaseEvent, Contribution, ThreadMessage
from models.tables.words import Letter
from tests.models.cases.answered import MONDAY, one, routed
from tests.models.cases.test_naming_who_answers import LATER, Office

ASK = {"worker": {"worker": "", "ask_first": "ask", "must_not_know": ["carers"], "must_not_know_words": "My aunt"}}
POINTS = ("Nobody rings me back.", "My room is cold.")


@pytest.fixture
def held(db, keys, priya):
    """A case on hold with a part that was split off, and the ring of both."""
    case, ring = routed(db, keys.staff.ring, priya.actor, points=POINTS, answers=ASK)
    second = [point.id for point in points_of(db, case)][1:]
    part = splitting.split(db, case, second, Procedure.CORPORATE, actor=priya.actor, now=MONDAY, keys=ring)
    db.commit()
    return case, part, ring


def test_whoever_answers_and_whoever_is_asked_for_facts_reads_the_no_and_who_must_not_know(
    admin, db, keys, priya, nadia, sign_in, person
):
    case, ring = routed(db, keys.staff.ring, priya.actor, points=POINTS, answers=ASK)
    told = {"actor": priya.actor, "keys": ring, "now": MONDAY}
    asking_first.answer(db, case, False, actor=SYSTEM, keys=ring, now=MONDAY)
    asking_first.tell_what_is_left(db, case, "We can change your worker.", **told)
    allocating.give(db, case, nadia.id, actor=priya.actor, now=MONDAY)
    helper = one(person, Role.RESPONDER, "Ann Other")
    first = points_of(db, case)[0].id
    contributing.ask(db, case, helper.id, point_ids=[first], question="When?", due_on=MONDAY.date(), **told)
    db.commit()
    question = db.scalars(select(Contribution)).one()
    answer, ask = f"/cases/{case.reference}/answer", f"/cases/{case.reference}/questions"
    for account, pages in ((nadia.account, (answer, ask)), (helper.account, (f"/questions/{question.id}",))):
        sign_in(account=account)
        for page in pages:
            assert admin.get(page).status_code == 200
            assert to_mind.DO_NOT_ASK in admin.page.text, page
            assert "They named who must not know: carers, My aunt. Nothing is decided" in admin.page.text, page
    typed = {"answer": "", "version": str(question.version)}
    assert admin.post(f"/questions/{question.id}", data=typed).status_code == 422
    assert to_mind.DO_NOT_ASK in admin.page.text, "also where something is missing"
    keeping_from.keep(db, case, actor=priya.actor, now=MONDAY)
    db.commit()
    admin.get(f"/questions/{question.id}")
    assert "We keep it from them." in admin.page.text


def test_who_asked_for_nothing_of_it_stands_above_no_answer(admin, db, given, manager, sign_in):
    case, _ = given
    sign_in(account=manager)
    admin.get(f"/cases/{case.reference}/answer")
    assert 'id="to-mind"' not in admin.page.html


def test_a_part_of_a_case_on_hold_is_on_hold_and_its_triage_asks_for_nobody_to_answer(
    admin, db, held, priya, nadia, sign_in
):
    _, part, ring = held
    assert part.ask_first
    with pytest.raises(NotAllowed, match="Ask them first"):
        allocating.give(db, part, nadia.id, actor=priya.actor, now=MONDAY)
    way, reason = Procedure.CORPORATE, ROUTES[Procedure.CORPORATE].reasons[0].id
    decision = Decision(route=way, reason=reason, points=(PointGiven("It is cold."),), safe="safe")
    assert on_hold(part, decision)
    assert "responder" not in problems(part, decision, priya.actor.roles, {}, speaking_for(db, part, ring))
    sign_in(account=priya.account)
    admin.get(f"/cases/{part.reference}")
    assert "Ask them first, before the service hears of it" in admin.page.text


def test_a_yes_on_their_page_lets_every_part_go_e_56(db, held, priya, nadia):
    case, part, ring = held
    asking_first.answer(db, case, True, actor=SYSTEM, keys=ring, now=MONDAY)
    assert not case.ask_first
    assert not part.ask_first
    for one_of in (case, part):
        allocating.give(db, one_of, nadia.id, actor=priya.actor, now=MONDAY)


def test_a_no_holds_every_part_and_is_read_there_to_its_end_e_56(admin, db, held, priya, nadia, sign_in):
    case, part, ring = held
    asking_first.answer(db, case, False, actor=SYSTEM, keys=ring, now=MONDAY)
    assert (
        "They do not want the worker to be asked. Tell them what can be done without it"
        in minded(db, part, {}, MONDAY.date()).said
    )
    with pytest.raises(NotAllowed):
        allocating.give(db, part, nadia.id, actor=priya.actor, now=MONDAY)
    db.commit()
    sign_in(account=priya.account)
    said = {"text": "We can mend the heating."}
    assert admin.post(f"/cases/{part.reference}/wall/without", data=said).status_code == 303
    db.expire_all()
    assert [row.ask_first for row in db.scalars(select(Case))] == [False, False]
    assert len(db.scalars(select(ThreadMessage)).all()) == 1, "they are told once"
    told = select(CaseEvent.case_id).where(CaseEvent.event == Event.ASK_FIRST_TOLD)
    assert set(db.scalars(told)) == {case.id, part.id}
    later = points_of(db, case)
    assert len(later) == 1
    assert asking_first.said_never(db, part)
    assert "They do not want the worker to be asked" in minded(db, part, {}, MONDAY.date()).said


def test_what_is_split_off_after_the_no_reads_it_too_and_what_was_decided_about_whom_they_named(db, keys, priya):
    case, ring = routed(db, keys.staff.ring, priya.actor, points=POINTS, answers=ASK)
    told = {"actor": priya.actor, "keys": ring, "now": MONDAY}
    asking_first.answer(db, case, False, actor=SYSTEM, keys=ring, now=MONDAY)
    asking_first.tell_what_is_left(db, case, "We can change your worker.", **told)
    keeping_from.keep(db, case, actor=priya.actor, now=MONDAY)
    second = [point.id for point in points_of(db, case)][1:]
    part = splitting.split(db, case, second, Procedure.CORPORATE, **told)
    seen = minded(db, part, {"must_not_know": ["carers"]}, MONDAY.date())
    assert (seen.never, seen.kept_from, seen.to_keep) == (True, keeping_from.KEPT, False)
    assert to_mind.to_mind(db, part, ring)[0] == to_mind.DO_NOT_ASK


@pytest.mark.parametrize("page", ["who-answers", "give-out"])
def test_whoever_is_given_it_after_a_yes_is_named_to_them_k_06(admin, db, keys, person, clock, sign_in, page):
    office = Office(db, keys, person)
    opened = office.decided()
    office.answers(opened, yes=True)
    db.commit()
    clock.now = LATER
    sign_in(account=db.scalars(select(Account).where(Account.staff_id == office.officer.id)).one())
    reference = opened.case.reference
    to, sent = {
        "who-answers": (f"/cases/{reference}/who-answers", {"staff_id": str(office.mo)}),
        "give-out": ("/give-out", {"to": f"answers:{office.mo}", "case": [reference]}),
    }[page]
    admin.get(to)
    admin.post(to, data=sent)
    kinds = db.scalars(select(Letter.kind).where(Letter.case_id == opened.case.id).order_by(Letter.released_at))
    assert kinds.all() == ["acknowledgement_statutory", "who_answers"]
    if page == "who-answers":
        admin.get(to)
    assert "A letter tells the person who answers" in admin.page.text
