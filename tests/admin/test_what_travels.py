"""Beside a letter stands what travels by the way that is safe: word for word what is sent, line for line (PRV-10)."""

import re
from datetime import timedelta
from html import unescape

import pytest

from models.cases import holding
from models.cases.releasing import release
from models.jobs.outbox import By, send_pending
from models.post.machine_ways import say_ways
from models.procedure.terms import Role, Way
from models.tables import AuditRow, Holder, SafeWay
from tests.admin.test_triage import AT, REFERENCE, given
from tests.making import make_case
from tests.models.cases.answered import MONDAY, routed, who

HOME = "1 Elm Row, Ashbourne, AB9 9ZY"
CONTENT = {
    "subject": "Thank you",
    "blocks": [{"id": "words", "heading": "", "paragraphs": ["We mended it."], "list": [], "locked": False}],
}


@pytest.fixture
def letter_by(admin, db, keys, person, sign_in):
    priya = person(Role.OFFICER, name="Priya Shah")
    actor = who(priya)

    def make(way, *, page=True):
        answers = {
            "contact": {"ways": [way.value]},
            "contact_details": {"address": HOME, "full_name": "Sam Reed", "email": "sam@example.org"},
        }
        case, ring = routed(db, keys.staff.ring, actor, ways={one: one is way for one in Way}, answers=answers)
        if not page:
            db.query(Holder).filter_by(case_id=case.id).update({"words_wrap": None})
        letter = release(db, case, "thanks", CONTENT, event=None, actor=actor, now=MONDAY, keys=ring)
        db.commit()
        return case, letter, ring

    sign_in(account=priya)
    return make


def travels(admin, case, letter):
    assert admin.get(f"/cases/{case.reference}/letters/{letter.id}").status_code == 200
    section = admin.page.html.split('id="travels">')[1].split("</section>")[0]
    return " ".join(unescape(re.sub("<[^>]+>", " ", section)).split())


def test_the_mail_that_is_sent_is_word_for_word_the_one_shown_prv_10(admin, db, keys, sessions, letter_by) -> None:
    case, letter, _ = letter_by(Way.EMAIL)
    shown = travels(admin, case, letter)
    assert shown.startswith("By e-mail")
    sessions.configure(info={"chain": keys.chain("worker")})
    later, sent = MONDAY + timedelta(minutes=30), []
    holding.leave_due(db, now=later)
    db.commit()
    assert send_pending(sessions, keys.worker, keys.index, By(sent.append), now=later)
    (mail,) = [one for one in sent if one.message_id]
    assert shown.endswith(f"Subject: {mail.subject} {mail.body}")
    for word in ("Sam", "Reed", "Elm", case.reference, "mended", "Thank", "http"):
        assert word not in shown
    db.expire_all()
    assert travels(admin, case, letter) == shown, "and as long as the letter is kept"


def test_a_text_says_the_notice_and_from_which_phone_it_goes(admin, db, letter_by) -> None:
    case, letter, _ = letter_by(Way.TEXT)
    shown = travels(admin, case, letter)
    assert shown.startswith("By text message")
    assert "from the team’s phone" in shown
    assert shown.endswith(" You have an update. Go to the page you used before.")
    assert "Subject" not in shown
    say_ways(db, text=True, post=False, now=MONDAY)
    db.commit()
    assert "team’s phone" not in travels(admin, case, letter)


def test_paper_shows_the_lines_on_the_envelope_as_they_are_printed_and_that_somebody_looked(
    admin, db, letter_by
) -> None:
    case, letter, _ = letter_by(Way.POST, page=False)
    before = db.query(AuditRow).filter_by(action="contact_shown").count()
    shown = travels(admin, case, letter)
    assert shown.startswith("By post")
    assert "1 Elm Row Ashbourne AB9 9ZY" in shown
    assert "mended" not in shown
    assert db.query(AuditRow).filter_by(action="contact_shown").count() == before + 1
    db.query(SafeWay).filter_by(case_id=case.id).update({"allowed": False})
    db.commit()
    assert travels(admin, case, letter).startswith("By hand"), "post is not safe any more"


