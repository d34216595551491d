"""Every way beside the stages and thanks: where it goes, its steps, its clock, its end (rules 2.8, 3.6)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from models.procedure.terms import Event, Procedure


class Step(NamedTuple):
    """One thing that may be done. `letter`: a letter goes with it, and the note is what the person reads."""

    event: Event
    label: str
    note: str  # what is written down
    after: tuple[Event, ...] = ()  # one of these first; none: at once
    letter: str = ""
    again: bool = False  # may be done more than once
    needed: bool = False  # owed before it can close
    unless: tuple[Event, ...] = ()  # one of these settles it, or bars it
    only: tuple[str, ...] = ()  # the reasons of the way to which it belongs; none: every reason
    day: str = ""  # a day that its letter states, and that is kept by the clock of the answer


@dataclass(frozen=True, slots=True)
class Way:
    """One route. `where` names the body or colleague it goes to, as a label to fill in; empty: nobody."""

    letter: str  # the first one, a kind of models.post.catalogue
    where: str
    next: str  # what happens, to a grown-up; {where} and {day} are filled in
    next_child: str
    steps: tuple[Step, ...]
    decided: bool = False  # the first letter is the decision: its evidence and reasons are written at triage (E-54)


_ASKED = (Event.PERMISSION_GIVEN, Event.PERMISSION_REFUSED)
_SETTLED = (*_ASKED, Event.PERMISSION_NOT_NEEDED)  # nothing of a person leaves before one of them (S-26)
_PERMISSION = (
    Step(Event.PERMISSION_GIVEN, "They agree that we send it", "How they told us", unless=_ASKED, needed=True),
    Step(
        Event.PERMISSION_REFUSED,
        "They do not want it sent",
        "How they told us",
        unless=(Event.PERMISSION_REFUSED, Event.SENT_ON),
    ),
)
_SEND = Step(
    Event.SENT_ON, "Sent on", "To whom, and how", after=(Event.PERMISSION_GIVEN,), needed=True,
    unless=(Event.PERMISSION_REFUSED,),
)  # fmt: skip
_PASS = Step(Event.SENT_ON, "Passed on", "To whom, and how", needed=True)
_ANSWER = Step(
    Event.ROUTE_ANSWERED, "Answer them", "What we answer, as they read it", letter="route_answer", needed=True,
)  # fmt: skip
_HEARD = Step(
    Event.ROUTE_ANSWERED, "Tell them what the others answered", "What was answered, as they read it",
    after=(Event.SENT_ON,), letter="route_answer",
)  # fmt: skip

WHO_ANSWERS = "Who answers"
OTHER_SERVICE = "other_service"  # a reason of a duty matter: another service of the council deals with it (E-38)
WAYS: dict[Procedure, Way] = {
    Procedure.PRE_COMPLAINT: Way(
        "route_told", "",
        "It is not clear yet whether you want to complain, or about what. We will ask you, and wait for what you say. "
        "You can make it a complaint at any time.",
        "We want to be sure what you want. We will ask you. You can say that it is a complaint at any time.",
        (Step(Event.CHASED, "Asked them again", "How, and what they said", again=True),),
    ),
    Procedure.AREA: Way(
        "route_told", "Who deals with it",
        "{where} is dealing with this with you already. We have written it down, and we make sure that you get an "
        "answer{day}.",
        "{where} is sorting this out with you. We wrote it down. You will get an answer{day}.",
        (
            Step(Event.LOCAL_ANSWERED, "They were answered already", "Who answered, how, and what they said",
                 unless=(Event.ROUTE_ANSWERED,)),
            _ANSWER._replace(unless=(Event.LOCAL_ANSWERED,)),
        ),
    ),
    Procedure.DUTY: Way(
        "duty_matter", "Who can help them, and how to reach them",
        "{where} can help you with this.", "{where} can help you with this.",
        (_PASS._replace(only=("casework", OTHER_SERVICE)),), decided=True,
    ),
    Procedure.PROFESSIONAL: Way(
        "route_told", WHO_ANSWERS, "{where} will answer you, as one service to another{day}.",
        "{where} will answer you{day}.", (_ANSWER,),
    ),
    Procedure.SAFEGUARDING: Way(
        "route_told", "Who at the partnership",
        "The safeguarding children partnership has a procedure of its own for this. We are passing it to {where}.",
        "A group that keeps children safe looks at this. We will give it to {where}.",
        (_PASS, _HEARD),
    ),
    Procedure.NHS_PART: Way(
        "permission", "Which part of the NHS",
        "Part of it is about the health service. May we send that part to {where}?",
        "Part of this is about the health service. May we send that part to {where}?",
        (*_PERMISSION, _SEND, _HEARD),
    ),
    Procedure.NHS_WHOLE: Way(
        "permission", "Which part of the NHS",
        "All of it is about the health service. May we send it to {where}?",
        "This is about the health service. May we send it to {where}?",
        (*_PERMISSION, _SEND, _HEARD),
    ),
    Procedure.PROVIDER: Way(
        "permission", "Which provider, and its registered manager",
        "It is about how {where} cares for the child. Their own procedure comes first. May we send it to them? If "
        "their "
        "answer does not put it right, you can come back to us and we look at it as a complaint.",
        "This is about {where}. They have to look at it first. May we send it to them? If it is not put right, "
        "come back "
        "to us.",
        (
            *_PERMISSION, _SEND,
            Step(Event.REGULATOR_TOLD, "Ofsted was told", "When, and by whom", after=(Event.SENT_ON,), needed=True,
                 unless=(Event.PERMISSION_REFUSED,)),
            _HEARD._replace(needed=True, unless=(Event.PERMISSION_REFUSED,)),
            Step(Event.ROUTE_OURS, "We agree with the manager of the service to look at it ourselves",
                 "Which manager, and why", unless=(Event.ROUTE_ANSWERED,)),
        ),
    ),
    Procedure.AUTHORITY: Way(
        "permission", "Which council",
        "Another council is responsible for this. May we send it to {where}?",
        "Another council has to look at this. May we send it to {where}?",
        (*_PERMISSION, _SEND, _HEARD),
    ),
    Procedure.INSURANCE: Way(
        "route_told", "Who at insurance",
        "You ask for money for a loss. {where} deals with claims, and we have passed it to them.",
        "You ask for money for what was lost. We gave this to {where}.",
        (_PASS,),
    ),
    Procedure.AGENCY: Way(
        "permission", "Which agency, and who deals with its complaints",
        "It is about somebody who works for {where}. May we send it to the people there who deal with complaints?",
        "This is about someone who works for {where}. May we send it to them?",
        (*_PERMISSION, _SEND, _HEARD),
    ),
    Procedure.MP: Way(
        "mp_enquiry", WHO_ANSWERS,
        "{where} will answer you{day}.", "{where} will answer you{day}.",
        (
            Step(Event.HOLDING_SENT, "Say that it takes longer", "Why it takes longer, as they read it",
                 letter="holding", again=True, unless=(Event.ROUTE_ANSWERED,), day="The day by which the answer comes"),
            Step(Event.PERMISSION_GIVEN, "The person agrees that the MP is told", "How they told us", unless=_SETTLED,
                 needed=True),
            Step(Event.PERMISSION_REFUSED, "The person does not agree", "How they told us",
                 unless=(Event.PERMISSION_REFUSED, Event.ROUTE_ANSWERED)),
            Step(Event.PERMISSION_NOT_NEEDED, "The answer tells nothing of anybody", "Why nobody has to be asked",
                 unless=_SETTLED),
            _ANSWER._replace(after=_SETTLED),
        ),
    ),
    Procedure.INFORMATION: Way(
        "route_told", WHO_ANSWERS,
        "You ask for information. {where} will answer "
        "you{day}.", "You asked us for something. {where} will answer you{day}.",
        (_ANSWER,),
    ),
}  # fmt: skip
ASIDES = frozenset(WAYS)
ANSWERED_BY_US = frozenset(one for one, way in WAYS.items() if way.where == WHO_ANSWERS)
SETTLED = "settled"  # a reason of what is answered locally: there and then, at their own choice (E-06)
AT_ONCE = (
    "You settled it with {where}, and what was agreed stands below. You can still make it a complaint, at any time: "
    "tell us.",
    "You sorted it out with {where}. It says below what you agreed. You can still complain. Just tell us.",
)
AGREED = "Write what was agreed under “Anything to add to the letter”: they read it there (E-06)"
HOME = "home"  # a reason of the way to a provider
PASSED = frozenset(
    one for one, way in WAYS.items() if any(step.event is Event.SENT_ON and not step.only for step in way.steps)
)


def steps_of(procedure: Procedure | None, reason: str | None) -> list[Step]:
    """The steps of this route, where it was taken for this reason."""
    return [step for step in WAYS[procedure].steps if not step.only or reason in step.only] if procedure in WAYS else []


def open_steps(procedure: Procedure | None, reason: str | None, done: Collection[Event]) -> list[Step]:
    """What may be done now on this route, in its order."""
    return [step for step in steps_of(procedure, reason) if _may(step, done)]


def owed(procedure: Procedure | None, reason: str | None, done: Collection[Event]) -> list[str]:
    """What is still owed before this route can end, in words for the officer."""
    steps = (step for step in steps_of(procedure, reason) if step.needed)
    return [f"Not done yet: “{step.label}”." for step in steps
            if step.event not in done and not set(step.unless) & set(done)]  # fmt: skip


def to_mind(step: Step, done: Collection[Event]) -> str:
    """What whoever writes the letter of this step has to keep out of it."""
    refused = step.letter and Event.PERMISSION_REFUSED in done
    return "They did not agree: nothing of theirs may be in it." if refused else ""


def held_here(procedure: Procedure | None, reason: str | None, to: Procedure, done: Collection[Event]) -> str:
    """Why a complaint about a home of ours is not taken from its own procedure yet (S-29); nothing: it may be."""
    theirs = procedure is Procedure.PROVIDER and reason == HOME and to in (Procedure.STATUTORY, Procedure.CORPORATE)
    if not theirs or {Event.ROUTE_OURS, Event.ROUTE_ANSWERED, Event.PERMISSION_REFUSED} & set(done):
        return ""
    return (
        "The home looks at it first, unless its manager and we agree to look at it ourselves. Write that down as a "
        "step of this way first: which manager, when and why."
    )


def step_of(procedure: Procedure | None, reason: str | None, done: Collection[Event], event: str) -> Step | None:
    """The step of that name, if it may be done now."""
    return next((step for step in open_steps(procedure, reason, done) if step.event == event), None)


def _may(step: Step, done: Collection[Event]) -> bool:
    first = not step.after or bool(set(step.after) & set(done))
    settled = set(step.unless) & set(done) or (step.event in done and not step.again)
    return first and not settled
