"""How people reach the council is set on a page, counts from today, and stands on public pages and in letters."""

from dataclasses import replace
from datetime import date

import pytest

from models.cases import council_contacts, languages_here, policies
from models.jobs.doctoring_policy import policy_stands
from models.policy import load_shipped
from models.post.letters import council_facts
from models.procedure.terms import Role
from models.settings import Environment
from models.tables import AuditRow, CouncilChoice, Setting
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

PAGE = "/settings/contacts"
TODAY = MONDAY.date()


@pytest.fixture
def typed(db):
    return council_contacts.as_now(db, "ashbourne", TODAY) | {"phone": "0800 111 222", "text": ""}


def test_a_new_phone_is_seen_first_and_then_stands_on_pages_and_in_letters_of_old_cases_too(
    admin, portal, db, sign_in, typed
) -> None:
    sign_in(Role.ADMINISTRATOR, name="Amir Jalali")
    admin.get("/settings")
    assert PAGE in admin.page.html
    admin.get(PAGE)
    assert "Nobody here has said yet that these are right" in admin.page.text
    assert admin.post(PAGE, data=typed).status_code == 200
    rows = admin.page.text
    assert "01632 960100 (as it came with Heard)" in rows
    assert "0800 111 222" in rows
    assert db.query(CouncilChoice).count() == 0, "it is seen before it is kept"
    assert admin.post(PAGE, data=typed | {"confirm": "yes"}).status_code == 303
    assert db.query(AuditRow).filter_by(action="choice_made").count() == len(council_contacts.LABELS)
    old = load_shipped("ashbourne", date(2025, 4, 1)).since
    assert policies.load(db, "ashbourne", old).contacts.phone == "0800 111 222", "an old case has the new number"
    assert policies.in_force(db, "ashbourne", date(2026, 11, 22)).contacts.phone == "01632 960100", (
        "it counts from today"
    )
    letter = council_facts(policies.in_force(db, "ashbourne", TODAY))
    assert letter["contacts"].text == ""
    portal.get("/how-it-works")
    assert "0800 111 222" in portal.page.text
    assert "01632 960100" not in portal.page.text
    admin.get(PAGE)
    assert "Nobody here has said yet" not in admin.page.text
    assert "Amir Jalali" in admin.page.text.split("What was changed")[1]
    assert "Nothing changes" in admin.post(PAGE, data=typed | {"confirm": "yes"}).get_data(as_text=True)


def test_a_contact_is_put_back_to_what_came_with_the_service(admin, db, sign_in, typed) -> None:
    sign_in(Role.MANAGER)
    admin.post(PAGE, data=typed | {"confirm": "yes"})
    row = db.query(CouncilChoice).filter_by(name="phone").one()
    admin.post(f"{PAGE}/put-back/{row.id}")
    assert "As it came with Heard" in admin.page.text
    assert admin.post(f"{PAGE}/put-back/{row.id}", data={"confirm": "yes"}).status_code == 303
    policies.forget()
    assert policies.in_force(db, "ashbourne", TODAY).contacts.phone == "01632 960100"


def test_what_cannot_be_rung_or_written_to_is_said_beside_its_box(admin, db, sign_in, typed) -> None:
    sign_in(Role.ADMINISTRATOR)
    wrong = typed | {"phone": "ask at the desk", "reply_to": "voice@", "hours": "", "advocacy_phone": ""}
    assert admin.post(PAGE, data=wrong | {"confirm": "yes"}).status_code == 422
    for said in ("Enter a phone number", "with an @", "Enter when messages are read", "or neither"):
        assert said in admin.page.text
    assert 'value="ask at the desk"' in admin.page.html
    assert db.query(CouncilChoice).count() == 0


def test_the_numbers_of_the_duty_team_on_public_pages_are_those_of_the_rota(admin, portal, sign_in) -> None:
    sign_in(Role.ADMINISTRATOR)
    rota = {"phone": "01632 960777", "out_of_hours": "01632 960888", "monday": "9 to 17", "confirm": "yes"}
    assert admin.post("/settings/duty", data=rota).status_code == 303
    text = portal.get("/help").get_data(as_text=True)
    assert "960888" in text
    assert "960199" not in text


def test_doctor_says_which_contacts_nobody_at_the_council_has_looked_at(db, settings, admin, sign_in, typed) -> None:
    real = replace(settings, environment=Environment.PRODUCTION)
    words = [said for _, said in policy_stands(db, real, now=MONDAY)]
    assert any("Phone of the complaints team" in one and "How people reach us" in one for one in words)
    sign_in(Role.ADMINISTRATOR)
    admin.post(PAGE, data=typed | {"text": "07700 900100", "confirm": "yes"})
    policies.forget()
    assert [level for level, _ in policy_stands(db, real, now=MONDAY)] == ["ok"]


def test_the_hours_are_said_in_a_language_that_is_on_and_else_marked_as_english(
    admin, portal, db, keys, sign_in, typed
) -> None:
    db.merge(Setting(name=languages_here.NAME, value={"on": ["ar", "pl"]}, changed_at=MONDAY))
    case_with_words(db, keys)
    sign_in(Role.ADMINISTRATOR)
    languages_here.forget()
    admin.get(PAGE)
    assert 'name="hours_pl"' in admin.page.html
    told = typed | {"hours_pl": "od 9 do 17, od poniedziałku do piątku", "hours_ar": ""}
    admin.post(PAGE, data=told)
    assert "When messages are read, in Polish" in admin.page.text, "seen before it is kept"
    assert admin.post(PAGE, data=told | {"confirm": "yes"}).status_code == 303
    assert db.query(CouncilChoice).filter_by(name="hours_pl").count() == 1
    assert db.query(AuditRow).filter(AuditRow.reason == "contacts:ashbourne hours_pl").count() == 1
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    for code, line in (
        ("pl", "od 9 do 17, od poniedziałku do piątku"),
        ("ar", '<span lang="en" dir="ltr">9am to 5pm, Monday to Friday</span>'),
    ):
        portal.set_cookie("language", code)
        assert line in portal.get("/your-page/messages").get_data(as_text=True).partition('id="answered-by"')[2]
    row = db.query(CouncilChoice).filter_by(name="hours_pl").one()
    assert admin.post(f"{PAGE}/put-back/{row.id}", data={"confirm": "yes"}).status_code == 303
    assert policies.in_force(db, "ashbourne", TODAY).contacts.hours_for("pl") == ""
