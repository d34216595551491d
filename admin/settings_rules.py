"""Who may set what: an administrator most things; lists, letters and the policy also the complaints manager.
The table of everything is admin/rules.py."""

from admin.policy import Policy, only
from models.procedure.terms import Role

ADMINISTRATOR = only(Role.ADMINISTRATOR)
EITHER = only(Role.ADMINISTRATOR, Role.MANAGER)
SETTINGS = (
    "duty", "keep_duty", "holidays", "add_holiday", "take_back_holiday",
    "providers", "add_provider", "open_or_close_provider", "languages", "keep_languages",
    "letters", "keep_letters",
)  # fmt: skip
PEOPLE = (
    "show", "person", "add", "invite", "roles", "agree", "refuse", "disable",
    "enable", "password", "factor", "sessions", "change", "again",
)  # fmt: skip

SETTINGS_RULES: dict[str, Policy] = {
    **dict.fromkeys(("settings.show", "settings.policy"), EITHER),
    **dict.fromkeys((f"settings.{page}" for page in SETTINGS), ADMINISTRATOR),
    **dict.fromkeys(("policy.change", "policy.ask"), ADMINISTRATOR),
    **dict.fromkeys((f"policy.{do}" for do in ("one", "agree", "turn_down", "take_back")), EITHER),
    **dict.fromkeys((f"lists.{page}" for page in ("show", "one", "entry", "keep", "put_back")), EITHER),
    **dict.fromkeys((f"contacts.{page}" for page in ("show", "keep", "put_back")), EITHER),
    **dict.fromkeys((f"wording.{page}" for page in ("show", "one", "keep", "put_back")), EITHER),
    **dict.fromkeys(("leading.show", "leading.keep"), ADMINISTRATOR),
    **dict.fromkeys((f"people.{page}" for page in PEOPLE), ADMINISTRATOR),
    **dict.fromkeys((f"teams.{page}" for page in ("show", "add", "one", "keep", "open_or_close")), ADMINISTRATOR),
    **dict.fromkeys((f"leavers.{page}" for page in ("show", "leave", "back")), ADMINISTRATOR),
}
