"""A letter in the office: previewed in every form, called back, changed, looked at by a second person, on paper."""

import io
import json
import re
from datetime import timedelta

import docx
import pikepdf
import pytest

from models.audit import SYSTEM
from models.cases import holding
from models.cases.recording import record
from models.cases.releasing import held_for, release
from models.procedure.terms import Event, Role, Way
from models.tables import Case, Holder, Letter, SafeWay
from models.tables.words import GONE, HELD
from tests.models.cases.answered import MONDAY, ready_to_close, routed, who

STILL = {
    "reason": "no_more",
    "still": "We will mend the **heating**:\n- the boiler\n- the radiators\n\nRing 01632 960100.",
}


@pytest.fixture
def closed(admin, db, keys, person, sign_in):
    """Priya has just closed an answered case of a parent; letters can be called back for five minutes."""
    priya = person(Role.OFFICER, name="Priya Shah")
    case, ring = ready_to_close(db, keys.staff.ring, who(priya), young_person=False)
    sign_in(account=priya)
    admin.get(f"/cases/{case.reference}/close")
    assert admin.post(f"/cases/{case.reference}/close", data=STILL).status_code == 303
    return case, ring, db.query(Letter).filter_by(case_id=case.id).one()


def test_it_is_read_as_they_will_before_it_leaves_and_can_be_called_back(admin, db, closed, clock) -> None:
    case, _, letter = closed
    admin.get(f"/cases/{case.reference}/letters")
    assert "it can still be called back" in admin.page.text
    address = f"/cases/{case.reference}/letters/{letter.id}"
    admin.get(address)
    assert "It leaves at 10:05am" in admin.page.text
    assert "<strong>heating</strong>" in admin.page.html
    assert '<li class="heard-words" dir="auto" data-read>the boiler</li>' in admin.page.html
    assert 'href="tel:01632960100"' in admin.page.html
    assert "when they choose short words" in admin.page.text
    assert admin.post(f"{address}/back").status_code == 303
    clock.forward(minutes=30)
    assert holding.leave_due(db, now=clock.now) == 0


def test_what_the_law_words_stays_and_a_letter_without_a_part_is_not_sent_g_05(admin, db, keys, closed) -> None:
    case, ring, letter = closed
    address = f"/cases/{case.reference}/letters/{letter.id}"
    admin.post(f"{address}/back")
    admin.get(f"{address}/change")
    assert "- the boiler" in admin.page.html
    assert "**heating**" in admin.page.html
    assert 'name="main-next_stage"' not in admin.page.html
    typed = {"main-still": "", "easy-still": "We will mend it.", "main-next_stage": "There is none.", "send": "yes"}
    assert admin.post(f"{address}/change", data=typed).status_code == 422
    assert "This letter has to say whether the issues are still looked at (3.6)" in admin.page.text
    better = "<p>We mended the <strong>heating</strong>.<script>x()</script></p>"
    assert admin.post(f"{address}/change", data={**typed, "main-still": better}).status_code == 303
    db.expire_all()
    new = db.query(Letter).filter_by(replaces_id=letter.id).one()
    content = ring.open_json(Letter.body, new)
    still = next(block for block in content["blocks"] if block["id"] == "still")
    assert new.state == HELD
    assert still["paragraphs"] == ["We mended the heating."] or still["paragraphs"] == ["We mended the heating.x()"]
    assert "There is none." not in str(content)
    admin.get(f"/cases/{case.reference}/letters")
    assert "Never sent: an earlier version" in admin.page.text


def test_looking_at_it_again_sends_nothing_and_loses_nothing(admin, db, closed) -> None:
    case, _, letter = closed
    address = f"/cases/{case.reference}/letters/{letter.id}"
    admin.post(f"{address}/back")
    assert admin.post(f"{address}/change", data={"main-still": "Quite new."}).status_code == 200
    assert admin.page.html.count("Quite new.") == 2  # in the box, and as they will see it
    assert db.query(Letter).filter_by(case_id=case.id).count() == 1


def test_a_childs_letter_that_is_too_hard_goes_only_with_a_reason_t27(admin, db, closed) -> None:
    case, _, letter = closed
    db.query(Case).filter_by(id=case.id).update({"young_person": True})
    db.commit()
    address = f"/cases/{case.reference}/letters/{letter.id}"
    admin.post(f"{address}/back")
    hard = "Notwithstanding considerable organisational difficulties, accommodation will be refurbished."
    advocate = {"main-still": hard, "send": "yes"}
    assert admin.post(f"{address}/change", data=advocate).status_code == 422
    assert "Make it easier to read, or say why not" in admin.page.text
    assert "Too hard for this reader" in admin.page.text


