"""A child who asked to be asked first answers on their own page, and is told it was heard (experience 2.4, T30)."""

import pytest
from sqlalchemy import select

from models.audit import Actor
from models.cases import asking_first
from models.procedure.terms import Role, State
from models.tables import Case, CaseEvent
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words


@pytest.mark.parametrize(("pressed", "held"), [("yes", False), ("no", True)])
def test_what_they_press_is_kept_and_thanked(portal, db, keys, pressed, held):
    case_with_words(db, keys, answers={"worker": {"worker": "", "ask_first": "ask"}})
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    portal.get("/your-page")
    assert "worker" not in portal.page.text, "who looks over a shoulder sees that there is a question, and no more"
    portal.get("/your-page/14")
    form = next(form for form in portal.page.forms if any(f.get("id") == f"first-{pressed}" for _, f in form["fields"]))
    before = len(db.scalars(select(CaseEvent.id)).all())
    answer = portal.post(form["attributes"]["action"], data={"answer": pressed})
    assert "?s=" in answer.location
    portal.get(answer.location)
    assert ('id="ask-first"' in portal.page.html) is held, "after a no it can be read again"
    portal.get("/your-page/14")
    assert f'id="first-{pressed}"' not in portal.page.html
    assert ("We will not talk to them." in portal.page.text) is held
    db.expire_all()
    assert db.scalars(select(Case.ask_first)).one() is held
    assert len(db.scalars(select(CaseEvent.id)).all()) > before


def test_talk_to_me_first_tells_the_team_so_and_lets_nobody_else_hear_of_it(portal, db, keys):
    case_with_words(db, keys, answers={"worker": {"worker": "", "ask_first": "ask"}})
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    answer = portal.post("/your-page/14", data={"answer": "talk"})
    assert answer.location.startswith("/your-page/messages?s=")
    portal.get(answer.location)
    assert "We know now that you want to talk first. We do not talk to them yet." in portal.page.text
    assert "I want to talk to you about it before you talk to them." in portal.page.text
    db.expire_all()
    assert db.scalars(select(Case.ask_first)).one() is True
    portal.get("/your-page/14")
    assert 'id="first-yes"' in portal.page.html, "yes or no can still be said"


def test_where_nobody_could_wait_for_the_answer_they_read_so_and_can_ask_why(portal, db, keys, person):
    """We said that nobody hears of it until they tell us: what breaks that is never kept from them (T30)."""
    case = case_with_words(db, keys, answers={"worker": {"worker": "", "ask_first": "ask"}}).case
    manager = Actor(kind="staff", id=person(Role.MANAGER).staff_id, roles=frozenset({Role.MANAGER}))
    ring = keys.staff.ring.with_case(case)
    asking_first.settle(db, case, asking_first.OVERRULED, "A child may be hurt", actor=manager, keys=ring, now=MONDAY)
    db.commit()
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    portal.get("/your-page")
    assert 'href="/your-page/14"' in portal.page.html
    portal.get("/your-page/14")
    assert "We could not wait." in portal.page.text
    assert "A child may be hurt" not in portal.page.text, "what a manager wrote for the file stays there"
    assert "/your-page/messages" in [link["href"] for link in portal.page.all("a")]
    portal.get("/your-page/messages")
    assert (
        "We said we would ask you first. We could not wait." in portal.page.text
    )  # and a notice went, or a text waits


@pytest.mark.parametrize(
    ("topics", "asked"),
    [
        ([], "Can we talk to your worker?"),
        (["social_worker"], "Can we talk to your worker?"),
        (["carers"], "Can we talk to your carer?"),
        (["carers", "social_worker"], "Can we talk to your worker and your carer?"),
    ],
)
def test_the_question_says_by_kind_whom_we_would_talk_to(portal, db, keys, topics, asked):
    case_with_words(db, keys, answers={"about": {"topics": topics}, "worker": {"worker": "Jo", "ask_first": "ask"}})
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    portal.get("/your-page/14")
    assert asked in portal.page.text
    assert "Jo" not in portal.page.text.split()


def test_who_stopped_it_is_not_asked_any_more(portal, db, keys):
    made = case_with_words(db, keys, answers={"worker": {"worker": "", "ask_first": "ask"}})
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    made.case.state = State.WITHDRAWN
    db.commit()
    portal.get("/your-page")
    assert 'id="ask-first"' not in portal.page.html, "nobody will talk to the worker now"
