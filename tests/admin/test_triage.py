"""The triage page: one page, one button; what is open is said, what is typed stays, and nobody overwrites anybody."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.corresponding import send_message
from models.cases.indexing import add_tags
from models.cases.opening import Opened
from models.cases.walling import put_behind
from models.procedure.judgements import Judging
from models.procedure.terms import Event, Journey, Role, State
from models.tables.account import Account
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.words import Letter, Point
from tests.browser_rules import Browser
from tests.conftest import MONDAY, Locks
from tests.making import make_case
from tests.models.cases.screened import judged

REFERENCE = "CV-AAAA-A1"
AT = f"/cases/{REFERENCE}/triage"


@pytest.fixture
def opened(db: Session, keys: Locks) -> Opened:
    return make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers={"safe": {"safe": "yes"}})


@pytest.fixture
def responder(person: Callable[..., Account]) -> Account:
    return person(Role.RESPONDER, name="Dana Reed")


def text(admin: Browser) -> str:
    assert admin.page
    return admin.page.text


def shown(admin: Browser) -> dict[str, Any]:
    """What the form holds as the page came, as a browser would send it."""
    assert admin.page
    form = next(form for form in admin.page.forms if form["attributes"].get("id") == "triage")
    kept: dict[str, Any] = {}
    for tag, given in form["fields"]:
        kind = given.get("type", "text")
        if tag == "button" or kind == "submit" or (kind == "radio" and "checked" not in given):
            continue
        if tag == "input":
            kept.setdefault(given["name"], []).append(given.get("value", ""))
    return kept


def given(case: Case, who: Account, /, **change: Any) -> dict[str, Any]:
    """A simple case decided: what the officer chose, and what the page had filled in."""
    base = {
        "version": str(case.version),
        "safe": "safe",
        "route": "statutory:child",
        "advocate": "offered",
        "point": ["Nobody rings me back."],
        "home": [""],
        "left_out": [""],
        "responder": str(who.staff_id),
        "do": "send",
    }
    return {**base, **change}


def test_the_page_shows_seven_decisions_with_their_words_and_a_suggestion(
    admin: Browser, officer: Actor, opened: Opened, responder: Account
) -> None:
    assert admin.get(AT).status_code == 200
    page = text(admin)
    for number in range(1, 8):
        assert f" {number}. " in page
    assert "Nobody rings me back." in page
    assert "suggested" in page
    assert "Dana Reed" in page
    assert shown(admin)["safe"] == ["safe"]
    assert "route" not in shown(admin)


def test_one_page_and_one_button_acknowledge_a_simple_case_t53(
    admin: Browser, officer: Actor, opened: Opened, responder: Account, db: Session
) -> None:
    admin.get(AT)
    answer = admin.post(AT, data=given(opened.case, responder))
    assert answer.status_code == 303
    case = db.scalars(select(Case)).one()
    assert (case.state, case.responder_id) == (State.S1_OPEN, responder.staff_id)
    events = set(db.scalars(select(CaseEvent.event)))
    assert {Event.ROUTED_STATUTORY, Event.ACKNOWLEDGED, Event.RESPONDER_ASSIGNED} <= events
    admin.get(f"/cases/{REFERENCE}/letters")
    assert "Acknowledgement, stage 1" in text(admin)


def test_what_is_open_is_said_and_what_was_typed_stays(
    admin: Browser, officer: Actor, opened: Opened, responder: Account, db: Session
) -> None:
    data = given(opened.case, responder, safe="", point=["My own wording"], responder="")
    assert admin.post(AT, data=data).status_code == 422
    assert "Say whether they are safe" in text(admin)
    assert "Choose who answers" in text(admin)
    assert "My own wording" in text(admin)
    assert admin.post(AT, data={**data, "route": "", "point": [""]}).status_code == 422
    assert "Choose which way it goes" in text(admin)
    assert not db.scalars(select(Letter)).all()


def test_the_letter_is_drawn_beside_the_decisions(
    admin: Browser, officer: Actor, opened: Opened, responder: Account, db: Session
) -> None:
    data = given(opened.case, responder, do="preview")
    assert admin.post(AT, data=data).status_code == 200
    assert "You will get an answer by Monday 7 December 2026." in text(admin)
    part = admin.post(AT, data=data, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert part.lstrip().startswith("<aside")
    assert 'id="part-preview"' in part
    assert "You will get an answer by Monday 7 December 2026." in part
    assert not db.scalars(select(Letter)).all()


def test_points_are_added_and_put_in_order_without_javascript(
    admin: Browser, officer: Actor, opened: Opened, responder: Account, db: Session
) -> None:
    rows: dict[str, Any] = {"point": ["One", "Two"], "home": ["", "corporate"], "left_out": ["", ""]}
    assert admin.post(AT, data=given(opened.case, responder, do="up-1", **rows)).status_code == 200
    assert text(admin).index("Two") < text(admin).index("One")
    admin.post(AT, data=given(opened.case, responder, do="add", **rows))
    assert "Point 3" in text(admin)
    for nonsense in ("up-0", "down-1", "up-99", "down-x", "up-"):
        assert admin.post(AT, data=given(opened.case, responder, do=nonsense, **rows)).status_code == 200
    assert not db.scalars(select(Point)).all()


def test_a_point_is_left_out_for_a_reason_of_the_list_and_what_was_chosen_stays_e_44(
    admin: Browser, officer: Actor, opened: Opened, responder: Account, db: Session
) -> None:
    rows: dict[str, Any] = {"point": ["One", "The order"], "home": ["", ""], "left_out": ["", "Ask that court."]}
    assert admin.post(AT, data=given(opened.case, responder, **rows)).status_code == 422
    assert "Choose why this is left out: The order" in text(admin)
    rows["ground"] = ["", "court_decided"]
    assert admin.post(AT, data=given(opened.case, responder, safe="", **rows)).status_code == 422
    html = admin.page.html if admin.page else ""
    assert '<option value="court_decided" selected>' in html
    assert "Only a court can change it. Ask that court." in text(admin), "the letter beside it"
    assert admin.post(AT, data=given(opened.case, responder, **rows)).status_code == 303


def test_two_officers_at_once_the_second_is_told_and_loses_nothing_r4(
    admin: Browser, officer: Actor, opened: Opened, responder: Account, db: Session
) -> None:
    old = opened.case.version
    send_message(db, opened.case, "We are on it", actor=officer, keys=opened.keys, now=MONDAY)
    data = given(opened.case, responder, version=str(old), point=["My own wording"])
    assert admin.post(AT, data=data).status_code == 409
    assert "Somebody changed this case" in text(admin)
    assert "We wrote to them" in text(admin)
    assert "My own wording" in text(admin)
    version = shown(admin)["version"][0]
    assert admin.post(AT, data={**data, "version": version}).status_code == 303
    assert admin.post(AT, data={**data, "version": version}).status_code == 409
    assert len(db.scalars(select(Letter)).all()) == 1


def test_a_refusal_is_sent_with_all_its_parts(
    admin: Browser, responder: Account, db: Session, keys: Locks, sign_in: Callable[..., Actor]
) -> None:
    actor = sign_in(Role.MANAGER)
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, journey=Journey.PARENT)
    judged(db, opened, Judging.PROCEEDINGS, "all_waits", actor=actor)
    data = given(opened.case, responder, route="refused:court", advocate="")
    assert admin.post(AT, data=data).status_code == 422
    parts = {
        "reasons": "The court decides.",
        "evidence": "The file.",
        "carried_on": "Nothing.",
        "again": "When it ends.",
    }
    assert admin.post(AT, data={**data, **parts}).status_code == 303
    assert db.scalars(select(Case)).one().state is State.CLOSED


def test_matches_of_a_typed_name_are_settled_here(
    admin: Browser, officer: Actor, responder: Account, db: Session, keys: Locks, person: Callable[..., Account]
) -> None:
    karen = person(name="Karen Cole")
    worker = {"worker": {"worker": "Karen", "ask_first": "ok"}}
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers=worker)
    admin.get(AT)
    assert "Karen Cole may be the person they mean" in text(admin)
    data = given(opened.case, responder, **{f"wall-{karen.staff_id}": "confirm"})
    assert admin.post(AT, data=data).status_code == 303


def test_the_next_new_case_opens_at_once(
    admin: Browser, officer: Actor, opened: Opened, responder: Account, db: Session, keys: Locks
) -> None:
    make_case(db, keys.staff.ring, now=MONDAY, reference="CV-BBBB-B1", journey=Journey.PARENT)
    answer = admin.post(AT, data=given(opened.case, responder, do="next"))
    assert answer.headers["Location"].endswith("/cases/CV-BBBB-B1/triage")


def test_what_is_decided_is_not_decided_again(
    admin: Browser, officer: Actor, opened: Opened, responder: Account
) -> None:
    admin.post(AT, data=given(opened.case, responder))
    assert admin.get(AT).headers["Location"].endswith(f"/cases/{REFERENCE}")
    admin.get(f"/cases/{REFERENCE}")
    assert f"Decided by {officer.name} on " in text(admin)
    assert admin.post(AT, data=given(opened.case, responder)).status_code == 409


@pytest.mark.parametrize(
    "change", [{"responder": "x"}, {"route": "statutory:nonsense"}, {"version": "x" * 50}, {"point": ["a", "b"]}]
)
def test_a_form_that_no_page_of_ours_sent_breaks_nothing(
    admin: Browser, officer: Actor, opened: Opened, responder: Account, change: dict[str, Any], db: Session
) -> None:
    assert admin.post(AT, data=given(opened.case, responder, **change)).status_code in (303, 409, 422)


def test_everything_still_to_be_decided_is_said_at_once_e_16(
    admin: Browser, officer: Actor, opened: Opened, responder: Account
) -> None:
    data = given(opened.case, responder, safe="", route="", point=[""], responder="")
    assert admin.post(AT, data=data).status_code == 422
    for said in (
        "Say whether they are safe",
        "Choose which way it goes",
        "Write down at least one point",
        "who answers",
    ):
        assert said in text(admin)


def test_thanks_ask_only_what_applies_k_90(
    admin: Browser, officer: Actor, responder: Account, db: Session, keys: Locks
) -> None:
    answers = {"safe": {"safe": "yes"}}
    opened = make_case(
        db, keys.staff.ring, now=MONDAY, reference=REFERENCE, journey=Journey.PRAISE, answers=answers
    )  # fmt: skip
    admin.get(AT)
    assert "Who hears of it?" in text(admin)
    assert "7. Who answers" not in text(admin)
    assert shown(admin)["route"][0].startswith("com")
    data = {"version": str(opened.case.version), "safe": "safe", "route": "compliment:thanks", "do": "send"}
    assert admin.post(AT, data={**data, "passed_to": "Rosa"}).status_code == 303
    assert db.scalars(select(Case)).one().state is State.PRAISE_OPEN


def test_names_nobody_decided_are_counted_where_the_letter_goes_az_04(
    admin: Browser, officer: Actor, responder: Account, db: Session, keys: Locks, person: Callable[..., Account]
) -> None:
    person(name="Karen Cole")
    worker = {"worker": {"worker": "Karen", "ask_first": "ok"}, "safe": {"safe": "yes"}}
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers=worker)
    admin.get(AT)
    assert "1 name is not decided: 1 person is kept out" in text(admin)
    assert admin.post(AT, data=given(opened.case, responder)).status_code == 303
    admin.get(f"/cases/{REFERENCE}")
    assert "1 name is not decided" in text(admin)


def test_who_answers_may_stay_open_where_they_are_asked_first_and_the_page_says_so_2_4(
    admin: Browser, officer: Actor, responder: Account, db: Session, keys: Locks
) -> None:
    worker = {"safe": {"safe": "yes"}, "worker": {"worker": "Rosa", "ask_first": "ask"}}
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers=worker)
    assert opened.case.ask_first
    admin.get(AT)
    assert "Leave this open: you choose who answers once they have said how." in text(admin)
    assert admin.post(AT, data=given(opened.case, responder, responder="")).status_code == 303


def test_what_may_be_the_same_complaint_sent_twice_is_said_before_it_is_acknowledged_e_24(
    admin: Browser, officer: Actor, opened: Opened, db: Session, keys: Locks
) -> None:
    admin.get(AT)
    assert "Perhaps the same people" not in text(admin)
    earlier = make_case(db, keys.staff.ring, now=MONDAY, reference="CV-BBBB-B1").case
    for case in (opened.case, earlier):
        add_tags(db, keys.staff.index, case.id, {"phone": ["07700 900555"]})
    db.commit()
    admin.get(AT)
    assert "received 23 November 2026: may be the same, sent twice" in text(admin)
    put_behind(db, earlier, officer.id, actor=officer, now=MONDAY)
    db.commit()
    admin.get(AT)
    assert "Perhaps the same people" not in text(admin), "one behind the wall is not counted either (AZ-03)"
