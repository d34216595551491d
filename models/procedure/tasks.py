"""Kinds of task: what it says without a word of the file, and by when it is done unless somebody says another day."""

from dataclasses import dataclass

OWN = "own"
BOUNCED = "bounced"
TEXT_LOST, PAPER_LOST, PAPER_UNKNOWN = "text_lost", "paper_lost", "paper_unknown"
NO_OFFICER, NO_RESPONDER, NO_FACTS = "no_officer", "no_responder", "no_facts"
TELL_CHILD, TELL_OTHERS = "tell_child", "tell_others"
LATE_LETTER, LATE_DAY = "late_letter", "late_day"
WITHDRAWN = "withdrawn"
NO_ADVOCATE, ADVOCATE_LATE = "no_advocate", "advocate_late"
MAIL_FILES = "mail_files"
DRAFT_IN, REPORTS_IN = "draft_in", "reports_in"
GATHER = "gather"
MAY_NOT, SET_RIGHT = "may_not", "set_right"


@dataclass(frozen=True, slots=True)
class Kind:
    label: str  # neutral: it stands in lists, in the morning's mail and in a calendar
    days: int  # working days


KINDS: dict[str, Kind] = {
    OWN: Kind("A task", 3),
    NO_OFFICER: Kind("Its officer sees it no more: name another", 1),
    NO_RESPONDER: Kind("Who was to answer sees it no more: give it to somebody else", 1),
    NO_FACTS: Kind("Who was asked for facts stepped aside: ask somebody else", 1),
    TELL_CHILD: Kind("Tell the child what was decided, and how they took it", 3),
    LATE_LETTER: Kind("Stage 2 is past its longest time: the letter that says so is owed", 1),
    LATE_DAY: Kind("The day that the late letter gave: answer by then, or write again", 1),
    TELL_OTHERS: Kind("Somebody else must be told in writing of what was decided, and why", 5),
    WITHDRAWN: Kind("They stopped: decide whether what they raised is looked into all the same", 5),
    NO_ADVOCATE: Kind("No advocate was found: ask for one by phone", 1),
    ADVOCATE_LATE: Kind("No advocate was in touch by the day that was said: ring who was asked", 1),
    MAIL_FILES: Kind("Files that came by mail have no room on the case: look at them with the mail", 3),
    DRAFT_IN: Kind("The draft report of stage 2 is in: send everybody spoken with their facts to check (K-37)", 1),
    REPORTS_IN: Kind("Both reports of stage 2 are in: give it to a senior manager to decide (K-40)", 1),
    GATHER: Kind("A paper of a request to see records: gather it", 3),
    SET_RIGHT: Kind("A letter that left is no longer so: write to them what is so, from the page of that letter", 1),
    MAY_NOT: Kind("Somebody from outside may not have their part: end it, and appoint somebody else (REG 17, 19)", 1),
    BOUNCED: Kind("Mail to them came back: find a way that reaches them", 1),
    TEXT_LOST: Kind("A text did not reach them: find a way that does", 1),
    PAPER_LOST: Kind("A letter was not printed and posted for us: print and post it", 1),
    PAPER_UNKNOWN: Kind("Nobody said whether a letter was posted: look in GOV.UK Notify", 1),
}
