"""An open request to see records holds what may be theirs, added or not, spelled alike or not (RET-02 "SAR open")."""

from typing import Any

import pytest
from sqlalchemy import delete, select

from models.access import ending, requests
from models.cases import coming_up, keeping
from models.cases.indexing import add_tags
from models.cases.legal_holds import still_needed
from models.jobs.erasing import erase_machines
from models.procedure.access import By
from models.procedure.lifecycle import NotAllowed
from models.tables import AccessTag, Case, LegalHold, RetentionDecision
from tests.models.jobs.ending import LATER, agreed, ended

SAID = {"about": "", "known_as": "", "said": "All of it.", "address": ""}
TODAY = LATER.date()


@pytest.fixture
def asks(db, keys, two):
    """Somebody asks, and it is written down by Mabel."""

    def log(name, **more):
        by: dict[str, Any] = {"actor": two[0], "now": LATER, "keys": keys.staff.ring, "index": keys.staff.index}
        said = {**SAID, "who": name, **more}
        row = requests.log(db, By.THEMSELVES, "letter", TODAY, said, asks_proof=True, **by)
        db.commit()
        return row

    return log


@pytest.fixture
def case(db, keys, store):
    row = ended(db, keys, store, answers={"who": {"call_me": "Sam", "full_name": "Sam Lee"}})
    add_tags(db, keys.staff.index, row.id, {"name": ["Sam Lee"], "email": ["sam@example.com"]})
    db.commit()
    return row


def answered(db, row, two):
    row.identity, row.identity_on = "document", TODAY
    requests.nothing(db, row, actor=two[0], now=LATER)
    requests.agree_nothing(db, row, agree=True, actor=two[1], now=LATER)
    db.commit()


def test_from_the_day_it_is_written_down_nothing_of_theirs_can_be_agreed(db, keys, two, decided, case, asks):
    row = asks("Sam Lee")
    assert still_needed(db, case) == [
        f"Somebody asked to see what is kept, perhaps this, and has no answer yet: request {row.number}."
    ], "no key is needed to know it: the worker asks the same"
    with pytest.raises(NotAllowed, match=row.number):
        keeping.decide(db, case, "erase", why="Its day came.", actor=two[0], now=LATER, keys=keys.staff.ring)
    assert [one.held for one in coming_up.due(db, two[0], TODAY)] == [True], "and the list says that it is held"
    answered(db, row, two)
    assert still_needed(db, case, keys.staff.ring) == []
    assert [one.held for one in coming_up.due(db, two[0], TODAY)] == [False]


@pytest.mark.parametrize("said", [{"known_as": "x@example.com, SAM@example.com"}, {"about": "Sam  LEE"}])
def test_any_name_mail_or_number_of_the_request_holds_it(db, two, decided, case, asks, said):
    asks("Bo Marsh", **said)
    assert still_needed(db, case)


def test_another_name_holds_nothing(db, keys, two, decided, case, asks, erased_now):
    asks("Bo Marsh")
    assert still_needed(db, case, keys.staff.ring) == []
    agreed(db, keys, case, two)
    assert erased_now() == 1


def test_what_was_agreed_before_waits_for_the_answer(db, keys, two, decided, case, asks, erased_now):
    agreed(db, keys, case, two)
    row = asks("Nia Cole", known_as="sam@example.com")
    assert erased_now() == 0
    db.expire_all()
    answered(db, row, two)
    assert erased_now() == 1
    db.rollback()


def test_a_name_spelled_otherwise_holds_it_where_keys_are_and_by_a_hold_where_the_worker_is_next(
    db, keys, two, decided, case, asks, erased_now
):
    agreed(db, keys, case, two)
    row = asks("Sám James Lee")
    assert erased_now() == 0
    db.expire_all()
    (hold,) = db.scalars(select(LegalHold))
    assert (hold.case_id, hold.why) == (case.id, "access")
    db.delete(hold)
    db.execute(delete(RetentionDecision))
    db.commit()
    assert still_needed(db, case) == [], "the blind index knows one spelling"
    with pytest.raises(NotAllowed, match=row.number):
        keeping.decide(db, case, "erase", why="Its day came.", actor=two[0], now=LATER, keys=keys.staff.ring)


def test_a_request_from_before_it_was_marked_holds_every_case(db, keys, two, decided, case, asks):
    asks("Bo Marsh")
    db.execute(delete(AccessTag))
    db.commit()
    assert still_needed(db, case)


def test_what_a_machine_sent_waits_too(db, keys, writing, store, two, decided, case, asks):
    case.held_at = case.looked_at = LATER.replace(year=LATER.year - 1)
    case.held_settled = "machine"
    asks("Sam Lee")
    db.commit()
    db.rollback()
    assert erase_machines(writing, keys.worker, store, now=LATER) == 0
    db.expire_all()
    assert db.get_one(Case, case.id).erased_on is None


def test_an_earlier_request_of_theirs_is_kept_until_the_new_one_is_answered(db, two, decided, asks):
    first = asks("Sam Lee")
    first.answered_on = TODAY.replace(year=TODAY.year - 7)
    second = asks("sam lee")
    with pytest.raises(NotAllowed, match="asked again"):
        ending.ask(db, first, actor=two[0], now=LATER)
    answered(db, second, two)
    ending.ask(db, first, actor=two[0], now=LATER)
    ending.settle(db, first, agree=True, actor=two[1], now=LATER)
    assert db.scalars(select(AccessTag.request_id).distinct()).all() == [second.id]


def test_who_never_shows_who_they_are_holds_nothing_for_ever(db, two, decided, case, asks):
    row = asks("Sam Lee")
    with pytest.raises(NotAllowed, match="30 days after"):
        requests.end(db, row, "unproven", actor=two[0], now=LATER)
    later = LATER.replace(year=LATER.year + 1)
    requests.end(db, row, "unproven", actor=two[0], now=later)
    with pytest.raises(NotAllowed, match="Somebody else"):
        requests.agree_nothing(db, row, agree=True, actor=two[0], now=later)
    assert still_needed(db, case), "one person ends no hold"
    requests.agree_nothing(db, row, agree=True, actor=two[1], now=later)
    assert still_needed(db, case) == []
