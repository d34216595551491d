"""A request to see what is kept about somebody: its month, who asks for whom, and what comes before a child's words.

Sources: UK GDPR 12(3), 12(6) and 12A (the month, identity first, the pause while we ask what is meant, two months);
DPA 2018, Schedule 2 paragraph 16 (other people) and Schedule 3 Part 3 (social work: serious harm, wishes of the child);
the Information Commissioner on counting: the same day of the next month, or its last day; a day on which nobody works
moves to the next working day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from models.procedure.deadlines import due_on
from models.procedure.terms import Unit, Way
from models.procedure.working_days import Holidays, is_working_day, next_working_day, why_not_counted

MONTHS, MORE_MONTHS = 1, 2


class By(StrEnum):
    """Who asks."""

    THEMSELVES = "themselves"
    CHILD = "child"
    PARENT = "parent"
    REPRESENTATIVE = "representative"


BY: Mapping[By, str] = {
    By.THEMSELVES: "An adult, about themselves",
    By.CHILD: "A child or young person, about themselves",
    By.PARENT: "A parent or carer, for a child",
    By.REPRESENTATIVE: "Somebody else with authority: a solicitor, an advocate, an attorney",
}
CAME: Mapping[str, str] = {
    "letter": "A letter", "mail": "An e-mail", "phone": "A phone call", "person": "In person",
    "page": "On their page here", "worker": "Through a worker or another team",
}  # fmt: skip
IDENTITY: Mapping[str, str] = {
    "document": "Saw a document with a photo",
    "known": "A worker who knows them saw them",
    "words": "They came back with their secret words",
    "address": "They answered at the address or number we hold as safe",
}
AUTHORITY: Mapping[str, str] = {
    "signed": "Signed by the person it is about",
    "responsible": "Parental responsibility was seen on paper",
    "court": "An order of a court",
    "said": "The person said so to one of us",
}
MORE_TIME: Mapping[str, str] = {"complex": "The request is complex", "many": "They have made several requests"}
COMPETENT: Mapping[str, str] = {
    "yes": "Yes: they understand what it means", "no": "No: too young, or cannot understand it now",
}  # fmt: skip
WISHES: Mapping[str, str] = {
    "agrees": "They want this person to have it",
    "against": "They do not want it",
    "not_asked": "They could not be asked safely",
}
HARM: Mapping[str, str] = {
    "no": "No serious harm to anybody is likely",
    "likely": "Serious harm to somebody’s health or mind is likely",
    "unclear": "It is not clear",
}
REASONS: Mapping[str, str] = {  # why something is taken out
    "other": "About another person, who has not agreed (Sch 2 para 16)",
    "reach": "How another person is reached, or where they live",
    "harm": "Serious harm is likely (Sch 3 Part 3)",
    "child": "A child did not expect it to be passed on (Sch 3 Part 3)",
    "privilege": "Legal advice (Sch 2 para 19)",
    "crime": "It would hinder finding or stopping a crime (Sch 2 para 2)",
    "court": "A court’s papers that its rules close",
}
OUT: Mapping[str, str] = {
    "not_about": "It is not about this person",
    "closed": "It cannot be opened here: somebody else has to gather it",
    **REASONS,
}
RELEASE: Mapping[str, str] = {
    "hand": "Into their own hands, after seeing once more who they are",
    "post": "By tracked post, in a plain envelope",
}
ENDED: Mapping[str, str] = {  # without an answer
    "withdrawn": "They took it back",
    "unproven": "They never showed who they are, or that they may ask",
}
PROOF_WAITS = 30  # days that somebody has to show who they are: ours, since the law gives no figure
NOT_A_SAFE_WAY = (
    "It goes into their own hands or by tracked post. Mail, or a link that opens without a password, is no safe way."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What decides the day. `proof_asked_on`: who they are, or that they may ask for somebody, was not clear."""

    received_on: date
    proof_asked_on: date | None = None
    proved_on: date | None = None
    pauses: Sequence[tuple[date, date | None]] = ()  # we asked what they mean; they answered
    extended: bool = False


def begins_on(asked: Asked) -> date | None:
    """The day the month is counted from: when it came, or when what we had to ask for had come. None: not yet."""
    return asked.received_on if asked.proof_asked_on is None else asked.proved_on


def stands_still(asked: Asked) -> bool:
    return begins_on(asked) is None or any(until is None for _, until in asked.pauses)


def answer_by(asked: Asked, holidays: Holidays) -> date | None:
    """The last day to answer; None while nothing runs."""
    begun = begins_on(asked)
    if begun is None or stands_still(asked):
        return None
    last = due_on(Unit.MONTHS, MONTHS + (MORE_MONTHS if asked.extended else 0), begun, {})
    return _worked(last + timedelta(days=waited(asked)), holidays)


