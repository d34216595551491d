"""A master that was replaced is deleted by a command once nothing is sealed with it (ENC-05, RET-05)."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.admin.places import machine
from tests.making import make_case


@pytest.fixture
def place(tmp_path):
    with machine(tmp_path) as made:
        assert made.heard("keys", "new").exit_code == 0
        assert made.heard("db", "upgrade").exit_code == 0
        yield made


def stored(place, ring=None):
    """A case comes in, by a site that has just started or one that still holds an older ring."""
    with place.place.sessions() as db, db.begin():
        make_case(db, ring or place.place.ring("public"), now=datetime.now(UTC))
    place.close()


def in_days(place, days):
    return str(int(place.environ["HEARD_CLOCK"]) + int(timedelta(days=days).total_seconds()))


def test_an_old_master_goes_when_no_row_and_no_backup_needs_it_enc_05(place):
    stored(place)
    masters = place.settings.keys / "staff"
    nothing = place.heard("keys", "retire")
    assert nothing.exit_code == 1
    assert "There is no older master" in nothing.output

    assert "heard keys retire" in place.heard("keys", "rotate").output
    early = place.heard("keys", "retire")
    assert early.exit_code == 1
    assert "A backup may still need the older master until" in early.output
    assert (masters / "master.v1.seed").exists()

    stored(place)
    assert "Deleted master version 1" in place.heard("keys", "retire", HEARD_CLOCK=in_days(place, 36)).output
    assert not (masters / "master.v1.seed").exists()
    assert "opens all 2 cases" in place.heard("keys", "check").output


def test_an_old_master_stays_while_anything_is_sealed_with_it_enc_05(place):
    stored(place)
    before = place.place.ring("public")
    place.heard("keys", "rotate")
    stored(place, before)
    kept = place.heard("keys", "retire", HEARD_CLOCK=in_days(place, 36))
    assert kept.exit_code == 1
    assert "Still sealed with an older master: 1. Run: heard keys rotate" in kept.output
    assert (place.settings.keys / "staff" / "master.v1.seed").exists()
