"""A key that GOV.UK Notify does not take is a fault of the settings: everything waits, nothing is given up, and it is
said to whoever can mend it (R3, PRV-10)."""

from datetime import timedelta

import pytest

from models.jobs.doctoring_notify import notify_stands
from models.jobs.outbox import HELD, WAITS
from models.post.machine_ways import held_for_the_key
from models.settings import Settings
from tests.conftest import MONDAY
from tests.models.jobs.notified import TEXT, acknowledged, of_kind, tasks
from tests.notify import KEY, TEMPLATE

WRONG = KEY.replace("b0", "b1")


@pytest.fixture
def shut(db, keys, on, notify):
    """Three texts wait, and the key in the file is a wrong one."""
    for _ in range(3):
        acknowledged(db, keys, TEXT)
    notify.key_file.write_text(WRONG)


def test_a_wrong_key_is_shown_to_notify_once_a_run_and_not_for_each_text(shut, worker, api):
    worker()
    assert len(api.asked) == 1


def test_texts_wait_for_a_week_without_being_given_up_while_the_key_is_wrong_r3(db, shut, worker):
    now = MONDAY
    for _ in range(len(WAITS) + 3):
        worker(now)
        now += timedelta(days=1)
    assert {(one.state, one.last_error, one.attempts) for one in of_kind(db, "notice")} == {("queued", "WrongKey", 0)}
    assert tasks(db) == []


@pytest.mark.parametrize("broken", [WRONG, "no key at all", None])
def test_they_go_by_themselves_once_the_key_is_mended_without_a_restart(db, shut, worker, notify, api, broken):
    if broken is None:
        notify.key_file.unlink()
    else:
        notify.key_file.write_text(broken)
    worker()
    assert held_for_the_key(db) == 3
    notify.key_file.write_text(KEY)
    worker(MONDAY + HELD)
    assert len(api.taken) == 3
    db.rollback()
    assert held_for_the_key(db) == 0
    assert {one.state for one in of_kind(db, "notice")} == {"sent"}


def test_a_key_that_is_taken_away_while_the_worker_runs_is_read_anew(db, keys, on, worker, notify, api):
    acknowledged(db, keys, TEXT)
    notify.words()
    api.fails = [403]
    worker()
    assert held_for_the_key(db) == 1
    worker(MONDAY + HELD)
    assert len(api.taken) == 1


def test_the_doctor_counts_what_waits_for_the_key(db, shut, worker, notify, api):
    worker()
    db.rollback()
    settings = Settings.load(
        {}, notify_key_file=notify.key_file, notify_template=TEMPLATE, notify_letters=True, notify_url=api.url
    )
    said = [words for how, words in notify_stands(db, settings) if how == "problem"]
    assert any("does not take the key" in words for words in said)
    assert any(words.startswith("3 texts and letters wait") for words in said)
