"""Complaints that went on to a review panel: asked for, met, reported, answered, and one that went to the Ombudsman."""

from datetime import datetime, time
from functools import partial

from admin.demo.answers import DECISION
from admin.demo.parents import answers
from admin.demo.tale import Tale
from admin.demo.tellings import parent
from admin.demo.world import Moments
from models.cases import (
    early_referral,
    meeting,
    ombudsman,
    panel_asking,
    panel_day,
    panel_report,
    panel_response,
    paying,
    remedying,
    seating,
)
from models.cases.outsiders import pool
from models.cases.panel_response import Decision, Response
from models.cases.recording import record
from models.procedure.independence import Part
from models.procedure.stage_three import EARLY
from models.procedure.terms import Event, Finding, Journey
from models.procedure.working_days import ENGLAND, add_working_days, local_day

SEATS = ((Part.CHAIR, "Oluwaseun Drake"), (Part.MEMBER, "Mairead Quill"), (Part.MEMBER, "Tobias Fenn"))
WISHES = {"come": "yes", "how": "room", "company": ["companion"], "companion": "Her sister", "speaks": "me",
          "helps": ["breaks", "chair"], "help": "", "say": "Please read the letter from the nursery."}  # fmt: skip


def panel(t: Tale, name: str, child: tuple[str, str], later: int, upto: str) -> Moments:
    """From what was sent to the panel's own step `upto`; each step as many working days back, less `later`."""
    at = partial(_back, t, later)
    yield at(98)
    mail = f"{name.lower().replace(' ', '.')}@mail.example"
    t.sends(Journey.PARENT, parent(name, "A move was decided without me.", child=child, wants=["review"], email=mail))
    yield at(97)
    t.statutory("grace", "A move was decided without you", responder="paul", reason="own_right")
    yield at(89)
    answers(t, "paul", DECISION)
    yield at(87)
    t.asks_next_stage("Nobody spoke to the nursery.")
    with t.desk("grace") as here:
        record(here.db, here.case, Event.S2_ACKNOWLEDGED, actor=here.actor, now=here.now)
    yield at(66)
    with t.desk("grace") as here:
        for event in (Event.S2_APPOINTED, Event.STATEMENT_SIGNED, Event.S2_ANSWERED):
            record(here.db, here.case, event, actor=here.actor, now=here.now)
    yield at(60)
    t.asks_next_stage("The report leaves out what the nursery saw.")
    yield at(59)
    with t.desk("hannah") as here:
        panel_asking.acknowledge(here.db, here.case, actor=here.actor, now=here.now, keys=here.keys)
    if upto == "instead":
        yield at(54)
        _refer(t)
        return
    yield from _to_the_day(t, at, later)
    if upto != "asked":
        yield from _from_the_day(t, at, upto)


def _to_the_day(t: Tale, at: partial, later: int) -> Moments:  # type: ignore[type-arg]
    yield at(58)
    with t.desk("hannah") as here:
        known = {one.row.name: one.row.id for one in pool(here.db)}
        for part, name in SEATS:
            on = local_day(here.now)
            seating.appoint(here.db, here.case, part, known[name], on=on, actor=here.actor, now=here.now)
        days = [_moment(t, later, 38), _moment(t, later, 36)]
        meeting.offer(here.db, here.case, "panel", "in_person", days, actor=here.actor, now=here.now)
    yield at(57)
    with t.page() as own:
        works = [row.id for row in meeting.waiting(own.db, own.case, now=own.now)][:1]
        meeting.answer(own.db, own.case, works, actor=own.actor, now=own.now)
        panel_day.choose(own.db, own.case, WISHES, actor=own.actor, now=own.now, keys=own.keys)
    yield at(56)
    with t.desk("hannah") as here:
        meeting.fix(here.db, here.case, works[0], actor=here.actor, now=here.now)
        panel_day.invite(here.db, here.case, actor=here.actor, now=here.now, keys=here.keys)
    yield at(50)
    with t.desk("hannah") as here:
        panel_day.send_papers(
            here.db, here.case, ("stage_1", "investigator", "independent", "answer_2", "comments"), "",
            on=local_day(here.now), late_because="", actor=here.actor, now=here.now, keys=here.keys,
        )  # fmt: skip


