"""What looks like a machine's is held for a person to read, and never lost; who sent it reads the same (INP-16, T5)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.cases import quarantining
from models.cases.finding import visible
from models.cases.walling import wall_off
from models.files.store import Store
from models.jobs.erasing import erase_machines
from models.jobs.taking_away import catch_up
from models.procedure.machines import FAST, LINKS, REPEATS, TRAP, looks_like_one, may_be_held, mostly_links
from models.procedure.terms import Journey, Role
from models.tables import AuditRow, Case, RegisterLine, Staff, TheirWords
from portal.journeys import PATHS
from tests.conftest import MONDAY
from tests.models.cases.answered import who

SPAM = "Cheap pills http://a.example/pills and http://b.example/more-pills"


def begun(portal, said="Nobody rang.", door="your-say"):
    if door == "your-say":
        portal.post(f"/{door}/{PATHS[door].number('points')}", data={"account": said, "rows-0-what": ""})
    else:
        portal.post(f"/{door}/{PATHS[door].number('about')}", data={"topics": ["school"]})


def sent(portal, door="your-say", **more):
    portal.get(f"/{door}/check")
    return portal.post(f"/{door}/check", data=more)


def only(db):
    db.expire_all()
    return db.scalars(select(Case)).one()


@pytest.fixture
def held(portal, db):
    """A form sent at once with the hidden field filled in."""
    begun(portal, SPAM)
    sent(portal, website="http://a.example")
    return only(db)


def test_a_machine_gets_the_same_answer_and_an_officer_reads_what_it_sent_inp_16(portal, admin, db, sign_in, held):
    assert held.held_at == MONDAY
    page = portal.get("/your-say/sent").get_data(as_text=True)
    assert held.reference in page
    assert 'id="secret-words"' in page
    sign_in(Role.OFFICER)
    admin.get("/queue")
    assert held.reference not in admin.page.text
    assert admin.get(f"/cases/{held.reference}").status_code == 404
    admin.get("/mail")
    assert "Forms that look like a machine’s: 1 to read" in admin.page.text
    assert "Mail 1" in admin.page.text, "it is said on every page until somebody reads it"
    admin.get("/mail/machines")
    assert held.reference in admin.page.text
    admin.get(f"/mail/machines/{held.reference}")
    assert "Cheap pills" in admin.page.text
    assert admin.post(f"/mail/machines/{held.reference}/let-in").status_code == 303
    admin.get("/queue")
    assert held.reference in admin.page.text
    assert admin.get(f"/cases/{held.reference}").status_code == 200
    assert only(db).received_at == MONDAY, "its days count from when it came"
    assert admin.get(f"/mail/machines/{held.reference}").status_code == 404
    done = set(db.scalars(select(AuditRow.action)))
    assert {"held_apart", "let_in", "quarantine_list"} <= done


def test_one_sign_alone_holds_nothing_back_t5(portal, db):
    begun(portal)
    sent(portal)
    assert only(db).held_at is None, "somebody who is quick is no machine"
    assert not looks_like_one(Journey.PARENT, [TRAP])
    assert looks_like_one(Journey.PARENT, [TRAP, FAST])


def test_a_childs_form_is_never_held_whatever_it_looks_like_t5(portal, db):
    begun(portal, door="your-voice")
    sent(portal, door="your-voice", website="filled in by a browser")
    assert only(db).held_at is None
    for journey in (Journey.YOUNG_PERSON, Journey.ADVOCATE):
        assert not may_be_held(journey, young_person=True, urgent=False, came_back=False)
    assert not may_be_held(Journey.PARENT, young_person=True, urgent=False, came_back=False)
    assert not may_be_held(Journey.PARENT, young_person=False, urgent=True, came_back=False)
    assert not looks_like_one(Journey.PRAISE, [TRAP, FAST, REPEATS]), "thanks with words in them pass"
    assert looks_like_one(Journey.PRAISE, [TRAP, LINKS])


def test_a_link_or_two_among_words_is_evidence_and_no_sign():
    assert not mostly_links("See https://council.example/a-very-long-address-of-a-page/that-goes-on-and-on")
    assert not mostly_links("They wrote this about us on their page, and it is not true: www.a.example www.b.example")
    assert mostly_links(SPAM)


def test_whoever_comes_back_or_writes_again_lets_it_in_themselves(portal, db, held):
    portal.get("/your-page")
    portal.post("/your-page/messages", data={"text": "Have you read it?"})
    assert only(db).held_at is None


def test_nothing_that_is_held_is_counted_or_seen_and_nothing_unread_ever_goes_ret_06(
    db, sessions, keys, settings, held, person
):
    sessions.configure(info={"chain": keys.chain("worker")})
    officer, store = who(person(Role.OFFICER)), Store(settings.files)
    db.commit()
    catch_up(sessions)
    assert not db.scalars(select(RegisterLine)).all()
    assert not db.scalars(select(Case).where(visible(officer))).all()
    late = MONDAY + timedelta(days=91)
    db.rollback()
    assert erase_machines(sessions, keys.worker, store, now=late) == 0, "nobody has read it"
    db.execute(update(Case).values(machine_at=MONDAY))
    db.commit()
    assert quarantining.goes_on(only(db)) == (MONDAY + timedelta(days=90)).date()
    db.rollback()
    assert erase_machines(sessions, keys.worker, store, now=MONDAY + timedelta(days=90)) == 0
    assert erase_machines(sessions, keys.worker, store, now=late) == 1
    assert only(db).erased_on == late.date()
    assert not db.scalars(select(TheirWords)).all()
    assert quarantining.gone(db).many == 1


def test_an_officer_says_that_a_machine_sent_it_and_may_still_let_it_in(admin, db, sign_in, held):
    sign_in(Role.OFFICER)
    assert admin.post(f"/mail/machines/{held.reference}/machine").status_code == 303
    admin.get("/mail/machines")
    assert "From a machine. Erased on 21 February 2027" in admin.page.text
    assert "Mail 1" not in admin.page.text
    admin.post(f"/mail/machines/{held.reference}/machine")
    admin.get("/mail/machines")
    assert "A colleague has decided this already" in admin.page.text
    assert admin.post(f"/mail/machines/{held.reference}/let-in").status_code == 303
    assert only(db).held_at is None


def test_who_is_behind_the_wall_does_not_read_it_there_either_az_04(admin, db, sign_in, held, person):
    account = person(Role.OFFICER)
    wall_off(db, [db.get_one(Staff, account.staff_id)], (), now=MONDAY, case=held, confirmed=True)
    db.commit()
    sign_in(account=account)
    admin.get("/mail/machines")
    assert held.reference not in admin.page.text
    assert admin.get(f"/mail/machines/{held.reference}").status_code == 404
    assert admin.post(f"/mail/machines/{held.reference}/let-in").status_code == 404


def test_of_many_forms_with_the_same_words_the_fourth_is_held_and_none_is_lost_t5(portal, db):
    for _ in range(5):
        begun(portal, "The same words.")
        sent(portal)
        portal.delete_cookie("heard", domain=portal.host)
    db.expire_all()
    found = [case.held_at is not None for case in db.scalars(select(Case))]
    assert (len(found), sum(found)) == (5, 2)
