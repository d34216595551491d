"""Taking words out of a text for good, and finding them again in whatever was built from it (SAR-04, SAR-05)."""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pikepdf
import pypdfium2

from models.access.suggesting import Mark

GONE = "[taken out]"  # the same whatever stood there: its length says nothing
NUMBER = 7  # digits: from there on a number is found however it is spaced
SPACED = re.compile(r"(?<=\d)[\s().-]+(?=\d)")


def taken_out(text: str, marks: Iterable[Mark]) -> str:
    """What is left. Marks that touch are one, so that nobody counts the words of a name."""
    left: list[str] = []
    at = 0
    for mark in sorted(mark for mark in marks if mark.on):
        if mark.end <= at:
            continue
        kept = text[at : mark.start]
        if not (left and left[-1] == GONE and not kept.strip()):
            left += [kept, GONE]
        at = mark.end
    return "".join([*left, text[at:]])


def removed(pairs: Iterable[tuple[str, Sequence[Mark]]]) -> set[str]:
    """Everything that was taken out of these texts, as it is looked for again."""
    return {flat(text[mark.start : mark.end]) for text, marks in pairs for mark in marks if mark.on} - {""}


def left_on_purpose(
    texts: Iterable[tuple[str, Sequence[Mark]]], gone: set[str], ours: Iterable[str] = ()
) -> Counter[str]:
    """How often each of `gone` stays because somebody said at that place that it stays, or as a word of `ours`."""
    count: Counter[str] = Counter()
    for title in ours:
        count.update({one: len(_found(one, flat(title))) for one in gone})
    for text, marks in texts:
        for mark in marks:
            if not mark.on:
                said = flat(text[mark.start : mark.end])
                count.update({one: len(_found(one, said)) for one in gone})
    return count


def still_there(pdf: bytes, gone: set[str], allowed: Counter[str]) -> list[str]:
    """What was taken out and can be read in the built file all the same: on a page, or anywhere inside the file."""
    page = flat(" ".join(words_of(pdf)))
    inside = _inside(pdf)
    found = []
    for one in sorted(gone):
        on_pages = len(_found(one, page)) > allowed[one]
        hidden = not allowed[one] and any(one.encode(code) in inside for code in ("utf-8", "utf-16-be", "utf-16-le"))
        if on_pages or hidden:
            found.append(one)
    return found


def where(word: str, kept: Iterable[tuple[int, str]]) -> list[int]:
    """The numbers of the papers whose words, as they would leave, still hold it."""
    return sorted({number for number, text in kept if _found(word, flat(text))})


def tell_tales(pdf: bytes) -> list[str]:
    """What a built file may not have: earlier versions, things that act or are attached, facts of a camera."""
    said = [] if pdf.count(b"%%EOF") == 1 else ["an earlier version of itself"]
    inside = _inside(pdf)
    for word, what in ((b"exif\x00", "facts of a camera"), (b"/embeddedfile", "an attached file"),
                       (b"/javascript", "a script"), (b"/annots", "notes")):  # fmt: skip
        if word in inside:
            said.append(what)
    return said


def words_of(pdf: bytes) -> list[str]:
    """The text of each page, as somebody copies it."""
    with pypdfium2.PdfDocument(pdf) as paper:
        return [page.get_textpage().get_text_bounded() for page in paper]


def flat(text: str) -> str:
    """As it is compared: small, with single spaces, without what a line break puts in; numbers without theirs."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("\u00ad", "").replace("\ufffe", "").replace("’", "'")
    text = " ".join(text.split())
    return SPACED.sub("", text) if sum(map(str.isdigit, text)) >= NUMBER else text


def _found(one: str, text: str) -> list[Any]:
    begins, ends = (r"(?<!\w)" if one[:1].isalnum() else ""), (r"(?!\w)" if one[-1:].isalnum() else "")
    return re.findall(begins + re.escape(one) + ends, text)


def _inside(pdf: bytes) -> bytes:
    """Every stream of the file taken out of its packing, and every object as it is written; small letters."""
    parts: list[bytes] = []
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        for thing in paper.objects:
            if isinstance(thing, pikepdf.Stream):
                try:
                    parts.append(thing.read_bytes())
                except pikepdf.PdfError:  # a picture in a packing of its own: its bytes as they are
                    parts.append(thing.read_raw_bytes())
                parts.append(thing.stream_dict.unparse(resolved=True))
            elif isinstance(thing, pikepdf.Dictionary | pikepdf.Array):
                parts.append(thing.unparse(resolved=True))
            elif isinstance(thing, pikepdf.String):
                parts.append(bytes(str(thing), "utf-8"))
    return b"\n".join(parts).lower()
