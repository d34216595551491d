"""The exchange file as data: every file, every column in its order, and what a cell of it may hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a cell holds."""

    REFERENCE = "reference"
    NAME = "name"  # a short text of ours
    LABEL = "label"  # an entry of one of the council's lists
    DAY = "day"  # YYYY-MM-DD
    YES_NO = "yes_no"
    LEARNED = "learned"  # Yes, No, or empty
    WHOLE = "whole"  # a whole number
    MONEY = "money"
    TEXT = "text"  # as long as it needs to be
    CHOICE = "choice"  # one of a few words


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    needed: bool = False
    list: str = ""  # of models.procedure.register_codes, for a label
    choices: tuple[str, ...] = ()
    most: int = 0  # for a whole number
    past: bool = False  # a day that cannot lie ahead
    may_lack: bool = False  # a file without this column is whole: it is younger than the format


def _day(name: str, *, needed: bool = False, past: bool = True) -> Column:
    return Column(name, Kind.DAY, needed=needed, past=past)


def _label(name: str, of: str, *, needed: bool = False) -> Column:
    return Column(name, Kind.LABEL, needed=needed, list=of)


REFERENCE = Column("reference", Kind.REFERENCE, needed=True)
STAGE = Column("stage", Kind.CHOICE, needed=True, choices=("1", "2", "3"))

REGISTER, POINTS, OMBUDSMAN, ACTIONS, SPEND = (
    "register.csv", "points.csv", "ombudsman.csv", "actions.csv", "spend.csv",
)  # fmt: skip
FILES: Mapping[str, tuple[Column, ...]] = {
    REGISTER: (
        REFERENCE,
        Column("authority", Kind.NAME, needed=True),
        _label("kind", "kind", needed=True),
        Column("procedure", Kind.CHOICE, choices=("statutory", "corporate")),
        _day("received_on", needed=True),
        _label("channel", "how_received"),
        _label("received_from", "received_from"),
        Column("young_person", Kind.YES_NO, needed=True),
        Column("on_behalf", Kind.YES_NO),
        _label("service", "service"),
        _label("nature", "nature"),
        _label("outcome_sought", "outcome_sought"),
        _label("refusal_reason", "refusal_reason"),
        _day("triaged_on"),
        _day("acknowledged_on"),
        _day("stage1_started_on"),
        _day("stage1_extended_to", past=False),
        _day("stage1_responded_on"),
        _label("stage1_outcome", "outcome"),
        _label("stage1_remedy", "remedy"),
        _day("stage2_requested_on"),
        _day("stage2_started_on"),
        _day("stage2_allocated_on"),
        _day("stage2_responded_on"),
        _label("stage2_outcome", "outcome"),
        _day("stage3_requested_on"),
        _day("stage3_panel_on", past=False),
        _day("stage3_responded_on"),
        _day("withdrawn_on"),
        _day("closed_on"),
        _label("advocacy", "advocacy"),
        Column("advocate_organisation", Kind.NAME),
        Column("learning", Kind.LEARNED),
        Column("entries", Kind.WHOLE, most=100_000),
        Column("visit_offered", Kind.CHOICE, choices=("offered", "accepted")),
        _label("disability", "disability"),
        _label("gender", "gender"),
        _label("age_group", "age_group"),
        _label("ethnicity", "ethnicity"),
        Column("record_age", Kind.WHOLE, most=130),
        _label("legal_status", "legal_status"),
        Column("delay_reason", Kind.LABEL, list="delay_reason", may_lack=True),
        Column("anonymous", Kind.YES_NO, may_lack=True),
    ),
    POINTS: (
        REFERENCE,
        STAGE,
        Column("number", Kind.WHOLE, needed=True, most=10_000),
        Column("text", Kind.TEXT),
        _label("finding", "finding"),
        _label("remedy", "remedy"),
        Column("service", Kind.LABEL, list="service", may_lack=True),
    ),
    OMBUDSMAN: (
        Column("reference", Kind.REFERENCE),
        Column("ombudsman_reference", Kind.NAME, needed=True),
        _label("service", "service"),
        _day("received_on", needed=True),
        _label("status", "ombudsman_status"),
        _label("finding", "ombudsman_finding"),
        _day("decided_on"),
        Column("recommendation", Kind.TEXT),
    ),
    ACTIONS: (
        REFERENCE,
        Column("stage", Kind.CHOICE, choices=("1", "2", "3")),
        _label("type", "action_type"),
        Column("description", Kind.TEXT),
        Column("owner", Kind.NAME),
        _day("agreed_on"),
        _day("due_on", past=False),
        _day("completed_on"),
    ),
    SPEND: (
        _day("paid_on", needed=True),
        _label("heading", "spend", needed=True),
        Column("amount", Kind.MONEY, needed=True),
        Column("reference", Kind.REFERENCE),
    ),
}
EQUALITY = ("disability", "gender", "age_group", "ethnicity")
