"""Who may do what with letters, mail and contact: letters that have not left, those for somebody's hands, mail that
came, measures on contact, learning, the Ombudsman. The table of everything is admin/rules.py."""

from admin.policy import Policy, case_of, only
from models.procedure.terms import Role

OFFICE = (Role.OFFICER, Role.MANAGER, Role.ALTERNATE)
OF_A_CASE = (
    "letters.one", "letters.pdf", "letters.word", "letters.posted", "letters.called", "outgoing.call_back",
    "outgoing.now", "outgoing.check", "outgoing.agree", "outgoing.give_back", "outgoing.change", "outgoing.keep",
    "outgoing.drop", "voiced.show", "voiced.keep", "voiced.drop",
)  # fmt: skip

OMBUDSMAN = ("show", "new", "add", "one", "moved", "answered", "decided", "remedy", "go_on", "prove", "link", "again")
MAIL = (
    "show", "search", "one", "copy", "original", "case", "make", "attach", "put", "no_complaint", "back", "to_records",
)  # fmt: skip

LETTER_RULES: dict[str, Policy] = {
    **dict.fromkeys(("letters.show", "letters.batch"), only(*OFFICE)),
    **dict.fromkeys(OF_A_CASE, case_of(*OFFICE)),
    **dict.fromkeys(("writing.show", "writing.send"), case_of(*OFFICE)),
    # before it is on a case, for the team and nobody who is named in it; on a case, for who may see the case
    **dict.fromkeys((f"mail.{page}" for page in MAIL), only(*OFFICE)),
    **dict.fromkeys((f"quarantine.{page}" for page in ("show", "one", "let_in", "machine")), only(*OFFICE)),
    **dict.fromkeys((f"ombudsman.{page}" for page in OMBUDSMAN), only(*OFFICE)),
    "learning.everything": only(*OFFICE),
    "learning.release": case_of(Role.MANAGER, Role.ALTERNATE),
    "learning.take_back": case_of(Role.MANAGER, Role.ALTERNATE),
    **dict.fromkeys(("learning.show", "learning.meet", "learning.act", "learning.line"), case_of(*OFFICE)),
    "behaviour.everyone": only(*OFFICE),
    **dict.fromkeys(("behaviour.show", "behaviour.warn", "behaviour.meet", "behaviour.drop"), case_of(*OFFICE)),
    **dict.fromkeys(("behaviour.decide", "behaviour.again"), case_of(Role.MANAGER, Role.ALTERNATE)),
}
