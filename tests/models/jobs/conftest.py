"""A worker that sends by GOV.UK Notify, or by what stands in for it."""

from datetime import timedelta

import pytest

from models.jobs.outbox import By, send_pending
from models.jobs.receipts import ask_after
from models.post.machine_ways import say_ways
from models.post.notify import Notify
from tests.conftest import MONDAY
from tests.notify import KEY, TEMPLATE, standing_in

TUESDAY = MONDAY + timedelta(days=1)


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
