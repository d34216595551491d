"""What staff do with a case, step by step, as their pages do it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from admin.demo.screening_tale import ScreeningTale
from models.cases import (
    advocates,
    agreeing,
    alerting,
    answer_release,
    answering,
    closing,
    contributing,
    correcting,
    corresponding,
    extending,
    holding,
    points,
    posting,
    referrals,
    reissuing,
    restarting,
    withdrawing,
)
from models.cases.allocating import give
from models.cases.answer_gaps import Subject
from models.cases.answer_parts import Block, Promise, Wish
from models.cases.deciding import Decision, PointGiven
from models.cases.finding import points_of
from models.cases.recording import record
from models.cases.releasing import letters_of
from models.cases.triaging import agree, triage
from models.procedure.stage_three import Decided
from models.procedure.standing import Standing
from models.procedure.terms import Event, Finding, Procedure
from models.procedure.working_days import local_day
from models.tables.words import CHECK

STANDINGS = {
    "child": Standing.LOOKED_AFTER,
    "care_leaver": Standing.CARE_LEAVER,
    "on_behalf": Standing.REPRESENTATIVE,
    "interest": Standing.INTEREST,
}
OF_THE_NHS = "Health visitors work for the NHS, and its own team answers complaints about them."
KEPT_SAFE = "We will still read what you write to us here."


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one point. `action` is what will be done, `owner` who does it."""

    looked_at: str
    found: str
    finding: Finding
    why: str
    action: str = ""
    owner: str = ""


