"""Composing a letter: a plain template becomes a subject and blocks, which pages draw and paper prints.

What people wrote is only ever put between our own marks, so no typed text can become a heading, end a block or
forge a part that the law wants there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from models.formats import FILTERS
from models.policy import Policy
from models.post.catalogue import CATALOGUE, Part, missing
from models.post.form import Piece, Run, formed, marked, numbers_of, pieces, plain
from models.post.wording import filled, may_reword, put_in

TEMPLATES = Path(__file__).parents[2] / "templates"
Items = list[str]
FOR_A_CHILD_ALONE = frozenset({"advocate"})  # blocks
SOUND = "This is a recording. You can hear it on your page, or ask us to play it to you."
_START, _FIELD, _ITEM = "\x1e", "\x1f", "\x1d"
_MARKS = str.maketrans("", "", _START + _FIELD + _ITEM)


class Incomplete(ValueError):
    """A letter without its mandatory parts; the message says what to add."""

    def __init__(self, parts: Iterable[Part]) -> None:
        super().__init__("Add to the letter: " + "; ".join(f"{part.what} ({part.rule})" for part in parts) + ".")


class Block(TypedDict):
    """One part of a letter: paragraphs, then a numbered list. A locked one is the law's or the council's to word.

    `paragraphs` are the bare words; `parts` has them with their form, where there is any.
    """

    id: str
    heading: str
    paragraphs: list[str]
    list: "Items"
    locked: bool
    parts: NotRequired[list[Piece]]


@dataclass(frozen=True, slots=True)
class Composed:
    kind: str
    subject: str
    blocks: list[Block]
    easy: list[Block] = field(default_factory=list)  # for an adult: the same facts in the child's short words

    def content(self) -> dict[str, object]:
        """What `release` seals."""
        easy = {"easy": [{**block} for block in self.easy]} if self.easy else {}
        return {"subject": self.subject, "blocks": [{**block} for block in self.blocks], **easy}

    def text(self) -> str:
        """All of it as plain text: for measuring how hard it is to read, and for tests."""
        parts = [self.subject]
        for block in self.blocks:
            parts += [block["heading"]] if block["heading"] else []
            parts += block["paragraphs"]
            parts += [f"{number}. {item}" for number, item in enumerate(block["list"], 1)]
        return "\n\n".join(parts)


def compose(kind: str, young_person: bool, **facts: Any) -> Composed:
    """The letter of that kind for these facts; a child gets the child's version, an adult has it beside theirs.

    A fact that it needs must be there. What only a child is offered is no part of an adult's easy version.
    """
    row = CATALOGUE[kind]
    child = f"{row.template}_child.txt"
    facts = {"follows": True, "left_out": (), "other_points": (), **facts, "young_person": young_person}
    subject, blocks = drawn(child if young_person and row.child else f"{row.template}.txt", facts)
    easy = drawn(child, facts)[1] if row.child and not young_person else []
    return Composed(kind, subject, blocks, [block for block in easy if block["id"] not in FOR_A_CHILD_ALONE])


def check_complete(
    kind: str, blocks: Iterable[Any], *, young_person: bool = False, excluded: bool = False
) -> list[Part]:
    """What is missing of the mandatory parts, from blocks as composed or as kept; empty when it may go (G-05)."""
    return missing(kind, blocks, young_person=young_person, excluded=excluded)


def require_complete(kind: str, blocks: Iterable[Any], *, young_person: bool = False, excluded: bool = False) -> None:
    """The same as a refusal."""
    if parts := check_complete(kind, blocks, young_person=young_person, excluded=excluded):
        raise Incomplete(parts)


def enclosed(content: Mapping[str, Any]) -> list[Block]:
    """What goes with a letter, as blocks to print after it: a report that came as a file is a paper of its own."""
    found: list[Block] = []
    for number, one in enumerate(content.get("enclosures") or (), 1):
        alone, what = one["file"] and not one["blocks"], "paper" if one.get("part") == "panel" else "report"
        first = (
            [SOUND if one.get("sound") else f"This {what} is a paper of its own, with this letter."] if alone else []
        )
        parts = [{"heading": one["title"], "paragraphs": first}, *one["blocks"]]
        found += [
            Block(
                id=f"with_{number}_{place}",
                heading=part["heading"],
                paragraphs=part["paragraphs"],
                list=[],
                locked=True,
            )
            for place, part in enumerate(parts)
        ]
    return found


def council_facts(policy: Policy) -> dict[str, Any]:
    """What every letter may name of its council, from the policy of the case (X-11)."""
    return {"council": policy.name, "contacts": policy.contacts, "policy": policy}


def pieces_of(block: Block) -> list[Piece]:
    """What pages and paper draw: the paragraphs with their form, then the list."""
    simple = [Piece(kind="p", items=[[Run(text=text, strong=False, tel="")]]) for text in block["paragraphs"]]
    listed = [[Run(text=item, strong=False, tel="")] for item in block["list"]]
    return (block.get("parts") or simple) + ([Piece(kind="ol", items=listed)] if listed else [])


def source_of(block: Block) -> str:
    """The same as it would be typed."""
    return marked(pieces_of(block))


def drawn(name: str, facts: dict[str, Any]) -> tuple[str, list[Block]]:
    """The subject and the parts of one template of templates/letters, for these facts and in the council's words."""
    head, *rest = _environment().get_template(name).render(**facts).split(_START)
    ours = numbers_of(facts["contacts"]) if "contacts" in facts else frozenset[str]()
    blocks = [_block(part, ours) for part in rest]
    if words := facts.get("wordings", {}).get(name.removesuffix(".txt")):
        allowed = {part: filled(text, facts) for part, text in words.items() if part in may_reword(name[:-4])}
        blocks = put_in(blocks, allowed, lambda id_, heading, text: _typed_block(id_, heading, text, ours))
    return " ".join(head.split()), [block for block in blocks if block["paragraphs"] or block["list"]]


class _Mark(str):
    """Our own mark, as told apart from anything a fact holds."""

    __slots__ = ()


def _mark_block(name: str, heading: str = "", *, locked: bool = False) -> _Mark:
    return _Mark(f"{_START}{name}{_FIELD}{_plain(heading)}{_FIELD}{'locked' if locked else ''}{_FIELD}")


def _mark_items(items: Iterable[str]) -> _Mark:
    return _Mark("".join(f"{_ITEM}{_plain(item)}" for item in items if item.strip()))


def _plain(value: Any) -> Any:
    if isinstance(value, _Mark):
        return value
    return value.translate(_MARKS) if isinstance(value, str) else value


@cache
def _environment() -> Environment:
    made = Environment(  # noqa: S701 - plain text; whoever draws a letter as HTML escapes it there
        loader=FileSystemLoader(TEMPLATES / "letters"),
        undefined=StrictUndefined,
        finalize=_plain,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    made.globals.update(block=_mark_block, items=_mark_items)
    return made


def _block(part: str, ours: frozenset[str]) -> Block:
    name, heading, locked, body = part.split(_FIELD, 3)
    text, *items = body.split(_ITEM)
    made = _typed_block(name, heading, text, ours)
    made["list"], made["locked"] = [" ".join(item.split()) for item in items if item.strip()], bool(locked)
    return made


def _typed_block(name: str, heading: str, text: str, ours: frozenset[str]) -> Block:
    found = pieces(text, ours)
    made = Block(id=name, heading=heading, paragraphs=plain(found), list=[], locked=False)
    if formed(found):
        made["parts"] = found
    return made