@pytest.fixture
def on_paper(admin, db, keys, person, sign_in):
    """Two thank-you letters on paper to somebody without a page, let go by Priya."""
    priya = person(Role.OFFICER, name="Priya Shah")
    made = []
    for _ in range(2):
        answers = {"contact": {"ways": ["post"]}, "contact_details": {"address": "1 Elm Row, Ashbourne, AB9 9ZY"}}
        only_post = {way: way is Way.POST for way in Way}
        case, ring = routed(db, keys.staff.ring, who(priya), ways=only_post, answers=answers)
        db.query(Holder).filter_by(case_id=case.id).update({"words_wrap": None})
        block = {
            "id": "words",
            "heading": "What we did",
            "paragraphs": ["We mended it."],
            "list": ["One"],
            "locked": False,
        }
        content = {"subject": "Thank you", "blocks": [block]}
        letter = release(db, case, "thanks", content, event=None, actor=who(priya), now=MONDAY, keys=ring)
        made.append((case, letter))
    db.commit()
    return priya, made


def test_somebody_else_looks_at_letter_address_and_warnings_prv_11(admin, db, on_paper, sign_in, person) -> None:
    priya, [(case, letter), _] = on_paper
    sign_in(account=priya)
    admin.get("/letters")
    assert "A second person checks" in admin.page.text
    admin.get("/queue?show=check")
    assert "A letter waits for a second person" in admin.page.text
    assert "Waiting for a check 2" in admin.page.text
    admin.get(f"/cases/{case.reference}/letters/{letter.id}/check")
    assert "You let it go" in admin.page.text
    assert "No letter of ours has gone to this address yet." in admin.page.text
    assert admin.post(f"/cases/{case.reference}/letters/{letter.id}/check").status_code == 409
    sign_in(account=person(Role.OFFICER, name="Ann Lee"))
    admin.get(f"/cases/{case.reference}/letters/{letter.id}/check")
    assert "We mended it." in admin.page.text
    assert admin.post(f"/cases/{case.reference}/letters/{letter.id}/give-back", data={"why": ""}).status_code == 422
    assert admin.post(f"/cases/{case.reference}/letters/{letter.id}/check").status_code == 303
    db.expire_all()
    assert db.get(Letter, letter.id).state == GONE


def test_a_letter_as_a_file_is_tagged_and_can_be_opened_in_word(admin, db, on_paper, sign_in) -> None:
    priya, [(case, letter), _] = on_paper
    sign_in(account=priya)
    made = pikepdf.open(io.BytesIO(admin.get(f"/letters/{letter.id}/pdf").data))
    assert made.Root.MarkInfo.Marked
    assert str(made.Root.Lang).startswith("en")
    word = docx.Document(io.BytesIO(admin.get(f"/letters/{letter.id}/word").data))
    assert [p.text for p in word.paragraphs if p.style.name.startswith("Heading")] == ["Thank you", "What we did"]
    assert [p.text for p in word.paragraphs if p.style.name == "List Number"] == ["One"]
    assert "Not sent yet" in [p.text for p in word.paragraphs]


def test_waiting_letters_are_printed_and_marked_together_k_18(admin, db, on_paper, sign_in, person) -> None:
    priya, made = on_paper
    other = who(person(Role.MANAGER))
    for case, letter in made:
        holding.agree(db, case, letter, actor=other, now=MONDAY)
    db.commit()
    sign_in(account=priya)
    admin.get("/letters")
    ids = [str(letter.id) for _, letter in made]
    assert admin.post("/letters/batch", data={"print": "yes"}).status_code == 422
    assert "Choose at least one letter" in admin.page.text
    db.query(SafeWay).filter_by(case_id=made[0][0].id, way=Way.POST).update({"allowed": False})
    db.commit()
    printed = admin.post("/letters/batch", data={"print": "yes", "letter": ids})
    pages = pikepdf.open(io.BytesIO(printed.data)).pages
    assert len(pages) == 2  # the addresses, and the one that may still go by post (PRV-10)
    assert db.get(Letter, made[1][1].id).counted_at is None
    db.query(SafeWay).filter_by(case_id=made[0][0].id, way=Way.POST).update({"allowed": True})
    db.commit()
    assert admin.post("/letters/batch", data={"mark": "yes", "letter": ids}).status_code == 422
    assert "Enter the day they went" in admin.page.text
    tomorrow = MONDAY + timedelta(days=1)
    day = {"on-day": str(tomorrow.day), "on-month": str(tomorrow.month), "on-year": str(tomorrow.year)}
    assert admin.post("/letters/batch", data={"mark": "yes", "letter": ids, **day}).status_code == 422
    day["on-day"] = str(MONDAY.day)
    assert admin.post("/letters/batch", data={"mark": "yes", "letter": ids, **day}).status_code == 200
    db.expire_all()
    assert {db.get(Letter, letter.id).counted_on for _, letter in made} == {MONDAY.date()}


