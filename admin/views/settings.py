"""What an administrator sets: who keeps watch and when, bank holidays, providers; and the policy beside the law."""

import uuid
from collections.abc import Set
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.before_keeping import Change, between, labels, seen_first
from admin.forms.settings import HoldForm, HolidayForm, MomentForm, OrganisationForm, RotaForm
from models.cases import holding, office, organisations, policy_changes
from models.cases.climbing import ladder_people
from models.cases.duty_rota import before, duty_now, number_code, rota_of, sending_works, when_code
from models.cases.languages_here import switch, switched_on
from models.cases.office import AlreadyThere
from models.cases.policies import in_force
from models.cases.releasing import held_for
from models.cases.setting_history import changes_of
from models.languages import ENGLISH, known
from models.post.machine_ways import held_for_the_key, held_for_the_template
from models.post.notices import BODY
from models.procedure.working_days import local_day
from models.words import deck

bp = Blueprint("settings", __name__, url_prefix="/settings")
ON_WATCH = "Pages for people who are not safe, and mails about alerts, go by it at once."
ASKED_NEXT = "It counts for the next young person who wants an advocate. Who was asked already stays asked."
IN_PAGES = "Every public page goes by it within half a minute."
LET_GO = "It holds for letters that are let go from then on."


@bp.get("")
def show() -> ResponseReturnValue:
    return render_template(
        "admin/settings/show.html", held=held_for_the_key(g.db), wordless=held_for_the_template(g.db), body=BODY
    )


@bp.get("/duty")
def duty() -> ResponseReturnValue:
    return _duty(_rota())


@bp.post("/duty")
def keep_duty() -> ResponseReturnValue:
    form = RotaForm(request.form)
    if not form.validate():
        return _duty(form), 422
    was = _rota()
    changes = between(was, RotaForm.of(form.rota()))
    if page := seen_first(changes, ON_WATCH, lambda: _duty(form), back=url_for(".duty")):
        return page
    office.keep_rota(g.db, form.rota(), was=was.rota(), what=labels(changes), by=g.staff, now=g.now)
    return _done("settings.duty", "Saved. Pages for people who are not safe use these hours now.")


@bp.get("/holidays")
def holidays() -> ResponseReturnValue:
    return _holidays(HolidayForm())


@bp.post("/holidays")
def add_holiday() -> ResponseReturnValue:
    """First what would move, then, when it is confirmed, the day itself."""
    form = HolidayForm(request.form)
    if not form.validate() or form.day.data is None:
        return _holidays(form), 422
    day, name = form.day.data, form.name.data or ""
    try:
        office.check_holiday(g.db, day)
    except AlreadyThere as problem:
        form.day.errors = [str(problem)]
        return _holidays(form), 422
    if "confirm" not in request.form:
        return _moving(day, name, added=True)
    return _moved("Added.", office.announce_holiday(g.db, day, name, by=g.staff, now=g.now))


@bp.post("/holidays/take-back")
def take_back_holiday() -> ResponseReturnValue:
    """A day that was added by mistake, while it is still ahead."""
    days = dict(office.days_from(g.db, local_day(g.now)))
    day = next((day for day in days if day.isoformat() == request.form.get("day")), None)
    if day is None or not office.may_take_back(day, local_day(g.now)):
        form = HolidayForm()
        form.day.errors = ["That day cannot be taken back. It has begun, or it is one of the country’s own"]
        return _holidays(form), 422
    if "confirm" not in request.form:
        return _moving(day, days[day], added=False)
    return _moved("Taken back.", office.take_back(g.db, day, by=g.staff, now=g.now))


@bp.get("/organisations")
def providers() -> ResponseReturnValue:
    return _providers(OrganisationForm())


@bp.post("/organisations")
def add_provider() -> ResponseReturnValue:
    form = OrganisationForm(request.form)
    if not form.validate():
        return _providers(form), 422
    changes = between(OrganisationForm(), form)
    if page := seen_first(changes, ASKED_NEXT, lambda: _providers(form), back=url_for(".providers")):
        return page
    try:
        organisations.add(g.db, form.name.data or "", form.phone.data or "", by=g.staff, now=g.now)
    except AlreadyThere as problem:
        form.name.errors = [str(problem)]
        return _providers(form), 422
    return _done("settings.providers", f"{form.name.data} is added. Now add its people under People.")


@bp.post("/organisations/<uuid:organisation_id>")
def open_or_close_provider(organisation_id: uuid.UUID) -> ResponseReturnValue:
    one, opens = organisations.one(g.db, organisation_id), request.form.get("do") == "open"
    said = {True: "Asked for advocates", False: "Not asked for advocates"}
    changes = [Change(one.name, said[one.active], said[opens])] if one.active != opens else []
    again = lambda: _providers(OrganisationForm())  # noqa: E731
    if page := seen_first(changes, ASKED_NEXT, again, back=url_for(".providers")):
        return page
    organisations.set_active(g.db, one, active=opens, by=g.staff, now=g.now)
    return _done("settings.providers", f"{one.name} is asked for advocates {'again' if one.active else 'no more'}.")


