"""What was kept in fields, as a reader reads it: a line an answer, in words, and nothing of the machine (SAR-03).

Nothing that anybody said is left out. What is left out names nobody and says nothing: numbers of rows, sums over a
text, marks of a form, a letter's words a second time in their form.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from models.cases.contact_rows import NAMES as WAYS
from models.formats import moment, short_date
from models.languages import ENGLISH
from models.words import deck, places

MACHINE = frozenset(
    {"id", "key", "kind", "digest", "sha256", "hash", "by", "href", "tel", "locked", "writers", "frame"}
)
ROW = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+")
SPAN = re.compile(r"\d+_\d+")  # of years
DECKS = ("young_person", "parent", "advocate")  # the first one's words first
ON_CARDS = ("contact_details", "needs", "worker", "advocate_yes", "advocate_mine", "advocate_chat", "advocate_known")
BARE = frozenset({"text", "body", "heading", "paragraphs"})  # the words of a letter or report: they need no name
LABELS: Mapping[str, str] = {
    "born": "Date of birth", "call_me": "Wants to be called", "text_number": "Number for texts",
    "email": "E-mail", "ways": "Safe ways", "reach": "How to reach them",
    "call_number": "Number for calls", "email_seen": "Does somebody else see the e-mails",
    "text_seen": "Does somebody else see the texts", "post_opened": "Does somebody else open the post",
    "post_plain": "Plain envelope", "call_voicemail": "Voice message", "call_say_council": "Say we are the council",
    "call_if_other": "If somebody else answers", "call_use_name": "The name to use", "call_when": "Good times",
    "call_when_words": "A better time", "who_talks": "Whom they want to talk to", "who_name": "Who that is",
    "answer_by": "How they want the answer", "ask_first": "Ask them first",
    "must_not_see": "Who must not see it", "must_not_know": "Who must not know",
    "must_not_know_words": "Who must not know", "if_other": "If somebody else answers",
    "looked_at": "What was looked at", "up": "Taken further", "others": "Who else was told of the answer",
}  # fmt: skip
ROLES: Mapping[str, str] = {
    "officer": "complaints officer", "manager": "complaints manager", "alternate": "senior person who stands in",
    "responder": "manager who answers", "duty": "duty worker", "records": "records officer", "outsider": "investigator",
    "advocate": "advocate", "advocate_lead": "advocate", "provider": "advocacy service", "director": "director",
    "auditor": "auditor", "administrator": "administrator",
}  # fmt: skip
SENT: Mapping[str, str] = {
    "queued": "waits to go", "sending": "on its way", "sent": "went", "failed": "could not go",
    "unknown": "may or may not have gone", "stopped": "did not go: the way was no longer safe",
}  # fmt: skip
WORDS: Mapping[str, str] = {**{way.value: name for way, name in WAYS.items()}, "true": "Yes", "yes": "Yes", "no": "No"}


def lines(content: Any, label: str = "") -> Iterator[str]:
    """Every answer in it with what it was called, in the order it was kept."""
    if isinstance(content, Mapping):
        for name, one in content.items():
            twice = name == "parts" and "paragraphs" in content
            if name not in MACHINE and not twice:
                yield from lines(one, "" if ROW.fullmatch(name) else str(name))
    elif isinstance(content, Sequence) and not isinstance(content, str):
        yield from _several(content, label)
    elif said := value(content, label):
        yield f"{named(label)}: {said}" if label and label not in BARE else said


def value(content: Any, label: str = "") -> str:
    """One answer in words: a day written out, a code as its words; nothing for what was not answered, or a row."""
    text = "" if content in (None, False) else str(content).strip()
    if text in (offered := _offered().get(label, {})):
        return offered[text]
    if ROW.fullmatch(text):
        return ""
    if DAY.match(text):
        return _day(text)
    if text.casefold() in WORDS:
        return WORDS[text.casefold()]
    if SPAN.fullmatch(text):
        return text.replace("_", " to ")
    return text.replace("_", " ").capitalize() if CODE.fullmatch(text) else text


def of_ours(roles: str) -> str:
    """Who of us, from the roles that the audit keeps."""
    return ", ".join(ROLES[one] for one in roles.split() if one in ROLES) or "somebody of ours"


def named(label: str) -> str:
    return LABELS.get(label, label.replace("_", " ").capitalize())


@cache
def _offered() -> Mapping[str, Mapping[str, str]]:
    """What was offered of what a card keeps, by the name of its field: none that somebody may also type under."""
    asked = [deck(name, ENGLISH)[one].fields for name in DECKS for one in ON_CARDS if one in deck(name, ENGLISH)]
    typed = {name for fields in asked for name, words in fields.items() if not words.options}
    found: dict[str, dict[str, str]] = {}
    for name, words in (pair for fields in asked for pair in fields.items() if pair[0] not in typed):
        fixed = {code: text for code, text in words.options.items() if not places(text)}
        found[name] = {**fixed, **found.get(name, {})}
    return found


def _several(content: Sequence[Any], label: str) -> Iterator[str]:
    """Short answers to one question stand in one line; the points of a letter have a line each."""
    if label in BARE or label == "list" or any(isinstance(one, Mapping) for one in content):
        for one in content:
            yield from (f"• {line}" for line in lines(one)) if label == "list" else lines(one, label)
        return
    said = [
        value(one, label) if not isinstance(one, list) else ", ".join(filter(None, map(value, one))) for one in content
    ]
    if said := [one for one in said if one]:
        yield f"{named(label)}: {'; '.join(said)}" if label else "; ".join(said)


def _day(text: str) -> str:
    """A day or a moment written out; words of a person that only begin like one as they are."""
    try:
        return short_date(date.fromisoformat(text)) if DAY.fullmatch(text) else moment(datetime.fromisoformat(text))
    except ValueError:
        return text
