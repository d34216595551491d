"""A whole register on the staff site: handed in, read by the worker, looked at, written; taken away; and checked."""

import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import accounts
from models.cases.walls import wall_off
from models.credentials import totp_code
from models.db import Sessions
from models.jobs.handed_in import run_waiting
from models.procedure.terms import Clock, Role, State
from models.register import handing_in
from models.tables import (
    Account,
    AuditRow,
    Case,
    CaseEvent,
    Message,
    RegisterJob,
    RegisterLine,
    RunningClock,
    Staff,
    StaffSession,
)
from tests.browser_rules import Browser
from tests.databases import MONDAY, Locks
from tests.making import make_case
from tests.models.register.registers import EXAMPLE, rows


@pytest.fixture
def manager(sign_in: Any) -> Actor:
    made: Actor = sign_in(Role.MANAGER, name="Mel Reed")
    return made


@pytest.fixture
def work(sessions: Sessions, keys: Locks) -> Any:
    """`work()`: the worker has its turn."""

    def run() -> int:
        sessions.configure(info={"chain": keys.chain("worker")})
        return run_waiting(sessions, keys.worker, council="ashbourne", now=MONDAY)

    return run


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(f"{name}.csv", content)
    return out.getvalue()


EXAMPLE_ZIP = packed(register=(EXAMPLE / "register.csv").read_bytes())


def hand_in(admin: Browser, content: bytes, **ticked: str) -> Any:
    return admin.post("/whole-register", data={"file": (io.BytesIO(content), "register.zip"), **ticked})


def test_it_is_handed_in_read_looked_at_and_brought_in(admin: Browser, manager: Actor, db: Session, work: Any) -> None:
    handed = hand_in(admin, EXAMPLE_ZIP)
    assert handed.status_code == 303
    assert "Waiting to be read" in admin.get(handed.location).text
    assert work() == 1
    shown = admin.get(handed.location)
    assert "There is no fault in it." in shown.text
    assert db.scalar(select(func.count()).select_from(Case)) == 0, "nothing is written before somebody says so"
    assert admin.post(f"{handed.location}/confirm").status_code == 303
    assert "Waiting to be written" in admin.get(handed.location).text
    work()
    shown = admin.get(handed.location)
    assert "Brought in" in shown.text
    assert db.scalar(select(func.count()).select_from(Case)) == 114
    assert db.scalars(select(RegisterJob)).one().upload is None, "the file is forgotten"
    assert db.scalar(select(func.count()).select_from(Message)) == 0
    assert work() == 0
    who = db.scalars(select(AuditRow.actor_id).where(AuditRow.action == "imported").distinct()).all()
    assert who == [manager.id]


def test_every_fault_is_on_the_page_and_nothing_can_be_confirmed(
    admin: Browser, manager: Actor, db: Session, work: Any
) -> None:
    wrong = {"reference": "A-2", "received_on": "1/4/26", "kind": "<b>Row</b>"}
    content = packed(register=rows("register.csv", {}, wrong))
    handed = hand_in(admin, content)
    work()
    page = admin.get(handed.location)
    assert "register.csv:3:received_on: “1/4/26” is not a day as YYYY-MM-DD; write 2026-04-01" in page.text
    assert "&lt;b&gt;Row" in page.text
    assert "Mend what is named below" in page.text
    listed = admin.get("/whole-register").text
    assert "register.zip" in listed
    assert re.search(r"Read, and waits for your decision: \d faults?, so nothing can be brought in", listed)
    assert admin.post(f"{handed.location}/confirm").status_code == 409
    assert admin.post(f"{handed.location}/stop").status_code == 303
    assert db.scalars(select(RegisterJob.state)).one() == "stopped"
    assert admin.post(f"{handed.location}/stop").status_code == 409
    assert work() == 0


