"""Dealing with a case, or some of its points, in another way."""

from collections.abc import Iterable
from typing import Self

from wtforms.validators import DataRequired, Optional, ValidationError

from models.cases.reclassifying import Change
from models.fields import LineField, ListField, StoryField, StrippedForm, TilesField, UpTo
from models.procedure.refusal_parts import DECIDED
from models.procedure.routes import SETTLED, WAYS
from models.procedure.screening import ROUTES
from models.procedure.terms import Procedure


class ChangeForm(StrippedForm):
    to = ListField("Which way does it go from now on?", [DataRequired("Choose which way it goes")])
    where = LineField("Where does it go? Only for a way that leads to somebody else", [Optional(), UpTo(200)])
    why = StoryField(
        "The reasons, as they read them", [DataRequired("Give the reasons, as they read them"), UpTo(5_000)]
    )

    evidence = StoryField("What we looked at for it. Only for a duty matter, whose letter says it", [UpTo(5_000)])

    def validate_evidence(self, field: StoryField) -> None:
        """A duty matter is decided by its letter: on what, the person reads (E-54)."""
        way = WAYS.get(to) if (to := _way(self.to.data)) else None
        if way and way.decided and not (field.data or "").strip():
            raise ValidationError(DECIDED["evidence"])

    def offer(self, ways: Iterable[Procedure]) -> Self:
        reasons = [
            (f"{way}:{one.id}", f"{ROUTES[way].label}: {one.label}")
            for way in ways
            for one in ROUTES[way].reasons
            if one.id != SETTLED
        ]
        self.to.choices = [("", "Choose"), *reasons]
        return self

    @property
    def change(self) -> Change:
        way, _, reason = (self.to.data or "").partition(":")
        return Change(Procedure(way), reason, self.why.data or "", self.where.data or "", self.evidence.data or "")


def _way(typed: str | None) -> Procedure | None:
    """Which way a choice of the list means."""
    way = (typed or "").partition(":")[0]
    return Procedure(way) if way in set(Procedure) else None


class TurnDownForm(StrippedForm):
    comment = StoryField("Why it stays as it is", [DataRequired("Say why it stays as it is"), UpTo(5_000)])


class RightForm(StrippedForm):
    reasons = StoryField(
        "Why the corporate procedure is the right one",
        [DataRequired("Say why the corporate procedure is the right one"), UpTo(5_000)],
    )


class SplitForm(StrippedForm):
    points = TilesField("Which points?", [DataRequired("Choose the points that go another way")])
    way = ListField("Which way do they go?", [DataRequired("Choose which way they go")])

    def offer(self, points: Iterable[tuple[str, str]], ways: Iterable[Procedure]) -> Self:
        self.points.choices = list(points)
        self.way.choices = [("", "Choose"), *((way.value, ROUTES[way].label) for way in ways)]
        return self
