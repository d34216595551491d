"""What goes into the file for the Ombudsman, and in which form."""

from wtforms.validators import DataRequired

from models.fields import PickField, StrippedForm, TilesField
from models.reports.case_file import PARTS


class FileForm(StrippedForm):
    parts = TilesField("What goes in?", [DataRequired("Choose at least one")], choices=PARTS.items())
    form = PickField(
        "As what?", [DataRequired("Choose a form")],
        choices=[("pdf", "One PDF with an index"), ("zip", "A folder: the PDF, each document, and the files")],
    )  # fmt: skip
