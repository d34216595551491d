"""The forms of a file: a document of ours, why the original, why unlocked, and what a recording says."""

from wtforms import FileField
from wtforms.validators import DataRequired

from admin.forms.papered import PaperedForm
from models.cases.documents import Told
from models.cases.file_care import WHY_ORIGINAL, WHY_UNLOCK
from models.fields import DateField, LineField, ListField, PickField, StoryField, StrippedForm, UpTo
from models.procedure.documents import DOCUMENTS, Document


class DocumentForm(PaperedForm):
    kind = ListField(
        "What is it?", [DataRequired("Choose what it is")],
        choices=[("", "Choose"), *((code.value, words) for code, words in DOCUMENTS.items())],
    )  # fmt: skip
    title = LineField("A title that names nobody", [DataRequired("Write a title"), UpTo(120)])
    on = DateField("The day it is from", [DataRequired("Enter the day it is from")], what="The day")

    paper = FileField("The document")
    needed = True

    @property
    def told(self) -> Told:
        assert self.on.data is not None  # noqa: S101 - the form asked for it
        return Told(Document(self.kind.data), self.title.data or "", self.on.data)


class VoiceForm(PaperedForm):
    """A recording of a letter: one of ours reads it out."""

    paper = FileField("The recording")
    needed = True
    whose, choose = "voice", "Choose the recording"


class OriginalForm(StrippedForm):
    why = PickField("Why do you need the original?", [DataRequired("Choose why")], choices=list(WHY_ORIGINAL.items()))


class UnlockForm(StrippedForm):
    unlock = PickField("Why may it be opened?", [DataRequired("Choose why")], choices=list(WHY_UNLOCK.items()))


class TypedForm(StrippedForm):
    text = StoryField("What it says", [DataRequired("Write down what the recording says"), UpTo()])
