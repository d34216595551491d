"""While GOV.UK Notify cannot be used each administrator reads it once a day by mail, and the doctor counts (R3)."""

from datetime import timedelta

import pytest

from models.jobs.doctoring_notify import notify_stands
from models.jobs.held import SUBJECT, tell_administrators
from models.post.notices import BODY
from models.procedure.terms import Role
from models.settings import Settings
from models.tables import Message
from tests.conftest import MONDAY
from tests.models.jobs.notified import TEXT, TUESDAY, acknowledged, of_kind
from tests.notify import KEY, TEMPLATE


def told(db, keys) -> list[dict[str, str]]:
    mails = [keys.worker.open_json(Message.work, one) for one in of_kind(db, "staff") if one.work]
    return [mail for mail in mails if mail["subject"] == SUBJECT]


def look(db, keys, now) -> int:
    many = tell_administrators(db, keys.worker, now=now)
    db.commit()
    return many


@pytest.fixture
def two(db, person):
    person(Role.ADMINISTRATOR)
    person(Role.ADMINISTRATOR)
    person(Role.OFFICER)
    db.commit()


def test_each_administrator_reads_once_a_day_that_texts_wait_for_the_key_until_it_is_mended(
    db, keys, on, worker, notify, two
):
    acknowledged(db, keys, TEXT)
    assert look(db, keys, MONDAY) == 0, "nothing is wrong yet"
    notify.key_file.write_text("no key")
    worker()
    assert look(db, keys, MONDAY) == 2
    assert look(db, keys, MONDAY + timedelta(hours=3)) == 0
    assert "1 text or letter not sent: GOV.UK Notify does not take our key" in told(db, keys)[0]["body"]
    assert look(db, keys, TUESDAY) == 2
    notify.key_file.write_text(KEY)
    worker(TUESDAY)
    assert look(db, keys, TUESDAY + timedelta(days=1)) == 0


def test_they_read_of_a_wrong_template_too(db, keys, on, worker, api, two):
    for _ in range(3):
        acknowledged(db, keys, TEXT)
    api.body = "Something else."
    worker()
    assert look(db, keys, MONDAY) == 2
    assert (
        f"3 texts not sent: their template in GOV.UK Notify is not there, or does not say exactly “{BODY}”."
        in (told(db, keys)[0]["body"])
    )


def test_the_doctor_counts_the_texts_that_wait_for_their_template(db, keys, on, worker, api, notify):
    acknowledged(db, keys, TEXT)
    api.body = "Something else."
    worker()
    db.rollback()
    given = {"notify_key_file": notify.key_file, "notify_template": TEMPLATE, "notify_letters": True}
    said = [words for _, words in notify_stands(db, Settings.load({}, notify_url=api.url, **given))]
    assert "1 text waits for it and goes once it is mended." in said
