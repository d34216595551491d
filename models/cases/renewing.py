"""A letter that was called back, as the case stands now: what is on the record is composed anew, what was typed stays.

Points that were put right, a new manager, a day that moved: each would be wrong in a letter that goes as it was first
written (rules 3.2). An answer is not here, since it goes back to its desk.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.cases import appointing, naming_who_answers, panel_asking, together
from models.cases.deciding import LETTERS
from models.cases.finding import points_of
from models.cases.letter_facts import facts_of, name_of
from models.cases.recording import running_clocks
from models.cases.triaging import ANSWER_CLOCKS
from models.cases.two_ways import facts_of_two
from models.post.letters import Composed, compose
from models.post.rewriting import VERSIONS, open_block
from models.procedure.routes import WAYS
from models.procedure.terms import Procedure
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.words import Letter, Point

FIRST = frozenset({"acknowledgement_statutory", "acknowledgement_corporate", "acknowledgement_concern"}) | {
    way.letter for way in WAYS.values()
}
TYPED = ("extra", "route_reason", "how_it_works", "next")  # what triage gave, and no row keeps: those parts stay


def renewed(
    db: Session, case: Case, letter: Letter, content: Mapping[str, Any], *, now: datetime, keys: Keyring
) -> dict[str, Any]:
    """The letter with the parts that stand on the record as they are today."""
    made, parts = _today(db, case, letter, now=now, keys=keys)
    if made is None:
        return dict(content)
    fresh = {"blocks": made.blocks, "easy": made.easy}
    found = dict(content)
    for key in set(VERSIONS.values()) & set(content):
        now_there = {block["id"]: block for block in fresh[key]}
        found[key] = [now_there[old["id"]] if old["id"] in now_there and parts(old) else old for old in content[key]]
    return found


def _today(
    db: Session, case: Case, letter: Letter, *, now: datetime, keys: Keyring
) -> tuple[Composed | None, Callable[[Any], bool]]:
    """The letter as it would be written today, and which of its parts are taken from there."""
    kind = letter.kind
    if kind in FIRST and case.procedure and kind == LETTERS.get(case.procedure):
        made, ids = _first(db, case, now=now, keys=keys)
        return made, lambda block: block["id"] in ids
    closed: Callable[[Any], bool] = lambda block: not open_block(block)  # noqa: E731 - as the branch above
    if kind == naming_who_answers.KIND:
        return naming_who_answers.composed(db, case, now=now), closed
    if kind == "joined":
        return together.welcome(db, case, now=now, keys=keys), closed
    if case.state in appointing.KINDS and kind == appointing.KINDS[case.state][0]:
        return appointing.words(db, case, now=now), closed
    if kind == panel_asking.ACKNOWLEDGEMENT:
        return panel_asking.words(db, case, now=now), closed
    return None, closed


def _first(db: Session, case: Case, *, now: datetime, keys: Keyring) -> tuple[Composed, Collection[str]]:
    """The first letter: the points, who answers and by when, as the case has them."""
    route = case.procedure or Procedure.STATUTORY
    rows = [point for point in points_of(db, case) if point.procedure is not Procedure.REFUSED]
    points = [text for text in keys.open_each(Point.text, rows) if isinstance(text, str)]
    clock = next((one for one in running_clocks(db, case) if one.clock is ANSWER_CLOCKS.get(route)), None)
    day = clock.due_on if clock else None
    responder = name_of(db, case.responder_id)
    two = facts_of_two(enumerate((point.procedure for point in rows), 1), route)
    facts = {**facts_of(db, case), **two, **dict.fromkeys(TYPED, ""), "wordings": {}, "excluded": []}
    made = compose(
        LETTERS[route], case.young_person,
        **facts, points=points, responder=responder, answer_by=day or local_day(now),
    )  # fmt: skip
    known = {
        "points": points,
        "other_way": two["other_points"] and responder,
        "responder": responder and (day or route is not Procedure.CONCERN),
        "due": day,
    }
    return made, {"advocate", *(part for part, there in known.items() if there), *(["sign"] if case.officer_id else [])}
