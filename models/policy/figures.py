"""Every figure a council may set (rules 1.10), one row each: what it is, how far it may go, whose rule it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from models.policy.model import KEYS, MOST, Policy
from models.procedure.clocks import LIMITS
from models.procedure.deadlines import length_in_words, source_sentence
from models.procedure.starts import Arrival
from models.procedure.terms import Unit

POLICY, LAW = "Council policy ({}).", "The law: regulation {} of the Regulations."
QUICKER = "A council may be quicker, never slower (G-01)."
NEVER_LESS = "People may be given more time than that, never less (G-02)."


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `most` and `least` are bounds that nobody passes; `theirs` is what the source says, where it says."""

    key: str  # as in a council's file; a window is "windows.s2"
    label: str
    rule: str
    unit: Unit
    source: str
    theirs: int | None
    most: int | None = None
    least: int = 0
    before: bool = False  # counted back: kept as a negative number, typed as it is said

    @property
    def window(self) -> str:
        """ "s2" of "windows.s2"; empty for every other figure."""
        return self.key.partition("windows.")[2]

    @property
    def printed(self) -> str:
        """Its name among what councils published."""
        return f"{self.window}_window" if self.window else self.key

    def words(self, figure: int) -> str:
        return length_in_words(-figure if self.before else figure, self.unit)

    @property
    def theirs_in_words(self) -> str:
        return "No figure" if self.theirs is None else self.words(self.theirs)

    def refusal(self, figure: int) -> str:
        """Why this figure cannot be set, naming the rule; empty where it can."""
        if self.most is not None and figure > self.most:
            return f"{self._called} can be {self.words(self.most)} at most. {self.source} {QUICKER}"
        if figure < self.least:
            why = f" {self.source} {NEVER_LESS}" if self.least > 1 else ""
            return f"{self._called} cannot be less than {self.words(self.least)}.{why}"
        return ""

    def looser(self, figure: int) -> str:
        """Where a figure is allowed and gives people less than its source does (rules 0.4); empty otherwise."""
        if self.theirs is None or self.window == "s2":
            return ""
        if figure >= self.theirs if self.before or self.window else figure <= self.theirs:
            return ""
        than = "shorter" if self.before or self.window else "longer"
        theirs = f"the {self.theirs_in_words} of its source"
        return f"{self._called}: {self.words(figure)} is {than} than {theirs}. {self.source}"

    @property
    def _called(self) -> str:
        return f"{self.label} ({self.rule})"

    def options(self, present: int) -> dict[int, str]:
        """What may be chosen, where nothing is typed."""
        return {}


ARRIVALS = {  # as a page says it
    Arrival.SAME_DAY: "The day it came",
    Arrival.NEXT_WORKING_DAY: "The next working day",
}
NO_HOUR, NOON, HOUR = 0, 12 * 60, 60  # minutes of the day


class Choice(Row):
    """A setting that is chosen, kept as a number like every figure: a place in `ARRIVALS`, or minutes of the day."""

    __slots__ = ()

    def words(self, figure: int) -> str:
        if self.key == ARRIVAL:
            return list(ARRIVALS.values())[figure]
        return "No hour: the whole day counts" if figure == NO_HOUR else f"From {figure // HOUR:02}:{figure % HOUR:02}"

    @property
    def theirs_in_words(self) -> str:
        return "Nothing"

    def looser(self, figure: int) -> str:
        if figure == self.theirs:
            return ""
        return f"{self._called}: people hear a day later than if the day it came counted. {self.source}"

    def options(self, present: int) -> dict[int, str]:
        """An hour of the morning would leave little of a day; one that a council's file has stays."""
        hours = {NO_HOUR, present, *range(NOON, 24 * HOUR, HOUR)}
        return {
            figure: self.words(figure) for figure in (range(len(ARRIVALS)) if self.key == ARRIVAL else sorted(hours))
        }


def _of_clock(key: str) -> Row:
    limit = LIMITS[KEYS[key]]
    before = limit.length is not None and limit.length < 0
    length = abs(limit.length) if limit.length is not None else None
    return Row(
        key, limit.label, limit.rule, limit.unit, source_sentence(limit), limit.law or length,
        most=limit.law, least=0 if limit.length == 0 else 1, before=before,
    )  # fmt: skip


