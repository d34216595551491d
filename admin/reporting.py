"""Which report a page is about: its layout, part of the council and days, as the address says them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, current_app, g, redirect, request, url_for
from werkzeug.datastructures import MultiDict

from models.procedure.periods import Period
from models.procedure.terms import Role
from models.procedure.working_days import local_day
from models.reports.building import build
from models.reports.document import Document
from models.reports.guarding import guard
from models.reports.layout import Layout, LayoutError, find
from models.reports.narrating import About
from models.reports.publishing import fewest_shown, written
from models.reports.report import Report, Table
from models.reports.scope import Scope, authorities

CASES = frozenset({Role.OFFICER, Role.MANAGER})  # who may go on from a number to its cases


@dataclass(frozen=True)
class Asked:
    layout: Layout
    scope: Scope
    args: dict[str, str]  # the address again, in one spelling

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.args)

    @property
    def about(self) -> About:
        return About(self.layout.name, self.scope.authority, self.scope.part, self.scope.period)

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Every heading with what its box of words should say."""
        prompts = {section.title: section.prompt for section in self.layout.sections}
        titles = dict.fromkeys([*prompts, *(spec.section for spec in self.layout.tables)])
        return [(title, prompts.get(title, "")) for title in titles if title]


def opens_cases() -> bool:
    return bool(g.staff.roles & CASES)


def asked(values: "Mapping[str, str] | MultiDict[str, str]") -> Asked:
    """From an address or a form that our own pages made; anything else is not there."""
    if "layout" not in values and request.method == "GET":
        abort(redirect(url_for("reports.choose"), 303))
    try:
        first, last = (date.fromisoformat(values.get(name, "")) for name in ("from", "to"))
        layout = find(values.get("layout", ""), current_app.config["HEARD"].data)
    except (ValueError, LayoutError):
        abort(404)
    authority = values.get("authority", "")
    if first > last or authority not in authorities(g.db) or not (opens_cases() or _broad(first, last, values)):
        abort(404)
    directorate, team, young = values.get("directorate", ""), values.get("team", ""), values.get("young", "") == "1"
    scope = Scope(authority, Period(first, last), directorate, team, young, actor=g.staff)
    args = {"layout": layout.name, "authority": authority, "from": first.isoformat(), "to": last.isoformat()}
    args |= {name: value for name, value in (("directorate", directorate), ("team", team)) if value}
    return Asked(layout, scope, {**args, "young": "1"} if young else args)


def built(one: Asked) -> Report:
    """As this person may read it: a director's holds no small number (AZ-07)."""
    made = build(g.db, g.keys, one.layout, one.scope, today=local_day(g.now))
    return made if opens_cases() else guard(made, fewest=fewest_shown(g.db))[0]


def _broad(first: date, last: date, values: "Mapping[str, str] | MultiDict[str, str]") -> bool:
    """A director reads whole quarters of the whole council: from odd days one could take another's small numbers."""
    months = Period(first, last).months
    whole = months is not None and months % 3 == 0 and first.month % 3 == 1
    return whole and not any(values.get(name) for name in ("directorate", "team", "young"))


def written_for(one: Asked, mark: str = "") -> Document:
    return written(g.db, g.keys, built(one), public=not opens_cases(), now=g.now, mark=mark)


def link_to_cases(one: Asked) -> Callable[[Table, int, int], str] | None:
    """The address of the cases behind a cell, for who may go there."""
    if not opens_cases():
        return None

    def link(table: Table, row: int, column: int) -> str:
        cell = table.rows[row].cells[column]
        if not cell.cases or not cell.is_something:
            return ""
        return url_for("reports.cases", **one.values, table=table.id, row=row, column=column)

    return link
