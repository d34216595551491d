"""Putting one line of the statement right, and signing it: two boxes that nobody ticks for them, and a typed name."""

from collections.abc import Sequence
from typing import Any

from models.fields import StrippedForm, TilesField
from models.tables.following import MeetingDate
from portal.forms.asking import LINE, NOTE, PICK, TILES, ask
from portal.forms.following import ChangeForm


class LineForm(ChangeForm, ask("tracking", "statement_line", text=NOTE)):  # type: ignore[misc]
    """Begins with what it says now; the same words sent back are no change."""


class SignForm(ask("tracking", "statement", agree=TILES, name=LINE)):  # type: ignore[misc]
    """Both boxes and a name, or it is not signed."""

    def signed(self) -> bool:
        good = bool(self.validate())
        if len(self.agree.data or []) < len(self.agree.choices):
            self.agree.errors, good = [self.words.error("agree")], False
        if not self.name.data:
            self.name.errors, good = [self.words.error("name")], False
        return good


class WitnessForm(ask("tracking", "statement", there=TILES, witness=LINE)):  # type: ignore[misc]
    """An advocate was there when it was signed: a box that nobody ticks for them, and a typed name."""

    def seen(self) -> bool:
        good = bool(self.validate())
        for field, code in ((self.there, "there"), (self.witness, "name")):
            if not field.data:
                field.errors, good = [self.words.error(code)], False
        return good


class CopiesForm(ask("tracking", "helper_page", copies=TILES)):  # type: ignore[misc]
    """What an advocate may have; none of it is ticked for anybody."""


class DatesForm(ask("tracking", "dates", why=LINE)):  # type: ignore[misc]
    """Why a date is off; it may be skipped."""


class DaysForm(StrippedForm):
    """The days that work for them, of those that are offered now; none is an answer too."""

    works = TilesField()

    @classmethod
    def of(cls, offered: Sequence[MeetingDate], typed: Any = None) -> "DaysForm":
        form = cls(typed, data={"works": [str(row.id) for row in offered if row.can]})
        form.works.choices = [(str(row.id), "") for row in offered]
        return form


STAYS = ("no", "write")  # they do not come


class PanelForm(
    ask(  # type: ignore[misc]
        "tracking", "panel_day",
        come=PICK, how=PICK, company=TILES, companion=LINE, speaks=PICK, helps=TILES, help=LINE, say=NOTE,
    )
):  # fmt: skip
    """What they choose for the day of their panel; every part may be skipped. Who does not come meets nobody there."""

    def agreed(self) -> bool:
        good = bool(self.validate())
        if self.come.data not in STAYS:
            return good
        for name, value in {
            "how": self.how.data and self.how.data != "none",
            "speaks": self.speaks.data == "me",
        }.items():
            if value:
                self[name].errors, good = [self.words.error(name)], False
        return good
