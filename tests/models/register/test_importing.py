"""A register comes in as history: sealed, audited, findable, once; and nothing is ever sent because of it."""

import html
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import by_reference, find
from models.db import Sessions
from models.files.store import Store
from models.jobs import schedule
from models.jobs.bringing_in import Wishes, bring_in
from models.post.mail import Mail
from models.procedure.terms import Role, State
from models.register.faults import Fault, Outcome
from models.register.source import Source
from models.sealing import Keyring
from models.tables import (
    AuditRow,
    Case,
    CaseEvent,
    CorrectiveAction,
    CouncilCode,
    Letter,
    Message,
    OmbudsmanCase,
    RegisterLine,
    RegisterPoint,
    RunningClock,
    Spend,
)
from tests.browser_rules import Browser
from tests.databases import MONDAY, Locks
from tests.models.cases.answered import who
from tests.models.register.registers import EXAMPLE, folder, rows

BRINGER = Actor(kind="system", name="Command line")


@pytest.fixture
def bring(sessions: Sessions, keys: Locks) -> Any:
    """`bring(folder)`: as the command line does, with the staff's keys."""
    sessions.configure(info={"chain": keys.chain("staff")})

    def run(path: Path, keyring: Keyring | None = None, told: list[Fault] | None = None, **wishes: bool) -> Outcome:
        told = [] if told is None else told
        ring = keyring or keys.staff.ring
        return bring_in(
            sessions, Source(path), council="ashbourne", keys=ring, actor=BRINGER, now=MONDAY,
            wishes=Wishes(**wishes), tell=told.append,
        )  # fmt: skip

    return run


