"""What must be there before an answer goes out and before a case closes (G-05, G-06, X-15)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from models.procedure.terms import Finding, Procedure

FOUND_FAULT = frozenset({Finding.UPHELD, Finding.PARTIALLY_UPHELD})
WITH_FINDINGS = frozenset({Procedure.STATUTORY, Procedure.CORPORATE})


@dataclass(frozen=True, slots=True)
class Action:
    """Something promised: what, by whom, and by when."""

    what: str
    who: str
    by_when: str


@dataclass(frozen=True, slots=True)
class PointAnswer:
    """One point in the draft of an answer: whether each text is there, never what it says."""

    number: int
    procedure: Procedure | None
    looked_at: bool = False  # what was looked at
    finding: Finding | None = None
    why: bool = False
    remedies: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    no_action_because: bool = False
    why_no_finding: bool = False  # a reason instead: it goes elsewhere, or the case was stopped


def roll_up(findings: Collection[Finding]) -> Finding:
    """The finding of the whole, from those of its points (4.7). The points are always kept as well."""
    kinds = set(findings) - {Finding.NO_FINDING}
    if not kinds:
        return Finding.NO_FINDING
    if len(kinds) > 1:
        return Finding.PARTIALLY_UPHELD
    (only,) = kinds
    mixed = only is Finding.UPHELD and Finding.NO_FINDING in findings
    return Finding.PARTIALLY_UPHELD if mixed else only


def what_is_missing(points: Sequence[PointAnswer], *, next_stage: bool = True, apology: bool = True) -> list[str]:
    """Why this answer cannot go out yet, in words for the officer; empty when it can.

    `next_stage` says that the way to the next stage is in the letter, `apology` that
    one is there where fault was found (rules 3.2).
    """
    missing = [gap for point in points for gap in _gaps(point)]
    if not points:
        missing.append("Write down at least one point.")
    if any(point.finding in FOUND_FAULT for point in points) and not apology:
        missing.append("Add an apology: at least one point is upheld.")
    if not next_stage:
        missing.append("Add how to ask for the next stage.")
    return missing


def cannot_close(points: Iterable[PointAnswer]) -> list[str]:
    """Why the case cannot close: each point needs a procedure, and a finding or a reason for none (G-06)."""
    return [gap for point in points for gap in (*_home(point), *_finding(point), *_remedy(point))]


def _gaps(point: PointAnswer) -> list[str]:
    gaps = _home(point)
    if point.procedure not in WITH_FINDINGS or point.why_no_finding:
        return gaps
    if not point.looked_at:
        gaps.append(f"Point {point.number}: say what you looked at.")
    gaps += _finding(point)
    if point.finding and not point.why:
        gaps.append(f"Point {point.number}: say why.")
    return gaps + _remedy(point)


def _home(point: PointAnswer) -> list[str]:
    return [] if point.procedure else [f"Point {point.number}: choose the procedure it belongs to."]


def _finding(point: PointAnswer) -> list[str]:
    needed = point.procedure in WITH_FINDINGS and not point.finding and not point.why_no_finding
    return [f"Point {point.number}: choose a finding."] if needed else []


def _remedy(point: PointAnswer) -> list[str]:
    gaps = []
    done = point.remedies or point.actions or point.no_action_because
    if point.finding in FOUND_FAULT and not done:
        gaps.append(f"Point {point.number}: it is upheld, so say what you will do, or why there is nothing to do.")
    if any(not (action.what and action.who and action.by_when) for action in point.actions):
        gaps.append(f"Point {point.number}: each action needs what, who and by when.")
    return gaps
