"""One mail that came, read with suspicion: who says they wrote it, what they wrote, what is attached, what it is.

Nothing here follows a link, unpacks an archive, or believes a header: what a mail says of itself is only shown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

from models.post import plain

LARGEST = 40 * 1024 * 1024  # bytes of one mail; what is beyond stays in the mailbox
LONGEST_WORDS, LONGEST_HEADER, LONGEST_KIND = 50_000, 100_000, 10_000  # characters
MOST_PARTS = 300
TO_US = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
MAIL, AUTO, BOUNCE, BROKEN = "mail", "auto", "bounce", "broken"
_ENDED_WELL = frozenset({"delayed", "delivered", "relayed", "expanded"})
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
_DAEMONS = re.compile(r"(mailer-daemon|postmaster)@", re.IGNORECASE)
_OURS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # the part of a Message-ID that a notice is known by
_NO_LETTERS = re.compile(r"punycode|idna|escape|undefined|mbcs|oem")  # Python knows these; one of them takes hours
_ENCRYPTED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/heic": "heic"}
_ENDINGS |= {"application/pdf": "pdf", "text/plain": "txt", "audio/mp4": "m4a", "audio/mpeg": "mp3"}


@dataclass(frozen=True, slots=True, repr=False)
class Attachment:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Incoming:
    """`text` is what was written, `rest` the earlier letter below it. `found`: codes of what to mind."""

    kind: str = MAIL
    message_id: str = ""
    sender: str = ""  # as the mail says; anybody can write anything there
    name: str = ""
    to: str = ""  # every header that names whom it was sent to, as one text
    shown_to: str = ""
    subject: str = ""
    said_at: str = ""  # ISO; as the mail says
    text: str = ""
    rest: str = ""
    whole: str = ""  # all of its words, untrimmed
    found: tuple[str, ...] = ()
    attached: tuple[Attachment, ...] = ()
    named: tuple[str, ...] = field(default=())  # ids in the headers of mails that it answers or returns


class _Short(Compat32):
    """The parser takes what stands in a header apart again and again: a very long one of its own kind is cut first."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[: LONGEST_KIND if name.lower().startswith("content-") else LONGEST_HEADER]


def read(raw: bytes) -> Incoming:
    """Read it. Raises whatever a parser raises on what is no mail: the caller keeps the bytes all the same."""
    message = BytesParser(policy=_Short()).parsebytes(raw)
    leaves = list(_leaves(message))
    kind = _kind(message, leaves)
    whole, html = _words(leaves)
    text, rest = plain.trimmed(whole)
    name, sender, several = _sender(message)
    attached = tuple(one for one in (_attachment(part) for part, _ in leaves) if one is not None)
    facts = {
        "html": html,
        "long": len(text) > LONGEST_WORDS,
        "many_parts": len(leaves) >= MOST_PARTS,
        "several_senders": several,
        "encrypted": any(part.get_content_type() in _ENCRYPTED for part, _ in leaves) or _type(message) in _ENCRYPTED,
        "no_words": not text,
    }
    return Incoming(
        kind=kind,
        message_id=plain.one_line(str(message.get("Message-ID", "")), 400),
        sender=sender,
        name=name,
        to="\n".join(_header(message, header, LONGEST_HEADER) for header in TO_US),
        shown_to=_header(message, "To", 300),
        subject=_header(message, "Subject", 300),
        said_at=_date(message),
        text=text[:LONGEST_WORDS],
        rest=rest[:LONGEST_WORDS],
        whole=whole,
        found=tuple(code for code, so in facts.items() if so),
        attached=attached,
        named=_named(message, leaves),
    )


def _leaves(message: Message) -> Iterator[tuple[Message, int]]:
    """Every part that holds something, with the alternative it is one form of; not recursive, and with an end."""
    waiting: list[tuple[Message, int]] = [(message, 0)]
    for _ in range(MOST_PARTS * 3):
        if not waiting:
            return
        part, group = waiting.pop()
        if part.get_content_type() == "message/delivery-status" or not part.is_multipart():
            yield part, group or id(part)
            continue
        if part.get_content_type() == "multipart/alternative":
            group = id(part)
        children: Any = part.get_payload()
        waiting += [(child, group) for child in reversed(children[:MOST_PARTS])]


