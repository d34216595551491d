"""Messages both ways. Without htmx the page is sent whole; with it, only the thread."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, g, request, url_for
from flask.typing import ResponseReturnValue

from models.cases import attaching, choosing, file_care, policies, thread
from models.cases.returning import BESIDE, Theirs
from models.files.kinds import LIMITS
from models.procedure.updating import message_answered_by
from models.procedure.working_days import local_day
from models.sealing import Unreadable
from models.tables.words import ThreadMessage
from models.words import HELPER
from portal import attached
from portal.forms.following import MessageForm
from portal.once import once
from portal.parts import changed
from portal.person import mine, number_of, page, ring, spoken, words
from portal.unsent import begun, sent
from portal.views.kept import copy

bp = Blueprint("messages", __name__, url_prefix="/your-page/messages")
PART = "portal/messages/_thread.html"


@bp.get("")
@mine
def show(me: Theirs) -> ResponseReturnValue:
    """All of it; only the thread where htmx looks for news."""
    if request.htmx.fragment:  # type: ignore[attr-defined]
        return page("messages/_thread", "messages", **_thread(me))
    return _show(me, MessageForm(begun(me)), [], 200)


@bp.post("")
@mine
@once(ThreadMessage, "message", "messages.show")
def send(me: Theirs) -> ResponseReturnValue:
    """Words, or a recording or a photo instead of them. What could not be taken is said; the rest has gone."""
    whose = attached.limits_of(me.case)
    g.db.rollback()  # looking at files takes a while, and nobody else should wait for it
    came = attached.come(whose)
    form = MessageForm(request.form)
    if not came.good and (came.bad or not form.said()):
        return _show(me, form, attached.wrong(came, LIMITS[whose]))
    keys = ring(me)
    told = form.text.data or ""
    said = choosing.say(g.db, me.case, told, holder=me.holder, keys=keys, actor=me.actor, now=g.now, made=g.made)
    problems = attached.keep_with_message(came, whose, said, keys)
    thread.mark_messages_seen(g.db, me.case, theirs=me.several, now=g.now)
    sent(me)
    g.db.commit()
    attached.tidy(came)
    return _show(me, MessageForm(), problems) if problems else _answer(me, "message")


@bp.get("/kept/<uuid:file_id>")
@mine
def kept(me: Theirs, file_id: uuid.UUID) -> ResponseReturnValue:
    """A file of a message: whoever may read the messages may open it."""
    found = attaching.one_of_case(g.db, me.case.id, file_id, ring(me))
    mine = thread.messages_of(g.db, me.case, theirs=me.several, all_of_them=False)
    if found.row.message_id not in {message.id for message in mine}:
        abort(404)
    file_care.own(g.db, found, actor=me.actor, now=g.now)
    return copy(found)


@bp.post("/read")
@mine
def read(me: Theirs) -> ResponseReturnValue:
    """Having read them is said by pressing, so that opening the page writes nothing."""
    thread.mark_messages_seen(g.db, me.case, theirs=me.several, now=g.now)
    g.db.commit()
    return _answer(me, "read")


def _show(me: Theirs, form: MessageForm, problems: Sequence[attached.Wrong], status: int = 422) -> ResponseReturnValue:
    g.records = True
    form.form_errors = [problem.words for problem in problems]
    shown = attached.choosers(attached.limits_of(me.case))
    by = message_answered_by(local_day(g.now), policies.holidays(g.db))
    return page("messages/show", "messages", status, form=form, by=by, **shown, **_thread(me))


def _answer(me: Theirs, code: str) -> ResponseReturnValue:
    deck = words()
    facts: dict[str, Any] = {"entry": deck["messages"], "say": deck, "spoken": spoken}
    to = url_for(".show", s=number_of(code))
    return changed(PART, to, said=deck["said"].said(code), **facts, **_thread(me))


def _thread(me: Theirs) -> dict[str, Any]:
    messages = thread.messages_of(g.db, me.case, theirs=me.several, all_of_them=False)
    names = thread.names_of(g.db, messages)
    parts = thread.parts_of(g.db, me.case) if me.helper else {}
    texts = ring(me).open_each(ThreadMessage.body, messages)
    shown = [
        (message, _who(me, message, names, parts), None if isinstance(text, Unreadable) else text)
        for message, text in zip(messages, texts, strict=True)
    ]
    unread = any(message.from_staff_id and message.seen_at is None for message in messages)
    found = attaching.read(ring(me), attaching.rows_of_case(g.db, me.case.id))
    return {"messages": shown, "unread": unread, "me": me, "files_of": attaching.by_message(found)}


def _who(me: Theirs, message: ThreadMessage, names: Mapping[uuid.UUID, str], parts: Mapping[uuid.UUID, str]) -> str:
    """Who of us wrote it, or who of those beside them; nothing for their own."""
    if message.from_staff_id is not None:
        return names.get(message.from_staff_id, "")
    if message.holder_id is None or message.holder_id == me.holder.id:
        return ""
    theirs = parts.get(message.holder_id, HELPER) not in BESIDE  # who has an account has no words, and is in no part
    return words()["messages"].said("helped" if me.helper and theirs else "beside")
