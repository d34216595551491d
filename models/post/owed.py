"""What becomes of a letter that was called back: which kinds may be dropped, and why the others are owed.

One row a kind. A kind that may be dropped says what that leaves; one that may not says what the person has to be told,
by which rule, and what can be done instead. An answer is in neither table: called back, it is open at its desk again.
"""

_OF_A_DAY = frozenset({"panel_date", "panel_papers"})  # each says when the panel meets
UNDONE_BY: dict[str, frozenset[str]] = {  # an event, or the reason of a note: the kinds that are no longer true then
    "panel_cancelled": _OF_A_DAY,
    "s3_referred": _OF_A_DAY,
    "withdrawn": _OF_A_DAY,
    "ended_chair": frozenset({"panel_date"}),  # it names who sits
    "ended_member": frozenset({"panel_date"}),
    "report_again": frozenset({"panel_report", "panel_report_again"}),  # the panel’s report was put right
    "statement_offered": frozenset({"statement"}),  # of the version before
    "statement_reopened": frozenset({"statement"}),
}
"""A letter of these kinds that has not left is kept back, one that has left is marked; what is so is written anew."""

_ENDS = frozenset({"withdrawal", "early_referral", "closure", "ordered_again"})
SET_RIGHT_BY: dict[str, frozenset[str]] = {  # of a letter that had left: the kinds that say what is so instead
    **{kind: frozenset({kind}) | _ENDS for kind in ("panel_date", "panel_papers", "statement")},
    **dict.fromkeys(("panel_report", "panel_report_again"), frozenset({"panel_report_again"}) | _ENDS),
}

DROPPED: dict[str, str] = {
    "general": "Nothing in the case depends on it.",
    "extension_asked": "The question is taken back, the day stays, and you can ask again.",
    "extension_statutory": "No more time is announced: the day stays as it is.",
    "extension_corporate": "No more time is announced: the day stays as it is.",
    "extension_stage2": "No more time is announced: the day stays as it is.",
    "extension_corporate2": "No more time is announced: the day stays as it is.",
    "statement": "It stays offered. You can send it again under Statement of complaint.",
    "acknowledgement_stage2": "Its clock runs on. You can acknowledge the request again under Stage 2.",
    "acknowledgement_corporate2": "Its clock runs on. You can acknowledge the request again under Stage 2.",
    "acknowledgement_stage3": "Its clock runs on. You can acknowledge the request again under Stage 3.",
    "panel_date": "They do not know the day yet. You can write to them again under Stage 3.",
    "behaviour_warning": "The matter ends: nothing can follow from a warning that nobody had.",
    "holding": "The day stays as it is. Before it passes they have to be told (K-85).",
}

_TOLD = "They have to be told what we do with it, and who answers by when (rules 3.2). Change the letter and send it."
_REFUSED = (
    "A refusal is owed in writing, with its reasons and the Ombudsman (rules 3.6). Change the letter and send it. To "
    "take it up after all, send the letter that says so."
)
_MEASURE = (
    "A measure on contact stands only if they were told in writing why, for how long and when it is looked at again "
    "(rules 3.7). Change the letter and send it, or end the measure."
)
_WAITS = "They have to be told what waits and until when (REG 8, K-42). Change the letter and send it."
_THANKED = "Whoever writes to us is told what became of it (K-90). Change the letter and send it."
OWED: dict[str, str] = {
    **dict.fromkeys(
        (
            "acknowledgement_statutory", "acknowledgement_corporate", "acknowledgement_concern", "route_told",
            "permission", "duty_matter", "mp_enquiry", "reclassified",
        ),
        _TOLD,
    ),
    **dict.fromkeys(("refusal", "refusal_stage3"), _REFUSED),
    **dict.fromkeys(("behaviour_decision", "behaviour_review"), _MEASURE),
    **dict.fromkeys(("on_hold", "freeze", "not_reached", "waiting"), _WAITS),
    **dict.fromkeys(("thanks", "idea_answer"), _THANKED),
    "extension_agreed": "They said yes to a new day, and it is confirmed in writing (K-12). Change it and send it.",
    "who_answers": "They could not be told before who answers, and by when (K-06). Change the letter and send it.",
    "closure": "An end is confirmed in writing (TW 6.2). Change the letter and send it, then reopen the case.",
    "withdrawal": "That they stopped is confirmed in writing (TW 6.2). Change the letter and send it.",
    "withdrawal_alone": "That they alone stopped is confirmed in writing (TW 6.2). Change the letter and send it.",
    "joined": "They are one of those who complain, and have to know it (S-39). Change the letter and send it.",
    "restarted": "That it goes on is confirmed in writing (TW 6.2). Change the letter and send it.",
    "ordered_again": "A stage is done again, and they have to know which and by when (3.8). Change it and send it.",
    "late_stage2": "They are owed an apology, a new day and the Ombudsman (K-41). Change the letter and send it.",
    "correction": "They hold a letter that says otherwise (G-07). Change this one and send it.",
    "invitation": "The proceedings ended, and they have to know that they may send it again (REG 8). Send it.",
    "early_referral": "They agreed to it, and it is confirmed in writing (rules 3.5). Change the letter and send it.",
    "panel_papers": "The panel has its papers, so the person has them too (K-55). Change the letter and send it.",
    "panel_report": "The panel’s report is theirs within five working days (REG 20), as the panel wrote it. Send it.",
    "no_longer_so": "They hold a letter that is no longer so, and have to know it (K-54). Change this one and send it.",
    "panel_report_again": "They hold a report that is wrong, and the right one is theirs (REG 20). Send it.",
    "route_answer": "This is the answer to what they sent (rules 3.6). Change the letter and send it.",
}  # fmt: skip
