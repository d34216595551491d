"""Show one question, keep one answer, go on: one view for every question of every journey."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.cases import drafting, sending
from models.cases.as_put import as_put
from models.tables.session import VisitKind
from models.web import visits
from models.words import Entry
from portal import attached
from portal.forms.asking import Question
from portal.forms.concern import RowsForm
from portal.journeys import PATHS, Path, Step
from portal.journeys.facts import facts_for
from portal.journeys.fewer import beside_words
from portal.journeys.going_on import CHECK, goes_to, said_on, stands_at, suggested
from portal.modes import DOORS
from portal.views.gone import receipt_here, sent_already, sent_elsewhere
from portal.views.handing_in import hand_in

bp = Blueprint("question", __name__)

DOOR = '<any("your-voice", "your-say", "for-someone", "thanks", "pictures"):door>'
ROWS = "portal/question/_rows.html"
FILES = "portal/question/_files.html"


@bp.get(f"/{DOOR}/<int:number>")
def show(door: str, number: int) -> ResponseReturnValue:
    path, step = _found(door, number)
    answers = _answers(path)
    if not answers and step.form is not None and sent_already(path):
        return redirect(url_for("check.show", door=door), 303)
    if g.no_draft and step.form is not None and (elsewhere := sent_elsewhere(path)) is not None:
        return elsewhere
    if step.skip(answers) and not step.aside:
        return redirect(url_for(".show", door=door, number=path.before(number, answers) or 1), 303)
    form = _form(path, step, answers, None, {**answers.get(step.id, {}), **suggested(step, request.args)})
    if isinstance(form, RowsForm) and request.args.get("more"):
        form.add_row()
    return _page(path, step, number, form, answers)


@bp.post(f"/{DOOR}/<int:number>")
def keep(door: str, number: int) -> ResponseReturnValue:
    path, step = _found(door, number)
    came = attached.come("" if request.form.get("autosave") else step.files)
    answers = _answers(path)
    form = _form(path, step, answers, request.form, None)
    if form is None:
        return redirect(goes_to(path, step, number, answers, ""), 303)
    if request.form.get("autosave"):
        return _autosaved(path, step, form)
    if came.wanted and (answer := _files(path, step, number, form, came)) is not None:
        return answer
    answers = _answers(path) if came.wanted else answers
    if (instead := _instead(path, step, number, form, answers)) is not None:
        return instead
    if not _good(path, step, form, answers):
        return _page(path, step, number, form, answers, wrong=True), 422
    if step.sends and not request.form.get("go"):
        return _sent(path, step, form)
    go, changed = request.form.get("go", ""), form.answer() != answers.get(step.id)
    if not go and _changing() and not path.leads_on(number, {**answers, step.id: form.answer()}, changed=changed):
        go = CHECK
    answers = _keep(path, step, form, at=stands_at(path, step, number, {**answers, step.id: form.answer()}, go))
    g.db.commit()
    return redirect(goes_to(path, step, number, answers, go, **_changing()), 303)


def _changing() -> dict[str, Any]:
    """They came from the check to change this one, and go back there after it."""
    return {"c": 1} if request.args.get("c") else {}


def _or_check(path: Path, number: int | None) -> str:
    """The address of that question; without one, of the check."""
    return url_for(".show", door=path.door, number=number) if number else url_for("check.show", door=path.door)


def _instead(path: Path, step: Step, number: int, form: Question, answers: Any) -> ResponseReturnValue | None:
    """What a button other than going on asks for."""
    if step.sends and not answers and receipt_here():  # the second of a double click
        return redirect(url_for("receipt.show", door=path.door), 303)
    if isinstance(form, RowsForm) and ("add" in request.form or "remove" in request.form):
        return _rows_changed(path, step, number, form, answers)
    if (step.keeps_back and request.form.get("go") == "back") or request.form.get("go") in ("language", *DOORS):
        if isinstance(form, RowsForm) and not form.readable():
            return _rows_unreadable(path, step, number, form, answers)
        return _back(path, step, number, form, answers)
    if g.no_draft and (elsewhere := sent_elsewhere(path)) is not None:
        return elsewhere
    if step.declines and request.form.get("go") == "decline":
        return _declined(path, step, number)
    if request.form.get("go") == "skip" and not (step.needed(answers) or step.sends):
        return _skipped(path, step, number, form, answers)
    return None


def _sent(path: Path, step: Step, form: Question) -> ResponseReturnValue:
    """The last page of the pictures sends it; what says nothing yet is shown by the check, which says so."""
    _keep(path, step, form, at=f"{path.door}/{CHECK}")
    g.db.commit()
    kept = drafting.load(g.db, g.visit, path.journey)
    if kept and sending.told(kept, now=g.now).empty:
        return redirect(url_for("check.show", door=path.door, empty=1), 303)
    to = "receipt.show" if kept and hand_in(path, saved=kept.saved) else "check.show"
    return redirect(url_for(to, door=path.door), 303)


def _files(path: Path, step: Step, number: int, form: Question, came: attached.Came) -> ResponseReturnValue | None:
    """Files are kept first, and with them what was typed, right or wrong: one bad file loses nothing else (UPL-11)."""
    _keep(path, step, form)
    problems = attached.keep(came, step.files, step.id, drafting.load(g.db, g.visit, path.journey))
    g.db.commit()
    attached.tidy(came)
    answers = _answers(path)
    if request.form.get("part"):
        return render_template(FILES, **_context(path, step, number, form, answers, problems)), 422 if problems else 200
    if problems:
        return _page(path, step, number, form, answers, wrong=True, problems=problems), 422
    return (
        redirect(url_for(".show", door=path.door, number=number, _anchor="part-files", **_changing()), 303)
        if came.stays
        else None
    )


def _found(door: str, number: int) -> tuple[Path, Step]:
    path = PATHS[door]
    step = path.step(number)
    if step is None:
        abort(404)
    return path, step


def _answers(path: Path) -> dict[str, dict[str, Any]]:
    kept = drafting.load(g.db, g.visit)
    g.kept, g.no_draft = kept if kept and kept.journey is path.journey else None, kept is None
    return g.kept.answers if g.kept else {}


def _form(path: Path, step: Step, answers: Any, typed: Any, given: Any) -> Question | None:
    if step.form is None:
        return None
    form = step.form(typed, data=step.form.from_answer(given or {}))
    form.fit(answers, facts_for(path.entry(step)))
    return form


def _good(path: Path, step: Step, form: Question, answers: Any) -> bool:
    """Both are asked, so that a person reads everything that is wrong at once. Saved for later it may be half done, and
    so may what a child sends now: the check says what is of no use like that (2.1)."""
    go, shape = request.form.get("go"), form.validate()
    as_it_is = go == "later" or (go == CHECK and path.pictures and not step.needed(answers))
    return (as_it_is or form.agrees(attached.beside(answers))) and shape


def _keep(path: Path, step: Step, form: Question, at: str = "") -> dict[str, dict[str, Any]]:
    """Into the draft, which begins with the first answer: before that nothing is kept anywhere."""
    if drafting.load(g.db, g.visit, path.journey) is None:
        holder_id, lock = drafting.start_draft(g.db, path.journey, now=g.now)
        visits.begin(holder_id, lock, VisitKind.DRAFTING)
    before = drafting.load(g.db, g.visit, path.journey)
    said = before.answers.get(step.id, {}) if before and path.few_words else {}
    kept = drafting.keep_answer(g.db, g.visit, step.id, beside_words(form, said), now=g.now, at=at)
    for question, answer in step.brought(form.answer()).items():
        if kept is not None and any(kept.answers.get(question, {}).values()):
            continue  # it was answered in words: that stands
        kept = drafting.keep_answer(g.db, g.visit, question, answer, now=g.now)
    return kept.answers if kept else {}


def _back(path: Path, step: Step, number: int, form: Question, answers: Any) -> ResponseReturnValue:
    """What was typed goes along, whatever it is; an empty page begins nothing."""
    if any(form.answer().values()) or step.id in answers:
        _keep(path, step, form)
        g.db.commit()
    if request.form.get("go") == "language":
        return redirect(url_for("language.show", to=url_for(".show", door=path.door, number=number)), 303)
    if request.form.get("go") in DOORS:
        return redirect(url_for(".show", door=path.door, number=number, mode=request.form["go"]), 303)
    if _changing():
        return redirect(url_for("check.show", door=path.door), 303)
    before = path.before(number, answers)
    return redirect(url_for(".show", door=path.door, number=before) if before else url_for("start.show"), 303)


def _skipped(path: Path, step: Step, number: int, form: Question, answers: Any) -> ResponseReturnValue:
    """On without an answer. Where they stand is kept, so that what they passed is told apart from what they never came
    to; what somebody wrote before pressing it is not thrown away, and the check shows it."""
    if step.keeps_back and any(form.answer().values()):
        answers = _keep(path, step, form)
    if not g.no_draft:
        drafting.stand_at(g.db, g.visit, stands_at(path, step, number, answers, ""))
    g.db.commit()
    return redirect(_or_check(path, None if _changing() else path.after(number, answers)), 303)


def _declined(path: Path, step: Step, number: int) -> ResponseReturnValue:
    """Going on without it: the answer that led here is the other one now, so nothing is promised for it."""
    question, name, value = step.declines or ("", "", "")
    if drafting.load(g.db, g.visit, path.journey) is not None:
        drafting.keep_answer(g.db, g.visit, step.id, {}, now=g.now)
        drafting.keep_answer(g.db, g.visit, question, {name: value}, now=g.now)
        g.db.commit()
    return redirect(goes_to(path, path.steps[path.number(question) - 1], number, _answers(path), ""), 303)


def _autosaved(path: Path, step: Step, form: Question) -> ResponseReturnValue:
    """What is typed so far, without judging it. Only where a draft is: typing alone begins nothing."""
    kept = drafting.load(g.db, g.visit, path.journey)
    if kept is None or _older(form.answer(), kept.answers.get(step.id, {})):
        return "", 204
    _keep(path, step, form)
    g.db.commit()
    return render_template("portal/question/saved.html")


def _older(typed: dict[str, Any], kept: dict[str, Any]) -> bool:
    """Whether this is only the beginning of what is kept: it was overtaken on its way by "Continue"."""
    texts = [(str(typed.get(name, "")), str(text)) for name, text in kept.items()]
    return all(text.startswith(early) for early, text in texts) and typed != kept and bool(kept)


def _rows_changed(path: Path, step: Step, number: int, form: RowsForm, answers: Any) -> ResponseReturnValue:
    """One row more or fewer; what is in the others stays, right or wrong."""
    remove = request.form.get("remove", default=0, type=int)
    if not form.readable(without=remove):
        return _rows_unreadable(path, step, number, form, answers)
    if remove:
        form.remove_row(remove)
    _keep(path, step, form)
    g.db.commit()
    more = 1 if "add" in request.form else None
    if request.htmx.fragment:  # type: ignore[attr-defined]
        if more:
            form.add_row()
        return render_template(ROWS, **_context(path, step, number, form, answers))
    return redirect(url_for(".show", door=path.door, number=number, more=more, _anchor="part-rows", **_changing()), 303)


def _rows_unreadable(path: Path, step: Step, number: int, form: RowsForm, answers: Any) -> ResponseReturnValue:
    """A date that is not one: said at once, with everything that was typed; the new row comes when it is right."""
    if request.htmx.fragment:  # type: ignore[attr-defined]
        return render_template(ROWS, apart=True, **_context(path, step, number, form, answers)), 422
    return _page(path, step, number, form, answers, wrong=True), 422


def _page(
    path: Path,
    step: Step,
    number: int,
    form: Question | None,
    answers: Any,
    *,
    wrong: bool = False,
    problems: Sequence[attached.Wrong] = (),
) -> str:
    g.records, g.plays = step.records, bool(step.files)
    page = f"portal/question/{step.page}.html"
    return render_template(page, wrong=wrong, **_context(path, step, number, form, answers, problems))


def _asked(entry: Entry, step: Step, form: Question | None) -> Entry:
    """Its heading, once the link that led here has said which of two it is."""
    for name in step.prefill:
        if form is not None and (known := entry.say.get(form[name].data or "")):
            entry = replace(entry, title=known)
    return entry


def _context(
    path: Path, step: Step, number: int, form: Question | None, answers: Any, problems: Sequence[attached.Wrong] = ()
) -> dict[str, Any]:
    entry = as_put(_asked(path.entry(step), step, form), answers)
    back, after = None if step.aside else path.before(number, answers), path.after(number, answers)
    return {
        "path": path,
        "step": step,
        "number": number,
        "words": entry,
        "facts": facts_for(entry),
        "form": form,
        "needed": step.needed(answers),
        "changing": _changing(),
        "back": _or_check(path, None if _changing() else back) if back or _changing() else url_for("start.show"),
        "after": _or_check(path, after),
        **said_on(path, request.args.get("s", ""), saved=bool(g.kept and g.kept.saved)),
        **(attached.shown(step.files, g.kept, problems) if step.files else {}),
    }
