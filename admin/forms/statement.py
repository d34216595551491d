"""Drafting the statement of complaint, and writing down how it was put right or signed away from the page."""

from wtforms.validators import DataRequired

from admin.forms.papered import PaperedForm
from models.cases.stating import HOW, Words
from models.fields import DateField, LineField, ListField, PickField, StoryField, StrippedForm, TilesField, UpTo


class DraftForm(StrippedForm):
    """Points and wishes, a blank line between each: no drag, no rows to add, and it pastes from a letter."""

    points = StoryField("What is to be looked into", [DataRequired("Write at least one point"), UpTo(20_000)])
    wishes = StoryField("What the person wants to happen", [UpTo(10_000)])

    def words(self) -> Words:
        return Words(_parts(self.points.data or ""), _parts(self.wishes.data or ""))

    @classmethod
    def of(cls, words: Words) -> "DraftForm":
        return cls(data={"points": "\n\n".join(words.points), "wishes": "\n\n".join(words.wishes)})


class ToldForm(StrippedForm):
    """What they said about one line, by phone or at a meeting."""

    line = ListField("Which line?", [DataRequired("Choose the line")])
    right = PickField(
        "What did they say?",
        [DataRequired("Say what they said")],
        choices=[("yes", "It is right"), ("no", "Change it")],
    )
    text = StoryField("What should it say?", [UpTo(5_000)])


class NewForm(StrippedForm):
    text = StoryField("What is new, as they said it", [DataRequired("Write down what is new"), UpTo(5_000)])


class SignedForm(PaperedForm):
    how = PickField("How did they sign?", [DataRequired("Say how they signed")], choices=HOW.items())
    name = LineField("The name they signed with", [DataRequired("Write the name they signed with"), UpTo(200)])
    on = DateField("When?", [DataRequired("Enter the day they signed")], what="The day")


class OwnWordsForm(StrippedForm):
    theirs = TilesField(
        "Are they their own words?", [DataRequired("Look at each point first, and tick that it says what they said")],
        choices=[("yes", "Each point says what they said, in their own words")],
    )  # fmt: skip
    why = StoryField("What was tried, and why they do not sign", [DataRequired("Say what was tried"), UpTo(2_000)])


def _parts(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.replace("\r", "").split("\n\n") if part.strip())
