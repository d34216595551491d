"""What happened: the questions that need an answer of some kind, and the ones with rows to add."""

from collections.abc import Mapping
from typing import Any

from wtforms import FieldList, FormField

from models.cases.as_put import as_put, cannot_say
from models.fields import DateField
from models.words import deck, said
from portal.forms.asking import (
    DAY,
    LINE,
    NOTE,
    PICK,
    STORY,
    TILES,
    Answers,
    Given,
    Question,
    Worded,
    WordedForm,
    ask,
    control,
)

MOST_ROWS = 30


class Told(Question):
    """Words, unless a tile was picked: one tap is enough."""

    story: Any

    def agrees(self, answers: Answers) -> bool:
        if self.story.data or answers.get("about", {}).get("topics") or answers.get("files"):
            return True
        self.story.errors = [*self.story.errors, self.words.error("empty")]
        return False


class Marked(Question):
    """With somebody beside the child, a text says whose words it is; alone, nobody is asked."""

    def fit(self, answers: Answers, facts: Mapping[str, object]) -> None:
        if not any(answers.get("helping", {}).values()):
            del self["whose"]
        super().fit(answers, facts)


class TellForm(Told, Marked, ask("young_person", "tell", story=STORY, whose=PICK)):  # type: ignore[misc]
    """What happened."""


class WantsForm(Marked, ask("young_person", "wants", wants=TILES, words=NOTE, whose=PICK)):  # type: ignore[misc]
    """What they want to happen."""


NEEDS = {"needs": TILES, "language": LINE, "answer_by": TILES, "who_talks": PICK, "who_name": LINE, "words": NOTE}


class NeedsForm(Marked, ask("young_person", "needs", **NEEDS, whose=PICK)):  # type: ignore[misc]
    """What helps them."""


class Visited(Question):
    """Nobody can come without knowing where."""

    where: Any

    def agrees(self, answers: Answers) -> bool:
        if self.where.data:
            return True
        self.where.errors = [*self.where.errors, self.words.error("empty")]
        return False


VISIT = {"name": LINE, "where": LINE, "when": LINE, "others": LINE}


class VisitForm(Visited, ask("young_person", "visit", **VISIT)):  # type: ignore[misc]
    """Come and see me."""


class PraiseForm(ask("praise", "what", kind="pick", story=STORY)):  # type: ignore[misc]
    """The one thing that thanks or an idea needs."""

    def agrees(self, answers: Answers) -> bool:
        if self.story.data or answers.get("files"):
            return True
        self.story.errors = [*self.story.errors, self.words.error("empty")]
        return False


class RowsForm(Question):
    """A question with rows to add: the first is always there, empty ones are forgotten."""

    rows: "FieldList[Any]"

    def answer(self) -> Given:
        kept: Given = super().answer()
        kept["rows"] = [row for row in kept["rows"] if any(row.values())]
        return kept

    def problems(self) -> list[tuple[str, str]]:
        own = [(f"#{field.id}", field.errors[0]) for field in self if field.errors and field is not self.rows]
        inside = [control for row in self.rows for control in row.form if control.errors]
        return own + [(f"#{getattr(control, 'error_id', control.id)}", control.errors[0]) for control in inside]

    @property
    def blank(self) -> bool:
        return not self.answer()["rows"]

    def readable(self, without: int = 0) -> bool:
        """Whether each date is one, or none: half a date cannot be kept, and must not be lost by adding a row."""
        days = [
            control
            for place, row in enumerate(self.rows, 1)
            for control in row.form
            if isinstance(control, DateField) and place != without
        ]
        for day in days:
            day.validate(self)
        return not any(day.errors for day in days)

    def add_row(self) -> None:
        if len(self.rows) < MOST_ROWS:
            self.rows.append_entry()

    def remove_row(self, number: int) -> None:
        """Take one row out; the rows after it move up."""
        kept = [row.data for place, row in enumerate(self.rows, 1) if place != number]
        while len(self.rows):
            self.rows.pop_entry()
        self.rows.last_index = -1
        for row in kept or [None]:
            self.rows.append_entry(row)


def rows_of(journey: str, question: str, required: str = "", **kinds: str) -> type[RowsForm]:
    """A form with rows of those controls, and (for points) one large box before them."""
    words, entry = Worded(journey, question), deck(journey)[question]
    controls = {name: control(kind, entry.field(name), entry) for name, kind in kinds.items()}
    row = type("Row", (WordedForm,), {"words": words, "wording": words, **controls})
    parts: dict[str, Any] = {
        "words": words,
        "wording": words,
        "kinds": {},
        "row_kinds": kinds,
        "from_answer": classmethod(_from_rows),
    }
    if required:
        parts |= {"account": control(STORY, entry.field("account"), entry), "agrees": _points_agree}
    parts["rows"] = FieldList(FormField(row), min_entries=1, max_entries=MOST_ROWS)
    return type(f"{question.title()}Form", (RowsForm,), parts)


def _from_rows(cls: Any, given: Mapping[str, Any]) -> Given:
    reader: Any = type("RowReader", (Question,), {"words": cls.words, "kinds": cls.row_kinds})
    rows = [reader.from_answer(row) for row in given.get("rows") or ()]
    return {**given, "rows": rows}


def _points_agree(form: Any, answers: Answers) -> bool:
    """Something was said here, or on the page before; and no row has details without saying what happened."""
    good = True
    for number, row in enumerate(form.rows, 1):
        if any(row.data.values()) and not row.data["what"]:
            row.form.what.errors = [said(form.words.error("what"), number=number)]
            good = False
    told = form.account.data or not form.blank or any(answers.get("words", {}).values()) or answers.get("files")
    if not told:
        form.account.errors = [form.words.error("empty")]
    return good and bool(told)


CHILDREN = rows_of("parent", "children", name=LINE, born=DAY, lives=LINE)
PARENT_POINTS = rows_of("parent", "points", "yes", what=NOTE, when=LINE, who=LINE, effect=NOTE)
ADVOCATE_POINTS = rows_of("advocate", "points", "yes", what=NOTE, when=LINE, who=LINE, effect=NOTE)


class Put(Question):
    """Its controls say what the case calls for."""

    def fit(self, answers: Answers, facts: Mapping[str, object]) -> None:
        super().fit(answers, facts)
        said_so = as_put(self.words, answers)
        for field in self:
            own = said_so.field(field.short_name)
            field.label.text, field.description = own.label, own.hint


class ChildViewForm(Put, ask("parent", "child_view", knows=PICK, wants=NOTE, advocate=PICK)):  # type: ignore[misc]
    """One question for every child; where they named more than one, it says whom it is about."""


class WordsForm(Put, ask("advocate", "words", child_words=STORY, notes=STORY, best=LINE)):  # type: ignore[misc]
    """What the child says; of one who cannot, what was seen, and who knows them best (2.9)."""

    def fit(self, answers: Answers, facts: Mapping[str, object]) -> None:
        if not cannot_say(answers):
            del self["best"]
        super().fit(answers, facts)
