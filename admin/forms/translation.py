"""Their words in English, and which language theirs is in."""

from wtforms.validators import DataRequired

from models.fields import LineField, StoryField, StrippedForm, UpTo


class TranslationForm(StrippedForm):
    language = LineField(
        "Which language is it in?",
        [DataRequired("Enter the language"), UpTo(60, "The language")],
        description="Like Polish",
    )
    text = StoryField("In English", [DataRequired("Enter the translation"), UpTo()])
