"""Nothing leaves by a way that was not marked safe at that moment, whoever sends it (T37, PRV-10)."""

import re
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.audit import SYSTEM, Actor
from models.cases import aftercare, contacting, corresponding, meeting
from models.cases.contact_rows import rows_of
from models.cases.releasing import best_way, release, ways_of
from models.jobs.late import tell_people
from models.jobs.outbox import By, send_pending
from models.jobs.ways_changed import follow_ways
from models.post.machine_ways import say_ways
from models.procedure.terms import Procedure, State, Way
from models.tables import Holder
from tests.conftest import MONDAY
from tests.making import make_case

ROOT = Path(__file__).parents[3]
KNOWN_SENDERS = {  # every place that puts a notice to a person in the outbox; a new one belongs into `everything`
    "queue_notice": {
        "models/cases/releasing.py", "models/cases/notifying.py", "models/post/outbox.py", "models/jobs/receipts.py",
    },
    "tell_person": {
        "models/cases/corresponding.py", "models/jobs/late.py", "models/cases/aftercare.py", "models/cases/stating.py",
        "models/cases/meeting.py", "models/cases/notifying.py", "models/jobs/ways_changed.py",
    },
    # who may write an address that the worker reads
    "NoticeTo": {"models/cases/opening.py", "models/cases/contacting.py", "models/tables/message.py"},
}  # fmt: skip
DETAILS = {
    "email": "sam@home.example", "text_number": "07700 900123", "call_number": "01632 960111",
    "address": "1 High Street", "trusted_name": "Gran",
}  # fmt: skip
ASKED = [Way.EMAIL, Way.TEXT, Way.CALL, Way.POST]
LATER = MONDAY + timedelta(days=60)
SINCE = MONDAY + timedelta(minutes=1)


class Kept:
    """A transport that keeps what it is given."""

    def __init__(self):
        self.sent = []

    def send(self, what, *, again):
        self.sent.append(what)


def everything(db, opened, staff):
    """Every sender there is, for one case."""
    now = {"now": MONDAY}
    release(db, opened.case, "acknowledgement", {}, event=None, actor=SYSTEM, keys=opened.keys, **now)
    corresponding.send_message(db, opened.case, "Hello.", actor=staff, keys=opened.keys, **now)
    meeting.offer(db, opened.case, "meeting", "phone", [LATER], actor=staff, now=MONDAY)
    aftercare.ask_those_due(db, now=MONDAY + timedelta(days=7))
    tell_people(db, now=LATER)


@pytest.mark.parametrize("kind", KNOWN_SENDERS)
def test_every_sender_is_known_to_this_test_t37(kind):
    found = {
        str(path.relative_to(ROOT))
        for folder in ("models", "admin", "portal")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(rf"\b{kind}\(", path.read_text()) and "demo" not in path.parts
    }
    assert found <= KNOWN_SENDERS[kind]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ticked=st.sets(st.sampled_from(["email", "text", "call", "post", "trusted", "here"])),
    refused=st.sets(st.sampled_from(ASKED)),
    seen=st.sampled_from(["", "yes", "no", "not_sure"]),
)
def test_no_send_to_a_way_that_is_not_safe_now_t37(db, keys, sessions, person, ticked, refused, seen):
    staff = person()
    actor = Actor(kind="staff", id=staff.staff_id, name="Priya Shah")
    mine = f"{uuid.uuid4().hex}@home.example"  # the cases of other examples are there too
    number = f"07700 9{uuid.uuid4().int % 100_000:05}"
    own = {"email": mine, "email_seen": seen, "text_number": number}
    details = {"contact": {"ways": sorted(ticked)}, "contact_details": DETAILS | own}
    say_ways(db, text=True, post=True, now=MONDAY)
    opened = make_case(db, keys.staff.ring, now=MONDAY, answers=details)
    opened.case.state, opened.case.procedure = State.S1_OPEN, Procedure.STATUTORY
    everything(db, opened, actor)
    holder = db.scalars(select(Holder).where(Holder.case_id == opened.case.id)).one()
    for way in refused:  # after it was queued, and before it goes
        contacting.still_safe(db, opened.case, holder, way, False, actor=SYSTEM, now=SINCE)
    follow_ways(db, now=SINCE)
    db.commit()
    sent = []
    sessions.configure(info={"chain": keys.chain("worker")})
    texts = Kept()
    send_pending(sessions, keys.worker, keys.index, By(sent.append, notify=texts), now=LATER)
    db.rollback()
    safe = "email" in ticked and Way.EMAIL not in refused
    assert (mine in {mail.to for mail in sent}) is safe
    if "text" not in ticked or Way.TEXT in refused:
        assert number not in {text.to for text in texts.sent}
    for mail in sent:
        assert len(mail.body) <= 100
        assert not re.search(r"http|www|Sam|complain|social|abuse|HV-|CV-", mail.subject + mail.body)
    card = rows_of(contacting.card_of(db, keys.staff.ring.with_case(opened.case), opened.case), shown=True)
    red = {row["way"] for row in card if not row["allowed"]}
    for way, name in ((Way.EMAIL, "E-mail"), (Way.TEXT, "Text message"), (Way.CALL, "Phone call"), (Way.POST, "Post")):
        assert (name in red) is (way.value not in ticked or way in refused), name  # staff read what is true now


