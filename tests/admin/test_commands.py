"""The command line: counting days, giving accounts, and telling the truth about a place."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from admin.demo import sign_ins
from models.credentials import totp_code
from models.files.store import Store
from models.files.stream import COPY, ORIGINAL
from models.jobs.doctoring import CHECKS
from models.tables.account import AccountState
from tests.admin.places import WEDNESDAY, Machine, machine
from tests.files import jpeg, with_file
from tests.making import make_case


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Nothing at all."""
    with machine(tmp_path_factory.mktemp("bare")) as made:
        yield made


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Machine]:
    """Keys and an empty, migrated database."""
    with machine(tmp_path) as made:
        assert made.heard("keys", "new").exit_code == 0
        assert made.heard("db", "upgrade").exit_code == 0
        yield made


def test_days_are_counted_on_a_machine_that_has_nothing_yet(bare: Machine) -> None:
    lines = bare.heard("deadlines", "count", "2026-11-23", "10").output.splitlines()
    assert lines[-1] == "2026-12-07"
    assert any("2026-11-28" in line and "Saturday" in line for line in lines[:-1])


def test_a_bank_holiday_is_named_and_not_counted(bare: Machine) -> None:
    lines = bare.heard("deadlines", "count", "2026-12-24", "1").output.splitlines()
    assert lines[-1] == "2026-12-29"
    assert any("Christmas Day" in line for line in lines)


def test_a_day_that_is_none_is_refused_in_words(bare: Machine) -> None:
    answer = bare.heard("deadlines", "count", "soon", "10")
    assert answer.exit_code != 0
    assert "2026-11-23" in answer.output


def test_a_port_that_is_taken_is_said_before_anything_is_made(bare: Machine) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = bare.heard("run", HEARD_PORTAL_PORT=str(port))
    assert answer.exit_code == 1
    assert f"Another program uses port {port}" in answer.output
    assert not bare.settings.keys.exists()


def test_the_first_account_is_begun_by_a_link(fresh: Machine) -> None:
    answer = fresh.heard("staff", "add", "Ada@Ashbourne.Example", "--name", "Ada Reeve", "--role", "administrator")
    assert answer.exit_code == 0, answer.output
    assert re.search(r"/invitation/[\w-]{40,}", answer.output)
    again = fresh.heard("staff", "add", "ada@ashbourne.example", "--name", "Ada Reeve", "--role", "administrator")
    assert again.exit_code == 1
    assert "already" in again.output


def test_roles_that_may_not_be_one_persons_are_refused_and_nobody_is_added(fresh: Machine) -> None:
    wrong = ("--role", "administrator", "--role", "officer")
    answer = fresh.heard("staff", "add", "ada@ashbourne.example", "--name", "Ada Reeve", *wrong)
    assert answer.exit_code == 1
    with fresh.place.bare.reading() as db:
        assert db.execute(text("SELECT count(*) FROM staff")).scalar() == 0


def test_a_code_is_the_one_an_authenticator_would_show_and_of_the_demo_alone_prv_14(fresh: Machine) -> None:
    from models.cases import accounts

    fresh.heard("staff", "add", "ada@ashbourne.example", "--name", "Ada Reeve", "--role", "officer")
    here = fresh.place
    with here.sessions() as db:
        account = accounts.with_email(db, "ada@ashbourne.example")
        assert account is not None
        secret = accounts.offer_factor(db, account, here.ring("staff"))
        account.password_hash, account.state = "!", AccountState.ACTIVE
        db.commit()
    refused = fresh.heard("staff", "code", "ada@ashbourne.example")
    assert refused.exit_code == 1, "the demo did not make this place, so whoever is in it may be real"
    sign_ins.keep(fresh.settings, sign_ins.SignIns(whole=True))
    near = {totp_code(secret, fresh.now)}
    said = fresh.heard("staff", "code", "ada@ashbourne.example").output.split()[0]
    assert said in near | {totp_code(secret, fresh.now)}
    assert fresh.heard("staff", "code", "nobody@ashbourne.example").exit_code == 1


def test_no_code_is_printed_where_data_is_real(fresh: Machine) -> None:
    answer = fresh.heard("staff", "code", "ada@ashbourne.example", HEARD_DEMO_DATA="no")
    assert answer.exit_code == 1
    assert "authenticator" in answer.output


