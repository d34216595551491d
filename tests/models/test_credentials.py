"""Passwords, words, codes and references: hard to guess, easy to type, and never weak by accident."""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import extract_parameters

from models import credentials
from models.credentials import Cost, Weak, stretching

QUICK = Cost(memory=64, time=1, lanes=1, test=True)
PEPPERS = {1: b"p" * 32}
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
PASSWORD = "otters borrow 3 umbrellas"


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretching, "_chosen", stretching._Chosen(Cost(), tmp_path))


def test_settings_weaker_than_auth_01_are_refused_outside_tests() -> None:
    for weak in ({"memory": 64 * 1024 - 1}, {"time": 2}, {"lanes": 0}):
        with pytest.raises(Weak):
            Cost(**weak)
    assert Cost() == Cost(64 * 1024, 3, 1)


def test_one_derivation_is_as_slow_as_we_said_auth_01() -> None:
    began = time.perf_counter()
    assert len(credentials.stretch("river moon", credentials.new_salt())) == 64
    assert time.perf_counter() - began > 0.03


def test_the_same_words_on_two_cases_are_kept_differently_trk_02() -> None:
    first, second = credentials.new_salt(), credentials.new_salt()
    stretched = [credentials.stretch("river moon", salt, cost=QUICK) for salt in (first, second, first)]
    assert stretched[0] == stretched[2] != stretched[1]


def test_at_most_four_are_worked_out_at_once_auth_01(tmp_path: Path) -> None:
    inside, most, lock, gate = 0, 0, threading.Lock(), threading.Barrier(4, timeout=60)

    def take() -> None:
        nonlocal inside, most
        with stretching.turn(tmp_path):
            with lock:
                inside += 1
                most = max(most, inside)
            gate.wait()
            with lock:
                inside -= 1

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    assert most == 4


def test_a_place_is_given_back_after_a_failure(tmp_path: Path) -> None:
    for _ in range(5):
        with pytest.raises(BlockingIOError), stretching.turn(tmp_path):
            raise BlockingIOError
    with stretching.turn(tmp_path):
        pass


def test_a_password_is_kept_as_argon2id_under_a_pepper() -> None:
    stored = credentials.hash_password(PASSWORD, PEPPERS, cost=QUICK)
    assert extract_parameters(stored).hash_len == 64
    assert stored.startswith("$argon2id$")
    assert credentials.check_password(stored, PASSWORD, PEPPERS, cost=QUICK) == credentials.Verdict(True)
    for wrong, peppers in ((PASSWORD + "x", PEPPERS), (PASSWORD, {1: b"q" * 32})):
        assert not credentials.check_password(stored, wrong, peppers, cost=QUICK).right


def test_a_long_password_counts_to_its_last_byte_auth_02() -> None:
    long = "🦊 otters " * 16
    stored = credentials.hash_password(long, PEPPERS, cost=QUICK)
    assert credentials.check_password(stored, long, PEPPERS, cost=QUICK).right
    assert not credentials.check_password(stored, long[:-1], PEPPERS, cost=QUICK).right
    assert not credentials.check_password(stored, long.encode()[:72].decode(errors="ignore"), PEPPERS, cost=QUICK).right


def test_a_hash_made_with_less_work_or_an_older_pepper_is_stale() -> None:
    stored = credentials.hash_password(PASSWORD, PEPPERS, cost=QUICK)
    more = Cost(memory=64, time=2, lanes=1, test=True)
    newer = PEPPERS | {2: b"n" * 32}
    assert credentials.check_password(stored, PASSWORD, PEPPERS, cost=more) == credentials.Verdict(True, stale=True)
    assert credentials.check_password(stored, PASSWORD, newer, cost=QUICK) == credentials.Verdict(True, stale=True)


def test_an_unknown_account_costs_as_much_as_a_wrong_password_auth_09() -> None:
    cost = Cost(memory=4096, time=2, lanes=1, test=True)
    stored = credentials.hash_password(PASSWORD, PEPPERS, cost=cost)

    def spent(kept: str | None) -> float:
        began = time.process_time()
        assert not credentials.check_password(kept, "wrong", PEPPERS, cost=cost).right
        return time.process_time() - began

    # In turns, and the least of each: whatever else the machine does slows all three, and only ever adds.
    rounds = [(spent(stored), spent(None), spent("not a hash")) for _ in range(15)]
    known, unknown, broken = (min(times) for times in zip(*rounds, strict=True))
    assert unknown == pytest.approx(known, rel=0.5)
    assert broken == pytest.approx(known, rel=0.5)


