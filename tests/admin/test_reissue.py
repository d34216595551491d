"""New words need two people, are shown once, and end the old ones; an advocate gets their own (TRK-10)."""

import re
from typing import Any

from sqlalchemy import select

from models.cases.contacting import ways_of
from models.procedure.terms import Event, Role
from models.tables import CaseEvent, Holder, WordsRequest
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

HERE = f"/cases/{REFERENCE}/words"


def enter(portal: Any, words: str, reference: str = REFERENCE) -> Any:
    return portal.post("/come-back", data={"reference": reference, "secret_words": words})


def read_out(answer: Any) -> str:
    html = answer.get_data(as_text=True)
    return " ".join(re.findall(r'class="heard-secret__word">.*?<span>([a-z-]+)</span>', html))


def asked(admin: Any, db: Any) -> WordsRequest:
    holder = db.scalars(select(Holder)).one()
    admin.get(HERE)
    admin.post(f"{HERE}/{holder.id}/ask", data={"how": "in_person"})
    found: WordsRequest = db.scalars(select(WordsRequest)).one()
    return found


def test_it_takes_two_people(admin: Any, portal: Any, db: Any, keys: Any, sign_in: Any, person: Any) -> None:
    answers = {"contact": {"ways": ["email"]}, "contact_details": {"email": "sam@home.example"}}
    opened = case_with_words(db, keys, answers=answers)
    priya, tom = person(Role.OFFICER, name="Priya Shah"), person(Role.MANAGER, name="Tom Reed")
    sign_in(account=priya)
    request = asked(admin, db).id
    assert admin.post(f"{HERE}/requests/{request}/agree").status_code == 409
    assert admin.post(f"{HERE}/requests/{request}/make").status_code == 409
    sign_in(account=tom)
    admin.get(HERE)
    admin.post(f"{HERE}/requests/{request}/agree")
    assert admin.post(f"{HERE}/requests/{request}/make").status_code == 409  # who agreed does not hear the words
    assert enter(portal, WORDS).location == "/your-page"  # until then the old words work
    sign_in(account=priya)
    admin.get(HERE)
    shown = admin.post(f"{HERE}/requests/{request}/make")
    assert shown.status_code == 200
    words = read_out(shown)
    assert len(words.split()) == 5
    assert words not in admin.get(HERE).get_data(as_text=True)
    assert admin.post(f"{HERE}/requests/{request}/make").status_code == 409
    assert portal.get("/your-page").location == "/come-back"  # the old visit is over
    assert enter(portal, WORDS).status_code == 422
    assert enter(portal, words).location == "/your-page/words"
    portal.get("/your-page/words")
    new = read_out(portal.get(portal.post("/your-page/words").location))
    portal.get("/your-page")
    assert "Email" in portal.page.text.partition("How we can reach you")[2]
    holder = db.scalars(select(Holder)).one()
    assert ways_of(db, opened.case.id, holder.id)
    assert db.scalars(select(CaseEvent).where(CaseEvent.event == Event.WORDS_REISSUED)).one()
    portal.get("/leave")
    assert enter(portal, words).status_code == 422
    assert enter(portal, new).location == "/your-page"
    assert "Nobody rings me back." in portal.post("/your-page/sent", data={"secret_words": new}).get_data(as_text=True)


def test_a_way_must_be_named_and_one_request_is_enough(admin: Any, db: Any, keys: Any, officer: Any) -> None:
    case_with_words(db, keys)
    holder = db.scalars(select(Holder)).one()
    admin.get(HERE)
    assert admin.post(f"{HERE}/{holder.id}/ask", data={}).status_code == 422
    asked(admin, db)
    assert admin.post(f"{HERE}/{holder.id}/ask", data={"how": "in_person"}).status_code == 409