def test_the_good_lines_and_new_labels_come_in_if_that_was_ticked(
    admin: Browser, manager: Actor, db: Session, work: Any
) -> None:
    wrong = {"reference": "A-3", "received_on": "x"}
    content = packed(register=rows("register.csv", {"kind": "Quarrel"}, wrong))
    handed = hand_in(admin, content, good_lines="y", add_labels="y")
    work()
    assert "The lines with faults are left out." in admin.get(handed.location).text
    admin.post(f"{handed.location}/confirm")
    work()
    assert db.scalars(select(RegisterLine.kind)).all() == ["Quarrel"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This is not a .zip"),
        (b"reference,kind\n", "This is not a .zip"),
        (b"PK\x03\x04" + b"0" * 5_000, "larger than 25 MB"),
    ],
    ids=["empty", "csv", "large"],
)
def test_what_is_no_register_is_refused_kindly(
    admin: Browser, manager: Actor, monkeypatch: pytest.MonkeyPatch, content: bytes, said: str
) -> None:
    monkeypatch.setattr("admin.forms.exchange.LARGEST", 5_000)
    answer = hand_in(admin, content)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_zip_that_is_broken_is_said_by_the_worker(admin: Browser, manager: Actor, work: Any) -> None:
    handed = hand_in(admin, b"PK\x03\x04 and nothing more")
    work()
    page = admin.get(handed.location)
    assert "It could not be read" in page.text
    assert "neither a folder nor a .zip" in page.text


def test_no_file_chosen_is_said_at_the_field(admin: Browser, manager: Actor) -> None:
    answer = admin.post("/whole-register", data={})
    assert answer.status_code == 422
    assert "Choose the .zip of the register" in answer.text


def test_the_part_asks_again_by_itself_while_the_worker_has_it(admin: Browser, manager: Actor, work: Any) -> None:
    handed = hand_in(admin, EXAMPLE_ZIP)
    htmx = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "part-job"}
    part = admin.get(handed.location, headers=htmx)
    assert 'id="part-job" data-quiet hx-get' in part.text
    assert "<html" not in part.text
    work()
    assert "hx-get" not in admin.get(handed.location, headers=htmx).text


def test_a_worker_that_died_over_it_is_followed_by_another(
    admin: Browser, manager: Actor, db: Session, work: Any, sessions: Sessions, keys: Locks
) -> None:
    hand_in(admin, EXAMPLE_ZIP)
    with db.begin_nested():
        assert handing_in.claim(db, MONDAY - timedelta(minutes=1)) is not None
    db.commit()
    assert work() == 0, "another has it"
    db.execute(update(RegisterJob).values(lease_until=MONDAY - timedelta(seconds=1)))
    db.commit()
    assert work() == 1


def test_taking_it_away_needs_a_fresh_code(admin: Browser, manager: Actor, db: Session) -> None:
    db.execute(update(StaffSession).values(factor_at=MONDAY - timedelta(minutes=6)))
    db.commit()
    answer = admin.post("/whole-register/take-away")
    assert answer.mimetype == "text/html"
    assert 'name="fresh_code"' in answer.text


def test_a_file_that_needed_a_code_is_taken_from_a_page_that_leads_back_auth_13(
    admin: Browser, manager: Actor, db: Session, keys: Locks, clock: Any
) -> None:
    account = db.scalars(select(Account).where(Account.staff_id == manager.id)).one()
    secret = accounts.offer_factor(db, account, keys.staff.ring)
    db.execute(update(StaffSession).values(factor_at=MONDAY - timedelta(minutes=6)))
    db.commit()
    code = {"fresh_code": totp_code(secret, clock.now)}
    answer = admin.post("/whole-register/take-away", data=code)
    assert answer.mimetype == "text/html", "a file here would leave its reader on a code that is used up"
    assert "Take the file" in admin.page.text
    assert any(link.get("href") == "/whole-register" for link in admin.page.all("a"))
    assert admin.post("/whole-register/take-away").mimetype == "application/zip"


