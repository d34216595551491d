"""One case: their words first and untouched, then what happened, the people, and the letters (experience 6.3)."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.case import LinkForm, OfficerForm, StepAsideForm, UnsafeForm, WallForm
from admin.kept import unsent
from admin.opened import opened
from admin.parts import beside
from models.audit import note
from models.cases import (
    attaching,
    entry_marks,
    holding,
    keeping_from,
    linking,
    openings,
    posting,
    timeline,
    timeline_parts,
    timeline_things,
    voicing,
    walling,
    writing_to,
)
from models.cases.alerting import duty_on
from models.cases.allocating import OUR_TEAM, candidates, name_officer
from models.cases.asking_first import ANSWERS
from models.cases.by_hand import hand_for, hands_for
from models.cases.caring_details import words_of
from models.cases.complainants import names
from models.cases.contact_rows import NAMES, rows_of, rows_of_child, value_of, warnings
from models.cases.contacting import card_of
from models.cases.easy_words import needs_easy_words
from models.cases.finding import events_of
from models.cases.others import others
from models.cases.recording import record
from models.cases.releasing import page_of
from models.cases.translating import translations_of
from models.cases.travelling import where_read, with_letter
from models.post.catalogue import CATALOGUE
from models.post.readable import WHOLE_GRADE
from models.post.rewriting import whole_text
from models.procedure.terms import Event, Way
from models.sealing import Keyring, Unreadable
from models.tables import Case, Letter, Staff
from models.tables.words import REPLACED

LONGEST = 200
bp = Blueprint("case", __name__, url_prefix="/cases/<reference>")


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    g.plays = True
    rows = [row for row in attaching.rows_of_case(g.db, case.id) if row.document is None]
    files = attaching.read(ring, rows)
    english = translations_of(g.db, case.id, ring)
    sent = words_of(g.db, case, ring)
    facts = {"sent": sent, "files": files, "english": english, "unsent": unsent(case)}
    return render_template("admin/case/show.html", **bar(case, ring, **facts))


@bp.get("/timeline", endpoint="timeline")
def timeline_page(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    rows = events_of(g.db, case)
    happened, looks = timeline.entries(g.db, case, ring, rows), openings.looks(g.db, case)
    sort, typed = request.args.get("sort", ""), request.args.get("q", "")[:LONGEST]
    kind = timeline_parts.Sort(sort) if sort in set(timeline_parts.Sort) else timeline_parts.Sort.ALL
    told = timeline_things.things(g.db, case, rows)
    beside = timeline_things.words(g.db, case, ring, told) if typed else {}
    marks, found = entry_marks.of_case(g.db, case), timeline_parts.narrowed(happened, kind, typed, beside)
    narrow = {"entries": entry_marks.pinned_first(found, marks), "every": len(happened), "sort": kind}
    narrow |= {"typed": typed, "sorts": timeline_parts.LABELS, "short": request.args.get("short") == "yes"}
    narrow |= {"things": told, "marks": marks}
    had = any(one.event is Event.SAFETY_LINKED for one in happened)
    duty = duty_on(g.db, case, g.keys) if had else []
    return render_template("admin/case/timeline.html", **bar(case, ring, looks=looks, duty=duty, **narrow))


@bp.get("/people")
def people(reference: str) -> ResponseReturnValue:
    """Numbers and addresses stay covered until somebody asks for them, and asking is kept."""
    case, ring = opened(reference)
    shown = request.args.get("show") == "contact"
    if shown:
        note(g.db, g.staff, "contact_shown", now=g.now, object_kind="case", object_id=case.id)
    return _people(case, ring, shown=shown)


@bp.post("/unsafe-way")
def unsafe_way(reference: str) -> ResponseReturnValue:
    """A way that they did not say is safe: only with a reason, which stays on the case (experience 2.7)."""
    case, ring = opened(reference)
    form = UnsafeForm(request.form, prefix="unsafe-")
    if not form.validate():
        return _people(case, ring, unsafe=form), 422
    way = Way(form.way.data)
    why = f"{NAMES[way]}: {form.why.data}"
    record(g.db, case, Event.NOTED, actor=g.staff, now=g.now, reason="used_unsafe_way", details=why, keys=ring)
    note(g.db, g.staff, "contact_shown", now=g.now, object_kind="case", object_id=case.id)
    value = value_of(card_of(g.db, ring, case), way) or "They gave none"
    g.db.commit()
    case, ring = opened(reference)
    return _people(case, ring, revealed=f"{NAMES[way]}: {value}")


@bp.get("/letters")
def letters(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    rows = holding.all_of(g.db, case)
    facts: dict[str, Any] = {"letters": rows, "kinds": CATALOGUE, "together": names(g.db, case, ring)}
    facts["for_hands"] = {row.id for row in rows if posting.waits(g.db, row)}
    facts["hands"] = hands_for(g.db, case, rows)
    facts["read_on"] = {to_id: where_read(g.db, case, to_id) for to_id in {row.to_id for row in rows}}
    return render_template("admin/case/letters.html", **bar(case, ring, **facts))


@bp.get("/letters/<uuid:letter_id>")
def letter(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    """Exactly what the person gets, in every form in which they get it."""
    case, ring = opened(reference)
    row = holding.one_of(g.db, case, letter_id)
    note(g.db, g.staff, "view_letter", now=g.now, object_kind="letter", object_id=row.id)
    try:
        content = ring.open_json(Letter.body, row)
    except Unreadable:
        content = None
    travel = None if row.state == REPLACED else with_letter(g.db, case, row, ring)
    if travel and travel.envelope:
        note(g.db, g.staff, "contact_shown", now=g.now, object_kind="case", object_id=case.id)
    facts = {"letter_row": row, "content": content, "kinds": CATALOGUE, "travel": travel}
    facts |= {
        "for_hands": posting.waits(g.db, row),
        "hand": hand_for(g.db, case, row),
        "wrong": row.undone_at and writing_to.wrong_one(g.db, case, row.id),
    }
    facts |= {"read_on": where_read(g.db, case, row.to_id), "spoken": voicing.of_letter(g.db, row, ring)}
    facts |= {"reading": whole_text(content or {}), "easy": needs_easy_words(g.db, case, ring), "limit": WHOLE_GRADE}
    return render_template("admin/case/letter.html", **bar(case, ring, **facts))


@bp.post("/officer")
def officer(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    form = OfficerForm(request.form).offer(_officers(case))
    if not form.validate():
        return _people(case, ring, officer_form=form), 422
    name_officer(g.db, case, uuid.UUID(form.officer.data), actor=g.staff, now=g.now)
    g.db.commit()
    return redirect(url_for(".people", reference=reference), 303)


@bp.post("/link")
def link(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    form = LinkForm(request.form)
    if form.validate():
        with beside(form.other):
            linking.link(g.db, case, form.wanted, form.why.data or "", actor=g.staff, now=g.now)
    if form.errors:
        return _people(case, ring, link_form=form), 422
    g.db.commit()
    return redirect(url_for(".people", reference=reference), 303)


def _officers(case: Case) -> Sequence[Staff]:
    return candidates(g.db, case, roles=OUR_TEAM)


def _people(case: Case, ring: Keyring, *, shown: bool = False, **forms: Any) -> str:
    context = bar(case, ring)
    card = card_of(g.db, ring, case, sent_with=context["details"])
    page = page_of(g.db, case)
    belongs = linking.linked(g.db, case, g.staff)
    known = {
        "contact": rows_of(card, shown=shown, page=page),
        "page": page,
        "childs": rows_of_child(case.journey, context["details"], shown=shown),
        "warned": warnings(card),
        "revealed": "",
        "shown": shown,
        "linked": belongs,
        "others": others(g.db, case, g.staff, links=len(belongs)),
        "why_linked": linking.WHY,
        "together": names(g.db, case, ring),
        "asked": ANSWERS if case.ask_first else {},
        "never": context["minded"].never,
    }
    return render_template("admin/case/people.html", **{**context, **known, **_kept_out(case, context), **forms})


def _kept_out(case: Case, context: dict[str, Any]) -> dict[str, Any]:
    """Who may not see or know, and the forms beside them."""
    walls, officers = walling.panel(g.db, case), _officers(case)
    return {
        "walls": walls,
        "may_lift": walling.liftable(g.db, case, [named.id for named in walls if named.firm], g.staff),
        "kept_from": context["minded"].kept_from,
        "must_not_know": keeping_from.named(context["details"]),
        "unsafe": UnsafeForm(prefix="unsafe-"),
        "officer_form": OfficerForm(data={"officer": str(case.officer_id or "")}).offer(officers),
        "aside_form": StepAsideForm().offer(officers, g.staff.id),
        "wall_form": WallForm().offer(walling.directory(g.db)),
        "link_form": LinkForm(),
    }
