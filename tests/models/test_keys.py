"""The key folder gives each process its own keys, refuses dangerous ones, and can be brought back (ENC-07, ENC-08)."""

import shutil
from pathlib import Path

import pytest

from models import keys
from models.keys import BadKeys
from models.sealing import Keyring, Unreadable

PASSPHRASE = "seven plain words nobody else has joined"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "keys"
    keys.new(made)
    return made


def test_every_key_is_readable_by_its_owner_alone(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o400}
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o700}
    assert {path.stat().st_size for path in files} == {32}


def test_each_process_has_its_own_keys_and_no_other_enc_02(folder: Path) -> None:
    held = {process: keys.load(folder, process) for process in keys.PROCESSES}
    seeds = {process: {pair.name for pair in found.pairs if pair.seed} for process, found in held.items()}
    assert seeds == {"staff": {"master", "desk"}, "worker": {"worker"}, "public": set(), "backup": {"backup"}}
    assert set(held["public"].secrets) == {"words", "audit", "cookie"}
    assert set(held["worker"].secrets) == {"index", "audit"}
    assert held["backup"].secrets == {}
    assert held["public"].words_pepper == held["staff"].words_pepper
    assert held["worker"].index == held["staff"].index
    assert len({held[process].audit for process in ("public", "staff", "worker")}) == 3
    assert held["public"].cookie != held["staff"].cookie
    for name in ("index", "password_peppers"):
        with pytest.raises(BadKeys, match="by design"):
            getattr(held["public"], name)


def test_no_key_is_used_for_two_purposes_enc_07(folder: Path) -> None:
    prints = keys.check(folder)
    assert len(set(prints.values())) == len(prints) == 12


def test_a_process_starts_with_every_other_folder_absent(folder: Path) -> None:
    for other in ("staff", "worker", "backup", "auditor"):
        shutil.rmtree(folder / other)
    assert set(Keyring.of(keys.load(folder, "public"))) == {"master", "worker"}


def test_new_keys_are_never_made_over_old_ones(folder: Path) -> None:
    before = keys.check(folder)
    with pytest.raises(BadKeys, match="already"):
        keys.new(folder)
    assert keys.check(folder) == before


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o600 | 0o020])
def test_a_key_that_others_can_reach_is_refused(folder: Path, mode: int) -> None:
    (folder / "staff" / "master.v1.seed").chmod(mode)
    with pytest.raises(BadKeys, match="chmod 400"):
        keys.load(folder, "staff")


def test_a_folder_that_others_can_change_is_refused(folder: Path) -> None:
    (folder / "public").chmod(0o777)
    with pytest.raises(BadKeys, match="chmod"):
        keys.load(folder, "public")


def test_a_link_to_a_key_elsewhere_is_refused(folder: Path) -> None:
    key = folder / "public" / "audit.v1.key"
    key.rename(folder / "audit.v1.key")
    key.symlink_to(folder / "audit.v1.key")
    with pytest.raises(BadKeys):
        keys.load(folder, "public")


def test_the_public_folder_refuses_to_hold_a_seed(folder: Path) -> None:
    shutil.copy(folder / "staff" / "master.v1.seed", folder / "public" / "master.v2.seed")
    with pytest.raises(BadKeys, match="must not be"):
        keys.load(folder, "public")


def test_missing_cut_and_foreign_files_are_named(folder: Path) -> None:
    desk, cookie = folder / "staff" / "desk.v1.seed", folder / "public" / "cookie.v1.key"
    desk.unlink()
    with pytest.raises(BadKeys, match="lacks desk"):
        keys.load(folder, "staff")
    cookie.chmod(0o600)
    cookie.write_bytes(b"short")
    with pytest.raises(BadKeys, match="not a whole key"):
        keys.load(folder, "public")
    (folder / "worker" / "notes.txt").touch()
    with pytest.raises(BadKeys, match="not a key"):
        keys.load(folder, "worker")


def test_a_master_that_does_not_fit_the_public_half_is_found(folder: Path, tmp_path: Path) -> None:
    keys.new(tmp_path / "other")
    (folder / "staff" / "master.v1.seed").unlink()
    shutil.copy(tmp_path / "other" / "staff" / "master.v1.seed", folder / "staff" / "master.v1.seed")
    with pytest.raises(BadKeys, match="master.v1"):
        keys.check(folder)


def test_a_new_master_seals_and_the_old_one_still_opens_enc_05(folder: Path) -> None:
    old = Keyring.of(keys.load(folder, "public"))["master"].seal(b"wrap", b"p")
    assert keys.new_master(folder) == 2
    public, staff = (Keyring.of(keys.load(folder, process)) for process in ("public", "staff"))
    assert (public["master"].version, staff["master"].version) == (2, 2)
    assert staff.older[1, 1].open(old, b"p", blind=True) == b"wrap"
    with pytest.raises(Unreadable):
        staff["master"].open(old, b"p", blind=True)
    assert keys.drop_older(folder, "master") == [1]
    assert (1, 1) not in Keyring.of(keys.load(folder, "staff")).older
    assert keys.drop_older(folder, "master") == [], "the one in use is never deleted"


def test_keys_come_back_from_either_sealed_copy_enc_08(folder: Path, tmp_path: Path) -> None:
    keys.save_start(folder, "staff", bytes(range(32)))
    assert not keys.exported(folder)
    with pytest.raises(BadKeys, match="20"):
        keys.export(folder, tmp_path / "safe", "too short")
    copies = keys.export(folder, tmp_path / "safe", PASSPHRASE)
    assert keys.exported(folder)
    assert len(copies) == 2
    assert copies[0].read_bytes() != copies[1].read_bytes()
    seed = (folder / "staff" / "master.v1.seed").read_bytes()
    for number, copy in enumerate(copies):
        assert seed not in copy.read_bytes()
        back = tmp_path / f"back{number}"
        assert keys.import_sealed(copy, PASSPHRASE, back) == keys.check(folder)
        assert keys.load_start(back, "staff") == bytes(range(32))
        with pytest.raises(BadKeys, match="already"):
            keys.import_sealed(copy, PASSPHRASE, back)
    with pytest.raises(BadKeys, match="passphrase"):
        keys.import_sealed(copies[0], PASSPHRASE + "s", tmp_path / "wrong")
    changed = bytearray(copies[0].read_bytes())
    changed[-1] ^= 1
    (tmp_path / "changed").write_bytes(changed)
    with pytest.raises(BadKeys, match="passphrase"):
        keys.import_sealed(tmp_path / "changed", PASSPHRASE, tmp_path / "wrong")
    keys.new_master(folder)
    assert not keys.exported(folder)


def test_keys_do_not_print(folder: Path) -> None:
    held = keys.load(folder, "staff")
    assert repr(held.cookie) not in repr(held)
    assert "seed" not in repr(held.pairs[0])
