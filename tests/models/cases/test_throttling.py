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


def crowded(sessions, folder, tries):
    """The whole site has had so many tries since nine o'clock."""
    name = throttling._names(folder, [(throttling.WORDS_SITE, "")], MONDAY)[0]
    with sessions() as db:
        db.add(Throttle(bucket=name, tries=tries, since=MONDAY, until=MONDAY))
        db.commit()


def site(sessions, folder):
    return throttling.tries(sessions, folder, (throttling.WORDS_SITE, ""), now=MONDAY)


def test_after_two_thousand_tries_of_an_hour_each_waits_42_seconds_and_nobody_is_kept_out_trk_03(sessions, tmp_path):
    crowded(sessions, tmp_path, throttling.WORDS_SITE.most - 1)
    wait = timedelta(seconds=42)

    def tried(number, **after):
        buckets = throttling.words_buckets(f"CV7K3M{number:02}", f"192.0.{number}.7")
        return throttling.claim(sessions, tmp_path, buckets, now=MONDAY + timedelta(**after))

    assert tried(0) is None
    assert [tried(number) for number in range(1, 6)] == [wait] * 5
    assert site(sessions, tmp_path) == 2000, "what was not judged is not counted"
    assert tried(1, seconds=41) == timedelta(seconds=1)
    assert [tried(number, seconds=42) for number in range(1, 5)] == [None] * 4, "whoever waited is judged, all of them"
    assert tried(5, minutes=30) is None, "also who comes back later"
    assert tried(1, seconds=43) == wait, "and each further try waits again"


def test_the_limit_of_the_site_does_not_begin_anew_before_its_hour_is_over_trk_03(sessions, tmp_path):
    """A guesser with any number of networks and references, a try each second for an hour after the limit."""
    crowded(sessions, tmp_path, throttling.WORDS_SITE.most)
    judged = 0
    for second in range(0, 3540, 6):
        buckets = throttling.words_buckets(f"CV{second:06}", f"10.{second // 250}.{second % 250}.7")
        judged += throttling.claim(sessions, tmp_path, buckets, now=MONDAY + timedelta(seconds=second)) is None
    assert judged == 0, "each new pair waits first; nothing makes the count of the hour forget"
    pair = throttling.words_buckets(REFERENCE, HERE)
    assert throttling.claim(sessions, tmp_path, pair, now=MONDAY + timedelta(minutes=59)) is not None
    assert throttling.claim(sessions, tmp_path, pair, now=MONDAY + timedelta(minutes=60)) is None
    assert site(sessions, tmp_path) == 1


def test_one_network_on_one_reference_never_slows_the_site_trk_03(sessions, tmp_path):
    """Five thousand guesses in an hour: ten are judged, and the right words from elsewhere wait for nothing."""
    buckets = throttling.words_buckets(REFERENCE, HERE)
    times = [MONDAY + timedelta(seconds=second) for second in range(0, 3600, 36)] * 5
    assert sum(throttling.claim(sessions, tmp_path, buckets, now=at) is None for at in sorted(times)) == 10
    assert site(sessions, tmp_path) == 10
    elsewhere = throttling.words_buckets(REFERENCE, ELSEWHERE)
    assert throttling.claim(sessions, tmp_path, elsewhere, now=MONDAY + timedelta(minutes=59)) is None
