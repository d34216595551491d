"""Whoever comes in from outside reads who must not know and which ways are safe before they speak with anybody, as the
responding manager does, and no address (PRV-10, AZ-07, experience 6.5)."""

import pytest

from models.procedure.independence import Part
from models.procedure.terms import Role, Way
from models.tables import Confidential, SafeWay
from tests.admin.test_chair import REPORTING, met, sits  # noqa: F401
from tests.admin.test_panel_rooms import ROOM
from tests.models.cases.answered import one
from tests.models.cases.investigated import begun, let_in
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
