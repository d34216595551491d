"""What the council's own entries count as: a report puts each under the standard entry that it was given (rules 4)."""

from collections.abc import Mapping
from typing import Any

from models.reports.dimensions import Dimension

Counted = Mapping[str, Mapping[str, str]]  # list -> label -> what it counts as
LISTS: Mapping[str, str] = {
    "channel": "how_received",
    "received_from": "received_from",
    "nature": "nature",
    "outcome_sought": "outcome_sought",
    "refusal_reason": "refusal_reason",
    "legal_status": "legal_status",
    "service": "service",
    "directorate": "service",
    "remedy": "remedy",
    "point_remedy": "remedy",
    "point_service": "service",
    "finding": "finding",
    "s1_outcome": "outcome",
    "c1_outcome": "outcome",
    "s2_outcome": "outcome",
    "c2_outcome": "outcome",
    "disposition": "outcome",
    "delay_reason": "delay_reason",
    "action_type": "action_type",
    "spend_heading": "spend",
    "ombudsman_status": "ombudsman_status",
    "ombudsman_finding": "ombudsman_finding",
    "ombudsman_service": "service",
}


def as_counted(name: str, one: Dimension, counted: Counted) -> Dimension:
    """The dimension with the council's own words in the place of the standard ones. Their column is its first."""
    words = counted.get(LISTS.get(name, ""))
    if not words:
        return one

    def label(first: Any, *rest: Any) -> str:
        return one.label(words.get(first, first), *rest)

    return Dimension(one.columns, label)
