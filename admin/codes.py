"""The codes on staff pages in plain words, each with whose rule it is.

Time limits and faults come from their tables, the rest from one file of data.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Flask

from models.procedure.clocks import LIMITS
from models.procedure.faults import FAULTS
from models.procedure.limits import Authority
from models.procedure.terms import Unit

FILE = Path(__file__).parent.parent / "templates" / "admin" / "codes.toml"
CODE = re.compile(r"\b(?:K|E|S|X|D|G|M|AZ|AUD|PRV|RET)-\d{2}\b|\bT\d{2}\b")
WHOSE: Mapping[Authority, str] = {
    Authority.LAW: "Law: {source}",
    Authority.CODE: "The Ombudsman’s Complaint Handling Code: {source}",
    Authority.POLICY: "The council’s own policy: {source}",
    Authority.OURS: "This service’s own promise: {source}",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    says: str
    law: str


@lru_cache(maxsize=1)
def meanings() -> dict[str, Meaning]:
    """Every code that is explained, in order. What the file says goes before what a table says."""
    known: dict[str, Meaning] = {}
    for limit in LIMITS.values():
        before = known.get(limit.rule)
        says = f"{limit.label}: {_length(limit.length, limit.unit)}."
        law = WHOSE[limit.authority].format(source=limit.source)
        known[limit.rule] = Meaning(f"{before.says} {says}" if before and says not in before.says else says, law)
    for code, fault in FAULTS.items():
        says = f"A fault that the Ombudsman keeps finding: {fault.title[:1].lower()}{fault.title[1:]}."
        known[code] = Meaning(
            f"{says} Look for: {fault.shows[:1].lower()}{fault.shows[1:]}.", "Decisions of the Ombudsman"
        )
    known |= {code: Meaning(**given) for code, given in tomllib.loads(FILE.read_text("utf-8")).items()}
    return dict(sorted(known.items()))


def pieces(text: str) -> list[tuple[str, str]]:
    """The text in pieces, each with the code that it is, where that code is explained."""
    known, made, at = meanings(), [], 0
    for found in CODE.finditer(text):
        if found.group() in known:
            made += [(text[at : found.start()], ""), (found.group(), found.group())]
            at = found.end()
    return [piece for piece in [*made, (text[at:], "")] if piece[0]]


def init_app(app: Flask) -> None:
    app.jinja_env.filters["codes"] = pieces


def _length(length: int | None, unit: Unit) -> str:
    if length is None:
        return "the council says in how many days"
    if not length:
        return "the same or the next working day" if unit is Unit.WORKING_DAYS else "on the day"
    words = f"{abs(length)} {unit.value.replace('_', ' ')}"
    return f"at least {words} before" if length < 0 else words