def test_the_address_of_today_does_not_stand_with_a_letter_that_has_gone(admin, db, letter_by) -> None:
    case, letter, _ = letter_by(Way.POST, page=False)
    letter.state, letter.counted_on, letter.counted_at = "gone", MONDAY.date(), MONDAY
    db.commit()
    shown = travels(admin, case, letter)
    assert "It went to where their post went then." in shown
    assert "Elm" not in shown


def test_who_is_told_only_on_their_page_gets_nothing_else(admin, letter_by) -> None:
    case, letter, _ = letter_by(Way.HERE)
    assert travels(admin, case, letter).startswith("Nothing travels")


def test_before_an_answer_goes_it_is_seen_what_will_travel_and_the_address_by_the_complaints_team_alone(
    admin, db, given, manager, sign_in
) -> None:
    case, _ = given
    db.query(Holder).filter_by(case_id=case.id).update({"words_wrap": None})
    for way in Way:
        db.query(SafeWay).filter_by(case_id=case.id, way=way).update({"allowed": way is Way.POST})
    db.commit()
    page = f"/cases/{case.reference}/answer/preview"
    sign_in(account=manager)
    assert admin.get(page).status_code == 200
    assert "By post" in admin.page.text
    assert "The complaints team sees the address." in admin.page.text
    sign_in(Role.OFFICER)
    admin.get(page)
    assert "By post" in admin.page.text
    assert "The complaints team sees" not in admin.page.text


def test_before_a_letter_is_sent_again_it_is_seen_what_travels_prv_10(admin, db, letter_by) -> None:
    case, letter, _ = letter_by(Way.POST, page=False)
    letter.state = "back"
    db.commit()
    before = db.query(AuditRow).filter_by(action="contact_shown").count()
    assert admin.get(f"/cases/{case.reference}/letters/{letter.id}/change").status_code == 200
    assert "By post" in admin.page.text
    assert "1 Elm Row" in admin.page.text
    assert db.query(AuditRow).filter_by(action="contact_shown").count() == before + 1


def test_at_triage_it_is_seen_what_travels_with_the_first_letter_and_no_address_az_07(
    admin, db, keys, person, sign_in
) -> None:
    answers = {"safe": {"safe": "yes"}, "contact_details": {"address": HOME, "full_name": "Sam Reed"}}
    case = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers=answers).case
    for way in Way:
        db.query(SafeWay).filter_by(case_id=case.id, way=way).update({"allowed": way is Way.EMAIL})
    db.commit()
    sign_in(Role.OFFICER, name="Priya Shah")
    admin.get(AT)
    assert "Only this notice travels" not in admin.page.text, "no way is chosen yet"
    typed = given(case, person(Role.RESPONDER, name="Dana Reed"), do="preview")
    assert admin.post(AT, data=typed).status_code == 200
    assert "By e-mail" in admin.page.text
    assert "Only this notice travels" in admin.page.text
    db.query(SafeWay).filter_by(case_id=case.id).update({"allowed": False})
    db.query(SafeWay).filter_by(case_id=case.id, way=Way.POST).update({"allowed": True})
    db.query(Holder).filter_by(case_id=case.id).update({"words_wrap": None})
    db.commit()
    admin.post(AT, data=typed)
    assert "By post" in admin.page.text
    assert "Their address stays covered here" in admin.page.text
    assert "Elm Row" not in admin.page.text


def test_a_letter_for_somebody_without_a_page_is_headed_as_that(admin, letter_by) -> None:
    case, letter, _ = letter_by(Way.POST, page=False)
    admin.get(f"/cases/{case.reference}/letters/{letter.id}")
    assert "The letter: they have no page" in admin.page.text
    assert "On their page" not in admin.page.text
    case, letter, _ = letter_by(Way.EMAIL)
    admin.get(f"/cases/{case.reference}/letters/{letter.id}")
    assert "On their page" in admin.page.text
