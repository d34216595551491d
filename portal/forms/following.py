"""What a person may write on their own page: one small form each."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.cases.answers import contact_card
from models.cases.told import ContactCard
from models.fields import PickField
from models.procedure.reaching import DETAILS, WAY_OF
from models.procedure.terms import Way
from portal.forms.asking import LINE, NOTE, PICK, TILES, Question, ask
from portal.forms.consent import consented


class Saying(Question):
    """One box that must hold something."""

    text: Any

    def said(self) -> bool:
        if not self.validate():
            return False
        if self.text.data:
            return True
        self.text.errors = [self.words.error("empty")]
        return False


class MessageForm(Saying, ask("tracking", "messages", text=NOTE)):  # type: ignore[misc]
    pass


class ChangeForm(Saying, ask("tracking", "change", text=NOTE)):  # type: ignore[misc]
    """Starts with the words there are; the same words sent back are no change."""

    def says(self, now: str | None) -> bool:
        if not self.said():
            return False
        if now is None or " ".join(self.text.data.split()) != " ".join(now.split()):
            return True
        self.text.errors = [self.words.error("same")]
        return False


class MissedForm(Saying, ask("tracking", "missed", text=NOTE)):  # type: ignore[misc]
    pass


WorseForm = ask("tracking", "worse", text=NOTE)


class StopForm(ask("tracking", "stop", pressed=PICK)):  # type: ignore[misc]
    """The gentle question; what is not an answer to it is no answer."""

    def answered(self) -> str:
        return str(self.pressed.data) if self.validate() and self.pressed.data else "skip"


class AdvocateForm(ask("tracking", "advocate", shares=TILES, start=PICK, wishes=LINE)):  # type: ignore[misc]
    """Nothing is ticked for them; without a way to reach them an advocate cannot be asked for (decisions 15)."""

    @classmethod
    def about(cls, typed: Any, days: Mapping[str, object] | None) -> "AdvocateForm":
        """`days`: both dates, where starting now or waiting is still a choice (K-11b)."""
        form = cls(typed)
        if days is None:
            del form.start
        else:
            form.fit({}, days)
        return form

    def agreed(self) -> bool:
        return bool(self.validate()) and consented(self)


class NextStageForm(ask("tracking", "next_stage", text=NOTE)):  # type: ignore[misc]
    """Which points, offered by number, and why. Both may be skipped."""


def next_stage_form(typed: Any, points: Sequence[tuple[int, str]]) -> Any:
    """With a tick for each point there is."""
    if not points:
        return NextStageForm(typed)
    kind: Any = ask("tracking", "next_stage", points=TILES, text=NOTE)
    form = kind(typed)
    form.points.choices = [(str(number), text) for number, text in points]
    return form


REACH = {"ways": TILES, **DETAILS}
NEEDS = {
    Way.TEXT: ("text_number", "text_number"),
    Way.CALL: ("call_number", "call_number"),
    Way.EMAIL: ("email", "email_missing"),
    Way.POST: ("address", "address"),
    Way.TRUSTED: ("trusted_name", "trusted"),
}


class ReachForm(ask("tracking", "reach", **REACH)):  # type: ignore[misc]
    """Every way on one page; a tick without a number or an address is asked about."""

    def agreed(self) -> bool:
        good = bool(self.validate())
        for way, (name, code) in NEEDS.items():
            if way.value in (self.ways.data or []) and not self[name].data:
                self[name].errors = [self.words.error(code)]
                good = False
        return good

    @property
    def ticked(self) -> set[Way]:
        return {Way(way) for way in self.ways.data or () if way in set(Way)}

    def only_keeps(self, known: set[Way]) -> bool:
        """Whether nothing is new: some or all of the ways in use are ticked, and nothing is written beside them."""
        written = any(field.data for field in self if field.short_name in DETAILS)
        return not written and set(self.ways.data or ()) - {Way.HERE} <= known

    def groups(self) -> dict[Way, list[Any]]:
        """The controls of each way, which its tick brings to sight."""
        found: dict[Way, list[Any]] = {}
        for name in DETAILS:
            found.setdefault(WAY_OF[name], []).append(self[name])
        return found

    def card(self) -> ContactCard:
        given = self.answer()
        return contact_card({"contact": {"ways": given.pop("ways")}, "contact_details": given})


class AlertForm(ask("safety", "no", said=NOTE, reach=LINE, about_worker=PICK, worker=LINE)):  # type: ignore[misc]
    """A few words are enough. Everything else may be skipped."""

    def told(self) -> bool:
        if not self.validate():
            return False
        if self.said.data or self.reach.data:
            return True
        self.said.errors = [self.words.error("empty")]
        return False

    @property
    def begun(self) -> bool:
        """Whether anything was typed that would be lost by going on."""
        return bool(self.said.data or self.reach.data or self.worker.data)

    @property
    def is_worker(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.about_worker.data or "")


class ChildAlertForm(ask("safety", "child", said=NOTE, reach=LINE, about_worker=PICK, worker=LINE), AlertForm):  # type: ignore[misc]
    """The same from an adult, about a child."""


class PauseForm(ask("tracking", "pause", why=PICK, text=LINE)):  # type: ignore[misc]
    """Why we should wait; nothing is chosen for them."""

    def chosen(self) -> bool:
        if not self.validate():
            return False
        if not self.why.data:
            self.why.errors = [self.words.error("empty")]
        return bool(self.why.data)


def pause_form(typed: Any, offered: Sequence[Any]) -> PauseForm:
    """With the reasons there are for a case like this."""
    form = PauseForm(typed)
    words = form.words.field("why").options
    form.why.choices = [(one.why.value, words[one.why.value]) for one in offered]
    return form


class AfterForm(ask("tracking", "after", changed=PICK, text=NOTE)):  # type: ignore[misc]
    """Whether anything changed is needed; each wish may be skipped."""

    def chosen(self) -> bool:
        good = bool(self.validate())
        if not self.changed.data:
            self.changed.errors = [self.words.error("empty")]
        return good and bool(self.changed.data)


def after_form(typed: Any, wishes: Sequence[str]) -> Any:
    """With one question for each thing they asked for."""
    got = AfterForm.words.field("got")
    asked = {f"got_{place}": PickField(got.label, choices=got.choices) for place in range(len(wishes))}
    return type("AskedAfterForm", (AfterForm,), asked)(typed)
