"""Which cases somebody may see is decided in one place: whatever else asks for cases is listed here, with why (AZ-05).

A function that asks the database for a case has to be given the case, or ask `models/cases/finding.py` who may see it.
The second wall of PostgreSQL is not built (README, decision 102).
"""

import ast
from collections.abc import Iterator

import pytest

from tests.test_house_rules import PRODUCT, short

DECIDES = {"visible", "within_reach", "on_record", "by_reference", "find_on_record"}
ASKS = {"select", "get", "get_one", "query"}
BY_ITSELF = (
    "models/jobs/",
    "models/register/upkeep.py",
    "models/register/writing.py",
    "admin/demo/",
    "admin/commands/",
)
"""The worker, an import and the command line: nobody is shown anything."""
MAY: dict[str, dict[str, str]] = {
    "It is narrowed by whoever calls it, before anything is shown": {
        "models/cases/dashboard.py": "behind", "models/cases/figures_behind.py": "behind",
        "models/cases/radar.py": "behind", "models/cases/queue.py": "_shown", "models/cases/learning.py": "_unmet",
        "models/cases/openings.py": "pieces", "models/cases/posting.py": "for_hands",
    },
    "It has the same condition under a name of its own": {
        "models/cases/quarantining.py": "held one due", "models/cases/figures.py": "_stages _young",
        "models/cases/audit_reading.py": "case_of _walled_cases _references", "models/cases/advocates.py": "news team",
    },
    "It is the wall, and lets nobody in": {
        "models/cases/finding.py": "hidden", "models/cases/telling.py": "walled_off behind_wall",
        "models/cases/wall_upkeep.py": "follow_directory", "models/cases/newcomers.py": "_typed_in",
        "models/reports/scope.py": "behind_the_wall", "models/access/stopping.py": "hold_agreed",
    },
    "The worker or the command line asks, and nobody is shown anything": {
        "models/cases/aftercare.py": "ask_those_due", "models/cases/freezing.py": "warn",
        "models/cases/investigating.py": "begin_signed",
        "models/cases/left_over.py": "ask_for_others", "models/cases/moving.py": "_counted recompute",
        "models/cases/referring.py": "send_waiting give went did_not_go", "models/cases/explaining.py": "explain",
        "models/cases/mail_taking.py": "_place",
    },
    "The person’s own, by the words that they came with": {
        "models/cases/returning.py": "came_back case_of", "models/cases/counting.py": "counts",
        "models/cases/opening.py": "already_opened", "models/cases/parts_followed.py": "parts_followed",
        "models/cases/passing_it_on.py": "asked_of",
    },
    "It is the case of something that was opened, or was asked of this person alone": {
        "models/cases/alerting.py": "tell_case settle_case", "models/cases/interviewing.py": "asked_of",
        "models/cases/mail_back.py": "put_back _home", "models/cases/ombudsman.py": "_keep_next",
        "models/cases/remedying.py": "prove", "models/reports/chasing.py": "ask_for_it",
        "models/access/gathering.py": "of_no_case", "models/access/cases.py": "attached",
    },
    "A yes or no, or a number, and no case": {
        "models/cases/leavers.py": "_has_complaints", "models/register/payments.py": "_cases",
        "models/access/going_out.py": "_post_is_safe",
    },
}  # fmt: skip
LISTED = {f"{path}:{name}" for group in MAY.values() for path, names in group.items() for name in names.split()}


def asking(source: str) -> Iterator[str]:
    """The functions of a file that ask for cases without being given one and without asking who may see it."""
    for one in ast.walk(ast.parse(source)):
        if not isinstance(one, ast.FunctionDef):
            continue
        given = {argument.arg for argument in (*one.args.args, *one.args.kwonlyargs)}
        said = {node.id for node in ast.walk(one) if isinstance(node, ast.Name)}
        said |= {node.attr for node in ast.walk(one) if isinstance(node, ast.Attribute)}
        if "case" not in given and not said & DECIDES and any(map(_for_a_case, ast.walk(one))):
            yield one.name


def _for_a_case(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not node.args:
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    first = node.args[0].value if isinstance(node.args[0], ast.Attribute) else node.args[0]
    return called in ASKS and isinstance(first, ast.Name) and first.id == "Case"


def found() -> set[str]:
    asked = {short(path): path.read_text("utf-8") for path in PRODUCT}
    return {
        f"{path}:{name}" for path, source in asked.items() if not path.startswith(BY_ITSELF) for name in asking(source)
    }


def test_nothing_asks_for_cases_beside_the_one_place_that_decides_who_sees_them_az_05():
    assert found() - LISTED == set(), "ask models/cases/finding.py, be given the case, or say in MAY why not"


def test_what_is_listed_is_still_there_az_05():
    assert LISTED - found() == set(), "no longer asks by itself: take it off the list"


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        ("def one(db, case_id):\n    return db.get(Case, case_id)", True),
        ("def one(db, case_id):\n    return db.get_one(Case, case_id)", True),
        (
            "def all_of(db, actor):\n    return db.scalars(select(Case.reference).where(late)).all()",
            True,
        ),
        ("def all_of(db, actor):\n    return db.scalars(select(Case).where(visible(actor))).all()", False),
        ("def other(db, case):\n    return db.get(Case, case.part_of_id)", False),
    ],
)
def test_the_rule_catches_what_it_is_for_az_05(source, caught):
    assert bool(list(asking(source))) is caught


def test_no_view_asks_the_database_by_itself_az_05():
    views = [path for path in PRODUCT if short(path).startswith(("admin/", "portal/")) and "demo" not in path.parts]
    wrong = [
        f"{short(path)}:{node.lineno}"
        for path in views
        if "commands" not in path.parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if _for_a_case(node)
    ]
    assert wrong == []
