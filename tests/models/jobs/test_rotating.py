"""A new master takes over while people work, and the old one may then go (ENC-05)."""

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.jobs.bringing_in import bring_in
from models.jobs.rotating import check_master, remaining, rotate_master
from models.register.source import Source
from models.sealing import Keyring, Lock, Unreadable
from models.tables import Case, RegisterLine, RegisterPoint
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.register.registers import folder, rows


@pytest.fixture
def both(keys):
    """The old master and a new one, as after `heard keys rotate` has made it."""
    old = keys.staff.ring["master"]
    return Keyring({**keys.staff.ring, "master": Lock.new("master", 2)}, [old])


def test_after_rotation_the_new_master_alone_opens_every_case(db, keys, sessions, both):
    cases = [make_case(db, keys.public.ring, now=MONDAY).case for _ in range(3)]
    db.commit()
    sessions.configure(info={"chain": keys.chain("staff")})
    assert remaining(db, 2) == 3
    db.rollback()
    assert rotate_master(sessions, both, now=MONDAY) == 3
    alone = Keyring({**keys.staff.ring, "master": both["master"]})
    assert remaining(db, 2) == 0
    for case in cases:
        db.refresh(case)
        alone.with_case(case)
        with pytest.raises(Unreadable):
            keys.staff.ring.with_case(case)


def test_rotation_stopped_half_way_goes_on_where_it_was(db, keys, sessions, both):
    one = make_case(db, keys.public.ring, now=MONDAY).case
    make_case(db, both, now=MONDAY)  # already under the new one
    db.commit()
    sessions.configure(info={"chain": keys.chain("staff")})
    assert rotate_master(sessions, both, now=MONDAY) == 1
    assert rotate_master(sessions, both, now=MONDAY) == 0
    db.rollback()
    assert db.get(Case, one.id).wrapped_by == 2


def test_what_the_master_seals_itself_goes_with_it(db, keys, sessions, both, tmp_path):
    """A register that came in is sealed to the master with no lock of its own between."""
    sessions.configure(info={"chain": keys.chain("staff")})
    made = folder(tmp_path, register=rows("register.csv", {"gender": "Female"}), points=rows("points.csv"))
    bring_in(sessions, Source(made), council="ashbourne", keys=keys.staff.ring, actor=SYSTEM, now=MONDAY)
    line, point = db.scalars(select(RegisterLine)).one(), db.scalars(select(RegisterPoint)).one()
    assert remaining(db, 2) == 3, "the case, what was said of the person, the point"
    db.rollback()
    assert rotate_master(sessions, both, now=MONDAY) == 3
    db.expire_all()
    alone = Keyring({**keys.staff.ring, "master": both["master"]})
    assert remaining(db, 2) == 0
    assert alone.open(RegisterPoint.text, point) == "Nobody rang."
    assert alone.open_json(RegisterLine.equality, line) == {"gender": "Female"}


def test_a_wrong_master_is_noticed(db, keys):
    make_case(db, keys.public.ring, now=MONDAY)
    db.commit()
    assert check_master(db, keys.staff.ring) == (1, 0)
    assert check_master(db, Keyring({"master": Lock.new("master")})) == (0, 1)
