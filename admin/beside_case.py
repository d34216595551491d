"""A paper that staff have, put on its case beside what is written down of it."""

import uuid
from datetime import date

from flask import current_app, g

from admin.forms.papered import PaperedForm
from models.cases import documents
from models.procedure.documents import DOCUMENTS, Document
from models.sealing import Keyring
from models.tables import Case


def document(form: PaperedForm, case: Case, told: documents.Told, keys: Keyring, *, outside: bool = False) -> uuid.UUID:
    """The file that the form took. `outside`: a report, which goes out with the letter about it."""
    scan = bool(current_app.config["HEARD"].scanner)
    by = {"keys": keys, "actor": g.staff, "now": g.now}
    return documents.add(g.db, case, form.good[0].taken, told, scan=scan, outside=outside, **by).id


def with_it(form: PaperedForm, case: Case, kind: Document, on: date | None, keys: Keyring) -> None:
    """The paper itself, where one was chosen, under the name of its kind."""
    if form.good and on is not None:
        document(form, case, documents.Told(kind, DOCUMENTS[kind], on), keys)
