"""The room of somebody from outside: one case, the papers they were given, interviews, and their report."""

import uuid
from datetime import date
from typing import Any

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.copies import sent_copy
from admin.forms.room import InterviewForm, ReportForm
from admin.in_room import before_talking, in_room
from admin.kept import kept_here, typed_before
from admin.kept import sent as gone
from admin.parts import beside
from models.audit import note
from models.cases import attaching, chairing, interviewing, report_again, reporting, rooms, stating, thread
from models.cases.finding import left_out_of
from models.cases.for_the_panel import for_the_panel
from models.cases.translating import translations_of
from models.cases.writing_outside import KINDS, sent
from models.files.kinds import LIMITS
from models.files.refusing import Refused
from models.procedure.independence import PANEL, PARTS, STAGE_2, Part
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables import Appointment, Case, Interview, Letter
from models.web import files
from models.words import deck

bp = Blueprint("room", __name__, url_prefix="/room")
REPORT = "room-report"
PAGE, TALK, SEAT = "admin/room/show.html", "admin/room/interview.html", "admin/room/panel.html"


@bp.get("")
def mine() -> ResponseReturnValue:
    note(g.db, g.staff, "rooms", now=g.now)
    return render_template("admin/room/mine.html", rooms=rooms.mine(g.db, g.staff, today=local_day(g.now)), parts=PARTS)


@bp.get("/<reference>")
def show(reference: str) -> ResponseReturnValue:
    case, part, keys = in_room(reference)
    return _seat(case, part, keys) if part.part in PANEL else _page(case, part, keys)


