"""The whole matrix: every actor, every endpoint of the staff site, cases in every kind of state (AZ-01 to AZ-04)."""

import re
import tomllib
import uuid
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from werkzeug.routing import BuildError

from models.audit import SYSTEM
from models.cases import advocates
from models.cases.walls import wall_off
from models.procedure.terms import Procedure, Role, State
from models.tables import Appointment, Base, Contribution, Outsider, Point, Staff
from tests.conftest import ENGINE, MONDAY
from tests.making import make_case

MATRIX: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "matrix.toml").read_text("utf-8"))
GROUPS = MATRIX["groups"]
# The shape of each state. An actor tries an endpoint in one or two of them, which go round from actor to actor and from
# endpoint to endpoint: every endpoint meets every state, and every actor every endpoint. PostgreSQL has three, in turn.
STATES = {
    State.RECEIVED: None,
    State.S1_OPEN: Procedure.STATUTORY,
    State.S1_RESPONDED: Procedure.STATUTORY,
    State.C1_EXTENDED: Procedure.CORPORATE,
    State.WITHDRAWN: Procedure.STATUTORY,
    State.REFUSED: Procedure.REFUSED,
    State.CLOSED: Procedure.STATUTORY,
}
# who, the role they sign in with, and whether the cases of this test are theirs to see
ACTORS = [
    ("nobody", None, False),
    ("half", None, False),
    ("officer of record", Role.OFFICER, True),
    ("another officer", Role.OFFICER, True),
    ("officer who is named", Role.OFFICER, False),
    ("officer in the team of who is named", Role.OFFICER, False),
    ("manager", Role.MANAGER, True),
    ("manager above who is named", Role.MANAGER, False),
    ("alternate of a case the team may open", Role.ALTERNATE, False),
    ("alternate of a case nobody else may open", Role.ALTERNATE, True),
    ("alternate who is named", Role.ALTERNATE, False),
    ("responder given the case", Role.RESPONDER, True),
    ("responder given a point", Role.RESPONDER, True),
    ("responder asked for facts", Role.RESPONDER, True),
    ("responder of other cases", Role.RESPONDER, False),
    ("responder given the case who is named", Role.RESPONDER, False),
    ("duty", Role.DUTY, False),
    ("director", Role.DIRECTOR, False),
    ("administrator", Role.ADMINISTRATOR, False),
    ("auditor", Role.AUDITOR, False),
    ("records officer", Role.RECORDS, True),
    ("records officer who is named", Role.RECORDS, False),
    ("advocacy provider", Role.PROVIDER, False),
    ("advocate the child lets in", Role.ADVOCATE, True),
    ("advocate of other children", Role.ADVOCATE, False),
    ("advocate the child lets in who is named", Role.ADVOCATE, False),
    ("outsider with a room", Role.OUTSIDER, True),
    ("outsider of other cases", Role.OUTSIDER, False),
    ("outsider with a room who is named", Role.OUTSIDER, False),
    ("outsider with a room whose day has passed", Role.OUTSIDER, False),
    ("outsider with a room who left the pool", Role.OUTSIDER, False),
    ("advocate who leads an organisation", Role.ADVOCATE_LEAD, False),
]
# Who may open what is decided in Python; PostgreSQL shows that its own roles and locks stand in nobody's way, and in
# the way of nobody else, with those who open most and one who may open nothing. SQLite has everybody.
TRIED = ACTORS if ENGINE == "sqlite" else [one for one in ACTORS if one[2] or one[0] == "officer who is named"][::2]
FIRST = {next(who for who, also, _ in TRIED if also is role) for _, role, _ in TRIED if role} | {"nobody", "half"}
# Rows of every table but what looking itself writes, and the sum of the cases' versions: one question, made once.
COUNTING = text(
    " UNION ALL ".join(
        f"SELECT '{table}', count(*) FROM \"{table}\""
        for table in sorted(set(Base.metadata.tables) - {"audit", "audit_head", "staff_session"})
    )
    + " UNION ALL SELECT 'versions', coalesce(sum(version), 0) FROM \"case\""
)
BEHIND = {"named": "named", "in the team": "team", "above": "line"}


def endpoints(app):
    return {rule.endpoint: rule for rule in app.url_map.iter_rules()}


