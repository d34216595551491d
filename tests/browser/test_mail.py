"""Mail that came, in a real browser, scripts or not: read, put away, made a case (E-07)."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from models.cases.mail_taking import take
from models.procedure.terms import Role
from models.tables import Case, IncomingMail
from tests.browser.walking import press
from tests.conftest import MONDAY
from tests.files import jpeg
from tests.mails import desk_of, mail

LONG = "a-word-without-an-end-" * 12


@pytest.fixture
def came(sessions, keys, tmp_path):
    desk = desk_of(sessions, keys, tmp_path / "files")
    take(desk, mail("Nobody rings me back.\n\n> You have an update.", files=[("photo.jpg", jpeg(), "image/jpeg"),
                    ("run.exe", b"MZ", "application/octet-stream")]), now=MONDAY)  # fmt: skip
    take(desk, mail("I am away.", sender="mo@home.example", Auto_Submitted="auto-replied"), now=MONDAY)
    take(desk, mail(LONG, subject=LONG, sender=f"{LONG[:60]}@{LONG[:60]}.example"), now=MONDAY)
    sessions.configure(info={})


@pytest.mark.usefixtures("came")
def test_an_officer_reads_a_mail_and_makes_it_a_case(sites, look, db, person, at_the_desk):
    priya = person(Role.OFFICER, name="Priya Shah")
    desk = at_the_desk(priya)
    desk.goto(f"{sites.admin}/mail")
    look(desk, "mail")
    for row in db.scalars(select(IncomingMail)).all():
        desk.goto(f"{sites.admin}/mail/{row.id}")
        look(desk, f"mail-{row.kind}")
    desk.goto(f"{sites.admin}/mail")
    desk.get_by_role("link", name="About my son").first.click()
    expect(desk.locator("#words")).to_have_text("Nobody rings me back.")
    press(desk, "Put it away")
    expect(desk.get_by_role("link", name="Choose what it is")).to_be_visible()
    look(desk, "mail-wrong")
    desk.locator("#make").click()
    expect(desk.get_by_label("What they said, in their words")).to_have_value("Nobody rings me back.")
    look(desk, "mail-case")
    desk.get_by_label("A parent, carer or other adult").check()
    desk.locator("input[name=safe][value=not_said]").check()
    desk.locator("#register-button").click()
    expect(desk.get_by_role("link", name="Say which way is safe, or tick that none is")).to_be_visible()
    desk.get_by_label("None is safe, or nobody asked").check()
    desk.locator("#register-button").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Their words")
    expect(desk.get_by_text("Jo Marsh").first).to_be_visible()
    db.rollback()
    assert len(db.scalars(select(Case)).all()) == 1
    desk.goto(f"{sites.admin}/mail?show=done")
    expect(desk.get_by_text("Became a case")).to_be_visible()
    look(desk, "mail-done")