def _from_the_day(t: Tale, at: partial, upto: str) -> Moments:  # type: ignore[type-arg]
    yield at(37)
    with t.desk("hannah") as here:
        panel_day.met(
            here.db, here.case, ("person", "companion", "independent", "manager"), "", "All were heard for an hour.",
            actor=here.actor, now=here.now, keys=here.keys,
        )  # fmt: skip
    if upto == "held":
        return
    yield at(34)
    with t.desk("hannah") as here:
        panel_report.receive(
            here.db, here.case, on=local_day(here.now), summary="The panel looked at how the decision was reached.",
            found=[panel_report.Found(1, Finding.UPHELD, "Nobody asked the nursery.")],
            recommended=["Write down who was asked before a move.", "Pay for the travel to the hearing."],
            actor=here.actor, now=here.now, keys=here.keys,
        )  # fmt: skip
    if upto == "reported":
        return
    yield at(27)
    with t.desk("hannah") as here:
        day = local_day(here.now).isoformat()
        yes = Decision("accepted", "", "A line for it in every plan.", str(t._id("paul")), t.day(30).isoformat())
        no = Decision("refused", "The council offered a taxi, which was taken.")
        said = Response(
            "I accept what the panel found.", "I am sorry that nobody asked the nursery.", "Margaret Oyelaran", day,
            day, "She agrees with both decisions.", "nobody", "", {"1": yes, "2": no},
            {"1": Decision(why="Recommendation 1 puts it right.")},
        )  # fmt: skip
        panel_response.save(here.db, here.case, said, seen=0, actor=here.actor, now=here.now, keys=here.keys)
        panel_response.let_go(here.db, here.case, actor=here.actor, now=here.now, keys=here.keys)
    yield at(23)
    _at_the_ombudsman(t)
    yield at(22)
    _pays(t)


def _at_the_ombudsman(t: Tale) -> None:
    """After every stage: they ask, they investigate, and recommend two things with days of their own."""
    with t.desk("hannah") as here:
        today, keys, actor, now = local_day(here.now), here.keys, here.actor, here.now
        row = ombudsman.open_case(
            here.db, "26 003 552", case=here.case, received_on=today, status="Enquiry", service=None,
            words="Please send us the file.", answer_by=t.day(5), keys=keys, actor=actor, now=now,
        )  # fmt: skip
        ombudsman.move(
            here.db,
            row,
            here.case,
            "Investigation",
            on=today,
            answer_by=None,
            words="We will investigate.",
            keys=keys,
            actor=actor,
            now=now,
        )
        remedying.add(
            here.db, row, here.case, kind="payment", what="£150 for the delay of the panel.", pence=15_000,
            due_on=t.day(20), prove_by=t.day(40), state="offered", keys=keys, actor=actor, now=now,
        )  # fmt: skip


def _pays(t: Tale) -> None:
    """The panel's day and its travel; and the person takes the money that was offered, which is paid at once (S-17)."""
    with t.desk("hannah") as here:
        day, actor, now = local_day(here.now), here.actor, here.now
        for seat in paying.appointments(here.db, here.case):
            travel = 1_850 if seat.part is Part.CHAIR else 640
            bill = paying.Bill("Stage 3", day, travel=travel, other=seat.outsider.day_rate or 0, appointment_id=seat.id)
            paying.pay(here.db, here.case, bill, headings=("Stage 3",), actor=actor, now=now)
        row = ombudsman.of_case(here.db, here.case.id)[0]
        remedy = remedying.shown(here.db, row, here.keys)[0].row
        for to, said in (("accepted", "She said so by phone."), ("done", "By bank transfer.")):
            remedying.go_on(
                here.db, row, here.case, remedy.id, to, on=day, said=said, keys=here.keys, actor=actor, now=now
            )


def _refer(t: Tale) -> None:
    with t.desk("hannah") as here:
        today = local_day(here.now)
        early_referral.refer(
            here.db, here.case, tuple(EARLY), agreed_on=today, how="phone", accepted_on=today, reference="26 004 117",
            actor=here.actor, now=here.now, keys=here.keys,
        )  # fmt: skip


def _moment(t: Tale, later: int, days: int) -> datetime:
    """Ten in the morning of that day, which may still be to come."""
    day = add_working_days(t.world.base, later - days, t.world.days_off)
    return datetime.combine(day, time(10), ENGLAND)


def _back(t: Tale, later: int, days: int):  # type: ignore[no-untyped-def]
    return t.world.back(days - later)


STORIES = (
    partial(panel, name="Rhona Blythe", child=("Finn", "2016-02-11"), later=44, upto="asked"),
    partial(panel, name="Osman Keles", child=("Ada", "2014-09-30"), later=35, upto="held"),
    partial(panel, name="Petra Lind", child=("Ivo", "2018-05-04"), later=32, upto="reported"),
    partial(panel, name="Grant Ashby", child=("Noor", "2015-12-19"), later=20, upto="answered"),
    partial(panel, name="Leona Marsh", child=("Wes", "2013-03-08"), later=45, upto="instead"),
)
