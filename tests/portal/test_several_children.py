"""A parent complains for several children: sent once, and a case for each child, linked (experience 3, P4; E-24)."""

import pytest
from sqlalchemy import select

from models.cases import linking
from models.procedure.terms import Clock, Role
from models.tables import Case, CaseLink, Confidential, Holder, RunningClock, SafetyAlert, TheirWords
from portal.journeys import PATHS
from tests.portal.test_check import shown_words


def at(question):
    return f"/your-say/{PATHS['your-say'].number(question)}"


TWO = {"rows-0-name": "Ava Lee", "rows-1-name": "Ben Lee", "rows-1-lives": "With Nan"}


def told(portal, standing="parent", children=TWO, **more):
    portal.post(at("standing"), data={"standing": standing})
    portal.post(at("children"), data=children)
    portal.post(at("points"), data={"account": "Nobody told us.", "rows-0-what": ""})
    for question, given in more.items():
        portal.post(at(question), data=given)


def cases(db):
    db.expire_all()
    return db.scalars(select(Case).order_by(Case.received_at, Case.id)).all()


def people(db, keys, case):
    row = db.scalars(select(Confidential).where(Confidential.case_id == case.id)).one()
    return keys.staff.ring.with_case(case).open_json(Confidential.details, row)


def test_one_sending_about_two_children_is_a_case_for_each_and_they_are_linked_p4(portal, db, keys):
    told(portal)
    portal.post("/your-say/check")
    one, two = cases(db)
    names = [[child["name"] for child in people(db, keys, case)["children"]] for case in (one, two)]
    assert sorted(names) == [["Ava Lee"], ["Ben Lee"]], "each file holds its own child and no other"
    for case in (one, two):
        words = db.scalars(select(TheirWords).where(TheirWords.case_id == case.id)).one()
        sent = keys.staff.ring.with_case(case).open_json(TheirWords.answers, words)
        assert sent["points"]["account"] == "Nobody told us.", "what they wrote is in both"
        clocks = db.scalars(select(RunningClock.clock).where(RunningClock.case_id == case.id)).all()
        assert Clock.ACKNOWLEDGE in clocks, "each has time limits of its own"
    link = db.scalars(select(CaseLink)).one()
    assert {link.case_id, link.other_id} == {one.id, two.id}
    assert link.why in linking.WHY


def test_the_receipt_gives_a_number_for_each_child_and_the_same_words_open_each_trk_02(portal, db):
    told(portal)
    portal.post("/your-say/check")
    portal.get("/your-say/sent")
    text, words = portal.page.text, shown_words(portal)
    assert "Ava Lee" in text
    assert "Ben Lee" in text
    assert "The same words open each number." in text
    holders = db.scalars(select(Holder)).all()
    assert len({holder.salt for holder in holders}) == 2
    for case in cases(db):
        assert case.reference in text
        portal.get("/leave")
        portal.post("/come-back", data={"reference": case.reference, "secret_words": " ".join(words)})
        portal.get("/your-page")
        assert case.reference in portal.page.text


def test_no_page_of_one_child_says_that_there_is_another_az_13(portal, db):
    told(portal)
    portal.post("/your-say/check")
    portal.get("/your-say/sent")
    words, (one, two) = shown_words(portal), cases(db)
    portal.get("/leave")
    portal.post("/come-back", data={"reference": one.reference, "secret_words": " ".join(words)})
    for page in ("/your-page", "/your-page/letters", "/your-page/messages", "/your-page/opened"):
        portal.get(page)
        assert two.reference not in portal.page.html, page


def test_who_had_words_already_is_given_new_ones_for_the_further_numbers_p4(portal, db, clock):
    told(portal)
    portal.post("/your-say/later")
    portal.get("/your-say/later")
    own = shown_words(portal)
    clock.forward(minutes=1)
    portal.post("/your-say/check")
    portal.get("/your-say/sent")
    new = shown_words(portal)
    assert new != own
    assert "These words are new." in portal.page.text
    first = db.scalars(select(Case.reference).join(Holder, Holder.case_id == Case.id).order_by(Holder.created_at)).all()
    for reference, words in zip(first, (own, new), strict=True):
        portal.get("/leave")
        portal.post("/come-back", data={"reference": reference, "secret_words": " ".join(words)})
        assert portal.get("/your-page").status_code == 200


@pytest.mark.parametrize(
    ("standing", "children"),
    [
        ("own_treatment", TWO),
        ("parent", {"rows-0-name": "Ava Lee"}),
        ("parent", {"rows-0-name": "Ava Lee", "rows-1-name": "", "rows-1-lives": ""}),
        ("parent", {}),
    ],
)
def test_what_is_about_one_child_or_about_themselves_is_one_case_e_23(portal, db, standing, children):
    told(portal, standing, children)
    portal.post("/your-say/check")
    assert len(cases(db)) == 1
    portal.get("/your-say/sent")
    assert "Your numbers" not in portal.page.text


def test_a_call_and_an_alarm_are_asked_for_once_and_what_should_wait_for_each_child_p4(portal, db):
    told(
        portal, urgent={"danger": "yes"}, talked={"call": "yes"}, soon={"soon": "yes", "words": "They move on Friday."}
    )
    portal.post("/your-say/check")
    clocks = db.scalars(select(RunningClock.clock)).all()
    assert clocks.count(Clock.EARLY_CALL) == 1
    assert clocks.count(Clock.FREEZE) == 2
    assert len(db.scalars(select(SafetyAlert)).all()) == 1


def test_pressing_send_twice_opens_no_further_case_r2(portal, db):
    told(portal)
    portal.post("/your-say/check")
    portal.post("/your-say/check")
    assert len(cases(db)) == 2


def test_what_came_as_a_file_is_kept_once_and_each_case_says_where_to_look_p4(portal, admin, db, sign_in):
    told(portal)
    portal.post("/your-say/check")
    sign_in(Role.OFFICER)
    for case in cases(db):
        admin.get(f"/cases/{case.reference}/people")
        assert "files that came with it are with one of them" in admin.page.text.lower()


def test_staff_see_on_each_case_that_they_were_sent_together_p4(portal, admin, db, sign_in):
    told(portal)
    portal.post("/your-say/check")
    one, two = cases(db)
    sign_in(Role.OFFICER)
    admin.get(f"/cases/{one.reference}/people")
    assert two.reference in admin.page.text
    assert "sent together, a case for each child" in admin.page.text.lower()
    assert "sent twice" not in admin.page.text, "one sending is not repeat contact"


def test_many_children_are_no_more_than_twelve_cases_p4(portal, db):
    told(portal, children={f"rows-{place}-name": f"Child {place}" for place in range(14)})
    portal.post("/your-say/check")
    assert len(cases(db)) == 12
