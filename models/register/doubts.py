"""Dates and words of one line that contradict each other: warnings, since a paper file may well be wrong (M-10)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from models.register.cells import Value


class Doubt(NamedTuple):
    column: str
    text: str


# later column, earlier column: the first may not lie before the second
ORDER = (
    ("triaged_on", "received_on"),
    ("acknowledged_on", "received_on"),
    ("stage1_started_on", "received_on"),
    ("stage1_extended_to", "stage1_started_on"),
    ("stage1_responded_on", "stage1_started_on"),
    ("stage1_responded_on", "received_on"),
    ("stage2_requested_on", "received_on"),
    ("stage2_started_on", "stage2_requested_on"),
    ("stage2_allocated_on", "stage2_requested_on"),
    ("stage2_responded_on", "stage2_requested_on"),
    ("stage3_requested_on", "stage2_requested_on"),
    ("stage3_requested_on", "stage2_responded_on"),
    ("stage3_panel_on", "stage3_requested_on"),
    ("stage3_responded_on", "stage3_panel_on"),
    ("withdrawn_on", "received_on"),
    ("closed_on", "received_on"),
    ("closed_on", "stage1_responded_on"),
    ("closed_on", "stage2_responded_on"),
    ("closed_on", "stage3_responded_on"),
    ("closed_on", "withdrawn_on"),
    ("decided_on", "received_on"),
    ("completed_on", "agreed_on"),
    ("due_on", "agreed_on"),
)
# a column that needs another one to be filled
NEEDS = (
    ("stage1_outcome", "stage1_responded_on", "an outcome without the day of the answer"),
    ("stage2_outcome", "stage2_responded_on", "an outcome without the day of the answer"),
    ("stage2_responded_on", "stage2_requested_on", "an answer at stage 2 that nobody asked for"),
    ("stage3_panel_on", "stage3_requested_on", "a panel that nobody asked for"),
    ("stage3_responded_on", "stage3_panel_on", "an answer at stage 3 without a panel"),
    ("advocate_organisation", "advocacy", "an advocate's organisation without the kind of advocacy"),
)


def doubts(values: Mapping[str, Value]) -> Iterator[Doubt]:
    """Everything on this line that can hardly be so."""
    for later, earlier in ORDER:
        first, second = values.get(earlier), values.get(later)
        if isinstance(first, date) and isinstance(second, date) and second < first:
            yield Doubt(later, f"{second} is before {earlier} ({first}); one of the two is wrong")
    for column, other, what in NEEDS:
        if values.get(column) is not None and values.get(other) is None:
            yield Doubt(column, f"{what}: fill {other}, or empty this one")
    yield from _stages(values)


def _stages(values: Mapping[str, Value]) -> Iterator[Doubt]:
    reason, kind = values.get("refusal_reason"), values.get("kind")
    if reason is not None and kind != "Refused":
        yield Doubt("refusal_reason", f"a reason for refusing, but the kind is “{kind}” and not “Refused”")
    if kind == "Refused" and reason is None:
        yield Doubt("refusal_reason", "refused without a reason; name the reason")
    if values.get("stage1_started_on") is not None and values.get("procedure") is None:
        yield Doubt("procedure", "stage 1 began, but no procedure is named; write statutory or corporate")
    if values.get("stage3_requested_on") is not None and values.get("procedure") == "corporate":
        yield Doubt("stage3_requested_on", "the corporate procedure has no stage 3")
    if values.get("young_person") is True and values.get("on_behalf") is True:
        yield Doubt("on_behalf", "a young person who complains themselves does not complain on behalf of a child")