@bp.get("/languages")
def languages() -> ResponseReturnValue:
    return _languages(switched_on(g.db))


@bp.post("/languages")
def keep_languages() -> ResponseReturnValue:
    wanted, was = {*request.form.getlist("on")} & {*known()}, switched_on(g.db)
    said = {True: "Switched on", False: "Switched off"}
    changes = [
        Change(one.english, said[code in was], said[code in wanted])
        for code, one in known().items()
        if code != ENGLISH and (code in was) != (code in wanted)
    ]
    if page := seen_first(changes, IN_PAGES, lambda: _languages(wanted), back=url_for(".languages")):
        return page
    switch(g.db, request.form.getlist("on"), by=g.staff, now=g.now)
    return _done("settings.languages", "Saved. Pages offer these languages within half a minute.")


@bp.get("/letters")
def letters() -> ResponseReturnValue:
    return _letters(_minutes())


@bp.post("/letters")
def keep_letters() -> ResponseReturnValue:
    form = HoldForm(request.form)
    if not form.validate():
        return _letters(form), 422
    if page := seen_first(between(_minutes(), form), LET_GO, lambda: _letters(form), back=url_for(".letters")):
        return page
    holding.hold_for(g.db, int(form.minutes.data), by=g.staff, now=g.now)
    return _done("settings.letters", "Saved. It holds for letters that are let go from now on.")


@bp.get("/policy")
def policy() -> ResponseReturnValue:
    found, figures, warnings = office.figures(g.db, _council(), local_day(g.now))
    asked, past = policy_changes.waiting(g.db, _council()), policy_changes.versions(g.db, _council(), now=g.now)
    names = policy_changes.people(g.db, [*asked, *(version.change for version in past if version.change)])
    return render_template(
        "admin/settings/policy.html", policy=found, figures=figures, warnings=warnings, asked=asked, past=past,
        names=names,
    )  # fmt: skip


def _council() -> str:
    council: str = current_app.config["HEARD"].council
    return council


def _rota() -> RotaForm:
    return RotaForm.of(rota_of(g.db, _council(), day=local_day(g.now)))


def _duty(form: RotaForm) -> str:
    """Beside the form: what somebody who says that they are not safe reads now, or at the moment asked about."""
    asked = MomentForm(request.args)
    asked.validate()
    at = asked.moment(g.now)
    duty, sending = duty_now(g.db, _council(), now=at), sending_works(g.db, now=g.now)
    told = ladder_people(g.db)
    return render_template(
        "admin/settings/duty.html", form=form, asked=asked, at=at, duty=duty, sending=sending, told=told,
        when=when_code(duty, sending=sending), number=number_code(duty), safety=deck("safety", "en"),
        changed=changes_of(g.db, "rota_changed"), **_rotas_before(),
    )  # fmt: skip


def _rotas_before() -> dict[str, Any]:
    """What each change of it changed, by its moment, and what was before the last one, to be put back."""
    contacts = in_force(g.db, _council(), local_day(g.now)).contacts
    kept = [(at, RotaForm.of(rota)) for at, rota in before(g.db, contacts)]
    then = [_rota(), *(form for _, form in kept)]
    values = {at: between(was, to) for (at, was), to in zip(kept, then, strict=False)}
    return {"values": values, "was": kept[0][1] if kept and values[kept[0][0]] else None}


def _languages(on: Set[str]) -> str:
    changed = changes_of(g.db, "languages_changed")
    return render_template("admin/settings/languages.html", languages=known(), on=on, changed=changed)


def _minutes() -> HoldForm:
    return HoldForm(data={"minutes": str(int(held_for(g.db).total_seconds()) // 60)})


def _letters(form: HoldForm) -> str:
    return render_template("admin/settings/letters.html", form=form, changed=changes_of(g.db, "letter_hold_changed"))


def _holidays(form: HolidayForm) -> str:
    days = office.days_from(g.db, local_day(g.now) - timedelta(days=90))
    back = {day for day, _ in days if office.may_take_back(day, local_day(g.now))}
    changed = changes_of(g.db, "holiday_added", "holiday_taken_back")
    return render_template("admin/settings/holidays.html", form=form, days=days, back=back, changed=changed)


def _providers(form: OrganisationForm) -> str:
    found = organisations.everybody(g.db)
    changed = changes_of(g.db, *(f"organisation_{done}" for done in ("added", "opened", "closed")))
    return render_template("admin/settings/providers.html", form=form, organisations=found, changed=changed)


def _moving(day: date, name: str, *, added: bool) -> str:
    rows = office.would_move(g.db, day, added=added)
    return render_template("admin/settings/moving.html", day=day, name=name, added=added, rows=rows)


def _moved(said: str, moved: int) -> ResponseReturnValue:
    return _done("settings.holidays", f"{said} Deadlines moved in {moved} {'case' if moved == 1 else 'cases'}.")


def _done(to: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(to), 303)
