"""What in a document could act by itself, found by reading its XML and never by its spelling (UPL-07, INP-13).

A document may say the same in another encoding, with other quotes, in pieces, or under another name.
"""

import re
from typing import Any
from xml.parsers import expat

from models.files.refusing import BROKEN, Refused

PROGRAM, FETCHES = "program", "fetches"
LINKS = frozenset({"a", "hyperlink", "template"})  # nothing of these is fetched until somebody follows it
RELATIONS = dict.fromkeys(
    ("vbaProject", "wordVbaData", "oleObject", "package", "control", "activeXControlBinary", "aFChunk"), PROGRAM
) | {"attachedTemplate": FETCHES}
FIELDS = dict.fromkeys(("DDE", "DDEAUTO", "QUOTE"), PROGRAM)
FIELDS |= dict.fromkeys(("INCLUDEPICTURE", "INCLUDETEXT", "LINK", "IMPORT", "INCLUDE"), FETCHES)
ELEMENTS = dict.fromkeys(("event-listener", "script", "dde-source", "dde-connection-decl", "applet", "plugin"), PROGRAM)
_ELSEWHERE = re.compile(r"\s*(?!cid:)([a-z][a-z0-9+.-]*:|/|\\)", re.IGNORECASE)
_WORD = re.compile(r"\w+")


class _Reader:
    """One part, from its beginning to its end, without building anything of it."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self._inside, self._field = 0, ""
        self.parser: Any = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = _refuse  # no document type: no entity, nothing named outside
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.buffer_text = True

    def _start(self, name: str, given: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "Relationship":
            self._relation(given)
        elif local == "instrText":
            self._inside += 1
        elif local == "fldChar":  # one field may come in many pieces
            self._judge_field()
        elif local in ELEMENTS:
            self.found.add(ELEMENTS[local])
        for key, value in given.items():
            if key.endswith(" instr"):
                self._field = value
                self._judge_field()
            elif key.endswith(" href") and local not in LINKS and _ELSEWHERE.match(value):
                self.found.add(FETCHES)

    def _end(self, name: str) -> None:
        if name.endswith(" instrText"):
            self._inside -= 1
        elif self._field and name.endswith(" p"):
            self._judge_field()

    def _text(self, text: str) -> None:
        if self._inside:
            self._field += text

    def _relation(self, known: dict[str, str]) -> None:
        kind = known.get("Type", "").rpartition("/")[2]
        if kind in RELATIONS:
            self.found.add(RELATIONS[kind])
        if known.get("TargetMode", "").strip().lower() == "external" and kind not in LINKS:
            self.found.add(FETCHES)

    def _judge_field(self) -> None:
        code = _WORD.search(self._field)
        self.found |= {FIELDS[code[0].upper()]} if code and code[0].upper() in FIELDS else set()
        self._field = ""


def acting(xml: bytes) -> set[str]:
    """What one part of a document could do. Raises Refused where it declares a document type, or is no XML."""
    reader = _Reader()
    try:
        reader.parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError):
        raise Refused(BROKEN) from None
    return reader.found


def _refuse(*_: object) -> None:
    raise Refused(BROKEN)
