"""Several services in one complaint: who leads and who coordinates, on the case and in the letter (E-56, S-08)."""

from sqlalchemy import select

from models.cases import coordinating
from models.cases.coordinating import Together
from models.cases.timeline import entries
from models.procedure.terms import Procedure, Role
from models.tables import CaseEvent
from tests.admin.test_who_complains import registered, triaged  # noqa: F401
from tests.models.cases.answered import MONDAY, routed
from tests.models.cases.screened import desk  # noqa: F401

TWO = {"leads": "Care Leavers, Ann Lee", "coordinates": "Priya Shah"}


def test_who_leads_and_who_coordinates_stand_in_the_first_letter_and_on_the_case_e_56(
    admin, db, desk, sign_in  # noqa: F811
):  # fmt: skip
    desk.decides(Procedure.STATUTORY, "own_right", **TWO)
    letter = desk.letter("acknowledgement_statutory")
    assert "Care Leavers, Ann Lee leads on it." in letter
    assert "Priya Shah brings it together, so that you get one answer" in letter
    db.commit()
    sign_in(Role.OFFICER)
    admin.get(f"/cases/{desk.case.reference}")
    assert "Care Leavers, Ann Lee leads, Priya Shah coordinates" in admin.page.text


def test_a_letter_of_one_service_says_nothing_of_it_e_56(desk):  # noqa: F811
    desk.decides(Procedure.STATUTORY, "own_right")
    assert "leads" not in desk.letter("acknowledgement_statutory")
    assert not coordinating.of(desk.db, desk.case, desk.opened.keys)


def test_it_is_chosen_at_triage_and_changed_under_points_e_56(admin, db, keys, registered, triaged):  # noqa: F811
    case = registered()
    assert triaged(case, "statutory:own_right", standing="parent", **TWO) == 303
    page = f"/cases/{case.reference}/points"
    assert 'value="Care Leavers, Ann Lee"' in admin.get(page).text
    said = {"together-leads": "Disabled Children", "together-coordinates": "Priya Shah"}
    assert admin.post(f"{page}/together", data={"together-leads": "x" * 300}).status_code == 422
    for _ in range(2):  # the same again changes nothing
        assert admin.post(f"{page}/together", data=said).status_code == 303
    db.expire_all()
    assert coordinating.of(db, case, keys.staff.ring.with_case(case)) == Together("Disabled Children", "Priya Shah")
    told = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.reason == "lead")
    assert len(db.scalars(told).all()) == 2
    words = str(entries(db, case, keys.staff.ring.with_case(case)))
    assert "Several services: who leads, and who coordinates" in words
    assert "Disabled Children leads, Priya Shah coordinates" in words


def test_it_is_sealed_to_the_file_and_cannot_be_read_without_it(db, keys, priya):
    case, ring = routed(db, keys.staff.ring, priya.actor)
    coordinating.keep(db, case, Together(**TWO), actor=priya.actor, now=MONDAY, keys=ring)
    assert coordinating.of(db, case, ring) == Together(**TWO)
    other, other_ring = routed(db, keys.staff.ring, priya.actor)
    assert not coordinating.of(db, other, other_ring)
