"""What a person sent, read back to them question by question. What might give away where they are is not in it."""

import re
from dataclasses import replace

from models.procedure.terms import Journey
from models.sealing import Keyring, Unreadable
from models.tables.words import TheirWords
from models.words import PICTURES, Deck, places, whom_now
from portal.journeys import DOORS, PATHS, Path, pictures
from portal.journeys.read_back import Line, Part, read_back

SOME_DAY = "\ue000"  # a date in a choice was right on the day it was shown; its sentence is left out today
HELPERS = frozenset({"notes", "best"})  # what a helper saw, and who they say knows the child
DATED = re.compile(rf"\s*[^.?!\n]*{SOME_DAY}[^.?!\n]*[.?!]?")


def read_back_sent(keys: Keyring, row: TheirWords, journey: Journey, *, notes: bool = True) -> list[Line] | None:
    """The questions that were answered; None where it cannot be shown. `notes`: also those of a helper."""
    try:
        answers = keys.open_json(TheirWords.answers, row)
    except Unreadable:
        return None
    if not notes and "words" in answers:
        answers["words"] = {name: text for name, text in answers["words"].items() if name not in HELPERS}
    path = _path(journey)
    facts = _facts(path.words) | _facts(PATHS[DOORS[journey]].words)
    return [_undated(line) for line in read_back(path, answers, facts) if line.parts]


def _path(journey: Journey) -> Path:
    """The questions as whoever reads it now is asked them: with few words in pictures."""
    drawn = journey is Journey.YOUNG_PERSON and whom_now() == PICTURES
    return pictures.PATH if drawn else PATHS[DOORS[journey]]


def _undated(line: Line) -> Line:
    def clean(text: str) -> str:
        return DATED.sub("", text)

    parts = [
        Part(clean(label), clean(said), tuple((symbol, clean(words)) for symbol, words in picked))
        for label, said, picked in line.parts
    ]
    return replace(line, parts=parts)


def _facts(words: Deck) -> dict[str, object]:
    texts = (text for entry in words.values() for text in entry.everything())
    return {place: SOME_DAY for text in texts for place in places(text)}
