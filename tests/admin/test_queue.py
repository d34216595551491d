"""The queue page: its rows, its filters, finding a case, and that it costs the same for one row and twenty-five."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.indexing import add_tags
from models.cases.recording import record
from models.credentials import new_reference
from models.procedure.terms import Advocate, Event, Journey, Role, Safe
from models.tables.audit import AuditRow
from models.tables.case import Case
from models.tables.words import TheirWords
from tests.browser_rules import Browser
from tests.conftest import MONDAY, Locks
from tests.counting import counting
from tests.making import make_case, spoil


@pytest.fixture
def add(db: Session, keys: Locks) -> Callable[..., Case]:
    def make(**change: Any) -> Case:
        return make_case(db, keys.staff.ring, now=MONDAY, **change).case

    return make


def text(admin: Browser) -> str:
    assert admin.page
    return admin.page.text


def test_a_row_says_in_five_seconds_what_matters(admin: Browser, officer: Actor, add: Callable[..., Case]) -> None:
    add(
        reference="CV-AAAA-A1",
        answers={
            "contact": {"ways": ["text"]},
            "contact_details": {"text_number": "07700 900200"},
            "advocate": {"advocate": "yes"},
            "soon": {"soon": "yes", "when": "now", "words": "I have to move"},
        },
    )
    add(reference="CV-BBBB-B1", journey=Journey.PARENT)
    assert admin.get("/queue").status_code == 200
    page = text(admin)
    for words in (
        "CV-AAAA-A1 Young person, 13 to 15",
        "Nobody rings me back.",
        "freeze?",
        "Safe: text only",
        "Wants an advocate",
        "Here, because a change they do not want is due within 5 working days.",
        "My son was moved and nobody told me.",
        "No officer yet",
    ):
        assert words in page
    assert page.index("CV-AAAA-A1") < page.index("CV-BBBB-B1")
    assert "07700" not in page


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((), "Wants an advocate, not yet asked for"),
        ((Event.ADVOCATE_REFERRED,), "Advocate asked for"),
        ((Event.ADVOCATE_REFERRED, Event.ADVOCATE_APPOINTED), "Advocate named, not yet in touch"),
        ((Event.ADVOCATE_REFERRED, Event.ADVOCATE_APPOINTED, Event.ADVOCATE_CONTACTED), "An advocate is in touch"),
    ],
)
def test_a_row_tells_an_advocate_only_named_from_one_who_is_in_touch_6_2(
    admin: Browser, officer: Actor, add: Callable[..., Case], db: Session, steps: tuple[Event, ...], said: str
) -> None:
    case = add(answers={"advocate": {"advocate": "yes"}})
    for step in steps:
        record(db, case, step, actor=officer, now=MONDAY)
    case.advocate = Advocate.HAVE_ONE if Event.ADVOCATE_APPOINTED in steps else Advocate.YES
    db.commit()
    admin.get("/queue")
    assert said in text(admin)


def test_an_alarm_is_a_word_and_a_sign_and_the_keyboard_skips_to_the_cases_6_2_6_4(
    admin: Browser, officer: Actor, add: Callable[..., Case], db: Session
) -> None:
    add().safe = Safe.NO
    db.commit()
    admin.get("/queue")
    assert "Said not safe" in text(admin)
    assert admin.page
    assert "heard-alarm" in admin.page.html
    assert any(link["href"] == "#rows" for link in admin.page.all("a"))


def test_a_text_that_cannot_be_opened_spoils_only_its_own_row_enc_03(
    admin: Browser, officer: Actor, add: Callable[..., Case], db: Session
) -> None:
    add()
    add()
    row = db.scalars(select(TheirWords)).first()
    assert row
    spoil(db, row)
    assert admin.get("/queue").status_code == 200
    assert text(admin).count("This cannot be shown.") == 1
    assert text(admin).count("Nobody rings me back.") == 1


def test_the_page_costs_the_same_for_one_row_and_for_twenty_five(
    admin: Browser, officer: Actor, add: Callable[..., Case], db: Session
) -> None:
    add()
    admin.get("/queue")
    with counting(db.get_bind()) as one:
        admin.get("/queue")
    for _ in range(24):
        add()
    with counting(db.get_bind()) as many:
        admin.get("/queue")
    assert len(one) == len(many) <= 5, many


def test_opening_the_queue_is_kept_in_one_row(admin: Browser, officer: Actor, db: Session) -> None:
    admin.get("/queue?show=late")
    rows = db.scalars(select(AuditRow).where(AuditRow.action == "queue")).all()
    assert [row.reason for row in rows] == ["late"]


@pytest.mark.parametrize("typed", ["whole", "loose", "sam@mail.example", "SAM", "+44 7700 900200"])
def test_a_case_is_found_by_what_somebody_knows_of_it(
    admin: Browser, officer: Actor, add: Callable[..., Case], db: Session, keys: Locks, typed: str
) -> None:
    reference = new_reference()
    case = add(reference=reference)
    typed = {"whole": reference, "loose": reference.replace("-", " ").lower()}.get(typed, typed)
    values = {"email": ["sam@mail.example"], "name": ["Sam"], "phone": ["07700 900200"]}
    add_tags(db, keys.staff.index, case.id, values)
    answer = admin.get("/queue/search", query_string={"q": typed}, follow_redirects=True)
    assert answer.status_code == 200
    assert reference in (text(admin) + answer.request.path)


def test_what_stands_behind_the_wall_is_found_by_nothing_t40(
    admin: Browser, sign_in: Callable[..., Actor], add: Callable[..., Case], db: Session, keys: Locks
) -> None:
    walled = sign_in(Role.OFFICER, name="Karen Cole")
    case = add(reference="CV-AAAA-A1", answers={"worker": {"worker": "Karen Cole", "ask_first": "ok"}})
    add_tags(db, keys.staff.index, case.id, {"name": ["Sam"]})
    for path in ("/queue", "/queue?show=new", "/queue/search?q=Sam", "/queue/search?q=CV-AAAA-A1"):
        assert admin.get(path).status_code == 200
        assert 'href="/cases' not in admin.page.html if admin.page else False, (path, walled)


def test_those_without_a_place_at_the_desk_find_no_queue(admin: Browser, sign_in: Callable[..., Actor]) -> None:
    for role in (Role.RESPONDER, Role.DIRECTOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.DUTY):
        sign_in(role)
        assert admin.get("/queue").status_code == 404


def test_everyone_lands_where_their_work_is(admin: Browser, sign_in: Callable[..., Actor]) -> None:
    sign_in(Role.OFFICER)
    assert admin.get("/").headers["Location"].endswith("/queue")
    sign_in(Role.AUDITOR)
    assert admin.get("/").status_code == 303