@bp.get("/<reference>/letters/<uuid:letter_id>")
def letter(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    case, part, keys = in_room(reference)
    if not rooms.may_open(g.db, case, part, letter_id):
        abort(404)
    row = thread.letter_of(g.db, case, letter_id)
    note(g.db, g.staff, "view_letter", now=g.now, object_kind="letter", object_id=row.id)
    try:
        content = keys.open_json(Letter.body, row)
    except Unreadable:
        content = None
    return render_template("admin/room/letter.html", case=case, letter=row, content=content)


@bp.get("/<reference>/words/<uuid:words_id>")
def words(reference: str, words_id: uuid.UUID) -> ResponseReturnValue:
    """The complaint as it was sent: who they are and how to reach them is no part of it."""
    case, part, keys = in_room(reference)
    found = rooms.words_given(g.db, case, part, words_id, keys) or abort(404)
    note(g.db, g.staff, "view_words", now=g.now, object_kind="words", object_id=words_id)
    english = translations_of(g.db, case.id, keys).get(words_id)
    return render_template("admin/room/words.html", case=case, sent=found, english=english)


@bp.get("/<reference>/statements/<uuid:statement_id>")
def statement(reference: str, statement_id: uuid.UUID) -> ResponseReturnValue:
    case, part, keys = in_room(reference)
    found = rooms.statement_given(g.db, case, part, statement_id) or abort(404)
    note(g.db, g.staff, "view_statement", now=g.now, object_kind="statement", object_id=statement_id)
    lines = stating.words_of(found, keys).lines()
    out = left_out_of(g.db, case, keys)
    return render_template("admin/room/statement.html", case=case, statement=found, lines=lines, left_out=out)


@bp.get("/<reference>/to-you/<uuid:letter_id>")
def to_you(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    """A letter of the complaints team to whoever has this room."""
    case, part, keys = in_room(reference)
    found = next((one for one in sent(g.db, case, keys, part.id) if one.row.id == letter_id), None) or abort(404)
    note(g.db, g.staff, "view_outside_letter", now=g.now, object_kind="outsider_letter", object_id=letter_id)
    return render_template("admin/room/to_you.html", case=case, written=found)


@bp.get("/<reference>/files/<uuid:file_id>")
def file(reference: str, file_id: uuid.UUID) -> ResponseReturnValue:
    """Its copy, never its original: what was given to them, or what one of them handed in."""
    case, part, keys = in_room(reference)
    if not (rooms.may_open(g.db, case, part, file_id) or _with_report(case, part, keys, file_id)):
        abort(404)
    return sent_copy(attaching.one_of_case(g.db, case.id, file_id, keys))


@bp.get("/<reference>/reports/<uuid:report_id>")
def report(reference: str, report_id: uuid.UUID) -> ResponseReturnValue:
    """A final report of stage 2 that somebody of the panel was given."""
    case, part, keys = in_room(reference)
    found = next((one for one in rooms.reports_given(g.db, case, part, keys) if one.row.id == report_id), None)
    if found is None:
        abort(404)
    note(g.db, g.staff, "view_report", now=g.now, object_kind="report", object_id=report_id)
    return render_template("admin/room/report.html", case=case, report=found)


@bp.get("/<reference>/interviews/new")
def new(reference: str) -> ResponseReturnValue:
    case, _, keys = _investigates(reference)
    return _talk(case, keys, None, InterviewForm(typed_before(case, keys, _place(None))))


@bp.post("/<reference>/interviews/new")
def add(reference: str) -> ResponseReturnValue:
    case, part, keys = _investigates(reference)
    form = InterviewForm(request.form)
    if form.validate():
        with beside(form.held_on):
            interviewing.add(g.db, case, part, **form.told(), keys=keys, actor=g.staff, now=g.now)
            gone(case, keys, _place(None))
            return _done(reference, "Kept.")
    return _talk(case, keys, None, form), 422


@bp.get("/<reference>/interviews/<uuid:interview_id>")
def interview(reference: str, interview_id: uuid.UUID) -> ResponseReturnValue:
    case, _, keys = _investigates(reference)
    row = interviewing.one(g.db, case, interview_id)
    known = next(one for one in interviewing.of_case(g.db, case, keys, notes=True) if one.row.id == row.id)
    data = {"name": known.name, "role": known.role, "notes": known.notes, "version": str(row.version)}
    before = typed_before(case, keys, _place(row))
    form = InterviewForm(before, data={**data, "kind": row.kind, "held_on": row.held_on})
    over = known if not known.readable or case.state not in interviewing.SPEAKING else None
    return _talk(case, keys, row, form, over=over, kinds=interviewing.KINDS)


@bp.post("/<reference>/interviews/<uuid:interview_id>")
def change(reference: str, interview_id: uuid.UUID) -> ResponseReturnValue:
    case, part, keys = _investigates(reference)
    form, row = InterviewForm(request.form), interviewing.one(g.db, case, interview_id)
    if form.validate():
        with beside(form.held_on):
            interviewing.change(
                g.db, case, part, row, version=form.seen, **form.told(), keys=keys, actor=g.staff, now=g.now
            )
            gone(case, keys, _place(row))
            return _done(reference, "Kept.")
    return _talk(case, keys, row, form), 422


@bp.post("/<reference>/report")
def write(reference: str) -> ResponseReturnValue:
    """Save, or hand in as a draft or as final. A file may stand instead of the text."""
    good, bad = files.judged(LIMITS["adult"])
    case, part, keys = _investigates(reference)
    (row, body), problems = reporting.working(g.db, case, part.part, keys), _wrong(bad)
    form, do = ReportForm(part.part, body, row.version if row else 0, request.form), request.form.get("do", "save")
    if not form.validate() or problems:
        return _page(case, part, keys, report=form, problem=problems[0] if problems else "")
    try:
        upload = _attach(case, keys, good)
        reporting.save(
            g.db, case, part, form.body(), version=form.main.seen, upload_id=upload, keys=keys, actor=g.staff, now=g.now
        )
        gone(case, keys, REPORT)
        g.db.commit()  # what is typed is kept, whatever comes of handing it in
        case, part, keys = in_room(reference, look=False)
        if do in (reporting.DRAFT, reporting.FINAL):
            reporting.hand_in(g.db, case, part, do, keys=keys, actor=g.staff, now=g.now)
    except (NotAllowed, Refused) as problem:
        g.db.rollback()
        case, part, keys = in_room(reference, look=False)
        row, body = reporting.working(g.db, case, part.part, keys)
        gaps = reporting.missing(part.part, body, file=bool(row and row.upload_id))
        return _page(case, part, keys, problem=str(problem), gaps=gaps)
    return _done(reference, {"draft": "Handed in as a draft.", "final": "Handed in as final."}.get(do, "Saved."))


def _wrong(bad: list[files.Problem]) -> list[str]:
    return [deck("files")["attach"].failed(one.why, name=one.name, megabytes=25, files=1) for one in bad]


def _talk(case: Case, keys: Keyring, row: Interview | None, form: InterviewForm, **more: Any) -> str:
    draft = kept_here(case, keys, _place(row))
    return render_template(TALK, case=case, row=row, form=form, draft=draft, **more, **before_talking(case, keys))


def _place(row: Interview | None) -> str:
    return f"interview-change.{row.id}" if row else "interview"


def _attach(case: Case, keys: Keyring, good: list[files.Judged]) -> uuid.UUID | None:
    scan, found = bool(current_app.config["HEARD"].scanner), None
    for judged in good[:1]:
        attaching.check_whole(g.db, case.id)
        found = attaching.attach(
            g.db, judged.taken, keys, question=rooms.OF_THEIRS, now=g.now, scan=scan, case_id=case.id
        )
    return found.id if found else None


def _investigates(reference: str) -> tuple[Case, Appointment, Keyring]:
    """As `in_room`, for who speaks with people and reports: nobody of a panel does."""
    case, part, keys = in_room(reference)
    if part.part not in STAGE_2:
        abort(404)
    return case, part, keys


def _with_report(case: Case, part: Appointment, keys: Keyring, file_id: uuid.UUID) -> bool:
    if part.part in STAGE_2:
        return rooms.file_of_report(g.db, case, file_id)
    given = [one.row.upload_id for one in rooms.reports_given(g.db, case, part, keys)]
    document = chairing.document(g.db, case)
    theirs = (one.id for one in report_again.papers(g.db, case, keys))
    return file_id in (*given, *theirs, document.id if document else None)


def _seat(case: Case, part: Appointment, keys: Keyring) -> str:
    """The room of somebody of the panel: who sits with them, and the papers they were given (K-55)."""
    here, papers = rooms.here(g.db, case, parts=PANEL), rooms.given_to(g.db, case, part, keys)
    return render_template(
        SEAT,
        case=case,
        part=part,
        parts=PARTS,
        here=here,
        papers=papers,
        letters=sent(g.db, case, keys, part.id),
        kinds=KINDS,
        theirs=for_the_panel(g.db, case, keys),
        due=rooms.due(g.db, case, part.part),
        **before_talking(case, keys),
    )


def _to_them(case: Case, part: Appointment, keys: Keyring) -> dict[str, Any]:
    return {"letters": sent(g.db, case, keys, part.id), "kinds": KINDS, **before_talking(case, keys)}


def _today() -> date:
    return local_day(g.now)


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _page(
    case: Case, part: Appointment, keys: Keyring, *, report: ReportForm | None = None, problem: str = "",
    gaps: list[tuple[str, str]] | None = None,
) -> ResponseReturnValue:  # fmt: skip
    row, body = reporting.working(g.db, case, part.part, keys)
    statement = stating.shown(g.db, case)
    handed = [one for one in reporting.handed_in(g.db, case, keys) if one.row.part is part.part or _theirs_too(one)]
    page = render_template(
        PAGE, case=case, part=part, parts=PARTS, here=rooms.here(g.db, case), today=_today(),
        **_to_them(case, part, keys), due=rooms.due(g.db, case, part.part),
        statement=statement, lines=stating.words_of(statement, keys).lines() if statement else [],
        left_out=left_out_of(g.db, case, keys), left=reporting.left_words(g.db, case, part.part, keys),
        papers=rooms.given_to(g.db, case, part, keys), talked=interviewing.of_case(g.db, case, keys, notes=True),
        may_talk=case.state in interviewing.SPEAKING, handed=handed, row=row,
        investigates=part.part is Part.INVESTIGATOR,
        report=report or ReportForm(part.part, body, row.version if row else 0, typed_before(case, keys, REPORT)),
        draft=kept_here(case, keys, REPORT), problem=problem,
        gaps=[(f"#{field}", words) for field, words in gaps or ()], drafted=reporting.drafted(g.db, case),
        may_write=case.state in reporting.WRITING and not reporting.is_final(g.db, case, part.part),
        upload=attaching.one_of_case(g.db, case.id, row.upload_id, keys) if row and row.upload_id else None,
    )  # fmt: skip
    return page, 422 if problem or report else 200


def _theirs_too(report: reporting.Report) -> bool:
    """The independent person reads the investigating officer’s reports; only what is final goes the other way."""
    return report.row.part is Part.INVESTIGATOR or report.row.kind == reporting.FINAL