def test_the_doctor_finds_a_fresh_place_well_and_says_what_is_still_to_do(fresh: Machine) -> None:
    answer = fresh.heard("doctor")
    assert answer.exit_code == 0, answer.output
    assert "problem" not in answer.output
    assert {about for about, _ in CHECKS} <= set(re.findall(r"^\w+ +(\w+):", answer.output, re.MULTILINE))
    for still in ("heard keys export", "heard backup", "heard worker", "no period is set"):
        assert still in answer.output
    assert "Mended 0 cases." in fresh.heard("doctor", "--mend").output


def test_the_doctor_finds_a_broken_chain(fresh: Machine) -> None:
    fresh.heard("staff", "add", "ada@ashbourne.example", "--name", "Ada Reeve", "--role", "officer")
    with fresh.place.bare() as db:
        db.execute(text("UPDATE audit_head SET number = number - 1 WHERE chain = 'staff'"))
        db.commit()
    answer = fresh.heard("doctor")
    assert answer.exit_code == 1
    assert re.search(r"^problem +audit: .*staff", answer.output, re.MULTILINE)


def test_the_doctor_looks_at_the_ends_alone_of_a_long_chain(fresh: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.jobs.doctoring.WHOLE_CHAIN", 0)
    fresh.heard("staff", "add", "ada@ashbourne.example", "--name", "Ada Reeve", "--role", "officer")
    fresh.heard("audit", "anchor")
    assert fresh.heard("doctor").exit_code == 0
    with fresh.place.bare() as db:
        db.execute(text("UPDATE audit_head SET number = number - 1 WHERE chain = 'staff'"))
        db.commit()
    assert fresh.heard("doctor").exit_code == 1


def test_the_doctor_does_without_the_auditors_keys(fresh: Machine) -> None:
    """They belong elsewhere: whoever has them could write the chain anew."""
    auditor = fresh.settings.keys / "auditor"
    auditor.rename(fresh.settings.keys.with_name("taken-away"))
    answer = fresh.heard("doctor")
    assert answer.exit_code == 0, answer.output
    assert "heard audit verify checks all" in answer.output


def test_the_doctor_finds_mail_that_waits_too_long_and_a_silent_worker(fresh: Machine) -> None:
    from datetime import timedelta

    from models.post.outbox import queue_staff

    here = fresh.place
    long_ago = fresh.now - timedelta(hours=3)
    assert fresh.heard("worker", "--once").exit_code == 0
    with here.sessions() as db:
        queue_staff(db, here.ring("staff"), to="a@b.example", subject="s", body="b", cause="c", now=long_ago)
        db.execute(text("UPDATE job_run SET finished_at = :then"), {"then": long_ago.replace(tzinfo=None)})
        db.commit()
    answer = fresh.heard("doctor")
    assert answer.exit_code == 1
    assert re.search(r"^problem +outbox: 1 waiting", answer.output, re.MULTILINE)
    assert re.search(r"^problem +worker", answer.output, re.MULTILINE)


def test_keys_that_do_not_fit_each_other_are_a_problem(fresh: Machine) -> None:
    key = fresh.settings.keys / "worker" / "index.v1.key"
    key.chmod(0o600)
    key.write_bytes(b"x" * 32)
    answer = fresh.heard("doctor")
    assert answer.exit_code == 1
    assert re.search(r"^problem +keys: index.v1 .* does not fit the others", answer.output, re.MULTILINE)


def test_every_file_is_compared_with_its_seal_without_a_key_and_a_changed_or_lost_one_is_named_aud_09(
    fresh: Machine,
) -> None:
    assert "Every file is as it was sealed." in fresh.heard("files", "verify").output
    store = Store(fresh.settings.files)
    with fresh.place.sessions() as db:
        opened = make_case(db, fresh.place.ring("public"), now=WEDNESDAY)
        whole, changed, lost = (with_file(db, store, opened, jpeg((40, side))).id for side in (20, 30, 40))
        db.commit()
    fresh.close()
    assert fresh.heard("files", "verify").exit_code == 0
    path = store.path(changed, ORIGINAL)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)
    store.path(lost, COPY).unlink()
    for file in fresh.settings.keys.rglob("*"):
        if file.is_file():
            file.unlink()
    answer = fresh.heard("files", "verify")
    assert answer.exit_code == 1
    assert f"upload {changed}, original: changed" in answer.output
    assert f"upload {lost}, copy: missing" in answer.output
    assert str(whole) not in answer.output
