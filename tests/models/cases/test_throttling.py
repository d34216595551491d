"""Guessing is slow for whoever guesses, and for nobody else (AUTH-08, TRK-03, TRK-08)."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from models.cases import throttling
from models.db import Sessions
from models.tables import Throttle
from tests.conftest import MONDAY

HERE, ELSEWHERE = "192.0.2.7", "198.51.100.7"
REFERENCE = "CV7K3M9Q"


def test_ten_tries_an_hour_for_one_reference_from_one_network_trk_03(sessions: Sessions, tmp_path: Path) -> None:
    judged = 0
    for minute in range(180):
        now = MONDAY + timedelta(minutes=minute)
        wait = throttling.claim(sessions, tmp_path, throttling.words_buckets(REFERENCE, HERE), now=now)
        judged += wait is None
    assert judged == 30  # three hours


def test_a_guesser_elsewhere_does_not_keep_the_child_out(sessions: Sessions, tmp_path: Path) -> None:
    for _ in range(100):
        throttling.claim(sessions, tmp_path, throttling.words_buckets(REFERENCE, HERE), now=MONDAY)
    assert throttling.claim(sessions, tmp_path, throttling.words_buckets(REFERENCE, ELSEWHERE), now=MONDAY) is None


def test_thirty_an_hour_from_one_network_whatever_the_reference(sessions: Sessions, tmp_path: Path) -> None:
    tries = [throttling.words_buckets(f"CV{n:06}", f"192.0.2.{n}") for n in range(60)]
    judged = sum(throttling.claim(sessions, tmp_path, buckets, now=MONDAY) is None for buckets in tries)
    assert judged == 30


def test_right_words_are_given_back(sessions: Sessions, tmp_path: Path) -> None:
    buckets = throttling.words_buckets(REFERENCE, HERE)
    for _ in range(50):
        assert throttling.claim(sessions, tmp_path, buckets, now=MONDAY) is None
        throttling.give_back(sessions, tmp_path, buckets, now=MONDAY)


def test_waits_for_an_account_double_to_fifteen_minutes_and_end_auth_08(sessions: Sessions, tmp_path: Path) -> None:
    buckets = ((throttling.ACCOUNT_MINUTE, "a@ashbourne.example"),)
    now, waits = MONDAY, []
    for _ in range(40):
        if wait := throttling.claim(sessions, tmp_path, buckets, now=now):
            waits.append(wait)
            now += wait
    assert waits[0] == timedelta(minutes=1)
    assert max(waits) <= timedelta(minutes=15)
    assert sorted(waits) == waits
    assert throttling.claim(sessions, tmp_path, buckets, now=now + timedelta(hours=1)) is None


def test_a_hundred_at_once_are_not_all_let_through(sessions: Sessions, tmp_path: Path) -> None:
    let: list[object] = []
    buckets = throttling.words_buckets(REFERENCE, HERE)

    def guess() -> None:
        for _ in range(10):
            if throttling.claim(sessions, tmp_path, buckets, now=MONDAY) is None:
                let.append(1)

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(let) == 10


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        (None, "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_a_network_is_not_a_person(address: str | None, network: str) -> None:
    assert throttling.network(address) == network


def test_the_key_of_the_day_is_one_for_every_process_and_gone_tomorrow(tmp_path: Path) -> None:
    today, tomorrow = MONDAY.date(), MONDAY.date() + timedelta(days=1)
    keys: list[bytes] = []
    threads = [threading.Thread(target=lambda: keys.append(throttling.daily_key(tmp_path, today))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 1
    assert throttling.daily_key(tmp_path, tomorrow) != keys[0]
    assert [path.name for path in tmp_path.iterdir()] == [f"throttle-{tomorrow}.key"]


def test_a_guesser_with_many_addresses_slows_everyone_a_little_and_blocks_nobody_trk_03(sessions, tmp_path):
    """The two-thousandth wrong try of an hour makes all wait, at most 42 seconds."""
    everywhere = (throttling.words_buckets(REFERENCE, HERE)[-1],)
    with sessions() as db:
        name = throttling._names(tmp_path, everywhere, MONDAY)[0]
        db.add(Throttle(bucket=name, tries=throttling.WORDS_SITE.most - 1, since=MONDAY, until=MONDAY))
        db.commit()
    assert throttling.claim(sessions, tmp_path, everywhere, now=MONDAY) is None
    assert throttling.claim(sessions, tmp_path, everywhere, now=MONDAY) == timedelta(seconds=42)
    assert throttling.claim(sessions, tmp_path, everywhere, now=MONDAY + timedelta(seconds=43)) is None
