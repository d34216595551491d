"""Mail is found by sender, subject and words, and only what somebody may see (AZ-02, AZ-04, INP-04)."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from models.cases import mail_search
from models.procedure.terms import Role
from models.tables import AuditRow
from tests.conftest import MONDAY
from tests.models.cases.answered import who


@pytest.fixture
def officer(sign_in):
    return sign_in(Role.OFFICER, name="Priya Shah")


def find(admin, typed):
    admin.get(f"/mail/search?{urlencode({'q': typed})}")
    return admin.page.text


def test_it_is_found_by_who_sent_it_its_subject_and_its_words_waiting_or_dealt_with(admin, db, officer, came):
    came("The taxi never comes.", subject="School run", sender="Ola Grant <ola.grant@home.example>")
    sender, later = "Glass Ltd <bills@glass.example>", MONDAY + timedelta(minutes=1)
    page, _ = came("A bill for the window.", subject="Invoice", sender=sender, now=later)
    assert admin.post(f"{page}/no-complaint", data={"what": "junk"}).status_code == 303
    for typed in ("ola", "ola.grant@home.example", "school run", "TAXI", '"never comes"', "Grant taxi", "taxl"):
        said = find(admin, typed)
        assert "1 found" in said, typed
        assert "School run" in said, typed
        assert "Invoice" not in said, typed
    assert "Dealt with" in find(admin, "window")
    assert "2 mails that you may see were looked through" in admin.page.text
    assert 'value="window"' in admin.page.html
    rows = db.scalars(select(AuditRow.reason).where(AuditRow.action == "search")).all()
    assert rows
    assert not [one for one in rows if "window" in one or "taxi" in one.casefold()], "a keyed hash alone"


def test_percent_underscore_and_ten_thousand_signs_look_for_nothing_else_inp_04(admin, officer, came):
    came("Fifty % off_all", subject="A sale")
    for typed in ("%", "_", "%_%", "'; DROP TABLE incoming_mail; --", "\\", "<script>"):
        assert "0 found" in find(admin, typed), typed
    assert "0 found" in find(admin, "x" * 10_000)
    assert "Type a name, an e-mail address or words." in find(admin, "  ")
    assert "1 found" in find(admin, "fifty %")


def test_who_is_named_in_a_mail_does_not_find_it_nor_is_told_of_it_az_04(admin, db, sign_in, came, person):
    came("Zoe Marsh shouted at my son.", subject="Shouting")
    came("About the taxi.", subject="Taxi")
    zoe = person(Role.OFFICER, name="Zoe Marsh")
    db.commit()
    came("Zoe Marsh shouted again.", subject="Once more", now=MONDAY + timedelta(minutes=1))
    sign_in(account=zoe)
    assert "Once more" not in find(admin, "shouted again")
    assert "Once more" not in find(admin, "Marsh")
    sign_in(Role.OFFICER, name="Priya Shah")
    assert "Once more" in find(admin, "shouted again")


@pytest.mark.parametrize("role", [Role.RESPONDER, Role.DIRECTOR, Role.RECORDS])
def test_nobody_else_searches_mail_az_01(admin, sign_in, role):
    sign_in(role)
    assert admin.get("/mail/search?q=taxi").status_code == 404


def test_it_says_how_far_it_came_and_goes_on_from_there(db, keys, came, person):
    for number in range(5):
        came(f"Taxi {number}", subject=f"Number {number}", now=MONDAY + timedelta(minutes=number))
    priya = who(person(Role.OFFICER, name="Priya Shah"))
    db.commit()
    seen, after = [], None
    for looked in (2, 2, 1):
        page = mail_search.look(db, priya, keys.staff.ring, "taxi", after=after, most=2)
        assert page.looked == looked
        seen += [one.heading for one in page.found]
        after = page.next
    assert after is None
    assert seen == [f"Number {number}" for number in (4, 3, 2, 1, 0)]
