"""What stands above every page of one case: whose it is, how it stands, and what must not be missed."""

from collections.abc import Callable
from typing import Any

from flask import g, url_for

from admin import step_words
from admin.case_facts import how_to_reach, letters, mail, measures, who_agrees, who_answers, who_leads
from admin.nav import may, tabs
from admin.next_step import page_for
from models.audit import Actor
from models.cases import choosing, early_resolution, extending, panel_rows, pausing, safety_talk, taking_again
from models.cases.access_card import access_card
from models.cases.answering import TO_CHECK
from models.cases.caring_details import called, details_of
from models.cases.duty_rota import duty_now
from models.cases.languages_here import read_in
from models.cases.must_not_miss import Beside, Minded, beside, minded
from models.cases.ombudsman import of_case
from models.cases.policies import holidays
from models.cases.queue_lines import WAITS_FOR, Due, agreed_first, due_of, safety, stands_at
from models.cases.queue_who import who
from models.cases.reclassifying import may_change
from models.cases.recording import running_clocks
from models.cases.their_turn import ABOVE
from models.formats import clock_time, short_date
from models.procedure.clocks import stopped_by
from models.procedure.lifecycle import STAFF, STAGE_TWO, allowed
from models.procedure.next_stage import UNANSWERED
from models.procedure.pausing import reasons
from models.procedure.screening import ROUTES
from models.procedure.terms import Clock, Event, Journey, State
from models.procedure.working_days import local_day, working_days_between
from models.sealing import Keyring
from models.tables import Case
from models.tables.case import TO_AGREE, TO_LOOK

WARN = 5  # working days before a notice of more time has to go
NOT_LOOKED_AT = "It came in with a register: look at it first. No clock runs yet"
PANEL_STATES = panel_rows.STATES
ASKED = {Event.S2_REQUESTED, Event.S3_REQUESTED, Event.C2_REQUESTED}
WRONG = "They say that we have a point wrong, and nobody has settled it: see under Points"
NOBODY = "Nobody can be answered: look at the substance, and at safety first"
NOT_ANSWERED = frozenset({
    State.RECEIVED, State.REFUSED, State.WITHDRAWN, State.CLOSED, State.PRAISE_OPEN, State.ASIDE_OPEN,
})  # fmt: skip
NO_ANSWER = NOT_ANSWERED | PANEL_STATES  # a panel has a page of its own, and no more time


def _by_what_waits(words: Callable[[Beside, Actor], str]) -> Callable[[Case], str]:
    return lambda case: words(_beside(case), g.staff)


def _asks(case: Case) -> str:
    agrees = choosing.may_leave_out(case) and not _next_stage(case)  # no answer yet, and its day has not passed (K-19)
    return "Straight to stage 2, if both agree" if agrees else "They ask for the next stage"


def _judges(case: Case) -> str:
    return (
        "Take it up again, or judge something"
        if case.state is State.CLOSED and taking_again.again(g.db, case)
        else "Judge something"
    )


STEPS: tuple[tuple[str, str | Callable[[Case], str], Callable[[Case], bool]], ...] = (
    ("taking_up.one", "Earlier register", lambda case: case.form_instance is None),
    (
        "triage.show",
        _by_what_waits(step_words.of_decision),
        lambda case: case.state is State.RECEIVED and case.waiting_on != TO_LOOK,
    ),
    ("ways.show", "What happens with it", lambda case: case.state is State.ASIDE_OPEN),
    ("visits.show", "Visit", lambda case: _beside(case).visit is not None),
    ("early_call.show", "Ring them", lambda case: _beside(case).call is not None),
    ("early.show", "Put it right early", early_resolution.may_begin),
    ("safety_talk.show", "Talk about being safe", lambda case: _beside(case).talk is not None),
    ("allocation.show", "Who answers", lambda case: case.state not in NO_ANSWER),
    ("answer.show", _by_what_waits(step_words.of_answer), lambda case: case.state not in NO_ANSWER),
    ("extension.show", _by_what_waits(step_words.of_more_time), lambda case: case.state not in NO_ANSWER),
    ("stage_two.show", "Stage 2", lambda case: case.state in {*STAGE_TWO, State.C2_REQUESTED}),
    ("statement.show", "Statement of complaint", lambda case: case.state in STAGE_TWO),
    ("investigation.show", "Investigation", lambda case: case.state in {*STAGE_TWO, State.S2_RESPONDED}),
    ("freezes.show", "Must something wait?", lambda case: case.closed_on is None or case.freeze_on is not None),
    ("checks.show", _judges, lambda _: True),
    ("changes.show", "Send it another way", may_change),
    ("panel.show", "Stage 3", lambda case: case.state in PANEL_STATES and panel_rows.newest(g.db, case) is not None),
    ("panel_report.show", "Panel's report", lambda case: case.state is State.S3_HELD),
    ("panel_report.response", "Director's response", lambda case: case.state is State.S3_REPORTED),
    ("costs.show", "What it cost", lambda case: case.state not in NOT_ANSWERED),
    ("case_file.show", "File for the Ombudsman", lambda case: case.state not in (State.RECEIVED, State.PRAISE_OPEN)),
    ("praise.show", "Pass it on", lambda case: case.state is State.PRAISE_OPEN),
    ("meeting.show", "Offer dates", lambda case: case.state not in NOT_ANSWERED),
    ("waiting.show", "It has to wait", lambda case: bool(reasons(case.state))),
    ("promises.show", "What we promised", lambda case: case.state not in (State.RECEIVED, State.REFUSED)),
    ("contributions.show", "Ask a colleague", lambda case: case.state not in NOT_ANSWERED - {State.ASIDE_OPEN}),
    (
        "spoken.show",
        _asks,
        lambda case: choosing.may_leave_out(case) or (bool(ASKED & {*allowed(case.state)}) and _next_stage(case)),
    ),
    ("advocates.one", "Find an advocate", lambda case: case.young_person),
    ("closing.show", "Close", lambda case: Event.CLOSED in allowed(case.state)),
    ("closing.stopping", "They want to stop it", lambda case: Event.WITHDRAWN in allowed(case.state)),
    ("closing.restarting", "Start again", lambda case: case.state is State.WITHDRAWN),
    ("closing.correcting_page", "Put a mistake right", lambda _: True),
    ("behaviour.show", "Limits on contact", lambda case: case.form_instance is not None),
    ("beside.show", "Who may read along", lambda case: case.young_person or case.journey is Journey.ADVOCATE),
    ("together.show", "Who complains together", lambda case: case.form_instance is not None and not case.part_of_id),
    ("reissue.show", "New secret words", lambda _: True),
    ("refer.show", "Not safe? Tell duty now", lambda _: True),
)


