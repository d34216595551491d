"""Messages with the person, seen as they will see them; and, on a page of their own, notes among ourselves."""

import hashlib
import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.beside_message import beside_message, fitting, wrong_files
from admin.case_bar import bar
from admin.forms.case import MessageForm, NoteForm
from admin.kept import draft_of, keeping, sent
from admin.opened import opened
from models.cases import attaching, complainants, corresponding, mail_desk, mail_whose, posting, thread
from models.cases.caring_details import open_texts
from models.files.kinds import LIMITS, RECORDINGS
from models.post.notices import BODY
from models.reading import child_ready
from models.sealing import Keyring
from models.tables import Case, Note, ThreadMessage
from models.web import files

bp = Blueprint("messages", __name__, url_prefix="/cases/<reference>")
CHILD_GRADE = 6.0


@bp.get("/messages")
def show(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    kept = draft_of(case, ring, "message")
    return _page(case, ring, _offered(case, ring, MessageForm(data=kept.once if kept else None)))


@bp.post("/messages")
def send(reference: str) -> ResponseReturnValue:
    """Preview shows it as they will see it; Send sends it, with a recording for whoever would rather hear it (Y12).
    What is hard for a child waits for a second yes."""
    came = files.judged(LIMITS["voice"])
    case, ring = opened(reference)
    spoken, bad = fitting(*came, case.id)
    form = _offered(case, ring, MessageForm(request.form))
    if not form.takes(refused=[one.words for one in wrong_files(bad, "voice")]):
        return _page(case, ring, form), 422
    text, to_id = form.body.data or "", uuid.UUID(form.to.data) if form.to.data else None
    hard = child_ready(text, CHILD_GRADE, names=(g.staff.name,)) if case.young_person else []
    do, asked_of = request.form.get("do"), _asked_of(text)
    if do == "preview" or (hard and not (do == "anyway" and request.form.get("asked_of") == asked_of)):
        again = asked_of if do != "preview" else None
        return _page(case, ring, form, preview=text, hard=hard, asked_of=again, chose=bool(spoken))
    message = corresponding.send_message(g.db, case, text, actor=g.staff, keys=ring, now=g.now, to_id=to_id)
    for one in spoken[:1]:
        beside_message(one, message, ring)
    sent(case, ring, "message")
    return _done(url_for(".show", reference=reference), "Message sent.")


@bp.post("/messages/read")
def read(reference: str) -> ResponseReturnValue:
    case, _ = opened(reference)
    corresponding.mark_read(g.db, case, now=g.now)
    return _done(url_for(".show", reference=reference), "Marked as read.")


@bp.post("/messages/texted")
def texted(reference: str) -> ResponseReturnValue:
    """They were told by a text that a message is there."""
    case, _ = opened(reference)
    posting.texted(g.db, case, actor=g.staff, now=g.now)
    return _done(url_for(".show", reference=reference), "Marked as texted.")


@bp.get("/notes")
def notes(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    kept = draft_of(case, ring, "note")
    return _notes(case, ring, NoteForm(data={"kind": "note", **(kept.once if kept else {})}))


@bp.post("/notes")
def note(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    form = NoteForm(request.form)
    form.kind.choices = list(corresponding.KINDS.items())
    if not form.validate():
        return _notes(case, ring, form), 422
    kind = form.kind.data or "note"
    corresponding.add_note(g.db, case, form.body.data or "", kind=kind, actor=g.staff, keys=ring, now=g.now)
    sent(case, ring, "note")
    return _done(url_for(".notes", reference=reference), "Note kept.")


def _asked_of(text: str) -> str:
    """Which text a second question was about: a changed one is asked about anew."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _done(to: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(to, 303)


def _offered(case: Case, ring: Keyring, form: MessageForm) -> MessageForm:
    """To which of several who complain together, and have not withdrawn: each reads only their own (S-39)."""
    there = complainants.still_in(g.db, case)
    named = [("" if one.first else str(one.id), complainants.who(one, ring).get("name", "")) for one in there]
    form.to.choices = named or [("", "")]
    return form


def _page(case: Case, ring: Keyring, form: MessageForm, **more: Any) -> str:
    rows = thread.messages_of(g.db, case)
    names = thread.names_of(g.db, rows)
    shown = list(zip(rows, open_texts(ring, ThreadMessage.body, rows), strict=True))
    unread = any(row.from_staff_id is None and row.seen_at is None for row in rows)
    beside = attaching.by_message(attaching.read(ring, attaching.rows_of_case(g.db, case.id)))
    context = {
        "preview": None,
        "hard": [],
        "asked_of": None,
        "chose": False,
        **more,
        "rows": shown,
        "names": names,
        "unread": unread,
    }
    context["told_by"], context["page"] = corresponding.told_by(g.db, case)
    context |= {"files_of": beside, "accept": RECORDINGS, "to_text": posting.owes_text(g.db, case), "notice": BODY}
    context["text_safe"] = context["to_text"] and posting.text_safe(g.db, case)
    context |= {"draft": keeping(case, "message", draft_of(case, ring, "message"))}
    context["together"], context["writers"] = complainants.named_twice(g.db, case, ring)
    context |= {"mails": mail_desk.of_case(g.db, g.staff, g.keys, case)}
    context["mail_of"] = _mail_of(case, rows)
    return render_template("admin/messages/show.html", **bar(case, ring, form=form, **context))


def _mail_of(case: Case, rows: Sequence[ThreadMessage]) -> dict[uuid.UUID, mail_desk.Opened]:
    """Which of theirs came by mail: asked only where they wrote anything."""
    return mail_whose.by_message(g.db, case, g.keys) if any(row.from_staff_id is None for row in rows) else {}


def _notes(case: Case, ring: Keyring, form: NoteForm) -> str:
    form.kind.choices = list(corresponding.KINDS.items())
    rows = corresponding.notes_of(g.db, case)
    shown = list(zip(rows, open_texts(ring, Note.body, rows), strict=True))
    names = corresponding.names_of(g.db, rows)
    draft = keeping(case, "note", draft_of(case, ring, "note"))
    context = {"rows": shown, "names": names, "kinds": corresponding.KINDS, "draft": draft}
    return render_template("admin/messages/notes.html", **bar(case, ring, form=form, **context))
