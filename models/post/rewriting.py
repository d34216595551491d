"""Writing on in a letter before it leaves: what may be changed, what may not, and what keeps it from going (G-05).

Parts that the law or the council words are shown and stay. So does what stands on the record, such as the points: it is
put right there. Everything else is text with the marks of `models.post.form`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from models.post.catalogue import CATALOGUE, missing
from models.post.form import formed, pieces, plain, tidy
from models.post.letters import Block, source_of
from models.post.readable import FREE_TEXT_GRADE, Meter, meter
from models.reading import Reading, child_ready, measure

ON_RECORD = frozenset({"points", "responder", "decision", "passed_on", "answers", "wishes", "sign"})  # blocks
ADDED, BEFORE = "added", "sign"
VERSIONS = {"main": "blocks", "easy": "easy"}


@dataclass(frozen=True, slots=True)
class Box:
    """One part of the letter as the officer has it before them."""

    name: str  # of the field: "main-still"
    block: Block
    open: bool
    must: str  # what the letter has to say here, and the rule; empty where it may be left out
    text: str  # as typed


def boxes(kind: str, content: Mapping[str, Any], version: str = "main") -> list[Box]:
    """The parts in their order, and before the name a box for anything else."""
    must = {part.id: f"{part.what} ({part.rule})" for part in CATALOGUE[kind].parts}
    blocks: list[Block] = list(content.get(VERSIONS[version], ()))
    if blocks and all(block["id"] != ADDED for block in blocks):
        blocks.insert(_place(blocks), Block(id=ADDED, heading="", paragraphs=[], list=[], locked=False))
    return [
        Box(f"{version}-{block['id']}", block, open_block(block), must.get(block["id"], ""), source_of(block))
        for block in blocks
    ]


def rewritten(
    kind: str, content: Mapping[str, Any], typed: Mapping[str, str], ours: Collection[str] = ()
) -> dict[str, Any]:
    """The letter with what was typed: locked parts as they were, an emptied part left out."""
    made = dict(content)
    for version, key in VERSIONS.items():
        if key in content:
            found = [_filled(box, typed, ours) for box in boxes(kind, content, version)]
            made[key] = [block for block in found if block["paragraphs"] or block["list"]]
    return made


def problems(
    kind: str, content: Mapping[str, Any], typed: Mapping[str, str], *, young_person: bool, easy: bool, because: str
) -> dict[str, str]:
    """Why it cannot go as typed, by the field: a part that the law wants is empty, or a child could not read it."""
    made = rewritten(kind, content, typed)
    excluded = any(block["id"] == "excluded" for block in content["blocks"])
    lacking = missing(kind, made["blocks"], young_person=young_person, excluded=excluded)
    found = {f"main-{part.id}": f"This letter has to say {part.what} ({part.rule})" for part in lacking}
    says = meter_of(kind, made, young_person=young_person, easy=easy).says
    return found | ({"because": says} if says and not because.strip() else {})


def free_text(kind: str, typed: Mapping[str, str], version: str = "main") -> Reading:
    """How what somebody typed reads: at most grade 6 for a child."""
    return measure("\n".join(text for name, text in typed.items() if name.startswith(f"{version}-")))


def meter_of(kind: str, content: Mapping[str, Any], *, young_person: bool, easy: bool) -> Meter:
    """How that version reads which has easy words: an adult has it beside the letter."""
    version = "easy" if content.get("easy") and not young_person else "main"
    return meter([open_text(kind, content, version)], easy=young_person or easy)


def open_text(kind: str, content: Mapping[str, Any], version: str = "main") -> str:
    """Everything in a letter that somebody types, or could have typed: no part of the law or the record."""
    return "\n".join(box.text for box in boxes(kind, content, version) if box.open)


def whole_text(content: Mapping[str, Any], version: str = "main") -> Reading:
    """How the whole letter reads, with the law's parts: at most grade 5 for a child."""
    blocks = content.get(VERSIONS[version], ())
    return measure("\n".join(line for block in blocks for line in (*block["paragraphs"], *block["list"])))


def hard_words(typed: Mapping[str, str], version: str = "main") -> list[tuple[str, str]]:
    """Words of the trade, and what to say instead (T24)."""
    text = "\n".join(text for name, text in typed.items() if name.startswith(f"{version}-"))
    return [(one.what, one.instead) for one in child_ready(text, FREE_TEXT_GRADE) if one.kind == "jargon"]


def open_block(block: Block) -> bool:
    """Whether somebody may type in this part: it is neither worded by the law nor on the record."""
    return not block["locked"] and block["id"] not in ON_RECORD and not block["id"].startswith("point_")


def _filled(box: Box, typed: Mapping[str, str], ours: Collection[str]) -> Block:
    if not box.open or box.name not in typed:
        return box.block
    found = pieces(tidy(typed[box.name]), ours)
    made = Block(id=box.block["id"], heading=box.block["heading"], paragraphs=plain(found), list=[], locked=False)
    if formed(found):
        made["parts"] = found
    return made


def _place(blocks: list[Block]) -> int:
    return next((place for place, block in enumerate(blocks) if block["id"] == BEFORE), len(blocks))
