"""What ought to be recorded of a complaint, and of which: completeness and the chase list ask alike (S-14)."""

from typing import Any, NamedTuple

from sqlalchemy import and_, or_, true

from models.reports.dimensions import ANSWERABLE, Dimension, yes_or_no
from models.reports.populations import S3
from models.tables.register import RegisterLine as Line


class Field(NamedTuple):
    name: str
    label: str
    missing: Any
    wanted: Any


def _field(name: str, label: str, wanted: Any = None) -> Field:
    return Field(name, label, getattr(Line, name).is_(None), true() if wanted is None else wanted)


OVER = or_(Line.stage1_responded_on.is_not(None), and_(Line.closed_on.is_not(None), Line.withdrawn_on.is_(None)))
ANSWERED_2 = Line.stage2_responded_on.is_not(None)
YOUNG = Line.young_person.is_(True)
# A case that began with this service has an age group and no age to record: its reference says so wherever it went
BROUGHT_IN = and_(YOUNG, Line.reference.not_like("HV-____-____-___"))

FIELDS: tuple[Field, ...] = (
    _field("procedure", "Procedure"),
    _field("channel", "How received"),
    _field("received_from", "Received from"),
    _field("directorate", "Service"),
    _field("nature", "Nature"),
    _field("outcome_sought", "Outcome sought"),
    _field("triaged_on", "Day of the decision what it is"),
    _field("acknowledged_on", "Day of the acknowledgement", ANSWERABLE),
    _field("stage1_responded_on", "Day of the stage 1 answer", and_(OVER, ANSWERABLE)),
    _field("stage1_outcome", "Stage 1 outcome", OVER),
    _field("stage1_remedy", "Stage 1 remedy", OVER),
    _field("learning", "Learning", OVER),
    _field("stage2_allocated_on", "Day the stage 2 investigators were appointed", ANSWERED_2),
    _field("stage2_outcome", "Stage 2 outcome", ANSWERED_2),
    _field("stage3_panel_on", "Day of the review panel", and_(S3.is_not(None), Line.stage3_responded_on.is_not(None))),
    _field("advocacy", "Advocacy", YOUNG),
    _field("record_age", "Age from the record", BROUGHT_IN),
    _field("legal_status", "Legal status", YOUNG),
)
ANY = "any"
RECORDED: dict[str, Dimension] = {
    **{f"lacks_{field.name}": yes_or_no(and_(field.wanted, field.missing)) for field in FIELDS},
    **{f"wants_{field.name}": yes_or_no(field.wanted) for field in FIELDS},
    f"lacks_{ANY}": yes_or_no(or_(*(and_(field.wanted, field.missing) for field in FIELDS))),
    f"wants_{ANY}": yes_or_no(true()),
}
"""The same as what cases can be counted by: who lacks a field that they ought to have, and who ought to have it."""
