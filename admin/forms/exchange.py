"""A register handed in: the file, and what is to be done about labels and lines that do not fit."""

from typing import Any

from wtforms import BooleanField, FileField

from models.fields import StrippedForm
from models.web.whole_files import LARGEST

ZIP = b"PK\x03\x04"


class HandInForm(StrippedForm):
    file = FileField(
        "The register",
        description="A .zip of the folder with register.csv in it, up to 25 MB. One file at a time.",
    )
    add_labels = BooleanField("Add labels that our lists do not have, as codes that are not offered for new cases")
    good_lines = BooleanField("Bring in the good lines although others have faults")

    name = ""  # of the file

    def packed(self, sent: Any) -> bytes:
        """The file's bytes; empty with the reason at the field, when it cannot be one."""
        if sent is None or not sent.filename:
            self.file.errors = ["Choose the .zip of the register"]
            return b""
        self.name = str(sent.filename)
        content: bytes = sent.read(LARGEST + 1)
        if len(content) > LARGEST:
            self.file.errors = ["The file is larger than 25 MB. Use the command line for it: heard register import"]
            return b""
        if not content.startswith(ZIP):
            self.file.errors = ["This is not a .zip. Pack the folder with register.csv in it, and choose that file"]
            return b""
        return content