COMMON = [
    "password123456",
    "Password1234567!",
    "qwertyuiop1234",
    "iloveyouiloveyou",
    "p4ssw0rd-p4ssw0rd",
    "1234567890123456",
]
COMMON += ["aaaaaaaaaaaaaaaaaa", "sunshinebutterfly", "LIVERPOOL2019!!!", "letmein letmein 1", "abcabcabcabcabc"]
LOCAL = [
    "safeguarding2026!",
    "Ashbourne Council 1",
    "childrens-services-26",
    "Maya Okafor 1987!!",
    "complaints complaints",
]


@pytest.mark.parametrize("password", COMMON)
def test_common_passwords_are_refused_auth_03(password: str) -> None:
    assert "list" in (credentials.password_problem(password) or "")


@pytest.mark.parametrize("password", LOCAL)
def test_words_others_know_are_refused_auth_03(password: str) -> None:
    assert credentials.password_problem(password, local=("Ashbourne Council", "Maya Okafor"))


def test_the_deny_list_is_long_and_its_members_with_figures_round_them_are_refused_auth_03() -> None:
    known = sorted(credentials.passwords._deny_list())
    assert len(known) >= 10_000
    for word in known[:: len(known) // 200]:
        assert credentials.password_problem(f"{word}{'0123456789012'[: max(0, 14 - len(word))]}") is not None


def test_passphrases_and_pictures_are_accepted_auth_02() -> None:
    refused = [
        words for _ in range(200) if credentials.password_problem(words := " ".join(credentials.adult_words()[:4]))
    ]
    assert refused == []
    for good in (
        PASSWORD,
        "x7$Qp9!mK2vL8#z",
        "🦊🐢🌻🚲🎺🍋🐙🌈🥁🪁🧦🫖🐝🪐",
        "гуляє кіт без черевиків",
        "Zaż" * 2 + "ółć gęślą" * 14,
    ):
        assert credentials.password_problem(good) is None, good
    assert credentials.password_problem("otters borrow") is not None


def test_a_code_is_good_once_and_a_step_either_side_auth_05() -> None:
    secret = credentials.new_totp()
    code = credentials.totp_code(secret, NOW)
    check = credentials.check_totp
    step = check(secret, f" {code[:3]} {code[3:]} ", now=NOW, last_step=0)
    assert step == int(NOW.timestamp()) // 30
    assert check(secret, code, now=NOW, last_step=step) is None
    for seconds, found in ((-30, step), (30, step), (-90, None), (90, None)):
        assert check(secret, code, now=NOW + timedelta(seconds=seconds), last_step=0) == found
    assert check(secret, "", now=NOW, last_step=0) is None
    assert check(secret, "１２３４５６", now=NOW, last_step=0) is None
    assert len(secret) * 5 == 160
    assert credentials.totp_address(secret, "maya@ashbourne.example").startswith("otpauth://totp/Heard:maya")


def test_recovery_codes_are_ten_of_80_bits_read_as_typed() -> None:
    codes = credentials.new_recovery_codes()
    assert len(set(codes)) == 10
    assert {len(code.replace("-", "")) * 5 for code in codes} == {80}
    assert credentials.recovery_hash(codes[0]) == credentials.recovery_hash(codes[0].lower().replace("-", " "))
    assert len({credentials.recovery_hash(code) for code in codes}) == 10


def wrong_signs(reference: str) -> set[str]:
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    places = [place for place in range(3, len(reference)) if reference[place] != "-"]
    return {reference[:at] + sign + reference[at + 1 :] for at in places for sign in signs if sign != reference[at]}


def swapped(reference: str) -> set[str]:
    plain = reference[3:].replace("-", "")
    pairs = range(len(plain) - 1)
    return {plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :] for at in pairs if plain[at] != plain[at + 1]}


@pytest.mark.parametrize("slips", [wrong_signs, swapped])
def test_any_one_slip_in_a_reference_is_caught_trk_09(slips: Callable[[str], set[str]]) -> None:
    for _ in range(50):
        reference = credentials.new_reference()
        assert credentials.read_reference(reference) == reference
        assert not any(credentials.read_reference(slip) for slip in slips(reference))


def test_a_reference_is_read_however_it_is_typed() -> None:
    reference = credentials.new_reference()
    plain = reference.replace("-", "")
    for typed in (reference.lower(), plain, plain[2:], f"  {plain[:5]} {plain[5:]}. ", reference.replace("-", "–")):
        assert credentials.read_reference(typed) == reference
    for wrong in ("", "HV", reference[:-1], reference + "2", "HV-0000-0000-000", "é" * 11):
        assert credentials.read_reference(wrong) is None


def test_references_do_not_meet_or_spell_trk_09() -> None:
    made = {credentials.new_reference() for _ in range(5_000)}
    assert len(made) == 5_000
    assert all(re.fullmatch(r"HV-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{3}", each) for each in made)
    assert not any(re.search("[A-Z]{3}", each[3:].replace("-", "")) for each in made)
    assert all(len(places) > 20 for places in (Counter(each[3] for each in made), Counter(each[-1] for each in made)))
