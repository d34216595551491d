"""The worker killed between commit and send, twice at once, and again: everything arrives, once (F-13, F-14, F-16)."""

import random
import time
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from bench.place import free_port, place
from models.post.outbox import queue_staff
from models.tables import Message
from tests.conftest import ENGINE

pytestmark = pytest.mark.slow

MAILS = 150
KILLS = 5
LEASES_PASS = 61  # seconds; each new worker lives that much later, so that nobody sleeps through a lease


class Letterbox:
    """A real SMTP server, as slow as one is, which remembers the Message-ID of everything it accepted."""

    def __init__(self, wait: float) -> None:
        self.wait, self.came = wait, []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        import asyncio

        await asyncio.sleep(self.wait)
        head = envelope.content.decode().split("\r\n\r\n")[0]
        self.came.append(next(line for line in head.splitlines() if line.lower().startswith("message-id:")))
        return "250 OK"


@contextmanager
def letterbox(wait: float):
    box = Letterbox(wait)
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), ready_timeout=60)
    controller.start()
    try:
        yield box, {"HEARD_MAIL_HOST": "127.0.0.1", "HEARD_MAIL_PORT": str(controller.port)}
    finally:
        controller.stop()


def fill(here) -> None:
    now = datetime.now(UTC) - timedelta(seconds=1)
    with here.sessions() as db:
        for number in range(MAILS):
            queue_staff(
                db, here.ring("staff"), to=f"officer{number}@ashbourne.example", subject="A case waits",
                body="There is something to look at.", cause=f"test:{number}", now=now,
            )  # fmt: skip
        db.commit()


def states(here) -> Counter:
    with here.sessions.reading() as db:
        return Counter(db.scalars(select(Message.state)))


def until(here, box, count: int, seconds: float) -> None:
    began = time.monotonic()
    while len(box.came) < count and time.monotonic() - began < seconds:
        time.sleep(0.005)


def test_a_worker_killed_between_commit_and_send_loses_nothing_f_13_f_14(capsys):
    with letterbox(wait=0.004) as (box, mail), place(ENGINE, **mail) as here:
        fill(here)
        for kill in range(KILLS):
            before = len(box.came)
            worker = here.worker(HEARD_CLOCK=str(kill * LEASES_PASS))
            until(here, box, before + random.randint(1, 25), seconds=60)
            worker.kill()
        for again in range(KILLS, KILLS + 3):
            here.heard("worker", "--once", HEARD_CLOCK=str(again * LEASES_PASS))
        came = Counter(box.came)
        twice = sum(count - 1 for count in came.values())
        with capsys.disabled():
            print(f"\n{ENGINE}: {KILLS} workers killed: {len(came)} of {MAILS} mails arrived, {twice} twice")
        assert states(here) == {"sent": MAILS}
        assert len(came) == MAILS, "a mail came under two Message-IDs, or never"
        assert twice <= KILLS, "more than one double a kill"


def test_workers_that_race_send_each_mail_once_f_16():
    with letterbox(wait=0.002) as (box, mail), place(ENGINE, **mail) as here:
        fill(here)
        racing = [here.worker("--once") for _ in range(3)]
        for worker in racing:
            assert worker.process.wait(300) == 0, here.log.read_text()[-2000:]
        assert states(here) == {"sent": MAILS}
        assert Counter(Counter(box.came).values()) == {1: MAILS}
