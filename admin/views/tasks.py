"""Tasks: over all cases, whose they are; on one case, adding one, giving it on and saying that it is done."""

import uuid
from datetime import date, timedelta
from functools import partial
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.tasks import FinishForm, GiveForm, SeveralForm, TaskForm
from admin.opened import opened
from admin.parts import beside
from admin.results import results
from models.audit import note
from models.cases import access_waits, learning, tasks
from models.cases.caring_details import seen, seen_since
from models.cases.finding import by_reference
from models.cases.policies import holidays
from models.cases.queue_lines import due_of
from models.fields import ids_of
from models.formats import long_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.tasks import KINDS
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case, Task
from models.web.one_by_one import Thing, one_by_one

bp = Blueprint("tasks", __name__)
JUST_NOW = timedelta(minutes=15)
ALL, PAGE, ONE = "admin/tasks/everything.html", "admin/tasks/show.html", "admin/tasks/one.html"
NAMES = {tasks.Whose.MINE: "Mine", tasks.Whose.TEAM: "Everybody’s", tasks.Whose.DONE: "Done"}


@bp.get("/tasks")
def everything() -> ResponseReturnValue:
    return _everything(SeveralForm())


@bp.post("/tasks")
def several() -> ResponseReturnValue:
    """Done in one way, or put off to one day: each by itself."""
    finishing = "finish" in request.form
    form = SeveralForm(request.form)
    if not form.ready(finishing=finishing):
        return _everything(form), 422
    pairs = tasks.chosen_of(g.db, g.staff, ids_of(form.task.given()))
    things = [(_thing(row, case), (case.reference, row.id)) for row, case in pairs]
    do = partial(_finished, form.how.data or "") if finishing else partial(_put_off, form.due.data)
    title = "Tasks marked as done" if finishing else "Tasks put off"
    return results(title, one_by_one(g.db, things, do), back="Tasks", back_to=url_for(".everything"))


def _everything(form: SeveralForm) -> str:
    chosen = request.values.get("whose", tasks.Whose.MINE)
    whose = tasks.Whose(chosen) if chosen in set(tasks.Whose) else tasks.Whose.MINE
    today = local_day(g.now)
    rows = tasks.lists(g.db, g.staff, g.keys, whose=whose, today=today)
    late = access_waits.late(g.db, g.staff, today=today) if whose is not tasks.Whose.DONE else []
    meetings = {tasks.Whose.MINE: learning.owed_by, tasks.Whose.TEAM: learning.owed}.get(whose)
    owed = meetings(g.db, g.staff, today=today) if meetings else []
    note(g.db, g.staff, "tasks", now=g.now, reason=whose.value)
    for case_id in {one.row.case_id for one in rows}:  # a task in somebody's words is a look at the case
        if not seen_since(g.db, case_id, g.staff, since=g.now - JUST_NOW):
            seen(g.db, case_id, g.staff, now=g.now, what="tasks.everything")
    return render_template(ALL, rows=rows, whose=whose, names=NAMES, form=form, late=late, owed=owed)


def _thing(row: Task, case: Case) -> Thing:
    to = url_for(".one", reference=case.reference, task_id=row.id)
    return Thing(f"{KINDS[row.kind].label}, {case.reference}", to)


def _finished(how: str, which: tuple[str, uuid.UUID]) -> str:
    case = by_reference(g.db, g.staff, which[0])
    tasks.finish(g.db, case, which[1], how, actor=g.staff, now=g.now, keys=g.keys.with_case(case))
    return "Marked as done."


def _put_off(until: date | None, which: tuple[str, uuid.UUID]) -> str:
    case = by_reference(g.db, g.staff, which[0])
    task = tasks.one_open(g.db, case, which[1])
    tasks.give(g.db, case, which[1], task.owner_id, until or task.due_on, actor=g.staff, now=g.now)
    return "Put off."


@bp.get("/cases/<reference>/tasks")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return _page(case, keys, _form(case))


@bp.post("/cases/<reference>/tasks")
def add(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = _form(case)
    if form.validate():
        said: dict[str, Any] = {"what": form.what.data or "", "due_on": form.due.data, "owner_id": _id(form.owner.data)}
        with beside(form.due):
            made = tasks.open_task(g.db, case, actor=g.staff, now=g.now, keys=keys, **said)
            return _done(reference, "Kept. It is in the list of whoever does it.", _too_late(case, made.due_on))
    return _page(case, keys, form), 422


@bp.get("/cases/<reference>/tasks/<uuid:task_id>")
def one(reference: str, task_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = opened(reference)
    return _one(case, keys, task_id)


@bp.post("/cases/<reference>/tasks/<uuid:task_id>/done")
def finish(reference: str, task_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = FinishForm(request.form)
    if form.validate():
        try:
            tasks.finish(g.db, case, task_id, form.how.data or "", actor=g.staff, now=g.now, keys=keys)
            return _done(reference, "Marked as done.")
        except NotAllowed as problem:  # somebody was quicker: the page says who and how
            flash(str(problem))
            return redirect(url_for(".one", reference=reference, task_id=task_id), 303)
    return _one(case, keys, task_id, finish_form=form), 422


@bp.post("/cases/<reference>/tasks/<uuid:task_id>/give")
def give(reference: str, task_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = GiveForm(request.form, prefix="give-").offer(tasks.owners(g.db, case))
    if form.validate() and form.due.data is not None:
        with beside(form.due):
            tasks.give(g.db, case, task_id, _id(form.owner.data), form.due.data, actor=g.staff, now=g.now)
            return _done(reference, "Changed.", _too_late(case, form.due.data))
    return _one(case, keys, task_id, give_form=form), 422


def _form(case: Case) -> TaskForm:
    return TaskForm(request.form).offer(tasks.owners(g.db, case))


def _id(chosen: str | None) -> uuid.UUID | None:
    return uuid.UUID(chosen) if chosen else None


def _too_late(case: Case, due_on: date) -> str:
    """What to mind where a task would be done only after the case itself is due."""
    due = due_of(case, holidays(g.db), local_day(g.now))
    if due is None or due_on <= max(due.on, local_day(g.now)):
        return ""
    return (
        f"Its day is after the next date of this case: {due.name}, {long_date(due.on)}. Move it if it has to be first."
    )


def _done(reference: str, said: str, mind: str = "") -> ResponseReturnValue:
    g.db.commit()
    for words in filter(None, (said, mind)):
        flash(words)
    return redirect(url_for(".show", reference=reference), 303)


def _page(case: Case, keys: Keyring, form: TaskForm) -> str:
    rows = tasks.of_case(g.db, case, keys, today=local_day(g.now))
    usual = tasks.usual_day(g.db, case, today=local_day(g.now))
    return render_template(PAGE, **bar(case, keys, rows=rows, form=form, usual=usual))


def _one(case: Case, keys: Keyring, task_id: uuid.UUID, **forms: Any) -> str:
    rows = tasks.of_case(g.db, case, keys, today=local_day(g.now))
    task = next((row for row in rows if row.row.id == task_id), None) or abort(404)
    said = {"owner": str(task.row.owner_id or ""), "due": task.row.due_on}
    known = {
        "finish_form": FinishForm(),
        "give_form": GiveForm(prefix="give-", data=said).offer(tasks.owners(g.db, case)),
    }
    return render_template(ONE, **bar(case, keys, task=task, wrong=next(iter(forms.values()), None), **known | forms))