def count(db: Session, *tables: Any) -> list[int]:
    return [db.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


EVERYTHING = (Case, CaseEvent, RegisterLine, RegisterPoint, OmbudsmanCase, CorrectiveAction, Spend, CouncilCode)


def test_the_example_comes_in_whole_and_a_second_time_changes_nothing(bring: Any, db: Session) -> None:
    outcome = bring(EXAMPLE)
    assert (outcome.faults, outcome.files["register.csv"].written) == (0, 114)
    again = bring(EXAMPLE)
    assert (again.files["register.csv"].written, again.files["register.csv"].known) == (0, 114)
    assert count(db, Case, RegisterLine, CaseEvent) == [114, 114, 114]
    line = db.scalars(select(RegisterLine).where(RegisterLine.reference == "IOW-002")).one()
    assert (line.authority, line.received_on, line.stage1_responded_on) == (
        "Isle of Wight Council", date(2016, 4, 6), date(2016, 4, 18),
    )  # fmt: skip
    assert (line.young_person, line.learning, line.entries, line.record_age) == (True, False, 23, 15)
    assert (line.service, line.directorate, line.team) == ("Children Looked After", "Children Looked After", None)


def test_what_people_said_of_themselves_is_sealed_and_staff_can_count_it(bring: Any, db: Session, keys: Locks) -> None:
    bring(EXAMPLE)
    line = db.scalars(select(RegisterLine).where(RegisterLine.reference == "IOW-002")).one()
    assert b"Not Stated" not in bytes(line.equality or b"")
    assert keys.staff.ring.open_json(RegisterLine.equality, line) == {
        "disability": "No", "gender": "Not Stated", "age_group": "Not Stated", "ethnicity": "Not Stated",
    }  # fmt: skip


def test_everything_else_comes_in_with_its_case(bring: Any, db: Session, keys: Locks, tmp_path: Path) -> None:
    made = folder(
        tmp_path,
        points=rows("points.csv", {}, {"number": "2", "finding": "Not Upheld", "remedy": "Apology"}),
        ombudsman=rows(
            "ombudsman.csv", {"recommendation": "Say sorry."}, {"ombudsman_reference": "2", "reference": "A-1"}
        ),
        actions=rows("actions.csv", {"description": "Train the team.", "owner": "Mo Khan"}, {}),
        spend=rows("spend.csv", {}, {}, {"amount": "-3.05", "reference": ""}),
    )
    for _ in range(2):
        assert bring(made).faults == 0
    assert count(db, *EVERYTHING) == [1, 1, 1, 2, 2, 2, 3, 0]
    ring = keys.staff.ring
    point = db.scalars(select(RegisterPoint).order_by(RegisterPoint.number)).first()
    assert point is not None
    assert ring.open(RegisterPoint.text, point) == "Nobody rang."
    action = db.scalars(select(CorrectiveAction).where(CorrectiveAction.number == 1)).one()
    assert ring.open_json(CorrectiveAction.words, action) == {"description": "Train the team.", "owner": "Mo Khan"}
    asked = db.scalars(select(OmbudsmanCase).where(OmbudsmanCase.case_id.is_(None))).one()
    assert ring.open(OmbudsmanCase.recommendation, asked) == "Say sorry."
    assert sorted(db.scalars(select(Spend.pence))) == [-305, 12050, 12050]


def test_the_worker_brings_in_what_it_cannot_read_again(bring: Any, db: Session, keys: Locks, tmp_path: Path) -> None:
    bring(folder(tmp_path, points=rows("points.csv")), keyring=keys.worker)
    point = db.scalars(select(RegisterPoint)).one()
    assert keys.staff.ring.open(RegisterPoint.text, point) == "Nobody rang."
    case = db.scalars(select(Case)).one()
    assert keys.staff.ring.with_case(case)["thread"].seed


@pytest.mark.parametrize("wishes", [{}, {"dry_run": True}, {"dry_run": True, "good_lines": True}])
def test_nothing_is_written_while_anything_is_wrong(
    bring: Any, db: Session, tmp_path: Path, wishes: dict[str, bool]
) -> None:
    told: list[Fault] = []
    outcome = bring(folder(tmp_path, points=rows("points.csv", {}, {"stage": "7"})), told=told, **wishes)
    assert [fault.column for fault in told] == ["stage"]
    assert (outcome.faults, outcome.written) == (1, False)
    assert count(db, *EVERYTHING) == [0] * 8


def test_the_good_lines_alone_come_in_if_the_user_says_so(bring: Any, db: Session, tmp_path: Path) -> None:
    wrong = {"reference": "A-2", "kind": "Quarrel"}
    made = folder(
        tmp_path, register=rows("register.csv", {}, wrong), points=rows("points.csv", {}, {"reference": "A-2"})
    )
    outcome = bring(made, good_lines=True)
    assert outcome.written
    assert list(db.scalars(select(RegisterLine.reference))) == ["A-1"]
    assert count(db, RegisterPoint) == [1]


def test_an_unknown_label_is_added_as_an_inactive_code_of_its_list(bring: Any, db: Session, tmp_path: Path) -> None:
    made = folder(tmp_path, register=rows("register.csv", {"kind": "Quarrel", "service": "North / Night Team"}))
    bring(made, add_labels=True)
    codes = db.execute(select(CouncilCode.list, CouncilCode.label, CouncilCode.group, CouncilCode.active)).all()
    assert set(map(tuple, codes)) == {
        ("kind", "Quarrel", None, False), ("service", "North / Night Team", "North", False),
    }  # fmt: skip
    line = db.scalars(select(RegisterLine)).one()
    assert (line.directorate, line.team) == ("North", "Night Team")
    assert bring(made).faults == 0, "known from now on"


def test_a_sensitive_matter_of_an_earlier_register_is_for_managers_alone_s_07(
    bring: Any, db: Session, tmp_path: Path, officer: Actor, person: Any
) -> None:
    hidden = {"reference": "A-2", "stage1_outcome": "Closed: Sensitive Matter"}
    assert bring(folder(tmp_path, register=rows("register.csv", {}, hidden))).faults == 0
    assert find(db, officer, "A-1")
    assert find(db, officer, "A-2") is None
    assert find(db, who(person(Role.MANAGER)), "A-2")


def test_an_open_case_waits_for_an_officer_and_no_clock_runs(bring: Any, db: Session, tmp_path: Path) -> None:
    bring(folder(tmp_path, register=rows("register.csv", {}, {"reference": "A-2", "closed_on": ""})))
    case = db.scalars(select(Case).where(Case.reference == "A-2")).one()
    line = db.get_one(RegisterLine, case.id)
    assert (case.state, case.closed_on, line.to_check) == (State.RECEIVED, None, True)
    assert count(db, RunningClock) == [0]


def test_closed_cases_are_history_that_officers_may_see_and_others_may_not(
    bring: Any, db: Session, officer: Actor
) -> None:
    bring(EXAMPLE)
    assert by_reference(db, officer, "IOW-001").state is State.CLOSED
    with pytest.raises(NoResultFound):
        by_reference(db, Actor(kind="staff", id=officer.id, roles=frozenset({Role.DIRECTOR})), "IOW-001")


def test_every_case_that_came_in_is_in_the_audit(bring: Any, db: Session) -> None:
    bring(EXAMPLE)
    asked = select(AuditRow.action, func.count()).where(AuditRow.action.in_(("imported", "register_brought_in")))
    assert dict(map(tuple, db.execute(asked.group_by(AuditRow.action)))) == {"imported": 114, "register_brought_in": 1}


def test_nothing_is_sent_because_of_a_register_not_then_and_not_later(
    bring: Any, db: Session, sessions: Sessions, keys: Locks, officer: Actor, tmp_path: Path
) -> None:
    """No letter, no notice, no digest, no “we are late”: not at once, and not on any of the next mornings."""
    bring(EXAMPLE)
    unanswered = dict.fromkeys(("closed_on", "stage1_responded_on", "stage1_outcome"), "")
    bring(folder(tmp_path, register=rows("register.csv", {"reference": "A-2", **unanswered})))
    sessions.configure(info={"chain": keys.chain("worker")})
    sent: list[Mail] = []
    worker = schedule.Worker(sessions, keys.worker, keys.index, sent.append, tmp_path, Store(tmp_path))
    morning = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    for days in (0, 1, 7, 30, 90):
        done = schedule.run_due(worker, morning + timedelta(days=days), everything=True)
        assert -1 not in done.values(), done
    assert count(db, Message, Letter) == [0, 0]
    assert not sent


@pytest.mark.parametrize("reference", ["IOW-001", "cs/2016/17 (b)", "17#4 & 5"])
def test_a_case_that_came_in_is_found_by_its_reference_and_opens(
    bring: Any, admin: Browser, officer: Actor, tmp_path: Path, reference: str
) -> None:
    bring(folder(tmp_path, register=rows("register.csv", {"reference": reference})))
    page = admin.get("/queue/search", query_string={"q": reference})
    assert page.status_code == 303
    for path in ("", "/timeline", "/people", "/letters", "/points", "/clocks", "/messages"):
        shown = admin.get(page.location + path)
        assert shown.status_code == 200, path
        assert reference in html.unescape(shown.text)
