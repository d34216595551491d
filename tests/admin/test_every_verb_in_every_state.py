"""Whatever is pressed on a case, in whatever state it stands: a page or a plain sentence, never a dead end (R5)."""

import re
import uuid

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from admin.no_form import GONE
from models.audit import SYSTEM
from models.cases.recording import record
from models.procedure.lifecycle import STAGE_TWO
from models.procedure.terms import Event, Role, State
from models.tables import Case, Letter, RunningClock
from tests.databases import ENGINE, MONDAY
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.test_tracking import answering

# Every state with SQLite; PostgreSQL, where the same code decides, has every fourth.
STATES = [state for state in State if state is not State.NEW][:: 1 if ENGINE == "sqlite" else 4]
TYPED = "All that I had written about this."
NAMES = ("answer", "ask-reason", "body", "did", "how", "name", "note", "question", "reason", "said", "still", "summary",
         "text", "up-why", "what", "why", "words")  # fmt: skip
SENTENCE = re.compile(r"There is a problem|[A-Z][^.!?]{12,}[.!?]")  # what an officer understands, and no bare code
LOST = dict.fromkeys(NAMES, TYPED)


def verbs(app: Flask) -> list[Rule]:
    """Everything that can be sent about a case; with names of other things in the address that are none."""
    rules = (rule for rule in app.url_map.iter_rules() if rule.methods and "POST" in rule.methods)
    return sorted((rule for rule in rules if "reference" in rule.arguments), key=lambda rule: rule.rule)


def address(app: Flask, rule: Rule) -> str:
    stands_for = {"UUIDConverter": uuid.UUID(int=7), "IntegerConverter": 1}
    given = {name: stands_for.get(type(kind).__name__, "none") for name, kind in rule._converters.items()}
    with app.test_request_context():
        _, built = rule.build({**given, "reference": REFERENCE}) or ("", "")
    return built


def put_in(db, state):
    case = db.query(Case).filter_by(reference=REFERENCE).one()
    case.state, case.closed_on = state, case.received_on if state is State.CLOSED else None
    db.commit()


def happened(db):
    """How much happened to the case, and how many letters and clocks it has."""
    db.expire_all()
    case = db.query(Case).filter_by(reference=REFERENCE).one()
    counted = (select(func.count()).select_from(one).where(one.case_id == case.id) for one in (Letter, RunningClock))
    return case.state, case.event_count, *(db.scalar(query) for query in counted)


def asked_for(db, case, state):
    """No case comes to the second stage without its request."""
    first, event = (State.S1_RESPONDED, Event.S2_REQUESTED)
    if state is State.C2_REQUESTED:
        first, event = (State.C1_RESPONDED, Event.C2_REQUESTED)
    case.state = first
    record(db, case, event, actor=SYSTEM, now=MONDAY)
    db.commit()


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_every_verb_is_done_or_refused_in_words_whatever_was_sent_r5(admin, db, keys, sign_in, state):
    opened = case_with_words(db, keys)
    answering(db, opened)
    if state in STAGE_TWO | {State.C2_REQUESTED}:
        asked_for(db, opened.case, state)
    sign_in(Role.MANAGER, name="Hannah Cole")
    sent = verbs(admin.application)
    assert len(sent) > 100, "the addresses are still found"
    for rule in sent:
        put_in(db, state)
        before = happened(db)
        answer = admin.post(address(admin.application, rule), data=LOST)  # a link to no field fails here (T13)
        assert answer.status_code in {200, 303, 400, 404, 409, 422}, (rule.rule, answer.status_code)
        if answer.status_code >= 400:
            assert happened(db) == before, (rule.rule, "refused, and something happened all the same")
            assert SENTENCE.search(admin.page.text), (rule.rule, answer.status_code)


def test_what_was_typed_into_a_form_that_is_gone_stands_to_be_copied_r5(admin, db, keys, sign_in):
    answering(db, case_with_words(db, keys))
    sign_in(Role.MANAGER, name="Hannah Cole")
    put_in(db, State.CLOSED)
    wrote = "<b>Two agencies have to be asked</b> first."
    sent = admin.post(f"/cases/{REFERENCE}/more-time/announce", data={"announce-reason": wrote})
    assert sent.status_code == 409
    assert GONE in admin.page.text
    assert wrote in admin.page.text
    assert "<b>Two" not in admin.page.html
