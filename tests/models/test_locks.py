"""A lock by itself: what its seed opens, what its public half cannot, and what each process holds of it."""

import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from models import keys
from models.sealing import KINDS, Keyring, Lock, Unreadable, visit_of, words_lock

FORMAT_1 = {
    "by seed": (
        "thread",
        "010102013e0a7229eecf91fe4b7cb02f034f19f559d90aedd4c99b481541549a069b68f727c9af283cd86baa13757c3a67e1"
        "b6a15853067992495dad10b2d7a3c9c7036076539e30b669fb7bff7d37c928eab110009bf2ff11fd911321848a58",
        b"A fixed text, for as long as format 1 is kept.",
    ),
    "by public half": (
        "master",
        "010201013063428801f0d18276ea0827b5f9069562b542f3e6418fa4f1a151f6523425386c7f87223a2ba150952773f269b7"
        "223b1cb1bcbf152c07807c7a6ddda606b075f106e2fda78166004530f7e7b73fcc01a734765b325c40325d790a6efe18910b"
        "1b7c1c2ee90784e8d45c9f90e3ade6e2",
        bytes(range(32)),
    ),
}


@pytest.fixture
def lock() -> Lock:
    return Lock.new("thread")


def test_text_with_every_ending_survives_padding(lock: Lock) -> None:
    for text in ("", "a", "\x80", "x" * 63, "x" * 64, "x" * 65, "ends \x80\x00\x00"):
        assert lock.open(lock.seal(text.encode(), b"p"), b"p").decode() == text


def test_length_of_a_name_does_not_show(lock: Lock) -> None:
    assert len({len(lock.seal(b"x" * size, b"p")) for size in range(64)}) == 1


def test_every_bit_of_a_blob_counts(lock: Lock) -> None:
    blob = lock.seal(b"words", b"p")
    for position in range(len(blob)):
        changed = bytearray(blob)
        changed[position] ^= 1
        with pytest.raises(Unreadable):
            lock.open(bytes(changed), b"p", blind=True)


def test_nonces_never_meet_enc_04(lock: Lock) -> None:
    assert len({bytes(lock.seal(b"", b"")[4:16]) for _ in range(100_000)}) == 100_000


@pytest.mark.parametrize("way", FORMAT_1)
def test_blobs_of_every_past_format_open_enc_06(way: str) -> None:
    kind, blob, text = FORMAT_1[way]
    lock = Lock.of_seed(kind, bytes(range(32)))
    assert lock.open(bytes.fromhex(blob), b"a fixed place", blind=way != "by seed") == text


def test_a_visit_is_found_and_opened_by_its_cookie_alone() -> None:
    token = secrets.token_bytes(32)
    (number, visit), (again, same), (other, _) = visit_of(token), visit_of(token), visit_of(secrets.token_bytes(32))
    assert number == again != other
    assert same.open(visit.seal(b"holder", b"p"), b"p") == b"holder"
    assert visit.seed not in (token, number.bytes * 2)


def test_words_without_the_pepper_open_nothing_trk_02() -> None:
    stretched, pepper = secrets.token_bytes(64), secrets.token_bytes(32)
    blob = words_lock(stretched, pepper).seal(b"holder", b"p")
    assert words_lock(stretched, pepper).open(blob, b"p") == b"holder"
    for wrong in (words_lock(stretched, bytes(32)), words_lock(secrets.token_bytes(64), pepper)):
        with pytest.raises(Unreadable):
            wrong.open(blob, b"p")


def test_the_public_process_opens_nothing_that_is_stored_enc_02(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    keys.new(folder)
    staff, worker = (Keyring.of(keys.load(folder, process)) for process in ("staff", "worker"))
    for other in ("staff", "worker", "auditor"):
        (folder / other).rename(tmp_path / other)
    held = keys.load(folder, "public")
    public = Keyring.of(held)
    case = {name: Lock.new(name) for name in ("thread", "file", "holder", "words", "visit")}
    master, locks = staff["master"], {**case, "master": staff["master"], "worker": worker["worker"]}
    blobs = [lock.seal(b"canary", b"p") for lock in locks.values()] + [
        lock.half().seal(b"canary", b"p") for lock in (master, worker["worker"], case["file"])
    ]
    secrets_held = [secret for versions in held.secrets.values() for secret in versions.values()]
    secrets_held += [pair.public for pair in held.pairs]
    tried = [*public.values(), *(Lock.of_seed(kind, secret) for secret in secrets_held for kind in KINDS)]
    assert all(pair.seed is None for pair in held.pairs)
    for held_lock in tried:
        for blob in blobs:
            with pytest.raises(Unreadable):
                replace(held_lock).open(blob, b"p", blind=True)
