"""An invented case, so that a letter can be shown as it is received before anybody has written one."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from models.formats import short_date
from models.policy import Policy
from models.post.letters import Composed, compose, council_facts
from models.post.wording import Wordings

SAID = "[What the officer writes here.]"
POINTS = ("Nobody rings me back.", "My room is cold.")
REFERENCE = "HV-EXAM-PLE0-000"


def example(
    kind: str, policy: Policy, wordings: Wordings, *, young_person: bool, today: date, how_it_works: str = ""
) -> Composed:
    """The letter of that kind to an invented person, with the law's parts and these words of the council."""
    return compose(kind, young_person, **_facts(policy, today), wordings=wordings, how_it_works=how_it_works)


class _Point(str):
    """A point as an acknowledgement lists it, with what an answer says of it."""

    number: int
    looked_at = found = why = no_action = SAID
    finding_words, actions = "We got this right", ()
    recommended = taken = taken_why = ""

    def __new__(cls, number: int, text: str) -> "_Point":
        made = super().__new__(cls, text)
        made.number = number
        return made

    @property
    def text(self) -> str:
        return str(self)


def _facts(policy: Policy, today: date) -> dict[str, Any]:
    soon, later = today + timedelta(days=14), today + timedelta(days=60)
    points = [_Point(number, text) for number, text in enumerate(POINTS, 1)]
    written = (
        "again", "apology", "ask", "because", "carried_on", "changed", "decision", "evidence", "goes_on", "how",
        "investigation", "next", "note", "opening", "reason", "route_reason", "rule", "still", "summary", "tell",
        "told", "route", "view", "waits", "why", "words", "extra", "named", "route_answer", "deals_with",
    )  # fmt: skip
    days = {
        **dict.fromkeys(("agreed_on", "asked_on", "began_on", "begins", "closed_on", "decided_on"), today),
        **dict.fromkeys(("due", "ended", "ended_on"), today),
        **dict.fromkeys(("joined_on", "sent_on", "started_on", "stopped_on", "was"), today),
        **dict.fromkeys(("answer_by", "ask_by", "ends", "goes_on_until", "meets_by", "new_day", "papers_by"), soon),
        **dict.fromkeys(("review", "review_on", "then", "until"), soon),
        "last": later,
    }
    people = {
        "agreed_by": "the service manager", "director": "Alex Morgan", "independent": "Robin Grey",
        "investigator": "Kim Ward", "officer": "Priya Shah", "responder": "Mo Reed", "signed": "Mo Reed",
    }  # fmt: skip
    listed = {
        "easy_measures": ["You can talk to one person here"], "measures": ["One named person answers you"],
        "excluded": [], "left_out": ["The court order – A court decided this."],
        "papers": ["Your letter", "Our answer"], "people": ["Robin Grey, chair", "Kim Ward, member"],
        "recommended": ["Say sorry in writing"], "remedies": ["1. Say sorry in writing"], "reasons": SAID,
        "findings": [f"{text} – Upheld" for text in POINTS],
        "who": [("Mo Reed", [1, 2])],
        "tried": short_date(today), "hopes": ["We say sorry."],
        "wishes": [SimpleNamespace(asked="We say sorry.", decided=SAID, why=SAID)],
        "decisions": [
            SimpleNamespace(number=1, text="Say sorry", words="We accept it", decided="accepted", why="", doing=SAID)
        ],
    }  # fmt: skip
    return {
        **council_facts(policy), **dict.fromkeys(written, SAID), **days, **people, **listed,
        "about": "The day of the panel",
        "advocate": "", "for_what": "you asked us to wait", "idea": False, "new": "", "next_stage": True,
        "late": False, "concern": False, "other_points": [2], "other_way": "corporate", "whole": True, "waited_for": "",
        "now": "Corporate complaint", "place": "in_person", "points": points, "reference": REFERENCE,
        "of_staff": True, "answered": True, "to": "corporate", "asks": False,
        "starts_at": datetime(soon.year, soon.month, soon.day, 10, tzinfo=UTC),
        "their_reference": "24 000 000", "theirs": "24 000 000", "stage": "s2", "version": 1, "will": True,
    }  # fmt: skip
