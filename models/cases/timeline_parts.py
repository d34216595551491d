"""Narrowing a timeline: what kind of thing happened, and words in it."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from models.cases.near_words import fit, read
from models.cases.timeline import Entry
from models.procedure.terms import Event


class Sort(StrEnum):
    """The kinds of thing that happen to a case, each a link over its timeline."""

    ALL = "all"
    CONTACT = "contact"
    DECISIONS = "decisions"
    STAGES = "stages"
    ADVOCATE = "advocate"
    NOTES = "notes"
    REST = "rest"


LABELS = {
    Sort.ALL: "Everything",
    Sort.CONTACT: "Contact with them",
    Sort.DECISIONS: "Decisions",
    Sort.STAGES: "Stages and letters",
    Sort.ADVOCATE: "Advocate",
    Sort.NOTES: "Notes and tasks",
    Sort.REST: "The rest",
}
_BEGINS: tuple[tuple[Sort, tuple[str, ...]], ...] = (  # the first that fits
    (Sort.ADVOCATE, ("advocate_",)),
    (Sort.NOTES, ("noted", "contribution_", "corrected")),
    (Sort.CONTACT, (
        "message_", "visit_", "call_", "dates_", "date_", "got_worse", "worse_", "not_worse", "change_told",
        "told_back", "ask_first_", "chased", "paused", "resumed", "contact_", "outcome_told", "safety_",
    )),
    (Sort.DECISIONS, (
        "routed_", "refused", "reclassified", "judged", "freeze_", "interest_", "split", "check", "extension_",
        "extended", "proceedings_", "permission_",
    )),
    (Sort.STAGES, (
        "received", "imported", "registered", "acknowledged", "refusal_", "s1_", "s2_", "s3_", "c1_", "c2_", "panel_",
        "statement_", "fact_check", "concern_", "confirmation_", "thanked", "holding_", "closed", "withdrawn",
        "reinstated", "resubmitted", "ombudsman", "route_", "sent_on", "points_", "local_", "early_",
    )),
)  # fmt: skip


def sort_of(event: Event) -> Sort:
    return next((sort for sort, begins in _BEGINS if event.value.startswith(begins)), Sort.REST)


def narrowed(
    entries: Sequence[Entry], sort: Sort, typed: str, beside: Mapping[int, str] = MappingProxyType({})
) -> list[Entry]:
    """Those of one kind that hold what was typed, a slip allowed; nothing typed narrows nothing. `beside`: the words of
    the note or message that an entry tells of, by its number."""
    of_kind = [one for one in entries if sort is Sort.ALL or sort_of(one.event) is sort]
    wanted = read(typed)

    def texts(one: Entry) -> tuple[str, ...]:
        return one.title, one.reason, one.who, one.text, beside.get(one.number, "")

    return [one for one in of_kind if not wanted or fit(wanted, texts(one))]
