"""Stage 2 at each of its steps: investigated, facts checked, to be decided, answered; and a corporate review."""

from typing import Any
from uuid import UUID

from admin.demo.answers import CALLS, CHILD_WISHES, LATE_HELP, MANNER, REPORT, SEEING
from admin.demo.parents import answers as answers_adult
from admin.demo.parents import corporate_answered
from admin.demo.tale import Found, Tale
from admin.demo.tellings import parent, young
from admin.demo.world import Moments
from admin.demo.young import writes
from models.cases import appointing, interviewing, outsiders, paying, reporting, rooms, stating
from models.cases.investigating import begin_signed
from models.cases.paying import Bill
from models.cases.reporting import Body, OnPoint
from models.procedure.independence import Part
from models.procedure.terms import Journey
from models.procedure.working_days import add_working_days, local_day

YP, P = Journey.YOUNG_PERSON, Journey.PARENT
IO, IP = "ines", "ruth_amari"
UNTIL = 40  # working days from now for which the rooms are open


def acknowledges(t: Tale, who: str) -> None:
    with t.desk(who) as at:
        appointing.acknowledge(at.db, at.case, actor=at.actor, now=at.now, keys=at.keys)


def appoints(t: Tale, who: str) -> None:
    """Both, with their rooms open and the letters so far in them."""
    with t.desk(who) as at:
        pool = {one.row.name: one.row.id for one in outsiders.pool(at.db)}
        for part, name in ((Part.INVESTIGATOR, "Ines Okafor"), (Part.INDEPENDENT, "Ruth Amari")):
            made = appointing.appoint(
                at.db, at.case, part, pool[name], on=local_day(at.now), actor=at.actor, now=at.now
            )
            until = add_working_days(t.world.base, UNTIL, t.world.days_off)
            rooms.open_room(at.db, at.case, made.id, until, keys=at.keys, actor=at.actor, now=at.now)
        wanted = {paper.id for paper in rooms.papers(at.db, at.case, at.keys)}
        rooms.give(at.db, at.case, wanted, keys=at.keys, actor=at.actor, now=at.now)


def offers_statement(t: Tale, who: str) -> None:
    with t.desk(who) as at:
        row = stating.begin(at.db, at.case, keys=at.keys, actor=at.actor, now=at.now)
        stating.offer(at.db, at.case, row, keys=at.keys, actor=at.actor, now=at.now)


def signs(t: Tale, name: str) -> None:
    with t.page() as at:
        row = stating.shown(at.db, at.case)
        assert row is not None  # noqa: S101 - it was offered before
        for part, number, _ in stating.words_of(row, at.keys).lines():
            stating.reply(
                at.db, at.case, row, part=part, number=number, right=True, text="", by="person",
                holder_id=at.holder.id, keys=at.keys, actor=at.actor, now=at.now,
            )  # fmt: skip
        stating.sign(at.db, at.case, row, name, keys=at.keys, actor=at.actor, now=at.now)
        begin_signed(at.db, now=at.now)  # as the worker does


def speaks(t: Tale, name: str, role: str, kind: str, notes: str) -> None:
    with t.desk(IO) as at:
        mine = next(row for row in rooms.here(at.db, at.case) if row.part is Part.INVESTIGATOR)
        interviewing.add(
            at.db, at.case, mine, name=name, role=role, kind=kind, held_on=local_day(at.now), notes=notes,
            keys=at.keys, actor=at.actor, now=at.now,
        )  # fmt: skip


def hands_in(t: Tale, who: str, kind: str, body: Body) -> None:
    part = Part.INVESTIGATOR if who == IO else Part.INDEPENDENT
    with t.desk(who) as at:
        mine = next(row for row in rooms.here(at.db, at.case) if row.part is part)
        row, _ = reporting.working(at.db, at.case, part, at.keys)
        told: dict[str, Any] = {"keys": at.keys, "actor": at.actor, "now": at.now}
        reporting.save(at.db, at.case, mine, body, version=row.version if row else 0, **told)
        reporting.hand_in(at.db, at.case, mine, kind, **told)


