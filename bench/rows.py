"""The rows of one invented case as plain values: what is in clear, its history, its clocks, and ten written entries."""

import json
import random
import uuid
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from models.procedure.terms import Advocate, Channel, Clock, Event, Journey, Procedure, Safe, State, Unit, Way
from models.sealing import Lock, place
from models.tables import Letter, Point, ThreadMessage
from models.tables.case import NEVER

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
BEFORE_DAYS = 2000  # closed cases are spread over five and a half years
OPEN_DAYS = 40
OPEN_STATES = (State.RECEIVED, State.S1_OPEN, State.S1_OPEN, State.S1_OPEN, State.C1_OPEN)
JOURNEYS = (Journey.YOUNG_PERSON, Journey.PARENT, Journey.PARENT, Journey.ADVOCATE)
CLOSED_EVENTS = (
    Event.RECEIVED, Event.ADVOCATE_OFFERED, Event.ROUTED_STATUTORY, Event.ACKNOWLEDGED, Event.RESPONDER_ASSIGNED,
    Event.S1_ANSWERED, Event.CLOSED,
)  # fmt: skip
OPEN_EVENTS = CLOSED_EVENTS[:5]
Row = dict[str, Any]


def case_row(number: int, now: datetime, chance: random.Random, staff: list[uuid.UUID], *, is_open: bool) -> Row:
    """The case itself, without its wraps."""
    ago = chance.randint(0, OPEN_DAYS) if is_open else chance.randint(OPEN_DAYS, BEFORE_DAYS)
    received = now - timedelta(days=ago, minutes=chance.randint(1, 600))
    state = chance.choice(OPEN_STATES) if is_open else State.CLOSED
    journey = chance.choice(JOURNEYS)
    due = received.date() + timedelta(days=chance.randint(5, 60))
    return {
        "id": uuid.uuid4(), "form_instance": uuid.uuid4(), "reference": reference_of(number), "council": "ashbourne",
        "policy_since": date(2026, 4, 1), "journey": journey, "channel": Channel.ONLINE,
        "young_person": journey is not Journey.PARENT, "age_band": "13-15", "topics": "home moving",
        "state": state, "procedure": None if state is State.RECEIVED else _procedure(state), "anonymous": False,
        "received_at": received, "received_on": received.date(),
        "closed_on": None if is_open else received.date() + timedelta(days=chance.randint(8, 40)),
        "safe": Safe.YES, "advocate": Advocate.NOT_NOW, "wait_for_advocate": False, "late_flag": False,
        "freeze_on": due if is_open and chance.random() < 0.02 else None, "freeze_decided": False, "ask_first": False,
        "safety_waiting": is_open and chance.random() < 0.002, "next_due_on": due if is_open else NEVER,
        "next_clock": Clock.S1_RESPONSE if is_open else None, "to_alternate": False,
        "waiting_on": chance.choice(("us", "us", "us", "person", "service")),
        "officer_id": chance.choice(staff), "responder_id": None if state is State.RECEIVED else chance.choice(staff),
        "event_count": 0, "last_event_at": received, "wrapped_by": 1, "version": 1,
    }  # fmt: skip


def reference_of(number: int) -> str:
    """Shaped like a real one, in no order that an index would love, and cheap."""
    spread = (number * 2_654_435_761) % 31**10
    signs = "".join(SIGNS[spread // 31**place % 31] for place in range(11))
    return f"HV-{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def _procedure(state: State) -> Procedure:
    return Procedure.CORPORATE if state is State.C1_OPEN else Procedure.STATUTORY


class History:
    """What happened to a case and what its clocks say; with `entries`, as many of everything that a page shows."""

    def __init__(self, case: Row, chance: random.Random, staff: list[uuid.UUID], *, entries: int) -> None:
        self.case, self.staff, self.entries = case, staff, entries
        kinds = list(OPEN_EVENTS if case["closed_on"] is None else CLOSED_EVENTS)
        if case["state"] is State.RECEIVED:
            kinds = kinds[:2]
        kinds += [Event.NOTED] * (entries - len(kinds))
        self.events = [self._event(number, kind) for number, kind in enumerate(kinds, 1)]
        self.clocks = [self._clock(clock, chance) for clock in (Clock.TRIAGE, Clock.ACKNOWLEDGE, Clock.S1_RESPONSE)]

    def _event(self, number: int, kind: Event) -> Row:
        at = self.case["received_at"] + timedelta(hours=number)
        staffed = number > 2
        return {
            "id": uuid.uuid4(), "case_id": self.case["id"], "number": number, "event": kind, "at": at, "on": at.date(),
            "actor_kind": "staff" if staffed else "person", "actor_id": self.staff[0] if staffed else None,
            "actor_name": "Colleague 0" if staffed else "young person", "reason": None,
        }  # fmt: skip

    def _clock(self, clock: Clock, chance: random.Random) -> Row:
        runs = self.case["closed_on"] is None and clock is Clock.S1_RESPONSE
        begun = self.case["received_on"]
        return {
            "id": uuid.uuid4(), "case_id": self.case["id"], "clock": clock, "unit": Unit.WORKING_DAYS, "length": 10,
            "started_on": begun, "due_on": self.case["next_due_on"] if runs else begun + timedelta(days=3),
            "stopped_on": None if runs else begun + timedelta(days=chance.randint(1, 5)), "cancelled": False,
        }  # fmt: skip

    def written(self, thread: Lock) -> list[tuple[str, Row]]:
        """Points, messages and letters, `entries` of each, sealed."""
        found: list[tuple[str, Row]] = []
        for number in range(1, self.entries + 1):
            at = self.case["received_at"] + timedelta(hours=number)
            ours = {"id": uuid.uuid4(), "case_id": self.case["id"]}
            point = ours | {"number": number, "dropped": False, "revision": 1}
            message = ours | {"id": uuid.uuid4(), "at": at, "from_staff_id": self.staff[number % 2]}
            letter = ours | {"id": uuid.uuid4(), "kind": "thanks", "way": Way.HERE, "released_at": at}
            point["text"] = thread.seal(b"You took too long to answer.", place(Point.text, SimpleNamespace(**point)))
            message["body"] = thread.seal(b"We read it.", place(ThreadMessage.body, SimpleNamespace(**message)))
            content = json.dumps({"subject": "Thank you", "blocks": []}).encode()
            letter["body"] = thread.seal(content, place(Letter.body, SimpleNamespace(**letter)))
            found += [("point", point), ("thread_message", message), ("letter", letter)]
        return found