def test_an_administrator_says_how_long_a_letter_can_be_called_back(admin, db, sign_in) -> None:
    sign_in(Role.ADMINISTRATOR)
    admin.get("/settings/letters")
    assert admin.post("/settings/letters", data={"minutes": "7"}).status_code == 422
    assert admin.post("/settings/letters", data={"minutes": "15", "confirm": "yes"}).status_code == 303
    assert held_for(db) == timedelta(minutes=15)


def test_a_letter_about_anything_else_always_names_the_ways_on_3_6(admin, db, keys, closed) -> None:
    case, ring, _ = closed
    page = f"/cases/{case.reference}/letters/new"
    admin.get(page)
    assert admin.post(page, data={"words": ""}).status_code == 422
    assert admin.post(page, data={"words": "We moved **the meeting**.", "look": "yes"}).status_code == 200
    assert "<strong>the meeting</strong>" in admin.page.html
    assert db.query(Letter).filter_by(case_id=case.id, kind="general").count() == 0
    assert admin.post(page, data={"words": "We moved **the meeting**.", "send": "yes"}).status_code == 303
    content = ring.open_json(Letter.body, db.query(Letter).filter_by(case_id=case.id, kind="general").one())
    assert "Ombudsman" in str(content)


def test_only_a_letter_that_is_owed_to_nobody_is_dropped(admin, db, closed) -> None:
    case, _, owed = closed
    page = f"/cases/{case.reference}/letters"
    admin.post(f"{page}/new", data={"words": "We moved the meeting.", "send": "yes"})
    other = db.query(Letter).filter_by(case_id=case.id, kind="general").one()
    for letter in (owed, other):
        admin.post(f"{page}/{letter.id}/back")
    assert admin.post(f"{page}/{owed.id}/drop", data={"drop-why": "Not needed."}).status_code == 409
    assert admin.post(f"{page}/{other.id}/drop", data={"drop-why": ""}).status_code == 422
    assert admin.post(f"{page}/{other.id}/drop", data={"drop-why": "It was a mistake."}).status_code == 303
    admin.get(f"/cases/{case.reference}/timeline")
    assert "a letter was not sent after all" in admin.page.text


def test_a_letter_that_is_owed_says_why_it_cannot_be_left_unsent(admin, closed) -> None:
    case, _, letter = closed
    address = f"/cases/{case.reference}/letters/{letter.id}"
    admin.post(f"{address}/back")
    admin.get(f"{address}/change")
    assert "It cannot be left unsent. An end is confirmed in writing (TW 6.2)." in admin.page.text
    assert "Do not send it" not in admin.page.text


def test_who_checks_sees_every_address_they_gave_with_its_days_and_why_it_is_asked_prv_11(
    admin, db, on_paper, sign_in, person, keys
) -> None:
    _, [(case, letter), _] = on_paper
    case = db.get(Case, case.id)
    ring = keys.staff.ring.with_case(case)
    for days, address in ((1, "1 Old Road"), (2, "1 Old Road"), (3, "2 New Lane")):
        details = json.dumps({"contact": {"ways": ["post"], "address": address}})
        when = MONDAY + timedelta(days=days)
        record(db, case, Event.CONTACT_CHANGED, actor=SYSTEM, now=when, details=details, keys=ring)
    db.commit()
    sign_in(account=person(Role.OFFICER, name="Ann Lee"))
    page = f"/cases/{case.reference}/letters/{letter.id}/check"
    admin.get(page)
    assert "They changed their address: no letter of ours has gone to this one yet." in admin.page.text
    table = admin.page.html.split('id="addresses"')[1].split("</table>")[0]
    rows = [re.sub("<[^>]+>", " ", row).split() for row in table.split("<tr>")[2:]]
    assert [" ".join(row) for row in rows] == [
        "2 New Lane 26 November 2026 Today None",
        "1 Old Road 24 November 2026 26 November 2026 None",
        "1 Elm Row, Ashbourne, AB9 9ZY 23 November 2026 24 November 2026 None",
    ]
    db.query(SafeWay).filter_by(case_id=case.id, way=Way.POST).update({"shared": True})
    db.commit()
    admin.get(page)
    assert "Somebody else may open the post at this address." in admin.page.text
    db.query(SafeWay).filter_by(case_id=case.id, way=Way.POST).update({"shared": False})
    db.commit()
    admin.post(page)
    admin.get(f"/letters/{letter.id}")
    assert "1 Old Road" in admin.page.text, "whoever posts it sees them too"