def test_new_words_go_by_phone_only_where_a_call_is_safe_trk_10_prv_10(
    admin: Any, db: Any, keys: Any, officer: Any
) -> None:
    answers = {"contact": {"ways": ["email"]}, "contact_details": {"email": "sam@home.example"}}
    case_with_words(db, keys, answers=answers)
    holder = db.scalars(select(Holder)).one()
    said = admin.get(HERE).text
    assert "By phone, on the safe number" not in said
    assert "Through the person they trust" not in said
    for how in ("call", "trusted"):
        assert admin.post(f"{HERE}/{holder.id}/ask", data={"how": how}).status_code == 409
    assert not db.scalars(select(WordsRequest)).all()


def test_new_words_go_by_phone_where_they_said_a_call_is_safe(admin: Any, db: Any, keys: Any, officer: Any) -> None:
    answers = {"contact": {"ways": ["call"]}, "contact_details": {"call_number": "07700 900123"}}
    case_with_words(db, keys, answers=answers)
    holder = db.scalars(select(Holder)).one()
    assert "By phone, on the safe number" in admin.get(HERE).text
    assert admin.post(f"{HERE}/{holder.id}/ask", data={"how": "call"}).status_code == 303


def test_staff_can_stop_words_that_somebody_found(admin: Any, portal: Any, db: Any, keys: Any, officer: Any) -> None:
    case_with_words(db, keys)
    enter(portal, WORDS)
    admin.get(HERE)
    admin.post(f"{HERE}/{db.scalars(select(Holder)).one().id}/stop")
    assert portal.get("/your-page").location == "/come-back"
    assert enter(portal, WORDS).status_code == 422


def test_an_advocate_gets_words_of_their_own_only_when_two_people_agree_until_it_ends_az_10(
    admin: Any, portal: Any, db: Any, keys: Any, sign_in: Any, person: Any
) -> None:
    case_with_words(db, keys)
    priya, tom = person(Role.OFFICER, name="Priya Shah"), person(Role.OFFICER, name="Tom Reed")
    sign_in(account=priya)
    admin.get(HERE)
    assert admin.post(f"{HERE}/advocate", data={}).status_code == 422
    assert admin.post(f"{HERE}/advocate", data={"consent": "spoken"}).status_code == 303
    assert admin.post(f"{HERE}/advocate", data={"consent": "spoken"}).status_code == 409
    request = db.scalars(select(WordsRequest.id)).one()
    assert admin.post(f"{HERE}/requests/{request}/agree").status_code == 409
    assert admin.post(f"{HERE}/requests/{request}/make").status_code == 409
    assert len(db.scalars(select(Holder)).all()) == 1
    sign_in(account=tom)
    assert "Words for an advocate were asked for" in admin.get(HERE).text
    assert admin.post(f"{HERE}/requests/{request}/agree").status_code == 303
    sign_in(account=priya)
    admin.get(HERE)
    shown = admin.post(f"{HERE}/requests/{request}/make")
    words = read_out(shown)
    assert len(words.split()) == 7
    beside = db.scalars(select(Holder).where(Holder.reference != REFERENCE)).one()
    assert db.scalars(select(CaseEvent).where(CaseEvent.reason == "advocate_added_spoken")).one()
    assert enter(portal, words, beside.reference).location == "/your-page/words"
    portal.get("/your-page/words")
    new = read_out(portal.get(portal.post("/your-page/words").location))
    assert "can see this page too" not in portal.get("/your-page").text
    portal.get("/leave")
    enter(portal, WORDS)
    assert "Someone who helps you can see this page too" in portal.get("/your-page").text
    portal.get("/leave")
    enter(portal, new, beside.reference)
    reference, holder_id = beside.reference, beside.id
    admin.get(HERE)
    admin.post(f"{HERE}/{holder_id}/end")
    assert portal.get("/your-page").location == "/come-back"
    assert enter(portal, new, reference).status_code == 422
    enter(portal, WORDS)
    assert "can see this page too" not in portal.get("/your-page").text
