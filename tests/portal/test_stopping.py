"""Stopping says the same to everyone, whoever makes them stop; starting again is put in writing (E-32)."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from models.cases.choosing import TODAY_BODY
from models.credentials import new_reference
from models.procedure.terms import Event, Role
from models.tables import Case, CaseEvent, Letter, Message
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

OTHER = new_reference()


def sign_in(portal: Any, reference: str = REFERENCE) -> str:
    portal.post("/come-back", data={"reference": reference, "secret_words": WORDS})
    return str(portal.get("/your-page").get_data(as_text=True))


def link(html: str, id: str) -> str:
    found = re.search(rf'<a[^>]*id="{id}"[^>]*>', html)
    assert found, id
    return re.search(r'href="([^"]+)"', found[0])[1]  # type: ignore[index]


def stop(portal: Any, **said: str) -> str:
    where = link(sign_in(portal), "can-stop")
    portal.get(where)
    assert portal.post(where, data=said).status_code == 303
    return where


def test_the_page_after_stopping_is_the_same_for_everyone_and_has_the_numbers(
    portal: Any, db: Any, keys: Any, person: Any
) -> None:
    person(Role.MANAGER, name="Rosa Hart")
    drawn = []
    for reference, pressed in ((REFERENCE, "yes"), (OTHER, "no")):
        case_with_words(db, keys, reference=reference)
        where = link(sign_in(portal, reference), "can-stop")
        portal.get(where)
        to = portal.post(where, data={"pressed": pressed}).location
        drawn.append(portal.get(to).get_data(as_text=True).partition("<main")[2].partition("</main>")[0])
        portal.get("/leave")
    said_yes, said_no = (re.sub(r'value="[^"]*"', "", html) for html in drawn)
    assert said_yes.replace(REFERENCE, "") == said_no.replace(OTHER, "")
    assert "Who else can help" in said_yes
    assert "0800 1111" in said_yes
    assert [event.reason for event in db.scalars(select(CaseEvent).where(CaseEvent.event == Event.GOT_WORSE))] == [
        "made_to_stop"
    ]


@pytest.mark.parametrize("about", ["pressed", "worse"])
def test_the_mail_to_a_manager_says_nothing_of_what_happened(
    portal: Any, db: Any, keys: Any, person: Any, about: str
) -> None:
    person(Role.MANAGER, name="Rosa Hart")
    case_with_words(db, keys)
    if about == "pressed":
        stop(portal, pressed="yes")
    else:
        where = link(sign_in(portal), "can-worse")
        portal.get(where)
        portal.post(where, data={"text": "They took my phone."})
    mail = db.scalars(select(Message).where(Message.cause.like("worse:%"))).one()
    text = str(keys.worker.open_json(Message.work, mail))
    assert TODAY_BODY.format(reference=REFERENCE) in text
    assert not re.search("stop|worse|phone|makes", text.replace("makes sure", ""))


def test_stopping_again_leads_back_to_the_page(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    where = stop(portal, pressed="no")
    assert portal.get(where).location.startswith("/your-page")
    assert portal.post(where, data={"pressed": "no"}).location.startswith("/your-page")
    assert len(db.scalars(select(CaseEvent).where(CaseEvent.event == Event.WITHDRAWN)).all()) == 1


def test_starting_again_is_followed_by_a_letter(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    stop(portal, pressed="no")
    portal.get("/your-page")
    portal.post("/your-page/start-again")
    kinds = db.scalars(select(Letter.kind).order_by(Letter.released_at)).all()
    assert sorted(kinds) == ["restarted", "withdrawal"]
    letters = portal.get(link(sign_in(portal), "letters")).get_data(as_text=True)
    assert "We have started again" in letters
    assert REFERENCE not in letters.partition("<main")[2]
    letter = db.scalars(select(Letter).where(Letter.kind == "restarted")).one()
    ring = keys.staff.ring.with_case(db.scalars(select(Case)).one())
    assert "You asked us to go on." in str(ring.open_json(Letter.body, letter))
