"""What an answer still lacks, each with the field to fill, and how hard it is to read (rules 3.2, G-05, G-06, X-15)."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from models.cases.answer_parts import Block, Reply
from models.formats import short_date
from models.post.readable import Meter
from models.procedure.closing import FOUND_FAULT, WITH_FINDINGS
from models.procedure.stage_three import TAKEN, Decided
from models.procedure.terms import Finding, Procedure

_NOT_SORRY = re.compile(
    r"\b(?:sorry|apologi[sz]e|apolog(?:y|ies))\s+(?:that\s+|if\s+|for\s+how\s+)*(?:you|they|he|she|he or she)\s+"
    r"(?:may\s+|might\s+)?(?:have\s+)?(?:feel|felt|feels|think|thought|thinks|believe|believed|were upset|was upset)\b"
    r"|\b(?:sorry|apologi[sz]e|apolog(?:y|ies))\s+(?:if|for\s+any)\b"
    r"|\b(?:sorry|apologi[sz]e)\b[^.!?]*\bbut\b",
    re.IGNORECASE,
)


PAST = "{day} has passed. Choose a day from today on. If it is done already, say so under “Why”, and empty this action."


BOX = {"due": "due-day"}  # the box a link leads to, where the field has several


class Gap(NamedTuple):
    """Something to put right: the id of the field where, what to do there, and the point or wish it belongs to."""

    field: str
    words: str
    about: str = ""

    @property
    def said(self) -> str:
        return f"{self.about}: {self.words}" if self.about else self.words


@dataclass(frozen=True, slots=True)
class Subject:
    """One point as the builder needs it."""

    id: str
    number: int
    text: str
    procedure: Procedure | None
    recommended: str = ""  # by the investigating officer, in their report
    on_paper: bool = False  # their report is a paper: what it recommends is written down here


@dataclass(frozen=True, slots=True)
class Now:
    """What an answer is held to besides its words: the day, who may own a promise, and whether it opens with a view
    of the investigation (stage 2)."""

    today: date
    owners: Collection[str]
    about_investigation: bool = False


def gaps(reply: Reply, points: Sequence[Subject], *, meter: Meter, now: Now) -> list[Gap]:
    """Everything that keeps the answer from going out; empty when it may be checked and released. The page's list and
    the check when it is sent are this one function."""
    found = [gap for point in points for gap in _in_point(reply.block(point.id), point, now)]
    if now.about_investigation and not reply.opening.strip():
        found.insert(0, Gap("opening", "Say first what you think of the investigation and its findings."))
    if not points:
        found.append(Gap("points", "Write down at least one point."))
    at_fault = [point for point in points if reply.block(point.id).judged in FOUND_FAULT]
    if at_fault and not reply.apology.strip():
        found.append(Gap("apology", "Add an apology: at least one point is upheld."))
    if (half := half_sorry(reply.apology)) and not reply.apology_stays.strip():
        found.append(Gap("apology", f"The apology takes itself back (“{half}”): change it, or say why it stays."))
    found += _wishes(reply)
    if not reply.others:
        found.append(Gap("others", "Say who else must be told (E-45)."))
    if reply.others == "someone" and not reply.others_words.strip():
        found.append(Gap("others_words", "Say who else must be told, and how."))
    if meter.says and not reply.hard_because.strip():
        found.append(Gap("hard_because", meter.says))
    return found


def grouped(found: Iterable[Gap]) -> list[list[Gap]]:
    """Those of one point or one wish together, in the order of the page."""
    return [list(gaps) for _, gaps in groupby(found, key=lambda gap: gap.about or gap.field)]


def half_sorry(text: str) -> str | None:
    """The words that take an apology back: "sorry you feel", "sorry if", "sorry, but"."""
    found = _NOT_SORRY.search(text)
    return found.group(0) if found else None


def _in_point(block: Block, point: Subject, now: Now) -> list[Gap]:
    at, said = f"p{point.number}", f"Point {point.number}"
    found = [] if point.procedure else [Gap("points", "choose the procedure it belongs to.", said)]
    asked = (
        ("looked_at", "say what you looked at."),
        ("found", "say what you found."),
        ("finding", "choose a finding."),
        ("why", "say why."),
    )
    needed = [(name, words) for name, words in asked if name != "finding" or point.procedure in WITH_FINDINGS]
    found += [Gap(f"{at}-{name}", words, said) for name, words in needed if not getattr(block, name).strip()]
    return found + _recommendation(block, point, at, said) + _remedy(block, at, said, now)


def recommended(block: Block, point: Subject) -> str:
    """What the investigating officer recommends about this point; empty where that is nothing."""
    return (point.recommended or (block.recommended if point.on_paper else "")).strip()


def _recommendation(block: Block, point: Subject, at: str, said: str) -> list[Gap]:
    """Each one is accepted or not, with the reason, and what is accepted is promised (rules 3.3, X-15)."""
    if not recommended(block, point):
        return []
    if block.answered is None:
        return [Gap(f"{at}-taken", "say whether the recommendation is accepted.", said)]
    found = []
    if block.answered is not Decided.ACCEPTED and not block.taken_why.strip():
        found.append(Gap(f"{at}-taken_why", "give the reason for not accepting all of the recommendation.", said))
    if block.answered in TAKEN and not any(block.actions):
        words = "the recommendation is accepted, so say what will be done, by when and who does it."
        found.append(Gap(f"{at}-a1-text", words, said))
    return found


def _remedy(block: Block, at: str, said: str, now: Now) -> list[Gap]:
    found: list[Gap] = []
    if block.judged in FOUND_FAULT and not any(block.actions) and not block.no_action.strip():
        words = "it is upheld, so say what you will do, or why there is nothing to do."
        found.append(Gap(f"{at}-a1-text", words, said))
    for place, action in enumerate(block.actions, 1):
        wanted = (("text", "say what will be done."), ("due", "say by when."), ("owner", "choose who will do it."))
        lacking = [(BOX.get(name, name), words) for name, words in wanted if not getattr(action, name)]
        if action.owner and action.owner not in now.owners:
            lacking.append(("owner", "choose somebody else. Who was chosen cannot do it any more."))
        if action.due_on and action.due_on < now.today:
            lacking.append((BOX["due"], PAST.format(day=short_date(action.due_on))))
        found += [Gap(f"{at}-a{place}-{name}", words, f"{said}, action {place}") for name, words in lacking]
    return found


def _wishes(reply: Reply) -> list[Gap]:
    found = []
    for place, wish in enumerate(reply.wishes, 1):
        if not wish.decided.strip():
            found.append(Gap(f"w{place}-decided", "say what you decided.", f"“{wish.asked}”"))
        if not wish.why.strip():
            found.append(Gap(f"w{place}-why", "say why.", f"“{wish.asked}”"))
    return found


FINDINGS: dict[Finding, str] = {
    Finding.UPHELD: "Upheld",
    Finding.PARTIALLY_UPHELD: "Partly upheld",
    Finding.NOT_UPHELD: "Not upheld",
    Finding.NO_FINDING: "No finding",
}
FOR_A_CHILD: dict[Finding, str] = {
    Finding.UPHELD: "We think you are right",
    Finding.PARTIALLY_UPHELD: "We think you are right about some of this",
    Finding.NOT_UPHELD: "We do not think this was wrong",
    Finding.NO_FINDING: "We could not find out",
}