BY_HAND = (  # what an officer does when it is called for, whatever the stage: behind "More for this case"
    "freezes.show", "checks.show", "changes.show", "case_file.show", "meeting.show", "waiting.show", "promises.show",
    "contributions.show", "spoken.show", "advocates.one", "closing.stopping", "closing.correcting_page",
    "behaviour.show", "beside.show", "together.show", "reissue.show", "costs.show", "early.show",
)  # fmt: skip


def _beside(case: Case) -> Beside:
    """Asked once for a page, whoever needs it."""
    if "beside" not in g:
        g.beside = beside(g.db, case, local_day(g.now))
    known: Beside = g.beside
    return known


def _next_stage(case: Case) -> bool:
    """Where nothing is late yet, no answer is: only then does it take asking."""
    extended = case.state in (State.S1_EXTENDED, State.C1_EXTENDED)
    if case.state in UNANSWERED and not extended and case.next_due_on >= local_day(g.now):
        return False
    return choosing.next_stage(g.db, case, now=g.now).open


def bar(case: Case, ring: Keyring, **more: Any) -> dict[str, Any]:
    """What every page of a case gives its template; `more` is the page's own."""
    details = more.pop("details", None) or details_of(g.db, case, ring) or {}
    due = due_of(case, holidays(g.db), local_day(g.now))
    seen = minded(g.db, case, details, local_day(g.now))
    now, by_hand = _steps(case, seen)
    facts = [
        {"key": "Who", "value": who(case)},
        {"key": "Stands at", "value": _stands_at(case)},
        {"key": "Next", **_what_is_next(case, due)},
        {"key": "Officer", "value": case.officer.name if case.officer else "Nobody yet"},
        {"key": "Who answers", "value": who_answers(case, ring)},
        *who_leads(case, _beside(case), ring),
        *how_to_reach(case, _beside(case), details),
    ]
    return {
        "case": case,
        "name": called(details) or "No name given",
        "facts": facts,
        "alerts": _alerts(case, seen),
        "calm": _calm(case),
        "minded": seen,
        "access": access_card(case.journey, details),
        "reads": read_in(_beside(case).language),
        "tabs": tabs(case.reference),
        "steps": now,
        "by_hand": by_hand,
        "details": details,
        **more,
    }


def _what_is_next(case: Case, due: Due | None) -> dict[str, Any]:
    """What is due; or that its letter is written and leaves in some minutes, which is not done and not to do (K-18)."""
    if due is None:
        return {"value": "Nothing is due", "href": ""}
    known = _beside(case)
    if agreed_first(case):
        href = url_for("triage.show", reference=case.reference) if may("triage.show") else ""
        return {"value": f"{who_agrees(case, known.decided_by)}: {due.words}", "href": href}
    if known.leaves_at and _proves_next(case, known):
        value = f"{due.name}: the letter leaves at {clock_time(known.leaves_at)}. Call it back if it is wrong"
        href = url_for("case.letters", reference=case.reference) if may("case.letters") else ""
        return {"value": value, "href": href}
    return {"value": f"{due.name}: {due.words}", "href": _next(case)}


def _proves_next(case: Case, known: Beside) -> bool:
    """Whether the letter that leaves first does what is due next."""
    return bool(known.leaving and case.next_clock in stopped_by(known.leaving))


