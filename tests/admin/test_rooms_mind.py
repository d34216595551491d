"""Whoever comes in from outside reads who must not know and which ways are safe before they speak with anybody, as the
responding manager does, and no address (PRV-10, AZ-07, experience 6.5)."""

import pytest
from sqlalchemy import select

from models.procedure.independence import Part
from models.procedure.terms import Role, Way
from models.tables import CaseEvent, Confidential, SafeWay
from tests.admin.test_chair import REPORTING, met, sits  # noqa: F401
from tests.admin.test_panel_rooms import ROOM
from tests.models.cases.answered import one
from tests.models.cases.investigated import begun, let_in, part_of
from tests.portal.test_statement import asked  # noqa: F401

CARD = {"must_not_know": ["carer"], "must_not_know_words": "my uncle", "email": "sam@example.com"}
READ = (
    "They named who must not know: carer, my uncle.",
    "Nobody of them hears of it from you.",
    "How they may be reached",
)


def named(db, keys, case):
    """They said that an uncle must not know, and that a call is not safe."""
    row = db.query(Confidential).filter_by(case_id=case.id).one()
    ring = keys.staff.ring.with_case(case, "file")
    ring.seal_json(Confidential.details, row, {**ring.open_json(Confidential.details, row), **CARD})
    for way in db.query(SafeWay).filter_by(case_id=case.id, way=Way.CALL):
        way.allowed = False
    db.commit()


def needs(db, keys, case):
    """They said what helps them."""
    row = db.query(Confidential).filter_by(case_id=case.id).one()
    ring = keys.staff.ring.with_case(case, "file")
    kept = ring.open_json(Confidential.details, row)
    answers = {**(kept.get("answers") or {}), "needs": {"needs": ["slow"]}}
    ring.seal_json(Confidential.details, row, {**kept, "answers": answers})
    db.commit()


def read(admin, *pages):
    for page in pages:
        text = " ".join(admin.get(page).text.split())
        assert [words for words in READ if words not in text] == [], page
        assert "sam@example.com" not in text


@pytest.mark.parametrize("part", [Part.INVESTIGATOR, Part.INDEPENDENT])
def test_who_investigates_prv_10(admin, db, keys, sign_in, asked, person, part):  # noqa: F811
    priya = one(person, Role.OFFICER, "Priya Shah")
    case, _ = begun(db, keys, asked, priya.actor)
    named(db, keys, case)
    sign_in(account=let_in(db, keys, case, part, priya.actor))
    read(admin, f"/room/{case.reference}", f"/room/{case.reference}/interviews/new")


@pytest.mark.parametrize("name", ["Ines Okafor", "Ruth Amari"])
def test_the_chair_and_the_members_of_a_panel_prv_10(admin, db, keys, panel, met, name):  # noqa: F811
    named(db, keys, panel.case)
    met(name)
    read(admin, ROOM, REPORTING)


def test_an_officer_tells_an_investigator_how_to_reach_the_child_and_what_helps_them_6_5(
    admin,
    db,
    keys,
    sign_in,
    asked,  # noqa: F811
    person,
):
    priya = one(person, Role.OFFICER, "Priya Shah")
    case, _ = begun(db, keys, asked, priya.actor)
    named(db, keys, case)
    needs(db, keys, case)
    rooms = {part: let_in(db, keys, case, part, priya.actor) for part in (Part.INVESTIGATOR, Part.INDEPENDENT)}
    part = part_of(db, case, Part.INVESTIGATOR)
    sign_in(account=priya.account)
    here = f"/cases/{case.reference}/outside-letters/{part.id}/reach"
    assert "How to reach the person, and what helps them" in admin.get(here.rpartition(f"/{part.id}")[0]).text
    for words in (*READ[:2], "Their page here", "Go slow"):
        assert words in admin.get(here).text, words
    assert admin.post(here, data={"words": " ", "send": "yes"}).status_code == 422
    assert "Write how they are reached" in admin.page.text
    how = "Ms Lee at school brings Sam to the phone on Tuesdays at 12. Do not ring the home."
    assert admin.post(here, data={"words": how, "send": "yes"}).status_code == 303
    assert "outside_reach" in db.scalars(select(CaseEvent.reason)).all()
    sign_in(account=rooms[Part.INVESTIGATOR])
    for page in (f"/room/{case.reference}", f"/room/{case.reference}/interviews/new"):
        text = admin.get(page).text
        assert how in text, page
        assert "Go slow" in text, page
        assert "sam@example.com" not in text
    sign_in(account=rooms[Part.INDEPENDENT])
    text = admin.get(f"/room/{case.reference}").text
    assert "Go slow" in text
    assert how not in text, "it was written to one of them"
    sign_in(account=priya.account)
    assert admin.post(here, data={"words": "From now on ask for Mr Roy.", "send": "yes"}).status_code == 303
    sign_in(account=rooms[Part.INVESTIGATOR])
    assert "From now on ask for Mr Roy." in admin.get(f"/room/{case.reference}/interviews/new").text
    assert how not in admin.page.text, "what was written last counts"


def test_who_answers_reads_what_helps_the_child_before_they_write_or_talk_p14(admin, db, keys, given, manager, sign_in):
    case, _ = given
    sign_in(account=manager)
    here = f"/cases/{case.reference}/answer"
    assert "What helps them" not in admin.get(here).text, "they asked for nothing"
    needs(db, keys, case)
    admin.get(here)
    text = " ".join(admin.page.text.split())
    assert "What helps them Things that help: Go slow" in text
    assert text.index("What helps them") < text.index("How they may be reached")
