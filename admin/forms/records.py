"""How long cases are kept: periods, holds, and what becomes of one case."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from wtforms.validators import DataRequired, InputRequired, Optional

from models.fields import DateField, LineField, ListField, NumberField, PickField, StoryField, StrippedForm, UpTo
from models.procedure.retention import ACTIONS, ASKED, HOLDS, KEEPING, KINDS, TRIGGERS, Action, Kind, Period, Trigger

ERASE, ANONYMISE, KEEP = "erase", "anonymise", "keep"


def _begun(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    """Pairs for a list, each beginning with a capital: within a sentence they do not."""
    return [(str(code), said[:1].upper() + said[1:]) for code, said in words.items()]


class PeriodForm(StrippedForm):
    kind = ListField("What", [DataRequired("Choose what it is about")], choices=[("", "Choose"), *KINDS.items()])
    years = NumberField("How many years", [InputRequired("Enter how many years")])
    trigger = PickField("Counted from", [DataRequired("Choose what the years are counted from")],
                        choices=_begun(TRIGGERS))  # fmt: skip
    action = PickField("Then", [DataRequired("Choose what happens then")], choices=_begun(ACTIONS))
    authority = LineField("Where the council decided it", [DataRequired("Say where the council decided it"), UpTo(200)])

    @property
    def chosen(self) -> tuple[Kind, Period]:
        period = Period(Trigger(self.trigger.data or ""), self.years.data or 0, Action(self.action.data or ""))
        return Kind(self.kind.data or ""), period


class HoldForm(StrippedForm):
    why = ListField(
        "Because of", [DataRequired("Choose what it is held for")], choices=[("", "Choose"), *HOLDS.items()]
    )
    words = StoryField("What exactly", [DataRequired("Say what it is held for"), UpTo(2_000)])
    review = DateField("Looked at again by", [DataRequired("Enter the day it is looked at again")], what="The day")


class HoldAlertForm(HoldForm):
    """One safety alert that hangs on no case, by its days alone."""

    alert = ListField("Which alert", [DataRequired("Choose the alert")])

    def offer(self, alerts: Iterable[tuple[str, str]]) -> Self:
        self.alert.choices = [("", "Choose"), *alerts]
        return self


class LookAgainForm(StrippedForm):
    review = DateField(
        "It goes on. Looked at again by", [DataRequired("Enter the day it is looked at again")], what="The day"
    )


class LiftForm(StrippedForm):
    words = StoryField("Why it may end", [DataRequired("Say why it may end"), UpTo(2_000)])


class AskedForm(StrippedForm):
    cause = PickField("What was asked", [DataRequired("Choose what was asked")], choices=list(ASKED.items()))
    on = DateField("The day it reached us", [DataRequired("Enter the day it reached us")], what="The day")
    who = LineField("Who asked, and for whom", [DataRequired("Say who asked"), UpTo(300)])
    checked = LineField("How you know that it is them", [DataRequired("Say how you know that it is them"), UpTo(300)])
    said = StoryField("What they said", [Optional(), UpTo(5_000)])

    def words(self) -> dict[str, Any]:
        return {name: self[name].data or "" for name in ("who", "checked", "said")}


class DecideForm(StrippedForm):
    decision = PickField("What becomes of it?", [DataRequired("Choose what becomes of it")])
    reason = ListField("If it is kept: why", [Optional()], choices=[("", "Choose"), *KEEPING.items()])
    until = DateField("If it is kept: until", what="The day")
    why = StoryField("Your reasons, for the second person", [DataRequired("Give your reasons"), UpTo(2_000)])

    def offer(self, *, asked: bool, may_go: bool) -> Self:
        no = "It stays: their request is refused" if asked else "It stays for longer"
        goes = [(ERASE, "It is erased"), (ANONYMISE, "It is made anonymous")]
        self.decision.choices = [*(goes if may_go or not asked else ()), (KEEP, no)]
        return self

    def given(self) -> dict[str, Any]:
        return {
            "why": self.why.data or "", "reason": self.reason.data or None,
            "keep_until": self.until.data,
        }  # fmt: skip


class TellForm(StrippedForm):
    """Who asked was told what two people decided."""

    on = DateField("The day they were told", [DataRequired("Enter the day they were told")], what="The day")
    how = LineField("How, and by whom", [DataRequired("Say how they were told"), UpTo(300)])
