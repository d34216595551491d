"""Asking for new words, and giving an advocate words of their own."""

from wtforms.validators import DataRequired

from models.cases.reissuing import CHILD, FIRST, HOW
from models.fields import PickField, StrippedForm


class WordsForm(StrippedForm):
    how = PickField(
        "How will they hear the new words?",
        [DataRequired("Choose a safe way in which they will hear the words")],
        choices=list(HOW.items()),
    )


class AdvocateForm(StrippedForm):
    consent = PickField(
        "How do you know that the person wants this?",
        [DataRequired("Say how you know that they want this")],
        choices=[("here", "They wrote it on their page"), ("spoken", "They told me"), ("letter", "They signed it")],
    )


class FirstForm(StrippedForm):
    how = PickField(
        "How will they hear the words?",
        [DataRequired("Choose a safe way in which they will hear the words")],
        choices=list(FIRST.items()),
    )


class ChildForm(StrippedForm):
    how = PickField(
        "How will the child hear the words?",
        [DataRequired("Choose a safe way in which the child will hear the words")],
        choices=list(CHILD.items()),
    )
