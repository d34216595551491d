"""A wrong answer on any staff form: said at the top and at its box in the same words, and nothing typed is lost (T14).

The forms are found on the pages themselves, so that a new one is asked too.
"""

import html
import re

import pytest

from models.procedure.terms import Role, State
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import routed, who

BLAMES = re.compile(r"\b(please|sorry|valid|invalid|oops)\b", re.IGNORECASE)
WRONG = "nosuchanswer " * 5_000  # too long for any box, and nothing that was offered
OF_A_CASE = (
    "", "/triage", "/tasks", "/messages", "/notes", "/people", "/points", "/files", "/timeline", "/answer",
    "/allocation", "/extension", "/freezes", "/learning", "/promises", "/contributions", "/changes", "/checks",
    "/waiting", "/behaviour",
)  # fmt: skip
PAGES = [
    *((Role.OFFICER, f"/cases/{{new}}{page}") for page in OF_A_CASE),
    *((Role.OFFICER, f"/cases/{{routed}}{page}") for page in OF_A_CASE),
    *((Role.OFFICER, page) for page in ("/register", "/tasks", "/account")),
    *((Role.MANAGER, page) for page in ("/hand-over/{officer}", "/records/case/{closed}")),
    *((Role.RECORDS, f"/records/{page}") for page in ("periods", "holds", "requests/new")),
    *((Role.ADMINISTRATOR, page) for page in ("/people", "/people/{officer}", "/settings")),
]
LEAST = 35  # answers that were refused with their errors: fewer would mean that the forms were not found


@pytest.fixture
def places(db, keys, person):
    officer = person(Role.OFFICER, name="Priya Shah")
    new = make_case(db, keys.staff.ring, now=MONDAY).case
    going, _ = routed(db, keys.staff.ring, who(officer))
    over = make_case(db, keys.staff.ring, now=MONDAY).case
    over.state, over.closed_on = State.CLOSED, MONDAY.date()
    going.officer_id = officer.staff_id
    db.commit()
    named = {"new": new.reference, "routed": going.reference, "closed": over.reference}
    return {**named, "officer": str(officer.staff_id)}


def wrong_for(form):
    """Every box of a form with what it does not take; hidden ones and the button as they are."""
    given = {}
    for tag, one in form["fields"]:
        kind = one.get("type", "") if tag == "input" else ""
        if tag == "button":
            given.setdefault(one["name"], one.get("value", ""))
        elif kind in ("hidden", "file", "password") or one.get("autocomplete") == "one-time-code":  # never shown again
            given[one["name"]] = one.get("value", "")
        elif kind not in ("submit", "checkbox", "radio"):
            given[one["name"]] = WRONG
    given.pop("csrf_token", None)
    return {name: value for name, value in given.items() if name != "page"}


def faults(page, given):
    """What T14 asks, and this page does not do."""
    top = page.html.split('class="govuk-error-summary"')
    if len(top) < 2:
        return ["no summary"]
    said = re.findall(r'<a[^>]*href="#([^"]+)"[^>]*>(.*?)</a>', top[1].split("</ul>")[0], re.DOTALL)
    found = [] if said else ["nothing is said at the top"]
    found += [] if page.text.startswith("Error: ") else ["the title says nothing"]
    found += [] if "There is a problem" in page.text else ["no heading"]
    for place, words in said:
        found += [] if f'id="{place}"' in page.html else [f"#{place} is not there"]
        found += [] if page.html.count(words) >= 2 else [f"{html.unescape(words)!r} stands at the top alone"]
        found += [f"{words!r} begs or blames"] if BLAMES.search(words) else []
    kept = html.unescape(page.html).count(WRONG.strip())
    typed = sum(value == WRONG and not _picked(page, name) for name, value in given.items())
    return found + ([] if kept >= typed else [f"{typed - kept} boxes were emptied"])


def _picked(page, name):
    return any(tag == "select" and one.get("name") == name for tag, one in page.tags)


def test_every_staff_form_explains_a_wrong_answer_and_loses_nothing_t14(admin, sign_in, places):
    wrong, refused, last = [], 0, None
    for role, address in PAGES:
        if role is not last:
            sign_in(role, name=f"Robin {role.value}")
            last = role
        at = address.format(**places)
        if admin.get(at).status_code != 200:
            continue
        for form in admin.page.forms:
            to = form["attributes"].get("action") or at
            given = wrong_for(form)
            if form["attributes"].get("method") != "post" or WRONG not in given.values():
                continue
            answer = admin.post(to, data=given)
            assert answer.status_code in (200, 303, 400, 404, 409, 422), (to, answer.status_code)
            if answer.status_code == 422:
                refused += 1
                wrong += [f"{to}: {fault}" for fault in faults(admin.page, given)]
            admin.get(at)
    assert not wrong, "\n".join(wrong)
    assert refused >= LEAST
