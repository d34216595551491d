"""One case as it happens: what its person does, and what staff do, each in a transaction of its own as on the sites."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from admin.demo.world import World
from models.audit import Actor
from models.cases import alerting, choosing, contacting, extending, referrals, registering, returning, thread
from models.cases.caring_details import seen
from models.cases.drafting import keep_answer, start_draft
from models.cases.finding import by_reference
from models.cases.sending import send
from models.cases.told import ContactCard
from models.cases.visiting import end, start_visit
from models.cases.words_made import FreshWords
from models.credentials import new_reference, new_salt
from models.procedure.terms import Journey, Safe
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Keyring, Lock
from models.tables.advocacy import Referral
from models.tables.case import Case
from models.tables.session import VisitKind

Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class At:
    """One transaction of one person: the session, the case, the locks they have, who they are, and when."""

    db: Any
    case: Case
    keys: Keyring
    actor: Actor
    now: datetime
    holder: Any = None


class Story:
    """Everything one case needs to go on. `fresh` are real words; without them nobody can come back to it."""

    def __init__(self, world: World, fresh: FreshWords | None = None) -> None:
        self.world = world
        lock = Lock.new("words", world.words_pepper[0])
        self.fresh = fresh or FreshWords(new_reference(), (), new_salt(), lock)
        self.reference = self.fresh.reference
        self.holder_id: UUID | None = None
        self.lock = Lock.new("holder")

    # What the person does

    def sends(self, journey: Journey, answers: Answers, *, alert: Mapping[str, Any] | None = None) -> None:
        """Answer the questions one by one and press Send. `alert`: they said first that they are not safe."""
        world, token = self.world, secrets.token_bytes(32)
        with world.sessions["public"]() as db:
            self.holder_id, self.lock = start_draft(db, journey, now=world.now)
            visit = start_visit(db, token, self.holder_id, self.lock, VisitKind.DRAFTING, now=world.now)
            for question, given in answers.items():
                if any(given.values()):  # the others they skipped
                    keep_answer(db, visit, question, given, now=world.now)
            db.commit()
        if alert is not None:
            self.raises_alert(**alert)
        council, ring = world.here.settings.council, world.rings["public"]
        with world.sessions["public"]() as db:
            send(db, visit, journey, council=council, fresh=self.fresh, keys=ring, now=world.now)
            end(db, token)
            db.commit()

    def raises_alert(self, said: str, reach: str, worker: str = "", kind: Safe = Safe.NO) -> None:
        """ "I am not safe", before anything else was sent."""
        world = self.world
        actor = Actor(kind="person", id=self.holder_id, name="young person")
        with world.sessions["public"]() as db:
            alerting.raise_alert(
                db, council=world.here.settings.council, kind=kind, said=said, reach=reach, worker=worker,
                about_worker=bool(worker), holder_id=self.holder_id, case=None, keys=world.rings["public"],
                actor=actor, now=world.now,
            )  # fmt: skip
            db.commit()

    @contextmanager
    def page(self) -> Iterator[At]:
        """The person is on their own page."""
        world = self.world
        assert self.holder_id is not None  # noqa: S101 - only who has words has a page
        with world.sessions["public"]() as db:
            theirs = returning.theirs(db, self.holder_id)
            keys = returning.ring_of(world.rings["public"].plus(holder=self.lock), theirs.holder)
            returning.came_back(db, theirs.holder, now=world.now)
            yield At(db, theirs.case, keys, theirs.actor, world.now, theirs.holder)
            db.commit()

    def says(self, text: str) -> None:
        with self.page() as at:
            thread.mark_messages_seen(at.db, at.case, now=at.now)
            choosing.say(at.db, at.case, text, holder=at.holder, keys=at.keys, actor=at.actor, now=at.now)

    def reads(self) -> None:
        """They open every letter and message that waits for them."""
        with self.page() as at:
            thread.mark_messages_seen(at.db, at.case, now=at.now)
            for letter in thread.letters_of(at.db, at.case):
                thread.mark_letter_seen(at.db, letter, now=at.now)

    def agrees_points(self) -> None:
        with self.page() as at:
            choosing.agree_points(at.db, at.case, actor=at.actor, now=at.now)

    def corrects(self, number: int | None, text: str) -> None:
        with self.page() as at:
            choosing.correct_point(at.db, at.case, number, text, keys=at.keys, actor=at.actor, now=at.now)

    def asks_next_stage(self, why: str, points: tuple[int, ...] = ()) -> None:
        with self.page() as at:
            choosing.ask_next_stage(at.db, at.case, points=points, why=why, keys=at.keys, actor=at.actor, now=at.now)

    def stops(self, pressed: str = "no") -> None:
        with self.page() as at:
            choosing.stop(at.db, at.case, pressed=pressed, keys=at.keys, actor=at.actor, now=at.now)

    def starts_again(self) -> None:
        with self.page() as at:
            choosing.start_again(at.db, at.case, keys=at.keys, actor=at.actor, now=at.now)

    def says_worse(self, text: str) -> None:
        with self.page() as at:
            choosing.got_worse(at.db, at.case, text, keys=at.keys, actor=at.actor, now=at.now)

    def answers_more_time(self, answer: str) -> None:
        with self.page() as at:
            asked = extending.open_request(at.db, at.case)
            assert asked is not None  # noqa: S101 - the story asked before
            extending.answer_request(at.db, at.case, asked, answer, actor=at.actor, now=at.now, keys=at.keys)

    def changes_contact(self, card: ContactCard) -> None:
        with self.page() as at:
            contacting.change(at.db, at.case, at.holder, card, keys=at.keys, actor=at.actor, now=at.now)

    # What staff do

    @contextmanager
    def desk(self, who: str) -> Iterator[At]:
        """A member of staff has the case open; it counts as having seen it."""
        world, actor = self.world, self.world.people[who]
        with world.sessions["staff"]() as db:
            case = by_reference(db, actor, self.reference)
            seen(db, case.id, actor, now=world.now)
            yield At(db, case, world.rings["staff"].with_case(case), actor, world.now)
            db.commit()

    @contextmanager
    def referral(self, who: str) -> Iterator[tuple[At, Referral]]:
        """An advocacy provider has what was referred to it open: that, and not the case."""
        world, actor = self.world, self.world.people[who]
        with world.sessions["staff"]() as db:
            listed = next(row for row in referrals.mine(db, actor) if row.reference == self.reference)
            row, case = referrals.one(db, actor, listed.referral.id)
            seen(db, case.id, actor, now=world.now)
            yield At(db, case, world.rings["staff"], actor, world.now), row
            db.commit()

    def registered(self, who: str, told: registering.Told, *, words: bool = False) -> None:
        """An officer writes down what came by phone, by letter or in person; `words` gives the person a page."""
        world = self.world
        with world.sessions["staff"]() as db:
            registering.register(
                db, told, reference=self.reference, council=world.here.settings.council,
                fresh=self.fresh if words else None, keys=world.rings["staff"], actor=world.people[who], now=world.now,
            )  # fmt: skip
            db.commit()

    def day(self, working_days: int) -> date:
        """A day that many working days after the moment of the story."""
        return add_working_days(local_day(self.world.now), working_days, self.world.days_off)


def told(journey: Journey, channel: Any, received_at: datetime, words: str, **more: Any) -> registering.Told:
    return registering.Told(
        journey=journey, channel=channel, received_at=received_at, words=words, form_instance=uuid4(), **more
    )
