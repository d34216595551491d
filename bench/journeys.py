"""What is measured: each journey and each floor as a way to make a browser and a way to ask once."""

import base64
import itertools
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from bench.measure import Ask
from bench.person import Answer, Person
from bench.place import Place
from bench.seed import Known, Seeded, sign_in_person, sign_in_staff_as
from models import credentials

DEEP = 8  # pages down the queue
Pair = tuple[Callable[[], Person], Ask]


@dataclass
class Run:
    """One database with its three sites."""

    here: Place
    seeded: Seeded
    ports: dict[str, int]
    now: datetime

    def portal(self) -> Person:
        return Person(self.ports["portal"])

    def floor(self) -> Person:
        return Person(self.ports["floor"])

    def known(self, number: int) -> Known:
        return self.seeded.known[number % len(self.seeded.known)]

    @cached_property
    def officer_cookie(self) -> str:
        with self.here.sessions() as db:
            token = sign_in_staff_as(db, self.seeded.account_id, now=datetime.now(UTC))
            db.commit()
        return coded(token)

    def officer(self) -> Person:
        person = Person(self.ports["admin"], "127.0.0.1")
        person.cookies["staff"] = self.officer_cookie
        return person

    def tracking(self) -> Person:
        """Another person's page each time, signed in."""
        with self.here.sessions() as db:
            token = sign_in_person(db, self.known(next(self.people)), now=datetime.now(UTC))
            db.commit()
        person = self.portal()
        person.cookies["heard"] = coded(token)
        return person

    @cached_property
    def people(self) -> "itertools.count[int]":
        return itertools.count()

    @cached_property
    def deep(self) -> str:
        """The address of a page far down the queue, found as an officer would: page by page."""
        address = "/queue"
        with self.officer() as officer:
            for _ in range(DEEP):
                found = re.search(r'href="(/queue\?[^"]*after=[^"]*)"', officer.get(address).html)
                if found is None:
                    break
                address = found[1].replace("&amp;", "&")
        return address

    def derivation(self) -> float:
        """Milliseconds of one argon2id with the settings of production: the security budget, apart from the rest."""
        credentials.prepare(self.here.folder / "run", 64 * 1024, 3, 1)
        salt, times = credentials.new_salt(), []
        for _ in range(5):
            began = time.perf_counter()
            credentials.stretch("one two three four five", salt)
            times.append((time.perf_counter() - began) * 1000)
        return statistics.median(times)


def floors(run: Run) -> dict[str, Pair]:
    known = run.known(0)
    return {
        "floor: hello": (run.floor, lambda person, number: person.get("/hello")),
        "floor: insert": (run.floor, lambda person, number: person.post("/insert", [("body", "words " * 60)])),
        "floor: list": (run.floor, lambda person, number: person.get("/list")),
        "floor: detail": (run.floor, lambda person, number: person.get(f"/detail/{run.known(number).reference}")),
        "floor: search": (run.floor, lambda person, number: person.get(f"/search?q={known.phone}")),
    }


def journeys(run: Run) -> dict[str, Pair]:
    def reference(number: int) -> str:
        return run.known(number).reference

    return {
        "question page": (run.portal, lambda person, number: person.get("/your-voice/5")),
        "submission": (lambda: Sender(run), send),
        "tracking page": (run.tracking, lambda person, number: person.get("/your-page")),
        "queue, first page": (run.officer, lambda person, number: person.get("/queue")),
        "queue, one filter": (run.officer, lambda person, number: person.get("/queue?show=new")),
        "queue, deep page": (run.officer, lambda person, number: person.get(run.deep)),
        "case, 10 entries": (run.officer, lambda person, number: person.get(f"/cases/{reference(number)}")),
        "timeline, 10 entries": (
            run.officer, lambda person, number: person.get(f"/cases/{reference(number)}/timeline"),
        ),
        "search by reference": (run.officer, lambda person, n: person.get(f"/queue/search?q={reference(n)}")),
        "search by phone": (run.officer, lambda person, n: person.get(f"/queue/search?q={run.known(n).phone}")),
    }  # fmt: skip


class Sender(Person):
    """Somebody who has answered, and whose next press sends it; each press is another person's."""

    def __init__(self, run: Run) -> None:
        super().__init__(run.ports["portal"])
        self.pairs: list[tuple[str, str]] = []

    def get_ready(self) -> None:
        self.cookies.clear()
        self.get("/your-voice/3")
        self.submit({"topics": ["home"]})
        self.get("/your-voice/5")
        self.submit({"story": "Nobody told me that I would move. " * 12, "go": "check"})
        if self.page is not None:
            self.pairs = self.page.form("/your-voice/check").filled({})


def send(person: Person, number: int) -> Answer:
    """Only the press itself."""
    return person.post("/your-voice/check", person.pairs if isinstance(person, Sender) else [])


def coded(token: bytes) -> str:
    return base64.urlsafe_b64encode(token).rstrip(b"=").decode()
