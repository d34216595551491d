"""The answer being built, as plain values: one block a point, the wishes, the apology, who else is told (rules 3.2)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Self

from models.procedure.stage_three import Decided
from models.procedure.terms import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Something we will do: what, by when, and which of us (X-15)."""

    text: str = ""
    due: str = ""  # ISO
    owner: str = ""  # id of staff

    @property
    def due_on(self) -> date | None:
        return date.fromisoformat(self.due) if self.due else None

    def __bool__(self) -> bool:
        return bool(self.text or self.due or self.owner)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The answer to one point."""

    looked_at: str = ""
    found: str = ""
    finding: str = ""
    why: str = ""
    no_action: str = ""  # why there is nothing to do, or what was done already
    recommended: str = ""  # what a report on paper recommends about it; a report of ours says it itself
    taken: str = ""  # whether that is accepted, as a code of `Decided`
    taken_why: str = ""
    actions: tuple[Promise, ...] = ()

    @property
    def answered(self) -> Decided | None:
        return Decided(self.taken) if self.taken else None

    @property
    def judged(self) -> Finding | None:
        return Finding(self.finding) if self.finding else None

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        return cls(**{**kept, "actions": tuple(Promise(**action) for action in kept.get("actions", ()))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Something the person asked for, what we decided, and why."""

    asked: str = ""
    decided: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What the second person wants changed before it goes."""

    by: str
    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Everything typed so far. Blocks are keyed by the id of their point."""

    opening: str = ""
    apology: str = ""
    others: str = ""  # nobody | someone: who else must be told (E-45)
    others_words: str = ""
    hard_because: str = ""  # why it may go out though it is hard to read
    apology_stays: str = ""  # why an apology that takes itself back stays as it is
    blocks: Mapping[str, Block] = field(default_factory=dict)
    wishes: tuple[Wish, ...] = ()
    comments: tuple[Comment, ...] = ()
    writers: tuple[str, ...] = ()  # everyone who typed in it: none of them may check it
    touched: Mapping[str, str] = field(default_factory=dict)  # part -> who saved it last
    pages: Mapping[str, str] = field(default_factory=dict)  # part -> the opened page that saved it last
    turns: Mapping[str, int] = field(default_factory=dict)  # opened page -> its newest save, of the last few

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """From what was sealed; a field from an older page is left out."""
        plain = {name: kept.get(name, "") for name in AROUND}
        return cls(
            **plain,
            blocks={point: Block.of(block) for point, block in kept.get("blocks", {}).items()},
            wishes=tuple(Wish(**wish) for wish in kept.get("wishes", ())),
            comments=tuple(Comment(**comment) for comment in kept.get("comments", ())),
            writers=tuple(kept.get("writers", ())),
            touched=kept.get("touched", {}),
            pages=kept.get("pages", {}),
            turns=kept.get("turns", {}),
        )

    def kept(self) -> dict[str, Any]:
        plain = replace(self, blocks=dict(self.blocks), touched=dict(self.touched))
        return asdict(replace(plain, pages=dict(self.pages), turns=dict(self.turns)))

    def block(self, point_id: object) -> Block:
        return self.blocks.get(str(point_id), Block())

    def texts(self, points: Iterable[object]) -> list[str]:
        """All that somebody typed and the person will read."""
        blocks = [self.block(point) for point in points]
        of_blocks = [text for b in blocks for text in (b.looked_at, b.found, b.why, b.no_action, b.taken_why)]
        actions = [action.text for block in blocks for action in block.actions]
        wishes = [text for wish in self.wishes for text in (wish.decided, wish.why)]
        told = [self.others_words] if self.others == "someone" else []
        return [text for text in (self.opening, *of_blocks, *actions, *wishes, self.apology, *told) if text.strip()]


REMEMBERED = 12  # opened pages of one answer
FRAME = "frame"  # everything that is not the block of a point
FIELDS = ("looked_at", "found", "finding", "why", "no_action", "recommended", "taken", "taken_why")
AROUND = ("opening", "apology", "apology_stays", "others", "others_words", "hard_because")


