"""The whole matrix: every actor, every endpoint of the staff site, cases in every kind of state (AZ-01 to AZ-04)."""

import re
import tomllib
import uuid
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
@pytest.mark.parametrize(("who", "role", "theirs"), ACTORS, ids=[who for who, _, _ in ACTORS])
def test_each_actor_opens_what_the_matrix_says_and_nothing_more_az_02(
    who, role, theirs, admin, db, keys, person, sign_in
):
    account = person(role, name="Kit Marlow") if role else None
    states = list(STATES.items())[:: 1 if ENGINE == "sqlite" else 3]
    cases = [_case(db, keys, state, procedure, who, account) for state, procedure in states]
    db.commit()
    if account is not None:
        sign_in(account=account)
    name = role.value if role else who
    wrong = []
    rules = endpoints(admin.application).items()  # stepping aside comes last: what is opened after it is missing
    turn = [name for name, _, _ in ACTORS].index(who)
    for place, (endpoint, rule) in enumerate(sorted(rules, key=lambda one: (one[0] == "wall.step_aside", one[0]))):
        section = "case" if endpoint in MATRIX["case"] else "open"
        opens = name in GROUPS[MATRIX[section][endpoint]] and (section == "open" or theirs)
        if section == "open" and (opens or not role):
            continue  # what everyone in a role may open has its own tests
        in_vain = name not in GROUPS[MATRIX[section][endpoint]]  # the role alone is refused, whatever the case
        meets = cases[:1] if in_vain else _in_turn(cases, place + turn)
        for number, case in enumerate(meets) if section == "case" else [(0, None)]:
            try:
                _try(
                    admin, db, rule, case and case[0], opens=opens and not _over(role, case),
                        signed_in=role is not None, compare=number == 0, half=MATRIX[section][endpoint] == "half",
                )  # fmt: skip
            except AssertionError as cell:
                wrong.append(f"{endpoint} ({case and case[1]}): {cell}")
    assert not wrong, f"{len(wrong)} wrong cells\n" + "\n".join(wrong)


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


def _try(admin, db, rule, reference, *, opens, signed_in, compare, half):
    path = _path(admin, rule, reference)
    method = "GET" if "GET" in rule.methods else "POST"
    before = _counts(db) if not opens else None
    try:
        answer = getattr(admin, method.lower())(path)
    except AssertionError:  # a page that was drawn, and breaks a rule of pages: it opened
        if opens:
            return
        raise
    if opens:
        assert answer.status_code < 500, path
        others = [name for name in rule.arguments if name != "reference"]
        if not others and method == "GET":
            assert answer.status_code in (200, 302, 303), (path, answer.status_code)
        return
    assert _counts(db) == before, f"{path} changed something"
    if not signed_in:
        assert answer.status_code in (302, 303, 401, 404), path
        return
    if half:  # who is signed in already is past this: sent on, or told that it is not there; nothing has changed
        assert answer.status_code in (303, 404), (path, answer.status_code)
        return
    assert answer.status_code == 404, (path, answer.status_code)
    if reference and compare:
        missing = getattr(admin, method.lower())(_path(admin, rule, "HV-2222-2222-2"))
        assert _same(answer.text) == _same(missing.text)


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