def test_every_endpoint_is_in_the_matrix_and_nothing_else_az_01(admin):
    listed = set(MATRIX["open"]) | set(MATRIX["case"])
    assert listed == set(endpoints(admin.application))


@pytest.mark.slow
@pytest.mark.parametrize(("who", "role", "theirs"), TRIED, ids=[who for who, _, _ in TRIED])
def test_each_actor_opens_what_the_matrix_says_and_nothing_more_az_02(
    who, role, theirs, admin, db, keys, person, sign_in
):
    account = person(role, name="Kit Marlow") if role else None
    states = list(STATES.items())[:: 1 if ENGINE == "sqlite" else 3]
    cases = [_case(db, keys, state, procedure, who, account) for state, procedure in states]
    db.commit()
    if account is not None:
        sign_in(account=account)
    refused, opening = [], []
    for cell in _cells(admin, who, role, theirs, cases):
        (opening if cell.opens else refused).append(cell)
    wrong = []
    # Every table is counted around some refusals at a time, not around each: counting took longer than all the pages.
    for start in range(0, len(refused), 20):
        some = refused[start : start + 20]
        before = _counts(db)
        wrong += [found for cell in some if (found := cell.wrong(admin, signed_in=role is not None))]
        if _counts(db) != before:
            wrong.append(f"one of these changed something: {[cell.endpoint for cell in some]}")
    wrong += [found for cell in opening if (found := cell.wrong(admin, signed_in=True))]
    assert not wrong, f"{len(wrong)} wrong cells\n" + "\n".join(wrong)


@dataclass(frozen=True)
class Cell:
    """One actor at one endpoint, with one case or with none."""

    endpoint: str
    rule: Any
    case: tuple[str, str] | None
    opens: bool
    compare: bool
    half: bool

    def wrong(self, admin, *, signed_in):
        reference = self.case and self.case[0]
        try:
            if self.opens:
                _opens(admin, self.rule, reference)
            else:
                _refuses(admin, self.rule, reference, signed_in=signed_in, compare=self.compare, half=self.half)
        except AssertionError as problem:
            return f"{self.endpoint} ({self.case and self.case[1]}): {problem}"
        return None


def _cells(admin, who, role, theirs, cases):
    name, turn = role.value if role else who, [name for name, _, _ in ACTORS].index(who)
    rules = endpoints(admin.application).items()  # stepping aside comes last: what is opened after it is missing
    for place, (endpoint, rule) in enumerate(sorted(rules, key=lambda one: (one[0] == "wall.step_aside", one[0]))):
        section = "case" if endpoint in MATRIX["case"] else "open"
        in_vain = name not in GROUPS[MATRIX[section][endpoint]]  # the role alone is refused, whatever the case
        if in_vain and who not in FIRST:
            continue  # refused to the first with this role, before any case was looked for
        opens = not in_vain and (section == "open" or theirs)
        if section == "open" and (opens or not role):
            continue  # what everyone in a role may open has its own tests
        meets = cases[:1] if in_vain else _in_turn(cases, place + turn)
        half = MATRIX[section][endpoint] == "half"
        for number, case in enumerate(meets) if section == "case" else [(0, None)]:
            yield Cell(endpoint, rule, case, opens and not _over(role, case), number == 0, half)


def _in_turn(cases, turn):
    """Two of seven cases, or one of three: others the next time."""
    first = turn % len(cases)
    return [cases[first], cases[(first + 3) % len(cases)]] if len(cases) > 3 else [cases[first]]


