"""Changing a letter that has not left: one box for each part that may be changed; and sending one back."""

from collections.abc import Mapping
from typing import Any

from wtforms.fields import HiddenField
from wtforms.validators import DataRequired

from models.fields import StoryField, StrippedForm, UpTo, clean_story
from models.post.form import tidy
from models.post.rewriting import VERSIONS, Box, boxes

MOST = 10_000


class GiveBackForm(StrippedForm):
    why = StoryField("What has to change", [DataRequired("Say what has to change"), UpTo(2_000)])


class WriteForm(StrippedForm):
    words = StoryField("The letter", [DataRequired("Write the letter"), UpTo(MOST)])
    because = StoryField("Why it may be hard to read", [UpTo(1_000)])
    about = HiddenField()  # the id of a letter that is no longer so, where this one says what is


class _BecauseForm(StrippedForm):
    because = StoryField("Why it may be hard to read", [UpTo(1_000)])


class Part:
    """One box, as the macros of templates/components want a field."""

    def __init__(self, box: Box, text: str) -> None:
        self.name = self.id = box.name
        self.label = box.block["heading"] or "Text"
        self.data = text
        self.errors: list[str] = []


class ChangeForm:
    """Every open part of a letter. What was typed stays in its box whatever was wrong."""

    def __init__(self, content: Mapping[str, Any], kind: str, typed: Any = None) -> None:
        self.versions = [version for version, key in VERSIONS.items() if content.get(key)]
        known = [box for version in self.versions for box in boxes(kind, content, version) if box.open]
        given = typed or {}
        self.before = {box.name: box.text for box in known}
        self.parts = {box.name: Part(box, clean_story(given.get(box.name, box.text))) for box in known}
        self._more = _BecauseForm(typed)
        self.because = self._more.because

    def __iter__(self) -> Any:
        return iter([*self.parts.values(), self.because])

    @property
    def typed(self) -> dict[str, str]:
        return {name: tidy(str(part.data)) for name, part in self.parts.items()}

    @property
    def changed(self) -> bool:
        return any(text != tidy(self.before[name]) for name, text in self.typed.items())

    @property
    def errors(self) -> dict[str, list[str]]:
        return {field.name: list(field.errors) for field in self if field.errors}

    def wrong(self, problems: Mapping[str, str]) -> None:
        """What keeps it from going, each beside its box; a locked part that is missing is said at the top."""
        self._more.validate()
        for name, words in problems.items():
            field: Any = self.because if name == "because" else self.parts.get(name, self.because)
            field.errors = [*field.errors, words]
        for part in self.parts.values():
            over = len(str(part.data)) - MOST
            if over > 0:
                part.errors.append(f"This is {over:,} characters too long. The most we can keep is {MOST:,}")