def _next(case: Case) -> str:
    """Where what is due is done, if this person may do it and the case stands so; otherwise its working."""
    if case.next_clock is None:
        there = [one.id for one in of_case(g.db, case.id)] if may("ombudsman.one") else []
        return url_for("ombudsman.one", row_id=there[0]) if len(there) == 1 else _whole_list()
    stands = {endpoint: when for endpoint, _words, when in STEPS}
    for page in (page_for(case), "triage.show", "ways.show"):  # before it is decided, deciding is next
        if page and may(page) and stands.get(page, _always)(case):
            return url_for(page, reference=case.reference)
    return url_for("clocks.show", reference=case.reference) if may("clocks.show") else ""


def _whole_list() -> str:
    return url_for("ombudsman.show") if may("ombudsman.show") else ""


def _always(_case: Case) -> bool:
    return True


def _stands_at(case: Case) -> str:
    """Waiting for two people from outside is no pause: it is said as a state of its own (K-43, S-02)."""
    if case.state is State.S2_REQUESTED and any(c.clock is Clock.S2_APPOINT for c in running_clocks(g.db, case)):
        return f"{STAFF[case.state]}, awaiting allocation"
    if case.state is State.ASIDE_OPEN and case.procedure:
        return ROUTES[case.procedure].label
    return stands_at(case)


def _alerts(case: Case, seen: Minded) -> list[str]:
    known = _beside(case)
    late, visit = known.late, known.visit
    alerts = [_safety(case), NOT_LOOKED_AT if case.waiting_on == TO_LOOK else ""]
    alerts.append(_freeze(case))
    alerts += [_notice(case), ABOVE.get(known.turn, "")]
    if visit:
        alerts.append(f"They asked to be seen, by {short_date(visit)}")
    alerts += [safety_talk.in_words(case, known.talk, local_day(g.now)), *seen.said]
    if late:
        alerts.append(f"{late} promise{'s are' if late > 1 else ' is'} late")
    if known.corrected and case.closed_on is None and case.state is not State.WITHDRAWN:
        alerts.append(WRONG)
    alerts += letters(known) + mail(known) + measures(known)
    if known.call:
        alerts.append(f"They asked that a manager rings by {short_date(known.call)}")
    if known.wait and known.wait_until and case.closed_on is None:
        alerts.append(pausing.in_words(known.wait, known.wait_until, local_day(g.now)))
    alerts.append(NOBODY if case.anonymous else "")
    if case.late_flag:
        alerts.append("More than a year ago")
    if case.to_alternate:
        alerts.append("Everyone in the team is walled off")
    return [alert for alert in alerts if alert]


def _safety(case: Case) -> str:
    """An alert that nobody has taken says whom to ring, wherever the case is open (E-41)."""
    said = safety(case)
    if not case.safety_waiting:
        return said
    phone = duty_now(g.db, case.council, now=g.now).phone
    return f"{said}. Ring duty: {phone}" if phone else said


def _calm(case: Case) -> list[str]:
    """What goes as it should, and is good to know: an alarm for it would hide the alarms."""
    known, answered = _beside(case), case.state not in NOT_ANSWERED
    leaves = known.leaves_at if not _proves_next(case, known) else None  # else “Next” says it
    said = {
        f"Safety alert accepted by {known.accepted}": known.accepted,
        WAITS_FOR[TO_AGREE]: case.waiting_on == TO_AGREE,
        "The answer waits for a check": known.answer == TO_CHECK and answered,
        "More time waits for a complaints manager to agree": known.more_time and answered,
        f"A letter leaves at {clock_time(known.leaves_at)}. Read it, or call it back, under Letters": leaves,
    }
    return [words for words, so in said.items() if so]


def _freeze(case: Case) -> str:
    if not case.freeze_on or case.freeze_decided:
        return ""
    if not case.freeze_said:
        return "A change they do not want: they gave no day. Ask when it is, and decide whether it waits"
    if case.freeze_on < local_day(g.now):
        return f"A change they do not want was due on {short_date(case.freeze_on)}. Find out now"
    return f"A change they do not want is due by {short_date(case.freeze_on)}. Decide whether it waits"


def _notice(case: Case) -> str:
    """Stage 2 will not be over in time: they are told before, not after (K-34)."""
    by = extending.notice_by(g.db, case) if case.state in STAGE_TWO - {State.S2_ADJUDICATION} else None
    if by is None or working_days_between(local_day(g.now), by, holidays(g.db)) > WARN:
        return ""
    return f"If stage 2 needs more time, the notice goes by {short_date(by)} (K-34)"


def _steps(case: Case, seen: Minded) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The work of the stage, and everything else that may be done: each as address and words."""
    worse = [("aftercare.one", "Got worse")] if seen.worse else []
    fitting = [(one, text if isinstance(text, str) else text(case)) for one, text, fits in STEPS if fits(case)]
    links = [(endpoint, url_for(endpoint, reference=case.reference), text) for endpoint, text in worse + fitting
             if may(endpoint)]  # fmt: skip
    waits = {"freezes.show"} if case.freeze_on and not case.freeze_decided else set[str]()
    later = {*BY_HAND} - waits
    now = [(href, text) for endpoint, href, text in links if endpoint not in later]
    return now, [(href, text) for endpoint, href, text in links if endpoint in later]