def _case(db, keys, state, procedure, who, account):
    opened = make_case(db, keys.public.ring, now=MONDAY)
    case = opened.case
    case.state, case.procedure = state, procedure
    case.closed_on = MONDAY.date() if state is State.CLOSED else None
    case.state_before = State.S1_OPEN if state is State.WITHDRAWN else None
    case.to_alternate = "nobody else" in who
    point = Point(id=uuid.uuid4(), case_id=case.id, number=1, procedure=procedure, revision=1)
    opened.keys.seal(Point.text, point, "Nobody rings me back.")
    db.add(point)
    if account is not None:
        case.officer_id = account.staff_id if "of record" in who else None
        case.responder_id = account.staff_id if "given the case" in who else None
        point.responder_id = account.staff_id if "given a point" in who else None
        if "asked for facts" in who:
            asked = Contribution(
                id=uuid.uuid4(), case_id=case.id, staff_id=account.staff_id, asked_by=account.staff_id,
                asked_at=MONDAY, due_on=MONDAY.date(), revision=1,
            )  # fmt: skip
            opened.keys.seal_json(Contribution.body, asked, {"points": [str(point.id)], "question": "?", "answer": ""})
            db.add(asked)
        if "lets in" in who:
            told = {"keys": opened.keys, "actor": SYSTEM, "now": MONDAY}
            advocates.give(db, case, account.staff_id, how="call", name="Sam", copies=["letters"], **told)
        if "with a room" in who:
            _room(db, keys, case, who, account)
        _wall(db, case, who, account)
    db.flush()
    return case.reference, state.value


def _over(role, case):
    """A room closes with its case."""
    return role is Role.OUTSIDER and bool(case) and case[1] == State.CLOSED.value


def _room(db, keys, case, who, account):
    """Appointed to the case, and let in until today, or until yesterday."""
    outsider = db.scalars(select(Outsider).where(Outsider.staff_id == account.staff_id)).one_or_none()
    if outsider is None:
        outsider = Outsider(
            id=uuid.uuid4(), name="Kit Marlow", investigates=True, independent=False, declared_at=MONDAY
        )
        outsider.staff_id, outsider.active = account.staff_id, "left the pool" not in who
        keys.staff.ring.seal_json(Outsider.details, outsider, {})
        db.add(outsider)
        db.flush()
    day = MONDAY.date() - timedelta(days=1 if "passed" in who else 0)
    made = {"case_id": case.id, "outsider_id": outsider.id, "part": "investigator", "appointed_by": account.staff_id}
    db.add(Appointment(id=uuid.uuid4(), **made, appointed_on=MONDAY.date(), room_until=day, room_opened_at=MONDAY))


def _wall(db, case, who, account):
    because = next((why for word, why in BEHIND.items() if word in who), None)
    if because is None:
        return
    entries = wall_off(db, [db.get_one(Staff, account.staff_id)], (), now=MONDAY, case=case, confirmed=True)
    entries[0].because = because


def _opens(admin, rule, reference):
    path, method = _path(admin, rule, reference), _method(rule)
    try:
        answer = getattr(admin, method)(path)
    except AssertionError:  # a page that was drawn, and breaks a rule of pages: it opened
        return
    assert answer.status_code < 500, path
    others = [name for name in rule.arguments if name != "reference"]
    if not others and method == "get":
        assert answer.status_code in (200, 302, 303), (path, answer.status_code)


def _refuses(admin, rule, reference, *, signed_in, compare, half):
    path, method = _path(admin, rule, reference), _method(rule)
    answer = getattr(admin, method)(path)
    if not signed_in:
        assert answer.status_code in (302, 303, 401, 404), path
        return
    if half:  # who is signed in already is past this: sent on, or told that it is not there; nothing has changed
        assert answer.status_code in (303, 404), (path, answer.status_code)
        return
    assert answer.status_code == 404, (path, answer.status_code)
    if reference and compare:
        missing = getattr(admin, method)(_path(admin, rule, "HV-2222-2222-2"))
        assert _same(answer.text) == _same(missing.text)


def _method(rule):
    return "get" if "GET" in rule.methods else "post"


def _path(admin, rule, reference):
    values = {name: uuid.UUID(int=7) for name in rule.arguments}
    if "reference" in values:
        values["reference"] = reference
    address = admin.application.url_map.bind("staff.example")
    for spelled in (values, {name: str(value) for name, value in values.items()}, dict.fromkeys(values, 7)):
        try:
            return address.build(rule.endpoint, spelled, method="GET" if "GET" in rule.methods else "POST")
        except (BuildError, ValueError):  # a converter of another type
            continue
    raise AssertionError(rule)


def _counts(db):
    return dict(db.execute(COUNTING).all())


def _same(html):
    """The page without what differs on every page: the form's token, and what an earlier page still had to say."""
    return re.sub(r'name="csrf_token"[^>]*|(?<="status">).*?(?=</div>)', "", html)
