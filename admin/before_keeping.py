"""A setting before it is changed: what it is beside what it will be. Nothing is kept before somebody has seen that."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from flask import g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, Field, Form

from models.formats import long_date
from models.procedure.working_days import local_day
from models.tables.settings import CouncilChoice

FROM_TODAY = "It counts from today on. What was written or decided before stays as it is."
OURS = frozenset({"csrf_token", "confirm", "back"})


class Change(NamedTuple):
    """One thing that will be another."""

    label: str
    was: str
    to: str


def between(before: Form, after: Form) -> list[Change]:
    """What differs, field by field, in words."""
    pairs = [(field.label.text, _words(before[field.short_name]), _words(field)) for field in after]
    return [Change(*pair) for pair in pairs if pair[1] != pair[2]]


def labels(changes: Sequence[Change]) -> str:
    """For the audit: what was changed, and no number, address or name of anybody."""
    return ", ".join(change.label for change in changes)


def seen_first(
    changes: Sequence[Change],
    effect: str,
    again: Callable[[], ResponseReturnValue],
    *,
    back: str,
    press: str = "Keep it",
) -> ResponseReturnValue | None:
    """None: they saw it and said yes. Otherwise the page to answer with: what changes, or the form once more.

    `effect`: from when it counts and for whom, in a sentence. `back`: the address of the page it stands on. `press`:
    what the button says that does it.
    """
    if "back" in request.form:
        return again()
    if "confirm" in request.form and changes:
        return None
    carried = [pair for pair in request.form.items(multi=True) if pair[0] not in OURS]
    facts = {"changes": changes, "effect": effect, "fields": carried, "to": request.path, "back": back, "press": press}
    return render_template("admin/settings/preview.html", **facts)


def back_first(row: CouncilChoice, changes: Sequence[Change], *, back: str) -> ResponseReturnValue | None:
    """The same before a choice of lists or letters is put back."""
    begun = row.since <= local_day(g.now)
    effect = FROM_TODAY if begun else f"It was to begin on {long_date(row.since)}, and never does."
    return seen_first(changes, effect, lambda: redirect(back, 303), back=back, press="Put it back")


def _words(field: Field) -> str:
    data = field.data
    if isinstance(field, BooleanField):
        return "Yes" if data else "No"
    names = {str(choice[0]): str(choice[1]) for choice in getattr(field, "choices", None) or ()}
    many = data if isinstance(data, list) else [data]
    return ", ".join(names.get(str(one), str(one)) for one in many if one not in (None, ""))
