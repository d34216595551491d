"""A change of a setting is seen before it is kept, is in the audit, and stands on its page with who and when."""

import uuid

import pytest

from models.procedure.terms import Role
from models.tables import AuditRow, Organisation, Setting, Staff, Team

RING = {"phone": "01632 960101", "out_of_hours": "01632 960199", "monday": "9 to 17"}
EACH = [
    ("/settings/duty", RING, "09:00 to 17:00", "rota_changed", Role.ADMINISTRATOR),
    ("/settings/teams", {"name": "North", "directorate": "Children"}, "North", "team_added", Role.ADMINISTRATOR),
    ("/settings/organisations", {"name": "Alongside"}, "Alongside", "organisation_added", Role.ADMINISTRATOR),
    ("/settings/languages", {"on": ["pl"]}, "Switched on", "languages_changed", Role.ADMINISTRATOR),
    ("/settings/letters", {"minutes": "15"}, "15 minutes", "letter_hold_changed", Role.ADMINISTRATOR),
    ("/people", {"name": "Omar Hill", "job": "Officer"}, "Omar Hill", "staff_added", Role.ADMINISTRATOR),
    ("/reports/publish/smallest", {"fewest": "10"}, "10", "setting", Role.MANAGER),
]


@pytest.mark.parametrize(("page", "typed", "says", "action", "role"), EACH, ids=[one[0] for one in EACH])
def test_what_changes_is_seen_first_and_then_kept_with_who_and_when(
    admin, db, sign_in, page, typed, says, action, role
) -> None:
    sign_in(role, name="Amir Jalali")
    kinds = (AuditRow.action == action, Setting, Team, Organisation)
    before = [db.query(kind).count() for kind in kinds[1:]], db.query(Staff).count()
    assert admin.post(page, data=typed).status_code == 200
    assert "What changes" in admin.page.text
    assert says in admin.page.text
    assert ([db.query(kind).count() for kind in kinds[1:]], db.query(Staff).count()) == before, "nothing is kept yet"
    assert db.query(AuditRow).filter(kinds[0]).count() == 0
    admin.post(page, data={**typed, "back": "yes"})
    assert "What changes" not in admin.page.text.split("See what changes")[0]
    kept = admin.post(page, data={**typed, "confirm": "yes"})
    assert kept.status_code == 303
    assert db.query(AuditRow).filter(kinds[0]).count() == 1
    admin.get(kept.location if page == "/people" else page)
    assert "23 November 2026 at 10am, Amir Jalali" in admin.page.text


def test_a_team_that_changes_hands_is_one_change_seen_first_and_each_of_it_is_kept_az_04(admin, db, sign_in, person):
    sign_in(Role.ADMINISTRATOR)
    team = Team(id=uuid.uuid4(), name="North", directorate="Children")
    db.add(team)
    db.flush()
    head, new = person(Role.RESPONDER, name="Old Head"), person(Role.RESPONDER, name="New Head", team=team)
    boss = db.get_one(Staff, head.staff_id)
    ones = [person(Role.OFFICER, name=name, team=team, manager=boss).staff_id for name in ("Omar Hill", "Ann Cole")]
    db.commit()
    at = f"/settings/teams/{team.id}/manager"
    assert admin.post(at, data={"manager": str(new.staff_id)}).status_code == 422
    given = {"manager": str(new.staff_id), "people": [*map(str, ones), str(new.staff_id)]}
    admin.post(at, data=given)
    assert "Manager of Omar Hill Old Head New Head" in admin.page.text
    assert "Manager of New Head" not in admin.page.text, "nobody manages themselves"
    assert db.query(AuditRow).filter_by(action="staff_changed").count() == 0
    assert admin.post(at, data={**given, "confirm": "yes"}).status_code == 303
    db.expire_all()
    assert {db.get_one(Staff, one).manager_id for one in ones} == {new.staff_id}
    assert db.query(AuditRow).filter_by(action="staff_changed").count() == 2


def test_a_change_of_a_team_a_person_and_a_provider_is_seen_first(admin, db, sign_in, person, place) -> None:
    sign_in(Role.ADMINISTRATOR)
    team = Team(id=uuid.uuid4(), name="North", directorate="Children")
    db.add(team)
    other = person(Role.OFFICER, name="Omar Hill")
    db.commit()
    at = f"/settings/teams/{team.id}"
    renamed = {"name": "South", "directorate": "Children"}
    admin.post(at, data=renamed)
    rows = admin.page.html.split('id="changes"', 1)[1].split("</table>")[0]
    assert "North" in rows
    assert "South" in rows
    assert "Children" not in rows, "only what differs"
    assert admin.post(at, data={**renamed, "confirm": "yes"}).status_code == 303
    at = f"/people/{other.staff_id}"
    moved = {"name": "Omar Hill", "team": str(team.id)}
    admin.post(at, data=moved)
    assert "South" in admin.page.html.split('id="changes"', 1)[1].split("</table>")[0]
    assert db.get(Staff, other.staff_id).team_id is None
    assert admin.post(at, data={**moved, "confirm": "yes"}).status_code == 303
    assert "(Team)" in admin.get(at).get_data(as_text=True), "which fact, and no name of anybody"
    at = f"/settings/organisations/{place.id}"
    admin.post(at, data={"do": "close"})
    assert "Not asked for advocates" in admin.page.text
    assert db.get(Organisation, place.id).active
    admin.post(at, data={"do": "close", "confirm": "yes"})
    assert not db.get(Organisation, place.id).active


def test_what_is_as_it_stands_already_is_said_so(admin, db, sign_in) -> None:
    sign_in(Role.ADMINISTRATOR)
    for _ in range(2):
        answer = admin.post("/settings/letters", data={"minutes": "15", "confirm": "yes"})
    assert answer.status_code == 200
    assert "Nothing changes" in admin.page.text
    assert db.query(AuditRow).filter_by(action="letter_hold_changed").count() == 1


def test_closing_an_account_is_said_before_and_signing_somebody_out_is_kept(admin, db, sign_in, person) -> None:
    sign_in(Role.ADMINISTRATOR, name="Amir Jalali")
    other = person(Role.OFFICER, name="Omar Hill")
    at = f"/people/{other.staff_id}"
    assert admin.post(f"{at}/disable").status_code == 200
    assert "They are signed out everywhere at once." in admin.page.text
    assert other.state == "active"
    assert admin.post(f"{at}/disable", data={"confirm": "yes"}).status_code == 303
    db.expire_all()
    assert other.state == "disabled"
    assert admin.post(f"{at}/disable", data={"confirm": "yes"}).status_code == 200, "there is nothing to change"
    assert admin.post(f"{at}/enable", data={"confirm": "yes"}).status_code == 303
    admin.post(f"{at}/sessions")
    admin.get(at)
    assert "Signed somebody out everywhere" in admin.page.text
