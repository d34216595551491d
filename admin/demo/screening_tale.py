"""What staff do before and beside the stages: judging, what must wait, other ways, splitting."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from admin.demo.learning_tale import LearningTale
from models.cases import freezing, judging, other_routes, proceedings, reclassifying, splitting
from models.cases.finding import points_of
from models.procedure.judgements import JUDGEMENTS, Asking, Judging
from models.procedure.terms import Event, Procedure
from models.procedure.working_days import local_day


class ScreeningTale(LearningTale):
    """The steps of screening, as their pages take them."""

    def judges(self, who: str, kind: Judging, ending: str, *, review: int = 0, **given: str) -> None:
        """What is not given is answered "not known", as an officer may."""
        asks = {ask.code: _plain(ask.how, ask.choices) for ask in JUDGEMENTS[kind].asks if ask.how is not Asking.DAY}
        day = self.day(review) if review else None
        with self.desk(who) as at:
            judging.judge(
                at.db, at.case, kind, ending, asks | given, review_on=day, actor=at.actor, now=at.now, keys=at.keys
            )  # fmt: skip

    def proceedings_end(self, who: str) -> None:
        with self.desk(who) as at:
            row = next(one.row for one in judging.judged(at.db, at.case, at.keys) if one.open)
            proceedings.ended(
                at.db, at.case, row.id, local_day(at.now), actor=at.actor, now=at.now, keys=at.keys
            )  # fmt: skip

    def freeze_asked(self, who: str, what: str, days: int) -> None:
        with self.desk(who) as at:
            freezing.ask(
                at.db, at.case, what=what, effect_on=self.day(days), asked_by="advocate", asked_on=local_day(at.now),
                actor=at.actor, now=at.now, keys=at.keys,
            )  # fmt: skip

    def freeze_goes_up(self, who: str, why: str) -> None:
        with self.desk(who) as at:
            freezing.go_up(at.db, at.case, why, actor=at.actor, now=at.now, keys=at.keys)

    def freeze_decided(self, who: str, outcome: str, reason: str, **said: str) -> None:
        with self.desk(who) as at:
            freezing.decide(
                at.db, at.case, outcome, reason=reason, actor=at.actor, now=at.now, keys=at.keys, **_said(said)
            )

    def takes_step(self, who: str, event: Event, note: str, on: date | None = None) -> None:
        with self.desk(who) as at:
            day = on or local_day(at.now)
            other_routes.take(at.db, at.case, event, note, on=day, actor=at.actor, now=at.now, keys=at.keys)

    def changes_way(self, who: str, to: Procedure, reason: str, why: str, agreed_by: str = "") -> None:
        with self.desk(who) as at:
            change = reclassifying.Change(to, reason, why)
            reclassifying.propose(at.db, at.case, change, actor=at.actor, now=at.now, keys=at.keys)
        if agreed_by:
            with self.desk(agreed_by) as at:
                reclassifying.agree(at.db, at.case, actor=at.actor, now=at.now, keys=at.keys)

    def splits(self, who: str, numbers: Sequence[int], way: Procedure) -> str:
        """The reference of the case that the points became."""
        with self.desk(who) as at:
            rows = points_of(at.db, at.case)
            ids = [rows[number - 1].id for number in numbers]
            part = splitting.split(at.db, at.case, ids, way, actor=at.actor, now=at.now, keys=at.keys)
            return part.reference


def _plain(how: Asking, choices: Sequence[tuple[str, str]]) -> str:
    if how is Asking.KNOWN:
        return "unknown"
    return choices[0][0] if choices else "As the file says."


def _said(said: dict[str, str]) -> dict[str, Any]:
    return {"risk": "", "wishes": "", "by": "", **said}
