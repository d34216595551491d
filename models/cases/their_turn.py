"""What somebody did on their own page and waits for us to take up: a change to the statement, the days that suit them,
a day they can not come (K-31, S-04). Each is a sign in the queue, and stands above the case, until one of us acts."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, literal, or_, select
from sqlalchemy import case as when
from sqlalchemy.orm import aliased

from models.procedure.terms import State
from models.tables.case import Case
from models.tables.following import MeetingDate
from models.tables.stage_two import ComplaintStatement, StatementReply
from models.tables.words import ThreadMessage

STATEMENT, CANCELLED, DAYS = "statement", "cancelled", "days"
SIGNS: dict[str, str] = {
    STATEMENT: "Says that the statement is not right yet",
    CANCELLED: "Can not come on the day that was fixed",
    DAYS: "Has said which days suit them",
}
ABOVE: dict[str, str] = {
    STATEMENT: "They say that the statement is not right yet: read it, and offer the next version",
    CANCELLED: "They can not come on the day that was fixed: offer new days",
    DAYS: "They said which days suit them: fix one, or offer others",
}
SUBJECT = "Somebody cannot come on a day that was fixed"
BODY = "They cannot come on the day that was fixed in {reference}. The law waits for nobody: offer new days."

_of = aliased(Case)
_open = (_of.closed_on.is_(None), _of.state != State.WITHDRAWN)
_later, _next = aliased(StatementReply), aliased(MeetingDate)


def whose_turn() -> ColumnElement[str]:
    """What waits for us in a case, as a code; empty where nothing does."""
    here = {
        code: query.where(case_id == Case.id).correlate(Case).exists() for code, (query, case_id) in _queries().items()
    }
    return when(*((there, literal(code)) for code, there in here.items()), else_=literal(""))


def waiting_ones() -> list[Select[Any]]:
    """The cases in which any of it waits."""
    return [query for query, _ in _queries().values()]


def _queries() -> dict[str, tuple[Select[Any], Any]]:
    """Each with the column by which it is narrowed to one case: one that has an index."""
    dates = select(MeetingDate.case_id).join(_of, _of.id == MeetingDate.case_id).where(*_open)
    off = dates.where(MeetingDate.cancelled_by == "person", _stands(MeetingDate.cancelled_at))
    said = (MeetingDate.can.is_not(None), MeetingDate.fixed_at.is_(None), MeetingDate.cancelled_at.is_(None))
    days = dates.where(*said, _stands(MeetingDate.answered_at))
    return {
        STATEMENT: (_statement(), ComplaintStatement.case_id),
        CANCELLED: (off, MeetingDate.case_id),
        DAYS: (days, MeetingDate.case_id),
    }


def _statement() -> Select[Any]:
    """Of the version that is before them: a line that is not right, and was not called right since."""
    right = exists().where(
        _later.statement_id == StatementReply.statement_id, _later.part == StatementReply.part,
        _later.number == StatementReply.number, _later.right.is_(True), _later.by != "advocate",
        _later.at > StatementReply.at,
    )  # fmt: skip
    query = select(StatementReply.case_id).join(_of, _of.id == StatementReply.case_id)
    query = query.join(ComplaintStatement, ComplaintStatement.id == StatementReply.statement_id)
    return query.where(*_open, ComplaintStatement.state == "offered", StatementReply.right.is_(False), ~right)


def _stands(moment: Any) -> ColumnElement[bool]:
    """Nobody has offered or fixed a day of this kind since. A panel has to have one until it met (K-54); about a
    meeting, a message of ours is an answer too."""
    same = (_next.case_id == MeetingDate.case_id, _next.kind == MeetingDate.kind)
    day = exists().where(*same, or_(_next.offered_at > moment, _next.fixed_at > moment))
    wrote = exists().where(
        ThreadMessage.case_id == _of.origin_id, ThreadMessage.from_staff_id.is_not(None), ThreadMessage.at > moment
    )
    panel = MeetingDate.kind == "panel"
    return ~day & or_(panel & (_of.state == State.S3_REQUESTED), ~panel & ~wrote)
