"""What a paper is that staff put on a case: a scan, a signed statement, a report that came by post (rules 3.1 to 3.4).

None of them is shown on the person's page. What the law gives to the person (both reports, the panel's report, the
statement) reaches them by its letter.
"""

from enum import StrEnum

ADDED = "document_{}"  # the reason of the entry that says so


class Document(StrEnum):
    """The closed list."""

    SIGNED_STATEMENT = "signed_statement"
    INVESTIGATOR_REPORT = "investigator_report"
    INDEPENDENT_REPORT = "independent_report"
    FACTS_ANSWER = "facts_answer"
    PANEL_REPORT = "panel_report"
    PANEL_PAPER = "panel_paper"
    MINUTES = "minutes"
    CONSENT = "consent"
    LETTER_THEIRS = "letter_theirs"
    LETTER_OTHER = "letter_other"
    RECORD = "record"
    OTHER = "other"


DOCUMENTS: dict[Document, str] = {
    Document.SIGNED_STATEMENT: "Statement of complaint, signed",
    Document.INVESTIGATOR_REPORT: "Report of the investigating officer",
    Document.INDEPENDENT_REPORT: "Report of the independent person",
    Document.FACTS_ANSWER: "Answer to the check of the facts",
    Document.PANEL_REPORT: "Report of the panel",
    Document.PANEL_PAPER: "Paper for the panel",
    Document.MINUTES: "Minutes",
    Document.CONSENT: "Consent or authority, signed",
    Document.LETTER_THEIRS: "Letter or form from the person",
    Document.LETTER_OTHER: "Letter from somebody else",
    Document.RECORD: "Paper of our own records",
    Document.OTHER: "Something else",
}