_WD = Unit.WORKING_DAYS
ARRIVAL, CUT_OFF = "received_on_nonworking_day", "cut_off"
_OPEN = "No law and no guidance says it. The day it came is the reading that is kindest to people."
_CHOSEN = (
    Choice(ARRIVAL, "What comes on a day that is not worked is received on", "D-06", _WD, _OPEN, 0),
    Choice(CUT_OFF, "The hour from which it is received on the next working day", "D-06", _WD, _OPEN, NO_HOUR),
)
_BESIDE: tuple[Row, ...] = (
    Row("s1_ext", "More time at stage 1, at most", "K-12", _WD, POLICY.format("K-12"), 10, most=MOST["s1_ext"]),
    Row("s2_max", "The furthest that stage 2 may reach, counted from the request", "K-32", _WD,
        LAW.format("17"), 65, most=MOST["s2_max"], least=1),
    Row("s2_ext_notice_by", "Tell people by this day of stage 2 that it takes longer", "K-34", _WD,
        POLICY.format("K-34"), 20, most=25, least=1),
    Row("corp_s1_ext", "More time at corporate stage 1, at most", "K-81", _WD,
        "The Ombudsman's Complaint Handling Code, 6.3 to 6.5. It is guidance, not law.", 10),
    Row("corp_s2_ext", "More time at corporate stage 2, at most", "K-82", _WD,
        "The Ombudsman's Complaint Handling Code, 6.9 onwards. It is guidance, not law.", 20),
    Row("windows.s2", "We recommend asking for stage 2 within", "K-25", _WD,
        "No time limit in law: it only recommends, and a late request is decided with reasons (G-02).", 20, least=1),
    Row("windows.s3", "Ask for a panel within", "K-50", _WD, LAW.format("18"), 20, least=20),
    Row("learning", "Learning meeting after an answer", "K-65", _WD, POLICY.format("K-65"), 25, most=25, least=1),
    Row("behaviour_review", "Look again at measures on contact after", "K-93", Unit.MONTHS,
        POLICY.format("K-93"), 12, most=MOST["behaviour_review"], least=1),
)  # fmt: skip

FIGURES: dict[str, Row] = {row.key: row for row in (*map(_of_clock, KEYS), *_BESIDE, *_CHOSEN)}


def rows(policy: Policy) -> dict[str, tuple[Row, int]]:
    """Each figure as this policy has it, as it is said, with its row."""
    found = {}
    for key, row in FIGURES.items():
        if row.window:
            window = getattr(policy, f"{row.window}_window")
            found[key] = replace(row, unit=window.unit), window.length
        elif key == ARRIVAL:
            found[key] = row, list(ARRIVALS).index(policy.received_on_nonworking_day)
        elif key == CUT_OFF:
            hour = policy.cut_off
            found[key] = row, hour.hour * HOUR + hour.minute if hour else NO_HOUR
        else:
            figure = policy.lengths[KEYS[key]] if key in KEYS else policy.figures[key]
            found[key] = row, abs(figure)
    return found


def together(figures: Mapping[str, int]) -> dict[str, str]:
    """What is wrong with figures beside one another, by the key to change; `figures` holds all of them."""
    found = {}
    if figures["s2_max"] < figures["s2"]:
        found["s2_max"] = "The furthest that stage 2 may reach (K-32) cannot come before its own answer is due."
    if figures["s2_ext_notice_by"] > figures["s2"]:
        found["s2_ext_notice_by"] = "People are told before the day on which stage 2 is due, not after it (K-34, G-03)."
    if figures[CUT_OFF] != NO_HOUR and figures[ARRIVAL] == 0:
        found[CUT_OFF] = "An hour holds only where what comes on a day that is not worked waits, too (D-06)."
    return found


def changed(body: Mapping[str, Any], figures: Mapping[str, int]) -> dict[str, Any]:
    """A council's file with these figures in place of its own; nothing else in it changes."""
    made = {**body, **{table: dict(body.get(table, {})) for table in ("effective", "windows", "settings")}}
    for key, figure in figures.items():
        row = FIGURES[key]
        if key == ARRIVAL:
            made["settings"][key] = list(ARRIVALS)[figure].value
        elif key == CUT_OFF:
            made["settings"].pop(key, None)
            if figure != NO_HOUR:
                made["settings"][key] = time(*divmod(figure, HOUR)).isoformat()
        elif row.window:
            made["windows"][row.window] = {**made["windows"].get(row.window, {}), "length": figure}
        else:
            made["effective"][key] = -figure if row.before else figure
    return made
