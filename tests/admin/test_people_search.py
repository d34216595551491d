"""The directory of a large council: somebody is found by a part of their name, their post or team, page by page (9)."""

import uuid

import pytest

from models.procedure.terms import Role
from models.tables import Staff, Team


@pytest.fixture
def everybody(db, sign_in):
    sign_in(Role.ADMINISTRATOR)
    team = Team(id=uuid.uuid4(), name="Leaving care", directorate="Children")
    db.add(team)
    db.flush()
    for number in range(60):
        db.add(Staff(id=uuid.uuid4(), name=f"Alex Number{number:02}", job="Social worker", active=True))
    db.add(Staff(id=uuid.uuid4(), name="Zoë Marsh", job="Personal adviser", team_id=team.id, active=True))
    db.commit()


@pytest.mark.parametrize("typed", ["zoe", "Marsh zoe", "leaving care", "personal advisor"])
def test_somebody_is_found_by_name_post_or_team_with_a_slip(admin, everybody, typed) -> None:
    admin.get("/people", query_string={"q": typed})
    assert "1 person found" in admin.page.text
    assert "Zoë Marsh" in admin.page.html.split('id="people"')[1]


@pytest.mark.parametrize("typed", ["%", "_", "'", "x" * 10_000])
def test_signs_and_very_long_words_break_nothing(admin, everybody, typed) -> None:
    assert admin.get("/people", query_string={"q": typed}).status_code == 200


def test_a_long_directory_has_pages_and_a_page_that_is_none_is_the_nearest(admin, everybody) -> None:
    admin.get("/people")
    assert "Alex Number10" in admin.page.html.split('id="people"')[1].split("</table>")[0]
    assert "Zoë Marsh" not in admin.page.html.split('id="people"')[1].split("</table>")[0]
    for page in ("4", "99"):
        admin.get("/people", query_string={"page": page})
        assert "Zoë Marsh" in admin.page.html.split('id="people"')[1].split("</table>")[0]
    for page in ("0", "-1", "two", "9" * 40):
        assert admin.get("/people", query_string={"page": page}).status_code == 200