def test_what_is_taken_away_holds_the_cases_one_may_see_and_no_others_az_04(
    admin: Browser, manager: Actor, db: Session, keys: Locks
) -> None:
    seen = make_case(db, keys.staff.ring, now=MONDAY).case
    behind = make_case(db, keys.staff.ring, now=MONDAY).case
    wall_off(db, [db.get_one(Staff, manager.id)], (), now=MONDAY, case=behind, confirmed=True)
    db.execute(update(StaffSession).values(factor_at=MONDAY))
    db.commit()
    answer = admin.post("/whole-register/take-away")
    assert answer.headers["Content-Disposition"] == "attachment; filename=register-2026-11-23.zip"
    with zipfile.ZipFile(io.BytesIO(answer.get_data())) as made:
        content = made.read("register.csv").decode()
        assert made.read("taken-by.txt").decode().startswith(f"Taken by {manager.name}, 23 November 2026"), "PRV-16"
    assert seen.reference in content
    assert behind.reference not in content
    assert db.scalar(select(func.count()).where(AuditRow.action == "register_taken_away")) == 1


@pytest.fixture
def open_one(admin: Browser, manager: Actor, work: Any, db: Session) -> Case:
    """An open statutory case that came in: acknowledged, not answered."""
    still = {
        "received_on": "2026-11-16", "stage1_started_on": "2026-11-16", "acknowledged_on": "2026-11-17",
        **dict.fromkeys(("stage1_responded_on", "stage1_outcome", "closed_on"), ""),
    }  # fmt: skip
    handed = hand_in(admin, packed(register=rows("register.csv", {"reference": "CS/17", **still})))
    work()
    admin.post(f"{handed.location}/confirm")
    work()
    return db.scalars(select(Case)).one()


def test_an_open_case_is_on_the_list_and_its_clocks_run_once_somebody_looked(
    admin: Browser, open_one: Case, db: Session
) -> None:
    assert "CS/17" not in admin.get("/queue").text
    assert "1 open case to check" in admin.get("/whole-register").text
    assert "CS/17" in admin.get("/to-check").text
    page = admin.get("/cases/CS~17/earlier")
    assert "17 November 2026" in page.text
    assert "look at it first" in admin.get("/cases/CS~17").text
    assert admin.post("/cases/CS~17/earlier/go-on").location == "/cases/CS~17/clocks"
    assert open_one.state is State.S1_OPEN
    clocks = {row.clock: row for row in db.scalars(select(RunningClock))}
    assert str(clocks[Clock.S1_RESPONSE].due_on) == "2026-11-30"
    assert str(clocks[Clock.ACKNOWLEDGE].stopped_on) == "2026-11-17"
    assert "CS/17" in admin.get("/queue").text
    assert "CS/17" not in admin.get("/to-check").text
    assert db.scalar(select(func.count()).select_from(Message)) == 0
    assert admin.post("/cases/CS~17/earlier/go-on").status_code == 409


def test_one_that_was_finished_elsewhere_is_closed_as_history(admin: Browser, open_one: Case, db: Session) -> None:
    early = admin.post("/cases/CS~17/earlier/finished", data={"on-day": "1", "on-month": "1", "on-year": "2026"})
    assert early.status_code == 422
    day = {"on-day": "20", "on-month": "11", "on-year": "2026"}
    assert admin.post("/cases/CS~17/earlier/finished", data=day).status_code == 303
    assert open_one.state is State.CLOSED
    assert str(db.scalars(select(RegisterLine.closed_on)).one()) == "2026-11-20"
    assert db.scalar(select(func.count()).select_from(RunningClock)) == 0
    assert {event.event.value for event in db.scalars(select(CaseEvent))} == {"imported", "noted"}


def test_a_case_that_began_here_says_so(admin: Browser, officer: Actor, db: Session, keys: Locks) -> None:
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    db.commit()
    page = admin.get(f"/cases/{case.reference}/earlier")
    assert "This case began here." in page.text