def sends_facts(t: Tale, who: str, passage: str) -> None:
    with t.desk(who) as at:
        for one in interviewing.of_case(at.db, at.case, at.keys):
            told: dict[str, Any] = {"keys": at.keys, "actor": at.actor, "now": at.now}
            if one.row.kind == "staff":
                interviewing.send(at.db, at.case, one.row, passage=passage, how="mail", **told)
            else:
                interviewing.leave_out(at.db, at.case, one.row, "They read the report itself.", **told)


def hears_back(t: Tale, who: str, said: str) -> None:
    with t.desk(who) as at:
        for one in interviewing.of_case(at.db, at.case, at.keys):
            if one.row.sent_on and not one.row.answered_on:
                on = local_day(at.now)
                interviewing.answer(at.db, at.case, one.row, said, on=on, keys=at.keys, actor=at.actor, now=at.now)


def is_paid(t: Tale, who: str, part: Part, heading: str, hours: float, travel: int = 0) -> UUID:
    """Somebody from outside sends their hours, and the team writes them down with what it paid."""
    with t.desk(who) as at:
        mine = next(row for row in paying.appointments(at.db, at.case) if row.part is part)
        rate, minutes = mine.outsider.hour_rate or mine.outsider.day_rate or 0, round(hours * paying.HOUR)
        bill = Bill(heading, local_day(at.now), minutes, rate, travel, appointment_id=mine.id)
        return paying.pay(at.db, at.case, bill, headings=(heading,), actor=at.actor, now=at.now).id


def found_of(found: Found) -> Body:
    point = OnPoint(1, found.looked_at, found.finding.value, found.found, "Tell them by whom, and by when.")
    return Body("I read the file and spoke with everybody named in the statement.", (point,))


def begun(t: Tale, days: int, *, officer: str, name: str) -> Moments:
    """From the request to the signed statement, which took four working days."""
    yield t.world.back(days, "18:40")
    t.asks_next_stage("I do not think that the answer says what happened.")
    yield t.world.back(days - 1, "10:10")
    acknowledges(t, officer)
    yield t.world.back(days - 2, "11:00")
    appoints(t, officer)
    offers_statement(t, officer)
    yield t.world.back(days - 4, "19:30")
    signs(t, name)


def investigated(t: Tale) -> Moments:
    """Two people from outside look; the young person has been spoken with."""
    yield t.world.back(26, "16:00")
    t.sends(YP, young("Nia", "13_15", "I rang and rang. She was never there.", "social_worker", worker="",
                      wants=["sorry"], feelings=["not_heard"]))  # fmt: skip
    yield t.world.back(25, "10:00")
    t.statutory("owen", "No one rings you back", responder="paul")
    yield t.world.back(17, "10:00")
    writes(t, "paul", CALLS)
    t.is_checked_and_goes("paul")
    yield from begun(t, 10, officer="owen", name="Nia")
    yield t.world.back(3, "16:30")
    speaks(t, "Nia", "", "child", "Met at school, with her advocate. She has kept a list of her calls.")
    yield t.world.back(1, "11:00")
    speaks(t, "Daniel Okoro", "Her social worker", "staff", "Says that calls go to a phone nobody answers on Fridays.")


def facts_checked(t: Tale) -> Moments:
    """The draft is in; who was spoken with reads the facts in it. The notice of more time went in time (K-34)."""
    yield t.world.back(44, "09:10")
    t.sends(P, parent("Helen Marsh", "The report for the conference was full of things I never said.",
                      child=("Ruby Marsh", "2014-06-21"), wants=["explanation"],
                      email="helen.marsh@mail.example"))  # fmt: skip
    yield t.world.back(43, "10:00")
    t.statutory("grace", "The report contains what you did not say", responder="marcus", reason="own_right")
    yield t.world.back(35, "10:00")
    answers_adult(t, "marcus", REPORT)
    yield from begun(t, 28, officer="grace", name="Helen Marsh")
    yield t.world.back(20, "10:00")
    t.announces_more_time("hannah", "", t.day(35), "One of the people who wrote the report is away until next month.")
    yield t.world.back(12, "10:00")
    speaks(t, "Karen Whitlock", "Social worker who wrote it", "staff", "Worked from notes of the first visit alone.")
    yield t.world.back(3, "17:00")
    hands_in(t, IO, reporting.DRAFT, found_of(REPORT))
    yield t.world.back(2, "10:00")
    sends_facts(t, "grace", "The report was written from the notes of one visit.")


