"""Where the stories happen: a place, its processes and people, and a day that moves from four months ago until now."""

import heapq
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING

from models.audit import CHAINS, Actor
from models.cases.climbing import escalate_due
from models.cases.holding import leave_due
from models.cases.policies import holidays
from models.cases.referring import send_waiting
from models.jobs.late import close_withdrawn, tell_people
from models.jobs.outbox import By, send_pending
from models.post.mail import Mail, Post
from models.procedure.working_days import ENGLAND, add_working_days, is_working_day, local_day, next_working_day
from models.web.mail import post

if TYPE_CHECKING:  # the commands load the demo, and not the other way round
    from admin.commands.place import Place

EVENING = time(17, 45)
LONG_AGO = 100  # working days: before any story begins
SEED = "Ashbourne"

Moments = Iterator[datetime]  # a story: it yields the moment when it goes on


class World:
    """`now` is the moment of the story; `present` is when somebody loads the demo."""

    def __init__(self, here: "Place") -> None:
        self.here = here
        self.present = here.now
        self.sessions = {process: here.sessions_for(process) for process in CHAINS}
        self.rings = {process: here.ring(process) for process in CHAINS}
        self.index = here.keys("worker").index
        self.words_pepper = here.keys("public").words_pepper
        self.chance = random.Random(SEED)  # noqa: S311 - the same stories every time, and no secret among them
        self.people: dict[str, Actor] = {}
        with self.sessions["public"].reading() as db:
            self.days_off = holidays(db)
        today = local_day(self.present)
        self.base = today if is_working_day(today, self.days_off) else next_working_day(today, self.days_off)
        self.now = self.back(LONG_AGO)

    def back(self, days: int, at: str = "10:00") -> datetime:
        """That many working days ago, at this time in England; never later than a few minutes before now."""
        day = add_working_days(self.base, -days, self.days_off)
        moment = datetime.combine(day, time.fromisoformat(at), ENGLAND).astimezone(UTC)
        return min(moment, self.present - timedelta(minutes=self.chance.randint(6, 90)))

    def day_back(self, days: int) -> date:
        return local_day(self.back(days))

    def ago(self, **by: float) -> datetime:
        return self.present - timedelta(**by)

    def tell(self, stories: Iterable[Moments]) -> None:
        """Let every story happen, all of them in the order of their moments, with the worker at work each evening."""
        number = count()
        waiting: list[tuple[datetime, int, Moments]] = []
        for story in stories:
            _queue(waiting, story, next(number))
        while waiting:
            moment, place, story = heapq.heappop(waiting)
            self._until(moment)
            _queue(waiting, story, place)
        self.now = self.present
        self._work(post(self.here.settings))  # what is sent today can be looked at

    def _until(self, moment: datetime) -> None:
        """Go on to `moment`; the worker has done its evening's work before the next day begins."""
        if local_day(moment) > local_day(self.now):
            self.now = max(self.now, datetime.combine(local_day(self.now), EVENING, ENGLAND).astimezone(UTC))
            self._work(_into_the_air)
        self.now = max(self.now, moment)

    def _work(self, send: Post) -> None:
        """What the worker does: alerts that nobody took, notices of lateness, and the outbox."""
        ring, sessions = self.rings["worker"], self.sessions["worker"]
        with sessions() as db:
            escalate_due(db, ring, now=self.now)
            leave_due(db, now=self.now)
            send_waiting(db, ring, now=self.now)
            tell_people(db, now=self.now)
            close_withdrawn(db, now=self.now)
            db.commit()
        send_pending(sessions, ring, self.index, By(send), now=self.now)


def _queue(waiting: list[tuple[datetime, int, Moments]], story: Moments, place: int) -> None:
    moment = next(story, None)
    if moment is not None:
        heapq.heappush(waiting, (moment, place, story))


def _into_the_air(mail: Mail) -> None:
    """Mail of invented people in an invented past: it counts as sent, and nobody has to look at hundreds of files."""
