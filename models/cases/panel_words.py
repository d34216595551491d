"""The words of stage 3 and of the Ombudsman in the history of a case, beside those of timeline.py."""

from models.procedure.ombudsman import STANDS

PANEL_REASONS: dict[str, str] = {
    "appointed_chair": "Chair of the panel appointed",
    "appointed_member": "Panel member appointed",
    "ended_chair": "The chair left the panel",
    "ended_member": "A panel member left the panel",
    "room_opened_chair": "The room of the panel’s chair was opened",
    "room_opened_member": "The room of a panel member was opened",
    "room_closed_chair": "The room of the panel’s chair was closed",
    "room_closed_member": "The room of a panel member was closed",
    "report_again": "The panel’s report was put right",
    "response_saved": "The director’s response was written on",
    "fixed_without_yes": "Without their yes: what was tried is written down",
    "told_us": "They told us which dates work",
    "agreed_page": "They agreed in a message",
    "agreed_phone": "They agreed by phone",
    "agreed_meeting": "They agreed at a meeting",
    "agreed_letter": "They agreed in writing",
    "ombudsman_enquiry": "An enquiry",
    "ombudsman_investigation": "An investigation",
    "ombudsman_premature": "Sent back to us as too early",
    "ombudsman_decided": "The Ombudsman decided",
    "ombudsman_put_right": "What was written down of their decision was put right",
    "ombudsman_linked": "It was found to be about this case",
    **{f"remedy_{code}": words for code, words in STANDS.items()},
}

OUTSIDE_ACTIONS: dict[str, str] = {  # of the audit
    "outside_letter": "Wrote to somebody from outside",
    "view_outside_letter": "Read a letter to somebody from outside",
    "panel_report_document": "Handed in a panel’s report as a document",
    "panel_draft_left": "Closed what a chair had typed, as the report came another way",
    "panel_report_drafted": "Saved what a panel’s report says so far",
}
