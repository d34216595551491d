"""A person who has begun: what the tests of saving and sending start from."""

import pytest

from models.jobs.outbox import By, send_pending
from portal.journeys import PATHS


@pytest.fixture
def drafted(portal):
    portal.post(f"/your-voice/{PATHS['your-voice'].number('about')}", data={"topics": ["school"]})
    return portal


@pytest.fixture
def work_off(sessions, keys, clock):
    """The worker deals with all that waits for it, and its mail goes nowhere."""

    def run():
        sessions.configure(info={"chain": keys.chain("worker")})
        send_pending(sessions, keys.worker, keys.index, By(lambda mail: None), now=clock.now)

    return run
