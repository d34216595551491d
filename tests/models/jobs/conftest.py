"""A worker that sends by GOV.UK Notify, or by what stands in for it; and one that erases what two people agreed to."""

from datetime import timedelta

import pytest

from models.cases import retaining
from models.files.store import Store
from models.jobs.erasing import erase_agreed
from models.jobs.outbox import By, send_pending
from models.jobs.receipts import ask_after
from models.post.machine_ways import say_ways
from models.post.notify import Notify
from models.procedure.retention import Action, Kind, Period, Trigger
from models.procedure.terms import Role
from tests.conftest import MONDAY
from tests.models.cases.answered import who
from tests.models.jobs.ending import LATER
from tests.notify import KEY, TEMPLATE, standing_in

TUESDAY = MONDAY + timedelta(days=1)
PERIOD = Period(Trigger.CLOSED, 6, Action.ERASE)


@pytest.fixture
def api():
    yield from standing_in()


@pytest.fixture
def notify(api, tmp_path):
    file = tmp_path / "key"
    file.write_text(KEY)
    return Notify(file, api.url, TEMPLATE, letters=True)


@pytest.fixture
def on(db):
    """The worker has said that it can."""
    say_ways(db, text=True, post=True, now=MONDAY)
    db.commit()


@pytest.fixture
def worker(sessions, keys, notify):
    sessions.configure(info={"chain": keys.chain("worker")})

    def run(now=MONDAY, by=notify, mails=None):
        post = (lambda mail: None) if mails is None else mails.append
        return send_pending(sessions, keys.worker, keys.index, By(post, notify=by), now=now)

    return run


@pytest.fixture
def receipts(sessions, keys, notify, worker):
    return lambda now=TUESDAY, by=notify: ask_after(sessions, keys.worker, by, now=now)


@pytest.fixture
def store(settings):
    return Store(settings.files)


@pytest.fixture
def writing(sessions, keys):
    sessions.configure(info={"chain": keys.chain("worker")})
    return sessions


@pytest.fixture
def erased_now(db, keys, writing, store):
    """The worker's turn; what the test reads afterwards is read anew."""

    def run():
        db.rollback()
        return erase_agreed(writing, keys.worker, store, now=LATER)

    return run


@pytest.fixture
def two(person):
    return who(person(Role.RECORDS, name="Mabel Stone")), who(person(Role.RECORDS, name="Idris Vale"))


@pytest.fixture
def decided(db, two):
    for kind in Kind:
        row = retaining.ask(db, kind, PERIOD, "Schedule 4", actor=two[0], now=MONDAY)
        retaining.settle(db, row.id, agree=True, actor=two[1], now=MONDAY)
    db.commit()
