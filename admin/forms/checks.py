"""The questions of one judgement as a form, made from the table that the rules keep them in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms.validators import DataRequired, Optional

from models.fields import DateField, LineField, PickField, StoryField, StrippedForm, UpTo
from models.procedure.judgements import ANSWERS, JUDGEMENTS, Ask, Asking, Judging

LONG = 5_000


class EndedForm(StrippedForm):
    on = DateField("The day they ended", [DataRequired("Enter the day they ended")], what="The day")


class LookAgainForm(StrippedForm):
    review = DateField("When do you look again?", [DataRequired("Enter the day you look again")], what="The day")


class AgainForm(StrippedForm):
    how = LineField("Who wants it, and how did they tell us?", [DataRequired("Say how they told us"), UpTo(500)])


def form_for(kind: Judging, typed: Any = None, given: Mapping[str, str] | None = None, ending: str = "") -> Any:
    """A form of this judgement, from what was typed or from what was judged before."""
    judgement = JUDGEMENTS[kind]
    fields: dict[str, Any] = {}
    for ask in judgement.asks:
        fields[ask.code] = _field(ask)
        if ask.how is Asking.KNOWN:
            fields[ask.note] = LineField("How do you know?", [Optional(), UpTo(1_000)])
    fields["ending"] = PickField("How do you judge it?", choices=[(one.code, one.label) for one in judgement.endings])
    made = type("JudgementForm", (StrippedForm,), fields)
    day = (given or {}).get("review") or ""
    known = {**(given or {}), "ending": ending, **({"review": date.fromisoformat(day)} if day else {})}
    return made(typed, data=None if typed is not None else known)


def answers_of(form: Any, kind: Judging) -> dict[str, str]:
    """What was typed, as text; a day as 2026-12-07."""
    found: dict[str, str] = {}
    for ask in JUDGEMENTS[kind].asks:
        value = form[ask.code].data
        found[ask.code] = value.isoformat() if isinstance(value, date) else value or ""
        if ask.how is Asking.KNOWN:
            found[ask.note] = form[ask.note].data or ""
    return {name: value for name, value in found.items() if value}


def _field(ask: Ask) -> Any:
    if ask.how is Asking.DAY:
        return DateField(ask.label, [Optional()], what="The day", description=ask.hint)
    if ask.how is Asking.LINE:
        return LineField(ask.label, [Optional(), UpTo(500)], description=ask.hint)
    if ask.how is Asking.TEXT:
        return StoryField(ask.label, [Optional(), UpTo(LONG)], description=ask.hint)
    choices = ANSWERS if ask.how is Asking.KNOWN else ask.choices
    return PickField(ask.label, choices=choices, description=ask.hint)
