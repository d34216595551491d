"""What the pages of somebody's choices say of what lies ahead: the points, both dates, the day the law gives (T30)."""

from typing import Any

from flask import g

from models.cases import advocacy, choosing, finding, policies
from models.cases.answers import WORKERS
from models.cases.promising import length_on
from models.cases.returning import Theirs
from models.cases.stage_points import stage_points
from models.procedure.terms import Advocate, Clock, Event, Procedure
from models.procedure.working_days import local_day
from models.sealing import Unreadable
from models.tables.history import Extension
from portal.person import ring, spoken, words


def points(me: Theirs) -> list[tuple[int, str]]:
    """Those that the next stage can be about: from the day they signed it, of the statement (S-23)."""
    rows = stage_points(g.db, me.case, ring(me), hidden="")
    return [(number, text or str(number)) for number, text in rows]


def start_or_wait(me: Theirs) -> dict[str, object] | None:
    """Both dates, worked out by the rules that will set the clock; None where there is nothing left to wait with."""
    days = advocacy.start_or_wait(g.db, me.case, now=g.now)
    return {name: spoken(day) for name, day in days.items()} if days else None


def ahead(me: Theirs) -> dict[str, Any]:
    """Whether it is open, and the day the law gives it, worked out by the rules that will set the clock (T30)."""
    today, corporate = local_day(g.now), me.case.procedure is Procedure.CORPORATE
    policy, days = policies.policy_of(g.db, me.case), policies.holidays(g.db)
    clocks = finding.clocks_of(g.db, me.case)
    panel = choosing.beyond(me.case, clocks) is Event.S3_REQUESTED
    by = None if corporate else length_on(policy, Clock.S3_PANEL if panel else Clock.S2_RESPONSE, today, days)
    return {
        "ahead": choosing.next_stage(g.db, me.case, now=g.now),
        "by": by,
        "at_panel": panel,
        "last": choosing.ask_by(g.db, me.case, clocks),
        "today": today,
    }


def may_we_talk_to(me: Theirs) -> str:
    """The question with whom it is about, by kind and never by name: a worker, a carer, or both (experience 2.4)."""
    entry, about = words()["ask_first"], WORKERS & set(me.case.topics.split())
    if about == WORKERS:
        return entry.said("both")
    return entry.said("carers") if about == {"carers"} else entry.title


def reason(me: Theirs, asked: Extension) -> str | None:
    try:
        return ring(me).open(Extension.reason, asked)
    except Unreadable:
        return None


def advocate_stands(me: Theirs) -> dict[str, str]:
    """What the page that asks for an advocate says to who has one or waits for one, and what that one wrote to them."""
    entry, there = words()["advocate"], advocacy.asked(g.db, me.case, ring(me) if me.main and not me.equal else None)
    line = there.named.line if there is not None else ""
    if me.case.advocate is Advocate.HAVE_ONE or (there is not None and (there.found or there.contacted)):
        return {"line": line, "said": entry.said("have")}
    return {"line": line, "said": entry.said("asked", date=spoken(there.on)) if there and not there.chat else ""}
