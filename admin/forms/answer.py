"""The reply builder's form: one block a point, the wishes, and the rest of the letter. Its way out is a `Reply`."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wtforms import Form

from models.cases.answer_gaps import FINDINGS, Subject
from models.cases.answer_parts import Block, Promise, Reply, Wish
from models.cases.answering import Desk
from models.fields import DateField, ListField, PickField, StoryField, StrippedForm, UpTo
from models.procedure.closing import FOUND_FAULT
from models.procedure.stage_three import DECIDED, TAKEN

LONG, SHORT = UpTo(10_000, "This"), UpTo(2_000, "This")
Choices = list[tuple[str, str]]


class PromiseForm(StrippedForm):
    text = StoryField("What will be done", [SHORT])
    due = DateField("By when", what="The date")
    owner = ListField("Who will do it")

    def promise(self) -> Promise:
        due = self.due.data.isoformat() if self.due.data else ""
        return Promise(text=self.text.data or "", due=due, owner=self.owner.data or "")


class BlockForm(StrippedForm):
    looked_at = StoryField("What we looked at", [LONG])
    found = StoryField("What we found", [LONG])
    finding = PickField("Finding", choices=[(finding.value, words) for finding, words in FINDINGS.items()])
    why = StoryField("Why", [LONG])
    no_action = StoryField("Why there is nothing more to do", [SHORT])
    recommended = StoryField("What the investigating officer recommends about this point", [LONG])
    taken = PickField(
        "Do you accept the recommendation?", choices=[(one.value, words) for one, words in DECIDED.items()]
    )
    taken_why = StoryField("Reason, if not all of it is accepted", [SHORT])


class WishForm(StrippedForm):
    decided = StoryField("What we decided", [SHORT])
    why = StoryField("Why", [SHORT])


class AroundForm(StrippedForm):
    opening = StoryField("First lines", [LONG])
    apology = StoryField("Apology", [SHORT])
    apology_stays = StoryField("Why these words stay as they are", [SHORT])
    others = PickField(
        "Who else must be told?",
        choices=[("nobody", "Nobody else"), ("someone", "Someone else must be told in writing")],
    )
    others_words = StoryField("Who, and how they will be told", [SHORT])
    hard_because = StoryField("Why it may be harder to read", [SHORT])


class CommentForm(StrippedForm):
    comment = StoryField("What needs changing", [LONG])


class BlockPart:
    """One point with the forms of its answer."""

    def __init__(self, point: Subject, saved: Block, owners: Choices, typed: Any) -> None:
        self.point = point
        self.form = BlockForm(typed, obj=saved, prefix=f"p{point.number}-")
        rows = _rows(typed, point.number) if typed is not None else len(saved.actions) + 1
        kept = [*saved.actions, *[Promise()] * rows][:rows]
        self.actions = [self._action(place, row, owners, typed) for place, row in enumerate(kept, 1)]

    def _action(self, place: int, saved: Promise, owners: Choices, typed: Any) -> PromiseForm:
        given = {"text": saved.text, "due": saved.due_on, "owner": saved.owner}
        form = PromiseForm(typed, data=given, prefix=f"p{self.point.number}-a{place}-")
        form.owner.choices = owners
        return form

    @property
    def remedy(self) -> bool:
        """Whether there is something to do, by the finding or by what stands in the boxes."""
        if self.form.taken.data in TAKEN:
            return True
        boxes = [self.form.no_action, *(field for form in self.actions for field in form)]
        return self.form.finding.data in FOUND_FAULT or any(field.data or field.errors for field in boxes)

    def block(self) -> Block:
        promises = tuple(promise for form in self.actions if (promise := form.promise()))
        return Block(**{name: field.data or "" for name, field in self.form._fields.items()}, actions=promises)


class ReplyForm:
    """All of it for one writer. `theirs` are texts that somebody else saved meanwhile, by the id of their field."""

    def __init__(self, desk: Desk, owners: Choices, typed: Any = None) -> None:
        self.desk, self.typed = desk, typed
        saved = desk.reply
        self.blocks = [BlockPart(point, saved.block(point.id), owners, typed) for point in desk.mine]
        self.around = AroundForm(typed, obj=saved) if desk.frame else None
        wishes = enumerate(saved.wishes, 1) if desk.frame else ()
        self.wishes = [(wish.asked, WishForm(typed, obj=wish, prefix=f"w{place}-")) for place, wish in wishes]
        self.theirs: Mapping[str, str] = {}

    def validate(self) -> bool:
        return all([form.validate() for form in self._forms()])

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Each mistake with the point or wish it stands in, and the link to its field."""
        fields = [field for form in self._forms() for field in form if field.errors]
        return [(f"#{getattr(at, 'error_id', at.id)}", f"{self._place(at.id)}{at.errors[0]}") for at in fields]

    @property
    def saved_meanwhile(self) -> list[tuple[str, str, str]]:
        """Each box that somebody else saved meanwhile: its id, its name on the page, and what stands in it now."""
        return [(field, *self._named(field, text)) for field, text in self.theirs.items()]

    def _named(self, wanted: str, text: str) -> tuple[str, str]:
        field = next((field for form in self._forms() for field in form if field.id == wanted), None)
        words = dict(getattr(field, "choices", None) or ())
        return f"{self._place(wanted)}{field.label.text if field else 'What we will do'}", words.get(text, text)

    def _place(self, field: str) -> str:
        if found := re.match(r"p(\d+)-(?:a(\d+)-)?", field):
            return f"Point {found[1]}{f', action {found[2]}' if found[2] else ''}: "
        found = re.match(r"w(\d+)-", field)
        return f"“{self.wishes[int(found[1]) - 1][0]}”: " if found else ""

    @property
    def seen(self) -> dict[str, str]:
        """The marks that the page carried."""
        names = [*(point.id for point in self.desk.mine), "frame"]
        return {name: self.typed.get(f"seen-{name}", "") for name in names} if self.typed else {}

    def reply(self) -> Reply:
        fields = self.around._fields.items() if self.around else ()
        around: dict[str, Any] = {name: field.data or "" for name, field in fields}
        wishes = (Wish(asked=asked, decided=f.decided.data or "", why=f.why.data or "") for asked, f in self.wishes)
        return Reply(**around, blocks={part.point.id: part.block() for part in self.blocks}, wishes=tuple(wishes))

    def _forms(self) -> Iterator[Form]:
        for part in self.blocks:
            yield part.form
            yield from part.actions
        yield from (form for _, form in self.wishes)
        if self.around:
            yield self.around


def _rows(typed: Any, number: int) -> int:
    place = 0
    while f"p{number}-a{place + 1}-text" in typed and place < 20:
        place += 1
    return max(place, 1)