def marks(reply: Reply, points: Iterable[object]) -> dict[str, str]:
    """A short mark of each part as it is now. The page carries them, so that saving knows what its writer saw (R4)."""
    parts = {str(point): asdict(reply.block(point)) for point in points}
    around = [getattr(reply, name) for name in AROUND]
    return {
        **{part: _mark(block) for part, block in parts.items()},
        FRAME: _mark([*around, [asdict(wish) for wish in reply.wishes]]),
    }


def changes(seen: Mapping[str, str], typed: Reply, points: Iterable[object], *, frame: bool) -> list[str]:
    """The parts in which `typed` says something else than its writer saw: ids of points, and FRAME."""
    now = marks(typed, points)
    return [part for part, mark in now.items() if mark != seen.get(part) and (part != FRAME or frame)]


def unlike(saved: Reply, typed: Reply, points: Iterable[object]) -> set[str]:
    """The parts in which the two say something else: ids of points, and FRAME."""
    ids = list(points)
    was, now = marks(saved, ids), marks(typed, ids)
    return {part for part, mark in now.items() if mark != was.get(part)}


def taken_back(saved: Reply, typed: Reply, points: Iterable[object], page: str) -> list[str]:
    """The parts that this very page saved last and that its writer has changed back since: nobody else saw them."""
    changed = unlike(saved, typed, points)
    return [part for part, by in saved.pages.items() if page and by == page and part in changed]


def merged(saved: Reply, typed: Reply, parts: Iterable[str], *, by: object, turn: tuple[str, int] = ("", 0)) -> Reply:
    """`typed` laid over `saved` in those parts alone, remembering who wrote each, from which page and in which turn."""
    chosen = list(parts)
    blocks = {**saved.blocks, **{part: typed.block(part) for part in chosen if part != FRAME}}
    base = typed if FRAME in chosen else saved
    writers = tuple(dict.fromkeys((*saved.writers, str(by))))
    touched = {**saved.touched, **{part: str(by) for part in chosen}}
    pages = {**saved.pages, **dict.fromkeys(chosen, turn[0])}
    laid = replace(base, blocks=blocks, comments=saved.comments, writers=writers, touched=touched, pages=pages)
    return counted(replace(laid, turns=saved.turns), turn)


def counted(reply: Reply, turn: tuple[str, int]) -> Reply:
    """With this page's newest save remembered, so that an older one which comes late is known."""
    page, number = turn
    turns = {known: last for known, last in reply.turns.items() if known != page} | ({page: number} if page else {})
    return replace(reply, turns=dict(list(turns.items())[-REMEMBERED:]))


def saved_meanwhile(
    saved: Reply, seen: Mapping[str, str], parts: Iterable[str], points: Iterable[object], *, by: object
) -> list[str]:
    """Those parts that somebody else wrote after the page was opened."""
    now = marks(saved, points)
    return [part for part in parts if now[part] != seen.get(part) and saved.touched.get(part) not in (None, str(by))]


def _mark(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def differences(saved: Reply, typed: Reply, parts: Iterable[str], numbers: Mapping[str, int]) -> dict[str, str]:
    """The fields of those parts in which the two disagree: id of the field -> what was saved meanwhile."""
    theirs: dict[str, str] = {}
    for part in parts:
        if part == FRAME:
            theirs |= _around(saved, typed)
        else:
            theirs |= _in_block(saved.block(part), typed.block(part), numbers[part])
    return theirs


def _in_block(old: Block, new: Block, number: int) -> dict[str, str]:
    found = {f"p{number}-{name}": getattr(old, name) for name in FIELDS if getattr(old, name) != getattr(new, name)}
    if old.actions != new.actions:
        found[f"p{number}-a1-text"] = "\n".join(f"{action.text} {action.due}" for action in old.actions)
    return found


def _around(old: Reply, new: Reply) -> dict[str, str]:
    found = {name: getattr(old, name) for name in AROUND if getattr(old, name) != getattr(new, name)}
    for place, (before, after) in enumerate(zip(old.wishes, new.wishes, strict=False), 1):
        if before != after:
            found[f"w{place}-decided"] = f"{before.decided}\n{before.why}"
    return found
