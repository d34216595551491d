"""The form a letter's text may have: paragraphs, lists, bold, and our own telephone numbers to tap. Nothing else.

It is typed with four marks, which every page explains beside the box: an empty line parts paragraphs, lines that begin
with "- " are a list, lines that begin with "1. " a numbered one, and **two stars** make words bold. What comes in with
markup of its own is cleaned by bleach and turned into these marks. What is kept and drawn are plain values, so that no
page trusts markup from anybody, and no letter can hold a link but one to a number that the council itself prints.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Any, TypedDict

from models import rich
from models.formats import numbers

MARKS = (
    "Leave an empty line between paragraphs. Begin lines with - for a list, or with 1. for a numbered one. "
    "**Two stars** make words bold. Our own phone numbers can be tapped."
)
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!]")
_EMPTY_LINE = re.compile(r"\n\s*\n")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_BULLET, _NUMBER = re.compile(r"\s*[-•]\s+(?=\S)"), re.compile(r"\s*(\d{1,2})[.)]\s+(?=\S)")


class Run(TypedDict):
    """Some words. `tel` is what a telephone dials, where they are a number of ours."""

    text: str
    strong: bool
    tel: str


class Piece(TypedDict):
    """A paragraph, which has one item, or a list."""

    kind: str  # p | ul | ol
    items: list[list[Run]]


def tidy(typed: str) -> str:
    """What was typed or pasted, as text with our marks and no markup: cleaned on the way in."""
    if not _MARKUP.search(typed):
        return typed.strip()
    found = rich.blocks(typed)
    return "\n\n".join(
        _typed(block.kind, ([_marked(run.text, run.strong) for run in item] for item in block.items)) for block in found
    )


def pieces(text: str, ours: Collection[str] = ()) -> list[Piece]:
    """Text with our marks, taken apart. `ours` are the numbers that may be tapped, as a telephone dials them."""
    return [piece for part in _EMPTY_LINE.split(text) for piece in _of_part(part, ours)]


def formed(found: Sequence[Piece]) -> bool:
    """Whether there is any form in it: plain paragraphs need none."""
    return any(
        piece["kind"] != "p" or any(run["strong"] or run["tel"] for item in piece["items"] for run in item)
        for piece in found
    )


def plain(found: Sequence[Piece]) -> list[str]:
    """The bare words, one paragraph or item each: for measuring, and for the eye of a test."""
    return ["".join(run["text"] for run in item) for piece in found for item in piece["items"]]


def marked(found: Sequence[Piece]) -> str:
    """The same as it would be typed: what stands in the box when somebody goes on writing."""
    return "\n\n".join(
        _typed(piece["kind"], ([_marked(run["text"], run["strong"]) for run in item] for item in piece["items"]))
        for piece in found
    )


def numbers_of(contacts: Any) -> frozenset[str]:
    """Every number that a council prints, as a telephone dials it."""
    found = (getattr(contacts, name) for name in type(contacts).__dataclass_fields__)
    return frozenset(dialled for text in found if isinstance(text, str) for _, dialled in numbers(text) if dialled)


def _of_part(part: str, ours: Collection[str]) -> Iterator[Piece]:
    lines = [line for line in part.split("\n") if line.strip()]
    for kind, group in groupby(_kinds(lines), key=lambda pair: pair[0]):
        texts = [text for _, text in group]
        items = texts if kind != "p" else [" ".join(" ".join(texts).split())]
        yield Piece(kind=kind, items=[list(_runs(" ".join(item.split()), ours)) for item in items])


def _kinds(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Each line with what it belongs to. A numbered list begins with 1: "10. We rang" in a sentence is no list."""
    next_number = 1
    for line in lines:
        if found := _BULLET.match(line):
            next_number = 1
            yield "ul", line[found.end() :]
        elif (found := _NUMBER.match(line)) and int(found[1]) == next_number:
            next_number += 1
            yield "ol", line[found.end() :]
        else:
            next_number = 1
            yield "p", line


def _runs(text: str, ours: Collection[str]) -> Iterator[Run]:
    for place, words in enumerate(_BOLD.split(text)):
        for part, dialled in numbers(words):
            yield Run(text=part, strong=bool(place % 2), tel=dialled if dialled in ours else "")


def _marked(text: str, strong: bool) -> str:
    return f"**{text.strip()}**" if strong and text.strip() else text


def _typed(kind: str, items: Any) -> str:
    texts = ["".join(item).strip() for item in items]
    if kind == "p":
        return "\n".join(texts)
    return "\n".join(f"{f'{number}.' if kind == 'ol' else '-'} {text}" for number, text in enumerate(texts, 1))
