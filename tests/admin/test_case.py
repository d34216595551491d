"""The pages of one case: what they show, what they keep, and who finds them missing."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import events_of
from models.cases.opening import Opened
from models.cases.points import add_point
from models.procedure.terms import Event, Journey, Procedure, Role
from models.tables.audit import AuditRow
from models.tables.case import Case
from models.tables.words import Note, Point, TheirWords, ThreadMessage
from tests.browser_rules import Browser
from tests.conftest import MONDAY, Locks
from tests.counting import counting
from tests.making import make_case, spoil

PAGES = ("", "/points", "/timeline", "/messages", "/people", "/letters", "/clocks", "/notes")
REFERENCE = "CV-AAAA-A1"
AT = f"/cases/{REFERENCE}"


@pytest.fixture
def opened(db: Session, keys: Locks) -> Opened:
    answers = {
        "who": {"lives": "12 Larch Road", "born": "2012-03-04"},
        "contact": {"ways": ["email", "call"]},
        "contact_details": {"email": "sam@mail.example", "call_number": "07700 900200", "call_voicemail": "no"},
    }
    return make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers=answers)


def text(admin: Browser) -> str:
    assert admin.page
    return admin.page.text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_a_case_opens_and_is_kept_in_one_row(
    admin: Browser, officer: Actor, opened: Opened, db: Session, path: str
) -> None:
    assert admin.get(AT + path).status_code == 200
    rows = db.scalars(
        select(AuditRow).where(AuditRow.object_id == opened.case.id, AuditRow.actor_id == officer.id)
    ).all()
    assert [(row.action, row.object_kind) for row in rows] == [("view", "case")]
    assert REFERENCE in text(admin)


@pytest.mark.parametrize("path", PAGES)
def test_behind_the_wall_there_is_nothing_az_02(
    admin: Browser, sign_in: Callable[..., Actor], db: Session, keys: Locks, path: str
) -> None:
    sign_in(Role.OFFICER, name="Karen Cole")
    worker = {"worker": {"worker": "Karen Cole", "ask_first": "ok"}}
    make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers=worker)
    hidden = admin.get(AT + path)
    missing = admin.get("/cases/CV-ZZZZ-Z9" + path)
    assert hidden.status_code == missing.status_code == 404
    token = r'name="csrf_token"[^>]*'  # signed with the second it was made in
    assert re.sub(token, "", hidden.text) == re.sub(token, "", missing.text)
    tried = db.scalars(select(AuditRow).where(AuditRow.action == "denied")).all()
    assert [row.object_id for row in tried] == [db.scalars(select(Case.id)).one(), None]


def test_their_words_come_first_and_untouched(admin: Browser, officer: Actor, db: Session, keys: Locks) -> None:
    story = "He said <b>no</b>.\n\n   Twice."
    make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers={"tell": {"story": story}})
    answer = admin.get(AT).get_data(as_text=True)
    assert "He said &lt;b&gt;no&lt;/b&gt;.\n\n   Twice." in answer


def test_one_text_that_cannot_be_opened_leaves_the_page_standing_enc_03(
    admin: Browser, officer: Actor, opened: Opened, db: Session
) -> None:
    (row,) = db.scalars(select(TheirWords)).all()
    spoil(db, row)
    for page in PAGES:
        assert admin.get(AT + page).status_code == 200
    admin.get(AT)
    assert "This cannot be shown." in text(admin)


def test_numbers_and_where_they_live_stay_covered_until_someone_asks_for_them_az_07(
    admin: Browser, officer: Actor, opened: Opened, db: Session
) -> None:
    admin.get(AT + "/people")
    assert "900200" not in text(admin)
    assert "sam@mail.example" not in text(admin)
    assert "no voice message" in text(admin)
    assert "Larch Road" not in text(admin)
    assert "2012" not in text(admin)
    admin.get(AT + "/people?show=contact")
    assert all(words in text(admin) for words in ("07700 900200", "12 Larch Road", "4 March 2012"))
    actions = [row.action for row in db.scalars(select(AuditRow).where(AuditRow.object_id == opened.case.id))]
    assert actions.count("contact_shown") == 1


def test_a_message_is_previewed_then_sent(admin: Browser, officer: Actor, opened: Opened, db: Session) -> None:
    admin.post(AT + "/messages", data={"body": "We will ring on Friday.", "do": "preview"})
    assert "As they will see it" in text(admin)
    assert not db.scalars(select(ThreadMessage)).all()
    answer = admin.post(AT + "/messages", data={"body": "We will ring on Friday.", "do": "send"})
    assert answer.status_code == 303
    admin.get(AT + "/messages")
    assert "We will ring on Friday." in text(admin)
    assert admin.post(AT + "/messages", data={"body": " "}).status_code == 422


def test_a_note_is_kept_apart_from_messages(admin: Browser, officer: Actor, opened: Opened, db: Session) -> None:
    admin.post(AT + "/notes", data={"kind": "call", "body": "Rosa rang."})
    admin.get(AT + "/notes")
    assert "Rosa rang." in text(admin)
    admin.get(AT + "/messages")
    assert "Rosa rang." not in text(admin)
    assert len(db.scalars(select(Note)).all()) == 1


def test_points_are_tended_on_their_page(admin: Browser, officer: Actor, opened: Opened, db: Session) -> None:
    for words in ("One", "Two"):
        admin.post(AT + "/points", data={"text": words, "procedure": ""})
    one, two = db.scalars(select(Point).order_by(Point.number)).all()
    admin.post(f"{AT}/points/{two.id}", data={"do": "up"})
    admin.post(f"{AT}/points/{one.id}", data={"do": "save", "text": "One, better", "procedure": ""})
    admin.get(AT + "/points")
    assert text(admin).index("Two") < text(admin).index("One, better")
    assert admin.post(f"{AT}/points/{one.id}", data={"do": "save", "text": ""}).status_code == 422
    assert admin.post(f"{AT}/points/{two.id}", data={"do": "drop"}).status_code == 422
    assert "Choose why it is no point" in text(admin)
    gone = {"do": "drop", "why": "same"}
    assert admin.post(f"{AT}/points/{two.id}", data=gone).status_code == 303
    assert admin.post(f"{AT}/points/{one.id}", data=gone).status_code == 409
    assert admin.post(f"{AT}/points/{uuid.uuid4()}", data=gone).status_code == 409


def test_a_point_does_not_leave_the_childrens_procedure_by_one_person_and_one_press_x_01(
    admin: Browser, officer: Actor, opened: Opened, db: Session
) -> None:
    admin.post(AT + "/points", data={"text": "My plan was changed.", "procedure": ""})
    typed = {"text": "Nobody rings me back.", "procedure": "corporate", "do": "save"}
    assert admin.post(AT + "/points", data=typed).status_code == 422
    assert "when a second person has agreed" in text(admin)
    point = db.scalars(select(Point)).one()
    assert admin.post(f"{AT}/points/{point.id}", data={**typed, "text": "Better words"}).status_code == 422
    assert "Better words" in text(admin)
    db.refresh(point)
    assert point.procedure is None


def test_the_working_of_each_clock_is_shown(admin: Browser, officer: Actor, opened: Opened) -> None:
    admin.get(AT + "/clocks")
    assert "Answer at stage 1" in text(admin)
    assert "Not counted: Saturday 28 November 2026" in text(admin)
    assert "(Saturday)" not in text(admin)
    assert "the day it reached us" in text(admin)


def test_an_advocate_found_moves_the_start_where_they_asked_to_wait_k_11(
    admin: Browser, sign_in: Callable[..., Actor], db: Session, keys: Locks, clock: Any
) -> None:
    wait = {"advocate": {"advocate": "yes"}, "advocate_yes": {"start": "wait"}}
    make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers=wait)
    clock.forward(days=2)
    sign_in(Role.OFFICER)
    day = {"advocate-on-day": "25", "advocate-on-month": "11", "advocate-on-year": "2026", "do": "appointed"}
    assert admin.post(AT + "/clocks/advocate", data=day).status_code == 303
    admin.get(AT + "/clocks")
    assert "the start waited for an advocate" in text(admin)


def test_clocks_lead_to_the_six_questions_only_where_standing_needs_them_e_15(
    admin: Browser, officer: Actor, db: Session, keys: Locks
) -> None:
    relative = {"standing": {"standing": "relative"}}
    make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, journey=Journey.PARENT, answers=relative)
    link = f'href="{AT}/checks/interest"'
    assert link in admin.get(AT + "/clocks").text
    other = make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT).case.reference
    assert f"/cases/{other}/checks/interest" not in admin.get(f"/cases/{other}/clocks").text
    assert admin.post(AT + "/clocks/interest", data={"do": "enough"}).status_code == 404


def test_the_wall_is_tended_on_the_people_page(
    admin: Browser, officer: Actor, opened: Opened, person: Callable[..., Any], db: Session
) -> None:
    account = person(Role.RESPONDER, name="Karen Cole")
    assert admin.post(AT + "/wall", data={"staff": str(account.staff_id)}).status_code == 303
    admin.get(AT + "/people")
    assert "Karen Cole" in text(admin)
    assert "None of them has opened it." in text(admin)
    assert admin.post(f"{AT}/wall/{account.staff_id}/lift").status_code == 409
    assert Event.WALL_LIFTED not in [event.event for event in events_of(db, opened.case)]


def test_who_steps_aside_sees_it_no_more(admin: Browser, officer: Actor, opened: Opened) -> None:
    assert admin.post(AT + "/wall/step-aside").headers["Location"].endswith("/queue")
    assert admin.get(AT).status_code == 404


def test_an_officer_is_named_and_cases_are_linked(
    admin: Browser, officer: Actor, opened: Opened, db: Session, keys: Locks
) -> None:
    make_case(db, keys.staff.ring, now=MONDAY, reference="CV-BBBB-B1", journey=Journey.PARENT)
    assert admin.post(AT + "/officer", data={"officer": str(officer.id)}).status_code == 303
    assert admin.post(AT + "/officer", data={"officer": str(uuid.uuid4())}).status_code == 422
    assert admin.post(AT + "/link", data={"other": "cv-bbbb-b1", "why": "sibling"}).status_code == 303
    assert admin.post(AT + "/link", data={"other": "CV-ZZZZ-Z9", "why": "sibling"}).status_code == 422
    admin.get(AT + "/people")
    assert "CV-BBBB-B1" in text(admin)


def test_a_case_page_costs_the_same_for_two_entries_and_for_ten(
    admin: Browser, officer: Actor, opened: Opened, db: Session
) -> None:
    pages = [AT + page for page in PAGES]
    for page in pages:
        admin.get(page)
    few = _costs(admin, db, pages)
    for number in range(8):
        add_point(
            db,
            opened.case,
            f"Point {number}",
            procedure=Procedure.STATUTORY,
            actor=officer,
            keys=opened.keys,
            now=MONDAY,
        )
    many = _costs(admin, db, pages)
    assert many == few
    # one of them for the menu, one for what they left unsent here, three for who complains together
    assert max(many.values()) <= 16, many


def _costs(admin: Browser, db: Session, pages: list[str]) -> dict[str, int]:
    costs = {}
    for page in pages:
        with counting(db.get_bind()) as seen:
            admin.get(page)
        costs[page] = len(seen)
    return costs


def test_nobody_without_a_place_at_the_desk_opens_a_case(
    admin: Browser, sign_in: Callable[..., Actor], opened: Opened, db: Session
) -> None:
    for role in (Role.RESPONDER, Role.DIRECTOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.DUTY, Role.ALTERNATE):
        sign_in(role)
        assert admin.get(AT).status_code == 404
    db.scalars(select(Case)).one().to_alternate = True
    sign_in(Role.ALTERNATE)
    assert admin.get(AT).status_code == 200


@pytest.mark.parametrize(
    ("path", "typed"),
    [("/notes", {}), ("/messages", {"body": "Hello", "do": "preview"}), ("/triage", {}), ("/link", {})],
)
def test_a_page_drawn_again_to_answer_a_form_is_a_look_like_any_other_aud_01(
    admin: Browser, officer: Actor, opened: Opened, db: Session, path: str, typed: dict[str, str]
) -> None:
    admin.get("/account")
    looks = select(AuditRow.action).where(AuditRow.object_id == opened.case.id, AuditRow.actor_id == officer.id)
    assert admin.post(AT + path, data=typed).status_code in (200, 422)
    assert db.scalars(looks).all() == ["view"]
    admin.post(AT + path, data=typed)
    assert db.scalars(looks).all() == ["view"], "once is enough for who is still there"


def test_asking_only_for_the_head_of_a_page_is_a_look_too(
    admin: Browser, officer: Actor, opened: Opened, db: Session
) -> None:
    assert admin.head(AT).status_code == 200
    looks = select(AuditRow.action).where(AuditRow.object_id == opened.case.id, AuditRow.actor_id == officer.id)
    assert db.scalars(looks).all() == ["view"]


@pytest.mark.parametrize("path", [f"{AT}/letters/{{}}", "/letters/{}", "/questions/{}"])
def test_what_is_no_case_and_not_theirs_is_refused_and_kept_in_one_row_aud_01(
    admin: Browser, officer: Actor, opened: Opened, db: Session, path: str
) -> None:
    assert admin.get(path.format(uuid.uuid4())).status_code == 404
    assert db.scalars(select(AuditRow.action).where(AuditRow.actor_id == officer.id)).all() == ["denied"]
