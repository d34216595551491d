"""Who may open the pages of the desk: the queue and its search, messages, notes, the wall, tasks and
the fault radar."""

from admin.policy import Policy, case_of, only
from models.procedure.terms import Role

_OFFICE = (Role.OFFICER, Role.MANAGER, Role.ALTERNATE)
_LISTS = (
    "queue.show",
    "queue.search",
    "tasks.everything",
    "radar.show",
    "radar.one",
    "giving_out.show",
    "giving_out.give",
    "tasks.several",
)
_CASE = (
    *(f"messages.{page}" for page in ("show", "send", "read", "texted", "notes", "note")),
    *(f"wall.{page}" for page in ("confirm", "lift", "add", "step_aside", "asked", "without", "keep_from")),
    *(f"tasks.{page}" for page in ("show", "add", "one", "finish", "give")),
    "entry_marks.keep",
)

DESK_RULES: dict[str, Policy] = {
    **{f"worried.{page}": only(Role.ADVOCATE, Role.ADVOCATE_LEAD) for page in ("show", "send")},
    **{endpoint: only(*_OFFICE) for endpoint in _LISTS},
    **{f"handing_over.{page}": only(Role.MANAGER, Role.ALTERNATE) for page in ("show", "one", "give", "away", "back")},
    **{endpoint: case_of(*_OFFICE) for endpoint in _CASE},
    **{f"drafts.{page}": case_of(*_OFFICE, Role.RESPONDER, Role.OUTSIDER) for page in ("keep", "drop")},
    **{f"stepping_aside.{page}": case_of(*_OFFICE, Role.RESPONDER) for page in ("show", "leave")},
}