def reported(t: Tale, days: int, *, officer: str, manager: str, who: str, role: str, found: Found) -> Moments:
    """Interviews, the check and both reports, the last of them `days` working days ago."""
    yield t.world.back(days + 12, "10:00")
    speaks(t, who, role, "staff", "Remembers it, and is sorry.")
    yield t.world.back(days + 6, "16:00")
    hands_in(t, IO, reporting.DRAFT, found_of(found))
    yield t.world.back(days + 5, "10:00")
    sends_facts(t, officer, "What was promised was not written down.")
    yield t.world.back(days + 3, "12:00")
    hears_back(t, officer, "Nothing to put right.")
    yield t.world.back(days + 2, "10:00")
    hands_in(t, IO, reporting.FINAL, found_of(found))
    yield t.world.back(days, "16:00")
    hands_in(t, IP, reporting.FINAL, Body("I was at each interview. It was thorough and fair, and I agree with it."))
    yield t.world.back(days, "16:30")
    t.gives(officer, manager)


def to_decide(t: Tale) -> Moments:
    """Both reports are here; an assistant director who had no part in it decides."""
    yield t.world.back(43, "15:00")
    t.sends(P, parent("Joel Amadi", "Short breaks were promised for a year and never began.",
                      child=("Micah Amadi", "2013-03-30"), wants=["service"],
                      email="joel.amadi@mail.example"))  # fmt: skip
    yield t.world.back(42, "10:00")
    t.statutory("priya", "Short breaks did not begin", responder="marcus", reason="own_right")
    yield t.world.back(33, "10:00")
    answers_adult(t, "marcus", LATE_HELP)
    yield from begun(t, 23, officer="priya", name="Joel Amadi")
    yield from reported(t, 1, officer="priya", manager="nasreen", who="Neil Farrow", role="Occupational therapist",
                        found=LATE_HELP)  # fmt: skip


def answered(t: Tale) -> Moments:
    """Answered at stage 2, with both reports; a panel can be asked for."""
    yield t.world.back(58, "15:00")
    t.sends(YP, young("Cass", "13_15", "You said each month. I saw him two times.", "family", wants=["why"],
                      feelings=["sad"]))  # fmt: skip
    yield t.world.back(57, "10:00")
    t.statutory("owen", "You do not see your brother each month", responder="paul")
    yield t.world.back(49, "10:00")
    writes(t, "paul", SEEING)
    t.is_checked_and_goes("paul")
    yield from begun(t, 30, officer="owen", name="Cass")
    yield from reported(t, 8, officer="owen", manager="nasreen", who="Megan Stott", role="Contact supervisor",
                        found=SEEING)  # fmt: skip
    yield t.world.back(6, "10:00")
    t.writes(
        "nasreen", [SEEING], opening="They did good work. We think that they are right.",
        apology="We are sorry. We should have done what we said.", wishes=CHILD_WISHES,
    )  # fmt: skip
    t.is_checked_and_goes("nasreen")
    yield t.world.back(5, "18:00")
    t.reads()
    yield t.world.back(4, "11:00")
    is_paid(t, "owen", Part.INVESTIGATOR, "Investigating officers", 31.5, 4_860)
    twice = is_paid(t, "owen", Part.INDEPENDENT, "Independent persons", 21, 2_240)
    is_paid(t, "owen", Part.INDEPENDENT, "Independent persons", 12, 2_240)
    yield t.world.back(3, "09:30")
    with t.desk("owen") as at:  # the hours of two cases had been put on this one
        paying.take_back(at.db, at.case, twice, actor=at.actor, now=at.now)


def reviewed(t: Tale) -> Moments:
    """A corporate complaint that a second senior manager looked at again: the last answer here (K-82)."""
    yield from corporate_answered(t)
    yield t.world.back(7, "10:40")
    t.asks_next_stage("Nobody said how it could happen.")
    yield t.world.back(6, "10:00")
    acknowledges(t, "priya")
    yield t.world.back(5, "10:00")
    t.gives("priya", "nasreen")
    yield t.world.back(2, "10:00")
    answers_adult(t, "nasreen", MANNER)


STORIES = (investigated, facts_checked, to_decide, answered, reviewed)
