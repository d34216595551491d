"""The way around the staff site: each person sees the links they may open, and no others."""

from datetime import datetime
from typing import Any

from flask import Flask, current_app, g, request, url_for

from admin.helping import help_for
from admin.policy import Who
from admin.rules import RULES
from models.cases.accounts import OUTSIDE
from models.cases.at_hand import AtHand, at_hand
from models.cases.here_too import here_too
from models.cases.second_answer import second_stage
from models.cases.who_decided import decided_first
from models.tables import Case

MAIN = (
    (
        "queue.show",
        "Queue",
        (
            "queue.",
            "case.",
            "files.",
            "points.",
            "messages.",
            "clocks.",
            "wall.",
            "triage.",
            "visits.",
            "checks.",
            "refer.",
            "freezes.",
            "ways.",
            "changes.",
            *(f"tasks.{page}" for page in ("show", "add", "one", "finish", "give")),
        ),
    ),
    ("tasks.everything", "Tasks", ("tasks.everything",)),
    ("radar.show", "Radar", ("radar.",)),
    ("my_cases.show", "My cases", ("my_cases.", "answer.", "contributions.", "stepping_aside.")),
    ("register.show", "Register", ("register.", "exchange.", "taking_up.")),
    ("mail.show", "Mail", ("mail.", "quarantine.")),
    ("letters.show", "To post", ("letters.",)),
    ("learning.everything", "Learning", ("learning.",)),
    ("ombudsman.show", "Ombudsman", ("ombudsman.",)),
    ("pool.show", "Pool", ("pool.",)),
    ("children.show", "My children", ("children.", "child.", "worried.")),
    ("colleagues.show", "Colleagues", ("colleagues.",)),
    ("advocates.show", "Advocates", ("advocates.",)),
    ("aftercare.show", "Got worse", ("aftercare.",)),
    ("provider.show", "Referrals", ("provider.",)),
    ("room.mine", "My rooms", ("room.",)),
    ("duty.alerts", "Alerts", ("duty.",)),
    ("dashboard.show", "Today", ("dashboard.",)),
    ("figures.show", "Figures", ("figures.", "remarks.")),
    ("reports.choose", "Reports", ("reports.", "report_words.", "report_lists.", "publishing.")),
    (
        "records.show",
        "Records",
        ("records.", "record.", "access", "mail_records."),
    ),
    ("audit_trail.show", "Audit", ("audit_trail.",)),
    ("people.show", "People", ("people.", "leavers.")),
    ("handing_over.show", "Hand over", ("handing_over.",)),
    ("settings.show", "Settings", ("settings.", "policy.", "lists.", "wording.", "leading.", "teams.", "contacts.")),
    ("for_me.show", "For me", ("for_me.",)),
    ("account.show", "My account", ("account.", "calendar.")),
)
FEW, NEAR = 6, 6  # so few need no menu; how many stand beside it
EVERY_DAY = (
    "queue.show", "my_cases.show", "tasks.everything", "mail.show", "duty.alerts", "dashboard.show", "letters.show",
    "radar.show", "register.show",
)  # fmt: skip
EVERY = "Every day"
GROUPS: dict[str, tuple[str, ...]] = {  # what is in none is of every day
    "Watching over": ("radar.show", "aftercare.show", "advocates.show", "ombudsman.show", "learning.everything"),
    "Counting": ("register.show", "figures.show", "reports.choose", "records.show", "audit_trail.show"),
    "People and settings": (
        "pool.show", "colleagues.show", "people.show", "handing_over.show", "settings.show", "for_me.show",
        "account.show",
    ),
}  # fmt: skip
TABS = (
    ("case.show", "Their words"),
    ("files.show", "Files"),
    ("points.show", "Points"),
    ("case.timeline", "Timeline"),
    ("messages.show", "Messages"),
    ("case.people", "People"),
    ("case.letters", "Letters"),
    ("learning.show", "Learning"),
    ("clocks.show", "Clocks"),
    ("messages.notes", "Notes"),
    ("tasks.show", "Tasks"),
)


def may(endpoint: str) -> bool:
    """Whether this person may open that page at all: the same table that guards it."""
    policy = RULES.get(endpoint)
    if policy is None or endpoint not in current_app.view_functions or not g.get("staff"):
        return False
    return policy.who is Who.STAFF and (not policy.roles or bool(policy.roles & g.staff.roles))


def at_a_glance() -> AtHand:
    """Asked once for a page, whoever needs it."""
    if "at_hand" not in g:
        g.at_hand = at_hand(g.db, g.staff, g.now)
    known: AtHand = g.at_hand
    return known


def main_nav() -> list[dict[str, Any]]:
    """Every link of this person; `near` are those of every day, which stand beside the menu that holds them all."""
    here, known = request.endpoint or "", at_a_glance()
    counts = {
        "duty.alerts": known.alerts,
        "mail.show": known.mail + known.held,
        "letters.show": known.to_post,
        "records.show": known.access,
        "people.show": known.people + known.nobody,
    }
    mine = [
        (endpoint, text, families)
        for endpoint, text, families in MAIN
        if may(endpoint) and (endpoint != "my_cases.show" or known.given) and not _not_theirs(endpoint)
    ]
    near = sorted((endpoint for endpoint, *_ in mine), key=_nearness)[: len(mine) if len(mine) <= FEW else NEAR]
    return [
        {
            "href": url_for(endpoint),
            "text": text,
            "current": here.startswith(families),
            "count": str(counts.get(endpoint) or ""),
            "near": endpoint in near,
            "group": next((title for title, of in GROUPS.items() if endpoint in of), EVERY),
        }
        for endpoint, text, families in mine
    ]


def _nearness(endpoint: str) -> int:
    return EVERY_DAY.index(endpoint) if endpoint in EVERY_DAY else len(EVERY_DAY)


def _not_theirs(endpoint: str) -> bool:
    """Nobody outside the council is thanked here."""
    return endpoint == "for_me.show" and bool(g.staff.roles & OUTSIDE)


def colleagues_here(case: Case) -> list[tuple[str, datetime]]:
    """Who else has just opened this page, in whichever way it is drawn."""
    family = (request.endpoint or "").split(".")[0]
    pages = [endpoint for endpoint in RULES if endpoint.startswith(f"{family}.")]
    barred = decided_first(g.db, case) if family == "answer" and second_stage(g.db, case) else ()  # K-82
    return here_too(g.db, case, g.staff, pages, now=g.now, without=barred)


def tabs(reference: str) -> list[dict[str, Any]]:
    return [
        {"href": url_for(endpoint, reference=reference), "text": text, "current": request.endpoint == endpoint}
        for endpoint, text in TABS
    ]


def init_app(app: Flask) -> None:
    @app.context_processor
    def add() -> dict[str, Any]:
        known = {"may": may, "here_too": colleagues_here, "help": help_for(request.endpoint or "")}
        nav = main_nav() if g.get("staff") else []
        groups = [(title, of) for title in (EVERY, *GROUPS) if (of := [one for one in nav if one["group"] == title])]
        return {"nav": nav, "nav_groups": groups, **known}
