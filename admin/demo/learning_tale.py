"""What staff do after an answer, and beside one: promises kept, what the public reads, measures on contact."""

from typing import Any

from admin.demo.story import At, Story
from models.cases import behaving, promises, said_and_done
from models.procedure.working_days import local_day


class LearningTale(Story):
    """The steps of learning and of unreasonable behaviour, as their pages take them."""

    def keeps_promises(self, who: str, proof: str) -> None:
        with self.desk(who) as at:
            today, by = local_day(at.now), _by(at)
            for one in promises.promised(at.db, at.case, at.keys, today=today):
                promises.mark_done(at.db, at.case, one.row.id, on=today, note=proof, **by)

    def tells_the_public(self, who: str, said: str, did: str, *, released_by: str = "") -> None:
        with self.desk(who) as at:
            first = promises.promised(at.db, at.case, at.keys, today=local_day(at.now))[0].row
            line = said_and_done.offer(
                at.db, at.case, first.id, said, did, actor=at.actor, now=at.now, keys=at.keys
            )  # fmt: skip
            at.db.flush()
            if released_by:
                manager = self.world.people[released_by]
                said_and_done.release(at.db, line.id, actor=manager, now=at.now, keys=at.keys)

    def warns(self, who: str, why: str, ask: str, *indicators: str) -> None:
        with self.desk(who) as at:
            by = _by(at)
            behaving.warn(at.db, at.case, indicators=indicators, why=why, ask=ask, **by)

    def meets_about_contact(self, who: str, chair: str, noted: str, helps: str) -> None:
        with self.desk(who) as at:
            by = _by(at)
            behaving.meet(at.db, at.case, on=local_day(at.now), who=chair, noted=noted, helps=helps, **by)

    def measures(self, who: str, measure: str, why: str, how: str, *, ends: int, review: int) -> None:
        """`ends` and `review` are working days from the day it is decided."""
        with self.desk(who) as at:
            by = _by(at)
            last, again = self.day(ends), self.day(review)
            behaving.decide(at.db, at.case, measures=[measure], why=why, how=how, ends=last, review=again, **by)


def _by(at: At) -> dict[str, Any]:
    return {"actor": at.actor, "now": at.now, "keys": at.keys}