def _words(leaves: list[tuple[Message, int]]) -> tuple[str, bool]:
    """The words in order, and whether they had to be taken out of HTML. Of two forms of the same, the plain one."""
    groups: dict[int, dict[str, list[str]]] = {}
    for part, group in leaves:
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not _is_file(part):
            groups.setdefault(group, {"text/plain": [], "text/html": []})[kind].append(_text(part))
    said, html = [], False
    for forms in groups.values():
        text = plain.tidy("\n\n".join(forms["text/plain"]))
        if not text and forms["text/html"]:
            text, html = plain.of_html("\n".join(forms["text/html"])), True
        said.append(text)
    return "\n\n".join(one for one in said if one), html


def _text(part: Message) -> str:
    content: Any = part.get_payload(decode=True) or b""
    said = part.get_content_charset("utf-8")
    for charset in ("utf-8" if _NO_LETTERS.search(said) else said, "utf-8"):
        try:
            return bytes(content).decode(charset)
        except (LookupError, UnicodeError, ValueError):
            continue
    return bytes(content).decode("cp1252", "replace")


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _attachment(part: Message) -> Attachment | None:
    kind = part.get_content_type()
    if kind == "message/delivery-status" or (kind in ("text/plain", "text/html") and not _is_file(part)):
        return None
    content: Any = part.get_payload(decode=True)
    if not content:
        return None
    name = plain.one_line(_decoded(part.get_filename() or ""), 200)
    return Attachment(name or f"attached.{_ENDINGS.get(kind, 'bin')}", bytes(content))


def _kind(message: Message, leaves: list[tuple[Message, int]]) -> str:
    """What it is: somebody's mail, a machine's answer, or word that one of ours did not arrive."""
    reports = [part for part, _ in leaves if part.get_content_type() == "message/delivery-status"]
    if reports:
        actions = [action for part in reports for action in _actions(part)]
        return AUTO if actions and set(actions) <= _ENDED_WELL else BOUNCE
    empty_return = str(message.get("Return-Path", "-")).strip() == "<>"
    if empty_return and _DAEMONS.search(str(message.get("From", ""))[:1000]):
        return BOUNCE
    return AUTO if _automatic(message) else MAIL


def _actions(part: Message) -> list[str]:
    blocks: Any = part.get_payload()
    found = [str(block.get("Action", "")).strip().lower() for block in blocks] if isinstance(blocks, list) else []
    return [action for action in found if action]


def _automatic(message: Message) -> bool:
    said = str(message.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    precedence = str(message.get("Precedence", "")).strip().lower().replace("-", "_")
    named = any(message.get(header) for header in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply-From", "List-Id"))
    return said != "no" or precedence in _BULK or named or message.get_content_type() == "multipart/report"


def _named(message: Message, leaves: list[tuple[Message, int]]) -> tuple[str, ...]:
    """Ids of mails of ours that it may be about: those it answers, or, in a report, the one that comes back."""
    said = [str(message.get(header, ""))[:LONGEST_HEADER] for header in ("In-Reply-To", "References")]
    if any(part.get_content_type() == "message/delivery-status" for part, _ in leaves):
        said += [str(part.get("Message-ID", "")) for part, _ in leaves]
        said += [_text(part)[:LONGEST_HEADER] for part, _ in leaves if part.get_content_type() == "text/rfc822-headers"]
    return tuple(dict.fromkeys(_OURS.findall("\n".join(said).lower())))[:20]


def _sender(message: Message) -> tuple[str, str, bool]:
    """Name and address as written, and whether the mail names more than one sender."""
    headers = [str(value)[:1000] for value in message.get_all("From", [])]
    try:
        pairs = [pair for pair in getaddresses([_decoded(value) for value in headers[:3]]) if pair[1]]
    except RecursionError:  # a thousand brackets
        pairs = []
    name, address = pairs[0] if pairs else ("", "")
    return plain.one_line(name, 200), plain.one_line(address, 254), len(pairs) > 1 or len(headers) > 1


def _header(message: Message, name: str, most: int) -> str:
    """Every header of that name, as one line."""
    values = [_decoded(str(value)[: max(most, 4_000)]) for value in message.get_all(name, [])[:20]]
    return plain.one_line(" ".join(values), most)


def _decoded(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (LookupError, ValueError, UnicodeError):
        return value.encode("ascii", "replace").decode()
    except Exception:  # email.errors of several kinds: the header is shown as it came
        return value.encode("ascii", "replace").decode()


def _date(message: Message) -> str:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))[:200]).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _type(message: Message) -> str:
    return message.get_content_type()
