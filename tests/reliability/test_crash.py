"""What was acknowledged is kept, once and whole, however often everything is killed (F-01, F-02, F-17, F-18)."""

import http.client
import random
import re
import secrets
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from bench.person import Person
from bench.place import place
from models.jobs.verifying import verify
from models.keys import load_start
from models.tables import AuditHead, Case, CaseEvent, Confidential, RunningClock, TheirWords
from tests.conftest import ENGINE

pytestmark = pytest.mark.slow

CLIENTS = 10
KILLS = 22
LEAST = 80  # acknowledged complaints, or the test has proved nothing
STALE = 400  # the new cookie came, the page after it did not: the form is shown again, with everything in it
LONGEST = 60  # seconds
PAUSE = 0.15  # seconds before pressing again where nobody answered
REFERENCE = re.compile(r"HV-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}")
BROKEN = (OSError, http.client.HTTPException)


@dataclass
class Told:
    """What the people were told, by the unmistakable words that each of them wrote."""

    acknowledged: dict[str, str] = field(default_factory=dict)  # words: reference
    again: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)

    def wait_for(self, more: int) -> None:
        """Until so many more were acknowledged: a slow machine is killed later, as often, and amid as much."""
        began, enough = time.monotonic(), len(self.acknowledged) + more
        while len(self.acknowledged) < enough and time.monotonic() - began < LONGEST:
            time.sleep(0.002)


class Sender:
    """A person who presses the same button again until they have a reference, as anyone would."""

    def __init__(self, port: int, told: Told) -> None:
        self.port, self.told = port, told

    def go_on(self) -> None:
        while not self.told.over.is_set():
            try:
                with Person(self.port) as person:
                    self._one_complaint(person)
            except (LookupError, *BROKEN):
                time.sleep(PAUSE)  # the draft was begun while the server died: nothing was acknowledged yet

    def _one_complaint(self, person: Person) -> None:
        words = f"Unmistakable {secrets.token_hex(8)} ✓ and the rest of it. " + "It went on and on. " * 20 + "End."
        if random.random() < 0.5:
            self._tile(person, words)
        else:
            self._parent(person, words)
        form = person.page.form()
        for _ in range(200):
            try:
                answer = person.follow(person.post(form.action, form.filled({})))
            except BROKEN:
                self.told.again += 1
                time.sleep(PAUSE)
                continue
            if found := REFERENCE.search(answer.html):
                self.told.acknowledged[words] = found[0]
                return
            self.told.refused[f"{answer.status} {answer.path}"] += 1
            form = answer.form(form.action) if answer.status == STALE else form
            time.sleep(0.05)

    def _tile(self, person: Person, words: str) -> None:
        person.get("/your-voice/3")
        person.submit({"topics": ["home"]})
        person.get("/your-voice/5")
        person.submit({"story": words, "go": "check"})

    def _parent(self, person: Person, words: str) -> None:
        person.get("/your-say/3")
        person.submit({"standing": "parent"})
        person.get("/your-say/8")
        person.submit({"account": words, "go": "check"})


def opened(here) -> dict[str, list[str]]:
    """Every story on the disk with the references of its cases, opened as staff would."""
    ring, found = here.ring("staff"), {}
    with here.sessions.reading() as db:
        words = {row.case_id: row for row in db.scalars(select(TheirWords))}
        for case in db.scalars(select(Case)):
            keys = ring.with_case(case)
            answers = keys.open_json(TheirWords.answers, words[case.id])
            story = answers.get("tell", {}).get("story") or answers.get("points", {}).get("account")
            found.setdefault(story, []).append(case.reference)
            whole_or_nothing(db, case)
    return found


def whole_or_nothing(db, case) -> None:
    kinds = db.scalars(select(CaseEvent.event).where(CaseEvent.case_id == case.id)).all()
    assert len(kinds) == case.event_count, f"{case.reference} lost part of its history"
    assert db.scalars(select(RunningClock.id).where(RunningClock.case_id == case.id)).all()
    assert db.scalars(select(Confidential.id).where(Confidential.case_id == case.id)).one()


def test_nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed(capsys):
    told = Told()
    with place(ENGINE) as here, ThreadPoolExecutor(CLIENTS) as crowd:
        server = here.start("portal")
        port = here.ports["portal"]
        sending = [crowd.submit(Sender(port, told).go_on) for _ in range(CLIENTS)]
        worst = 0.0
        for _ in range(KILLS):
            told.wait_for(random.randint(3, 9))
            time.sleep(random.uniform(0, 0.1))
            server.kill()
            began = time.monotonic()
            server = here.start("portal")
            worst = max(worst, time.monotonic() - began)
        told.over.set()
        for each in sending:
            each.result()
        server.stop()
        stored = opened(here)
        lost = {words for words, reference in told.acknowledged.items() if stored.get(words) != [reference]}
        doubled = {words for words, references in stored.items() if len(references) > 1}
        with here.sessions.reading() as db:
            heads = db.scalars(select(AuditHead.chain)).all()
            faults = list(verify(db, {chain: load_start(here.keys, chain) for chain in heads}, here.folder / "none"))
        with capsys.disabled():
            print(
                f"\n{ENGINE}: {KILLS} kills under {CLIENTS} people: {len(told.acknowledged)} acknowledged, "
                f"{len(lost)} lost or altered, {len(doubled)} doubled; {told.again} had to press again; "
                f"back after {worst:.1f} s at worst; other answers {dict(told.refused)}"
            )
        assert not lost
        assert not doubled
        assert not [fault for fault in faults if "anchor" not in str(fault)], "a crash broke the audit chain"
        assert len(told.acknowledged) >= LEAST, "too little was sent for this to mean anything"


def test_fifty_presses_of_the_same_button_are_one_case_f_17():
    """Two tabs, a refresh, a proxy that repeats: every answer names the same case."""
    with place(ENGINE) as here:
        server = here.start("portal")
        with Person(here.ports["portal"]) as person:
            person.get("/your-voice/3")
            person.submit({"topics": ["home"], "go": "check"})
            form, cookies = person.page.form(), dict(person.cookies)
        together = threading.Barrier(50)

        def press(number: int) -> str:
            with Person(here.ports["portal"]) as other:
                other.cookies = dict(cookies)
                together.wait()
                for _ in range(5):
                    answer = other.follow(other.post(form.action, form.filled({})))
                    if found := REFERENCE.search(answer.html):
                        return found[0]
            return f"{answer.status} {answer.path}"

        with ThreadPoolExecutor(50) as crowd:
            said = Counter(crowd.map(press, range(50)))
        server.stop()
        with here.sessions.reading() as db:
            references = db.scalars(select(Case.reference)).all()
        assert len(references) == 1
        assert set(said) == set(references), said