class Tale(ScreeningTale):
    """A case and everything staff may do with it. `who` is a code of the directory."""

    def decides(
        self,
        who: str,
        route: Procedure,
        reason: str,
        *said: str,
        responder: str = "",
        standing: Standing | None = None,
        walls: Mapping[str, str] | None = None,
        left_out: str = "",
        **more: Any,
    ) -> None:
        """Triage: the route and its reason, the points as they go on, and who answers."""
        given = [PointGiven(text) for text in said] + (
            [PointGiven(left_out, left_out=OF_THE_NHS, ground="outside_remit")] * bool(left_out)
        )
        people = self.world.people
        decision = Decision(
            route=route,
            reason=reason,
            points=tuple(given),
            standing=standing,
            responder_id=people[responder].id if responder else None,
            walls={self._id(named): choice for named, choice in (walls or {}).items()},
            **{"safe": "safe", **more},
        )
        with self.desk(who) as at:
            keys, how = self.world.rings["staff"], f"{self.world.here.settings.portal_url}/how-it-works"
            triage(at.db, at.case, decision, actor=at.actor, keys=keys, now=at.now, how_it_works=how)

    def statutory(self, who: str, *said: str, responder: str = "", reason: str = "child", **more: Any) -> None:
        standing = STANDINGS.get(reason, Standing.PARENT)
        given = {"standing": standing, **more}
        self.decides(who, Procedure.STATUTORY, reason, *said, responder=responder, **given)

    def second_person_agrees(self, who: str) -> None:
        with self.desk(who) as at:
            agree(at.db, at.case, actor=at.actor, keys=self.world.rings["staff"], now=at.now)

    def gives(self, who: str, responder: str) -> None:
        with self.desk(who) as at:
            give(at.db, at.case, self._id(responder), actor=at.actor, now=at.now)
            at.case.waiting_on = "service"

    def advocate_starts(self, who: str, on: date) -> None:
        with self.desk(who) as at:
            restarting.appoint_advocate(at.db, at.case, on=on, actor=at.actor, now=at.now)

    def advocate_referred(self, who: str) -> None:
        with self.desk(who) as at:
            record(at.db, at.case, Event.ADVOCATE_REFERRED, actor=at.actor, now=at.now)

    def provider_takes(self, who: str, name: str, line: str) -> None:
        with self.referral(who) as (at, row):
            referrals.accept(at.db, at.case, row, name, line, keys=at.keys, actor=at.actor, now=at.now)

    def provider_in_touch(self, who: str) -> None:
        with self.referral(who) as (at, row):
            referrals.in_touch(at.db, at.case, row, local_day(at.now), actor=at.actor, now=at.now)

    def lets_in(self, who: str, advocate: str, name: str) -> None:
        """The person told an officer that this advocate helps them."""
        with self.desk(who) as at:
            id, codes, keys, by, now = self._id(advocate), tuple(advocates.COPIES), at.keys, at.actor, at.now
            advocates.give(at.db, at.case, id, how="call", name=name, copies=codes, keys=keys, actor=by, now=now)

    def writes_to_person(self, who: str, text: str) -> None:
        with self.desk(who) as at:
            corresponding.send_message(at.db, at.case, text, actor=at.actor, keys=at.keys, now=at.now)

    def notes(self, who: str, text: str, kind: str = "note") -> None:
        with self.desk(who) as at:
            corresponding.add_note(at.db, at.case, text, kind=kind, actor=at.actor, keys=at.keys, now=at.now)

    def rewords(self, who: str, number: int, text: str) -> None:
        """Take up what the person put right."""
        with self.desk(who) as at:
            point = points_of(at.db, at.case)[number - 1]
            points.reword(at.db, at.case, point.id, text, procedure=None, actor=at.actor, keys=at.keys, now=at.now)
            for change in points.open_changes(at.db, at.case):
                points.settle(at.db, at.case, change.id, actor=at.actor, now=at.now)

    def asks(self, who: str, whom: str, question: str, days: int) -> None:
        with self.desk(who) as at:
            ids = [point.id for point in points_of(at.db, at.case)]
            contributing.ask(
                at.db, at.case, self._id(whom), point_ids=ids, question=question, due_on=self.day(days),
                actor=at.actor, now=at.now, keys=at.keys,
            )  # fmt: skip

    def is_told(self, whom: str, answer: str) -> None:
        """The manager who was asked answers."""
        with self.desk(whom) as at:
            asked = contributing.contributions_of(at.db, at.case)[-1]
            contributing.give(
                at.db, at.case, asked, answer, version=asked.version, actor=at.actor, now=at.now, keys=at.keys
            )

    def announces_more_time(self, who: str, service: str, new_due: date, reason: str) -> None:
        with self.desk(who) as at:
            agreeing.propose(
                at.db, at.case, new_due=new_due, reason=reason, actor=at.actor, now=at.now, keys=at.keys,
                service_manager=self._id(service) if service else None,
            )  # fmt: skip
        with self.desk("hannah") as at:
            if waits := agreeing.proposal(at.db, at.case):
                agreeing.agree(at.db, at.case, waits, actor=at.actor, now=at.now, keys=at.keys)

    def asks_more_time(self, who: str, new_due: date, reason: str) -> None:
        with self.desk(who) as at:
            extending.ask(at.db, at.case, new_due=new_due, reason=reason, actor=at.actor, now=at.now, keys=at.keys)

    def writes(
        self, who: str, found: Sequence[Found], *,
        opening: str, apology: str = "", wishes: Mapping[str, tuple[str, str]],
    ) -> None:  # fmt: skip
        """Write the answer, as far as `found` goes; every wish gets what was decided and why."""
        with self.desk(who) as at:
            shown = answering.desk(at.db, at.case, at.actor, at.keys, now=at.now)
            blocks = {
                point.id: self._block(one, who, shown, point) for point, one in zip(shown.points, found, strict=False)
            }
            decided = tuple(_wish(wish, wishes) for wish in shown.reply.wishes)
            typed = replace(
                shown.reply, opening=opening, apology=apology, others="nobody", blocks=blocks, wishes=decided
            )
            answering.save(at.db, at.case, typed, seen=shown.marks, actor=at.actor, now=at.now, keys=at.keys)

    def asks_for_check(self, who: str) -> None:
        with self.desk(who) as at:
            answering.ask_for_check(at.db, at.case, actor=at.actor, now=at.now, keys=at.keys)

    def gives_back(self, who: str, comment: str) -> None:
        with self.desk(who) as at:
            answering.give_back(at.db, at.case, comment, actor=at.actor, now=at.now, keys=at.keys)

    def checks(self, who: str) -> None:
        with self.desk(who) as at:
            answering.agree(at.db, at.case, actor=at.actor, now=at.now, keys=at.keys)

    def releases(self, who: str) -> None:
        with self.desk(who) as at:
            answer_release.let_go(at.db, at.case, actor=at.actor, now=at.now, keys=at.keys)

    def is_checked_and_goes(self, who: str) -> None:
        """A second person reads what `who` wrote, and lets it go."""
        self.asks_for_check(who)
        self.checks("hannah")
        self.releases("hannah")

    def tells_outcome(self, who: str, how: str, said: str) -> None:
        with self.desk(who) as at:
            on = local_day(at.now)
            answer_release.tell_outcome(
                at.db, at.case, how=how, on=on, said=said, actor=at.actor, now=at.now, keys=at.keys
            )

    def posts(self, who: str) -> None:
        """Every letter that waits for somebody's hands has gone today; a second person looked at the address."""
        with self.desk(who) as at:
            for letter in letters_of(at.db, at.case):
                if letter.state == CHECK:
                    holding.agree(at.db, at.case, letter, actor=self.world.people["hannah"], now=at.now)
                if posting.waits(at.db, letter):
                    posting.mark_as_posted(at.db, at.case, letter, on=local_day(at.now), actor=at.actor, now=at.now)

    def closes(self, who: str, reason: str, still: str = KEPT_SAFE) -> None:
        with self.desk(who) as at:
            closing.close(at.db, at.case, reason=reason, still=still, actor=at.actor, now=at.now, keys=at.keys)

    def corrects_fact(self, who: str, fact: correcting.Fact, to: Any, why: str) -> None:
        with self.desk(who) as at:
            first = points_of(at.db, at.case)
            about = first[0].id if first else None
            correcting.correct(
                at.db, at.case, fact, to, why=why, about=about, actor=at.actor, now=at.now, keys=at.keys,
                tell="Nothing else in the letter changes.",
            )  # fmt: skip

    def writes_down_withdrawal(self, who: str, how: str, said: str) -> None:
        with self.desk(who) as at:
            withdrawing.withdraw(at.db, at.case, how=how, said=said, actor=at.actor, now=at.now, keys=at.keys)

    def asks_new_words(self, who: str, how: str) -> None:
        with self.desk(who) as at:
            holder = reissuing.holders_of(at.db, at.case)[0]
            reissuing.ask(at.db, at.case, holder.id, how, actor=at.actor, now=at.now)

    def duty_deals_with_alert(self, who: str, outcome: str = "") -> None:
        """Duty accepts the alert of this case; with an outcome it is closed."""
        world, actor = self.world, self.world.people[who]
        with world.sessions["staff"]() as db:
            for alert in alerting.alerts_for(db, actor):
                if alert.holder_id != self.holder_id or alert.closed_at:
                    continue
                if alert.accepted_at is None:
                    alerting.accept(db, alert, actor=actor, now=world.now)
                if outcome:
                    alerting.finish(db, alert, outcome, keys=world.rings["staff"], actor=actor, now=world.now)
            db.commit()

    def _block(self, one: Found, who: str, shown: answering.Desk, point: Subject) -> Block:
        """A promise is owned by who was meant, or by who answers where a wall keeps them out."""
        may = [person.id for person in shown.owners]
        owner = next((self._id(key) for key in (one.owner or "paul", who) if self._id(key) in may), may[0])
        promised = Promise(text=one.action, due=self.day(15).isoformat(), owner=str(owner))
        fault = one.finding in (Finding.UPHELD, Finding.PARTIALLY_UPHELD)
        return Block(
            looked_at=one.looked_at, found=one.found, finding=one.finding.value, why=one.why,
            actions=(promised,) if one.action else (),
            no_action="It has been put right already." if fault and not one.action else "",
            taken=(Decided.ACCEPTED if one.action else Decided.REFUSED) if point.recommended else "",
            taken_why="" if one.action or not point.recommended else "It is done already.",
        )  # fmt: skip

    def _id(self, who: str) -> Any:
        return self.world.people[who].id


def _wish(wish: Wish, decided: Mapping[str, tuple[str, str]]) -> Wish:
    what, why = decided.get(wish.asked) or decided[""]
    return replace(wish, decided=what, why=why)
