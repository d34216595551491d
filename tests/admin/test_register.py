"""Registering what came by phone, letter or in person."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.forms.register import _time
from models.audit import Actor
from models.procedure.terms import Channel, Role
from models.tables.account import Account
from models.tables.case import Case
from models.tables.holder import Holder
from models.tables.safety import WallEntry
from tests.browser_rules import Browser

FORM = {
    "channel": "phone",
    "on-day": "20",
    "on-month": "11",
    "on-year": "2026",
    "at": "2:30pm",
    "journey": "young_person",
    "name": "Sam",
    "words": "My key worker shouts at me.",
    "safe": "yes",
    "ways": "none",
    "ask_first": "",
    "advocate": "",
    "standing": "",
    "age_band": "13_15",
}


def text(admin: Browser) -> str:
    assert admin.page
    return admin.page.text


def test_a_call_of_friday_is_registered_on_monday_and_counts_from_friday_k_01(
    admin: Browser, officer: Actor, db: Session
) -> None:
    assert admin.get("/register").status_code == 200
    assert admin.post("/register", data=FORM).status_code == 303
    case = db.scalars(select(Case)).one()
    assert (case.channel, case.received_on.isoformat()) == (Channel.PHONE, "2026-11-20")
    admin.get(f"/cases/{case.reference}")
    assert "My key worker shouts at me." in text(admin)
    assert f"by {officer.name}" in text(admin)
    assert "Written down for them on" in text(admin)


def test_the_same_form_twice_is_one_case_r2(admin: Browser, officer: Actor, db: Session) -> None:
    admin.get("/register")
    assert admin.page
    instance = next(given["value"] for given in admin.page.all("input") if given.get("name") == "instance")
    for _ in range(2):
        assert admin.post("/register", data={**FORM, "instance": instance}).status_code == 303
    assert len(db.scalars(select(Case)).all()) == 1


def test_words_are_made_and_shown_once(admin: Browser, officer: Actor, db: Session) -> None:
    answer = admin.post("/register", data={**FORM, "give_words": "y"})
    assert answer.status_code == 200
    assert "shown here once" in text(admin)
    for needed in ("http://localhost:8000/come-back", "What to read out", "Print the card"):
        assert needed in text(admin)
    holder = db.scalars(select(Holder)).one()
    assert holder.words_wrap is not None
    assert holder.reference == db.scalars(select(Case)).one().reference
    assert str(holder.reference) in text(admin)
    admin.get(f"/cases/{holder.reference}")
    assert "Written down for them on" in text(admin)
    assert "as they wrote it" not in text(admin)


def test_whose_only_safe_way_is_mail_never_gets_the_words_by_it_prv_10(
    admin: Browser, officer: Actor, db: Session
) -> None:
    mail = {"give_words": "y", "ways": "email", "email": "jo@example.com"}
    admin.post("/register", data={**FORM, **mail})
    assert "these words never go by e-mail" in text(admin)
    admin.post("/register", data={**FORM, **mail, "ways": ["email", "call"], "phone": "01632 960001"})
    assert "these words never go by e-mail" not in text(admin)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"words": " "}, "Write down what they said"),
        ({"channel": ""}, "Say how it came"),
        ({"on-day": "24"}, "The day must be today or earlier"),
        ({"on-day": "23", "at": "11pm"}, "The time must be before now"),
        ({"at": "half past"}, "Enter a time like 2:30pm"),
        ({"ways": []}, "Say which way is safe, or tick that none is"),
        ({"ways": ["none", "post"]}, "Tick the safe ways, or that none is safe: not both"),
        ({"ways": "email"}, "Write down the number or address"),
        ({"ways": "email", "email": "sam\nbcc: x"}, "Enter a whole email address"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    admin: Browser, officer: Actor, db: Session, change: dict[str, Any], said: str
) -> None:
    assert admin.post("/register", data={**FORM, "name": "Sam from Hill House", **change}).status_code == 422
    assert said in text(admin)
    assert admin.page
    assert "Sam from Hill House" in admin.page.html
    assert not db.scalars(select(Case)).all()


def test_a_worker_named_on_the_phone_is_kept_out_before_anybody_reads_it_az_04(
    admin: Browser, officer: Actor, db: Session, person: Callable[..., Account]
) -> None:
    person(Role.OFFICER, name="Karen Cole")
    admin.post("/register", data={**FORM, "worker": "Karen"})
    assert len(db.scalars(select(WallEntry)).all()) == 1


@pytest.mark.parametrize(
    ("typed", "expected"), [("2:30pm", "14:30"), ("14.30", "14:30"), ("9", "09:00"), ("12am", "00:00")]
)
def test_times_as_people_write_them(typed: str, expected: str) -> None:
    found = _time(typed)
    assert found
    assert f"{found:%H:%M}" == expected


@pytest.mark.parametrize("typed", ["25", "13pm", "0am", "10:61", "noon", ""])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert _time(typed) is None


@pytest.mark.parametrize("words", [{}, {"give_words": "y"}])
def test_the_acknowledgement_names_a_page_only_to_who_has_one(
    admin: Browser, officer: Actor, db: Session, words: dict[str, str]
) -> None:
    told = {"journey": "parent", "standing": "parent", "child_name": "Sam", "age_band": "13_15"}
    assert admin.post("/register", data={**FORM, **told, **words}).status_code == (200 if words else 303)
    case = db.scalars(select(Case)).one()
    way = {"route": "corporate:own_treatment", "do": "preview", "version": str(case.version)}
    way |= {"point": "The door", "home": "", "left_out": "", "standing": "parent"}
    admin.post(f"/cases/{case.reference}/triage", data=way)
    assert "we have any of this wrong, or missed something, tell us" in text(admin)
    assert ("on the page where you follow" in text(admin)) is bool(words)