def test_a_letter_does_not_go_by_post_that_somebody_else_opens_prv_11(db, keys):
    answers = {"contact": {"ways": ["post"]}, "contact_details": {"address": "1 High Street", "post_opened": "yes"}}
    opened = make_case(db, keys.public.ring, now=MONDAY, answers=answers)
    ways = ways_of(db, opened.case, None)
    assert next(way for way in ways if way.way is Way.POST).shared
    assert best_way(ways, has_words=True) is Way.HERE
    assert best_way(ways, has_words=False) is Way.POST  # nothing else is left: an officer reads the warning first
    for way in ways:
        way.allowed = way.way in (Way.POST, Way.CALL)
    assert best_way(ways, has_words=False) is Way.CALL


def test_a_name_to_use_and_whom_to_tell_stand_beside_the_number(db, keys):
    answers = {
        "contact": {"ways": ["call", "trusted"]},
        "contact_details": DETAILS | {"call_if_other": "use_name", "call_use_name": "Kit", "trusted_tell": "I am OK"},
    }  # fmt: skip
    opened = make_case(db, keys.public.ring, now=MONDAY, answers=answers)
    rows = rows_of(contacting.card_of(db, keys.staff.ring.with_case(opened.case), opened.case), shown=False)
    said = {row["way"]: row["words"] for row in rows}
    assert "use the name they chose, the name is “Kit”" in said["Phone call"]
    assert "we may tell them: I am OK" in said["Someone they trust"]
    assert "960111" not in said["Phone call"]


def test_what_nobody_said_is_taken_in_the_safest_way_2_7(db, keys):
    """No voice message, our number hidden, the call ended: only what they allowed is done."""
    answers = {"contact": {"ways": ["call", "text", "email", "post"]}, "contact_details": dict(DETAILS)}
    opened = make_case(db, keys.staff.ring, now=MONDAY, answers=answers)
    card = contacting.card_of(db, keys.staff.ring.with_case(opened.case), opened.case)
    rows = {row["way"]: row["words"] for row in rows_of(card, shown=False)}
    assert "no voice message" in rows["Phone call"]
    assert "hide our number and do not say you are from the council" in rows["Phone call"]
    assert "if somebody else answers, end the call" in rows["Phone call"]
    for way in ("Text message", "E-mail", "Post"):
        assert "not known whether somebody else sees it" in rows[way]


@pytest.mark.parametrize(("name", "said"), [("Kit", "use the name they chose"), ("", "end the call")])
def test_a_name_to_use_without_a_name_ends_the_call_2_7(db, keys, name, said):
    details = DETAILS | {"call_if_other": "use_name", "call_use_name": name, "call_say_council": "yes"}
    answers = {"contact": {"ways": ["call"]}, "contact_details": details}
    opened = make_case(db, keys.staff.ring, now=MONDAY, answers=answers)
    card = contacting.card_of(db, keys.staff.ring.with_case(opened.case), opened.case)
    call = next(row["words"] for row in rows_of(card, shown=False) if row["way"] == "Phone call")
    assert said in call
    assert "council" not in call