def waited(asked: Asked) -> int:
    """Days that do not count: from the day we asked what they mean to the day they said it, none before the month."""
    begun = begins_on(asked) or asked.received_on
    return sum(max((until - max(since, begun)).days, 0) for since, until in asked.pauses if until)


def more_time_by(asked: Asked) -> date | None:
    """The last day on which they may be told that it takes two months more: inside the first month, pauses or not."""
    begun = begins_on(asked)
    return due_on(Unit.MONTHS, MONTHS, begun, {}) if begun else None


def more_time_fault(asked: Asked, told_on: date, today: date) -> str | None:
    """Why it cannot be extended by telling them on that day."""
    last = more_time_by(asked)
    if asked.extended:
        return "It was extended already. There is no second time."
    if last is None:
        return "The month has not begun: first be sure who they are."
    if not asked.received_on <= told_on <= today:
        return "Enter the day they were told: not before it came, and not after today."
    if told_on > last:
        return f"They had to be told by {last:%-d %B %Y}, within the first month. Answer now: it is late."
    return None


def pause_fault(asked: Asked, since: date, today: date) -> str | None:
    """Why the clock cannot stop on that day to ask what they mean."""
    begun = begins_on(asked)
    if begun is None:
        return "The month has not begun: ask for this with the proof of who they are."
    if stands_still(asked):
        return "It stands still already."
    earliest = max([begun, *(until for _, until in asked.pauses if until)])
    if not earliest <= since <= today:
        return f"Enter the day you asked: from {earliest:%-d %B %Y} to today."
    return None


def working(asked: Asked, holidays: Holidays) -> list[str]:
    """How its day was reached, a line a step."""
    said = [f"It came on {_day(asked.received_on)}."]
    begun = begins_on(asked)
    if asked.proof_asked_on:
        said.append(f"On {_day(asked.proof_asked_on)} we asked for proof of who they are, or that they may ask.")
    if begun is None:
        return [*said, "The month begins on the day that is clear (UK GDPR 12(6), 12A)."]
    if asked.proof_asked_on:
        said.append(f"It was clear on {_day(begun)}: the month begins there.")
    months = MONTHS + (MORE_MONTHS if asked.extended else 0)
    last = due_on(Unit.MONTHS, months, begun, {})
    more = ", two of them because they were told in the first month" if asked.extended else ""
    said.append(f"{months} month{'s' if months > 1 else ''} from then{more}: {_day(last)} (UK GDPR 12(3)).")
    if days := waited(asked):
        last += timedelta(days=days)
        said.append(f"{days} day{'' if days == 1 else 's'} do not count, while we asked what they mean: {_day(last)}.")
    if stands_still(asked):
        return [*said, "It stands still until they have said what they mean."]
    if not is_working_day(last, holidays):
        why = why_not_counted(last, holidays)
        said.append(f"That is {why}, so the next working day: {_day(_worked(last, holidays))}.")
    return said


@dataclass(frozen=True, slots=True)
class Child:
    """What is known before anything of a child goes to somebody else."""

    competent: str = ""
    wishes: str = ""
    harm: str = ""


def is_guarded(by: By, *, young_person: bool) -> bool:
    """A child's own complaint is given to nobody but the child until two people decided it (SAR-02)."""
    return young_person and by is not By.CHILD


def why_not_given(child: Child) -> str | None:
    """Why what a child told us may not go to who asks for them, or None where two people may decide so.
    Silence is never a yes: what was not asked keeps it closed."""
    if not (child.competent and child.wishes and child.harm):
        return (
            "First write down whether the child understands, what the child wishes, and whether it would harm anybody."
        )
    if child.harm != "no":
        return "It is not given: serious harm is likely, or nobody can rule it out (DPA 2018, Sch 3 Part 3)."
    if child.wishes == "against":
        return "It is not given: the child does not want it."
    if child.competent == "yes" and child.wishes != "agrees":
        return "It is not given: a child who understands decides it, and has not said yes."
    return None


def release_fault(
    way: str, *, theirs: bool, allowed: Mapping[Way, bool], contact_stopped: bool, address: str
) -> str | None:
    """Why it may not leave this way now (PRV-10, SAR-06). `theirs`: it goes to the person whose case it is, whose own
    yes or no to each way is asked again at this moment; `contact_stopped`: they use none of our ways at all."""
    if way not in RELEASE:
        return NOT_A_SAFE_WAY
    if way == "hand":
        return None
    if theirs and (contact_stopped or not allowed.get(Way.POST, False)):
        return "They said that post is not safe. Give it into their own hands."
    return None if address.strip() else "Enter the address it goes to."


def _worked(day: date, holidays: Holidays) -> date:
    return day if is_working_day(day, holidays) else next_working_day(day, holidays)


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
