"""Who decides how long cases are kept: a records officer and the complaints manager, so that there are two."""

from admin.policy import case_of, only
from models.procedure.terms import Role

KEEPERS = (Role.RECORDS, Role.MANAGER)
SEE_WHAT_IS_LEFT = (Role.OFFICER, Role.MANAGER, Role.ALTERNATE, Role.RESPONDER)
LISTS = (
    "show", "find", "periods", "ask_period", "settle_period", "holds", "hold_everything", "hold_alert", "look_again",
    "ask_to_lift", "lift", "gone", "certificate",
)  # fmt: skip
REQUESTS = (
    "show",
    "new",
    "keep",
    "one",
    "identity",
    "authority",
    "pause",
    "extend",
    "child",
    "add",
    "add_loose",
    "nothing",
    "answer",
    "erase",
)
PAPERS = (
    "show", "sure", "drop", "share", "settle_share", "gather", "paper", "judge", "picture", "recording", "everywhere",
    "why", "ask", "settle", "take", "release",
)  # fmt: skip
ONE = ("show", "hold", "asked", "decide", "settle", "tell")
RECORDS_RULES = {
    **dict.fromkeys((f"records.{page}" for page in LISTS), only(*KEEPERS)),
    **dict.fromkeys((f"record.{page}" for page in ONE), case_of(*KEEPERS)),
    **dict.fromkeys((f"access.{page}" for page in REQUESTS), only(*KEEPERS)),
    **dict.fromkeys((f"access_case.{page}" for page in PAPERS), only(*KEEPERS)),
    **dict.fromkeys(("access_built.show", "access_built.page"), only(*KEEPERS)),
    **dict.fromkeys((f"access_elsewhere.{page}" for page in ("show", "ask", "came")), only(*KEEPERS)),
    **dict.fromkeys((f"mail_records.{page}" for page in ("one", "copy", "taken", "back")), only(*KEEPERS)),
    "erased.show": case_of(*SEE_WHAT_IS_LEFT),
}
