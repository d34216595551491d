"""Whether GOV.UK Notify can be used: its key, the words of its template, and whether the worker knows of it."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from models.post.machine_ways import held_for_the_key, held_for_the_template, machine_ways
from models.post.mail import NotNow, Refused
from models.post.notices import BODY
from models.post.notify import Notify, WrongKey
from models.procedure.terms import Way
from models.settings import Settings


def notify_stands(db: Session, settings: Settings) -> Iterator[tuple[str, str]]:
    """Lines for `heard doctor`: how bad, and what to do."""
    notify = Notify.of(settings)
    said = machine_ways(db) - {Way.EMAIL}
    wanted = {way for way, on in ((Way.TEXT, settings.notify_template), (Way.POST, settings.notify_letters)) if on}
    if said != wanted:
        yield "problem", "the worker was started with other settings for GOV.UK Notify. Restart it."
    if notify is None:
        yield "ok", "neither texts nor letters go by GOV.UK Notify (HEARD_NOTIFY_KEY_FILE)."
        return
    try:
        words = notify.words() if settings.notify_template else BODY
        notify.became("heard-doctor")
    except WrongKey:
        yield "problem", "GOV.UK Notify does not take the key: put a valid one into its file."
        yield "problem", f"{held_for_the_key(db)} texts and letters wait for it and go once it is mended."
        return
    except (NotNow, Refused, KeyError, TypeError) as problem:
        reason = type(problem.__cause__ or problem).__name__
        yield "problem", f"GOV.UK Notify cannot be used ({reason}): look at the key, the template and the network."
        yield from _texts_held(db)
        return
    if " ".join(words.split()) != BODY:
        yield "problem", f"no text goes: its template must say exactly “{BODY}”."
        yield from _texts_held(db)
    else:
        yield "ok", "GOV.UK Notify answers."


def _texts_held(db: Session) -> Iterator[tuple[str, str]]:
    if many := held_for_the_template(db):
        waits = "1 text waits for it and goes" if many == 1 else f"{many} texts wait for it and go"
        yield "problem", f"{waits} once it is mended."
