"""The key folder: one sub-folder for each process, holding that process's keys and no other's.

Files are `name.vN.suffix`, 32 bytes each, readable by their owner only. The public process has public halves, a
pepper, its audit key and its cookie secret: nothing that opens what is stored.
"""

import hashlib
import json
import os
import re
import stat
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SIZE = 32
PLANS = {
    "staff": "master.seed worker.public backup.public desk.seed index.key audit.key words.pepper password.pepper "
    "cookie.key",
    "worker": "worker.seed master.public index.key audit.key",
    "public": "master.public worker.public words.pepper audit.key cookie.key",
    "backup": "backup.seed",  # opens backups; keep it elsewhere, away from what it opens
}
PROCESSES: Mapping[str, Mapping[str, str]] = {
    process: dict(file.split(".") for file in plan.split()) for process, plan in PLANS.items()
}
PAIRS = frozenset({"master", "worker", "desk", "backup"})
OWN = frozenset({"audit", "cookie"})  # a different one for each process
AUDITOR = "auditor"  # the first key of each chain: for whoever checks the chain, for no process
NAME = re.compile(r"([a-z]+)\.v([1-9]\d{0,2})\.(seed|public|key|pepper)")
COPIED = re.compile(rf"(public|staff|worker|backup)/{NAME.pattern}|{AUDITOR}/[a-z]+\.start")
MAGIC, SALT, NONCE = b"heard keys 1\n", 16, 12
SHORTEST_PASSPHRASE = 20
RECORD = "exported.json"


class BadKeys(Exception):
    """The key folder cannot be used. The message says which file and what to do; never what is in it."""


@dataclass(frozen=True, repr=False)
class Pair:
    name: str
    version: int
    public: bytes
    seed: bytes | None = None  # None: the public half alone


@dataclass(frozen=True, repr=False, kw_only=True)
class Keys:
    """Everything one process may use, and nothing else."""

    process: str
    pairs: tuple[Pair, ...]  # oldest version first
    secrets: Mapping[str, Mapping[int, bytes]]

    @property
    def audit(self) -> bytes:
        return self._newest("audit")[1]

    @property
    def cookie(self) -> bytes:
        return self._newest("cookie")[1]

    @property
    def index(self) -> bytes:
        return self._newest("index")[1]

    @property
    def words_pepper(self) -> tuple[int, bytes]:
        return self._newest("words")

    @property
    def words_peppers(self) -> Mapping[int, bytes]:
        return self._all("words")

    @property
    def password_peppers(self) -> Mapping[int, bytes]:
        return self._all("password")

    def _newest(self, name: str) -> tuple[int, bytes]:
        return max(self._all(name).items())

    def _all(self, name: str) -> Mapping[int, bytes]:
        if name not in self.secrets:
            raise BadKeys(f"The {self.process} process has no {name} key, by design.")
        return self.secrets[name]


def new(folder: Path) -> None:
    """Make every key. Never over an old one: losing master loses every case."""
    if any(_files(folder)):
        raise BadKeys(f"{folder} already holds keys. Choose an empty folder, or move the old one away.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for process in (*PROCESSES, AUDITOR):
        (folder / process).mkdir(mode=0o700, exist_ok=True)
    for name in {name: None for plan in PROCESSES.values() for name in plan}:
        _make(folder, name, 1)


def new_master(folder: Path) -> int:
    """Add a version: new cases are wrapped by it; older wraps stay readable until they are wrapped again."""
    return add_version(folder, "master")


def add_version(folder: Path, name: str) -> int:
    version = max((found for _, known, found in _versions(folder) if known == name), default=0) + 1
    if version > 255:
        raise BadKeys(f"{name} has had 255 versions; the number is one byte.")
    _make(folder, name, version)
    return version


def drop_older(folder: Path, name: str) -> list[int]:
    """Delete every version but the newest, and return which. The caller knows that no row and no backup needs one."""
    held = [(version, path) for path, known, version in _versions(folder) if known == name]
    newest = max((version for version, _ in held), default=0)
    for version, path in held:
        if version < newest:
            path.unlink()
    return sorted({version for version, _ in held if version < newest})


def load(folder: Path, process: str) -> Keys:
    """This process's keys. Other processes' folders are not looked at, and need not be there."""
    plan, pairs = PROCESSES[process], []
    secrets: dict[str, dict[int, bytes]] = {}
    for path in sorted((folder / process).glob("*")):
        name, version, suffix = _named(path)
        if plan.get(name) != suffix:
            raise BadKeys(f"{path.name} must not be in the {process} folder. Take it out and make a new {name} key.")
        content = _read(path)
        if name in PAIRS:
            seed = content if suffix == "seed" else None
            pairs.append(Pair(name, version, _public_of(content) if seed else content, seed))
        else:
            secrets.setdefault(name, {})[version] = content
    missing = plan.keys() - secrets.keys() - {pair.name for pair in pairs}
    if missing:
        raise BadKeys(f"{folder / process} lacks {', '.join(sorted(missing))}. Run: heard keys new")
    return Keys(process=process, pairs=tuple(sorted(pairs, key=lambda pair: pair.version)), secrets=secrets)


def check(folder: Path) -> dict[str, str]:
    """A fingerprint for each key, `master.v1` and so on. Refuses where two processes hold different ones."""
    prints: dict[str, str] = {}
    for process in PROCESSES:
        if process == "backup" and not (folder / process).exists():
            continue  # taken away, as it should be
        keys = load(folder, process)
        held = {(pair.name, pair.version): pair.public for pair in keys.pairs}
        held |= {(name, version): key for name, known in keys.secrets.items() for version, key in known.items()}
        for (name, version), content in held.items():
            label = f"{name}.v{version}" + (f" ({process})" if name in OWN else "")
            found = fingerprint(content)
            if prints.setdefault(label, found) != found:
                raise BadKeys(f"{label} of the {process} process does not fit the others. Restore it from a copy.")
    return dict(sorted(prints.items()))


def fingerprint(content: bytes) -> str:
    """Names a key without helping to guess it: the key is 256 random bits or a public half."""
    return hashlib.sha256(b"heard/fingerprint" + content).hexdigest()[:16]


def export(folder: Path, destination: Path, passphrase: str, copies: int = 2) -> list[Path]:
    """Write sealed copies, to be kept by different people in different places. Each is opened once to prove it."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise BadKeys(f"The passphrase needs at least {SHORTEST_PASSPHRASE} characters: it guards every case.")
    prints = check(folder)
    bundle = {str(path.relative_to(folder)): b64encode(_read(path)).decode() for path in _files(folder)}
    content = json.dumps(bundle).encode()
    destination.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = [destination / f"heard-keys-{fingerprint(content)[:8]}-{n}.sealed" for n in range(1, copies + 1)]
    for path in made:
        path.unlink(missing_ok=True)
        _write(path, _seal(content, passphrase))
        if _unseal(path.read_bytes(), passphrase) != content:
            raise BadKeys(f"{path.name} could not be read back.")
    record = folder / RECORD
    record.unlink(missing_ok=True)
    _write(record, json.dumps(prints).encode())
    return made


def exported(folder: Path) -> bool:
    """Whether every key of today is in a sealed copy."""
    try:
        return bool(json.loads((folder / RECORD).read_text()) == check(folder))
    except (OSError, ValueError):
        return False


def import_sealed(copy: Path, passphrase: str, folder: Path) -> dict[str, str]:
    """Put the keys of a sealed copy into an empty folder, and say their fingerprints."""
    if any(_files(folder)):
        raise BadKeys(f"{folder} already holds keys. Choose an empty folder, or move the old one away.")
    bundle = json.loads(_unseal(copy.read_bytes(), passphrase))
    if not all(COPIED.fullmatch(name) for name in bundle):
        raise BadKeys("The copy names files that are not keys.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in bundle.items():
        (folder / name).parent.mkdir(mode=0o700, exist_ok=True)
        _write(folder / name, b64decode(content))
    (folder / AUDITOR).mkdir(mode=0o700, exist_ok=True)
    return check(folder)


def save_start(folder: Path, chain: str, key: bytes) -> None:
    """Keep the first key of an audit chain for the auditor, apart from every process."""
    (folder / AUDITOR).mkdir(mode=0o700, exist_ok=True)
    _write(folder / AUDITOR / f"{chain}.start", key)


def load_start(folder: Path, chain: str) -> bytes:
    return _read(folder / AUDITOR / f"{chain}.start")


def _make(folder: Path, name: str, version: int) -> None:
    """One key for every process that has a share in it; whoever opens gets it before whoever seals."""
    shared = os.urandom(SIZE)
    for process, plan in PROCESSES.items():
        if suffix := plan.get(name):
            own = os.urandom(SIZE) if name in OWN else shared
            content = _public_of(own) if suffix == "public" else own
            _write(folder / process / f"{name}.v{version}.{suffix}", content)


def _public_of(seed: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def _files(folder: Path) -> Iterator[Path]:
    for process in (*PROCESSES, AUDITOR):
        yield from sorted((folder / process).glob("*"))


def _versions(folder: Path) -> Iterator[tuple[Path, str, int]]:
    for path in _files(folder):
        if path.parent.name != AUDITOR:
            name, version, _ = _named(path)
            yield path, name, version


def _named(path: Path) -> tuple[str, int, str]:
    found = NAME.fullmatch(path.name)
    if not found:
        raise BadKeys(f"{path} is not a key. Take it out of the key folder.")
    return found[1], int(found[2]), found[3]


def _read(path: Path) -> bytes:
    try:
        about = path.lstat()
        content = path.read_bytes()
    except OSError:
        raise BadKeys(f"{path} cannot be read by this process.") from None
    if not stat.S_ISREG(about.st_mode) or about.st_mode & 0o077 or path.parent.stat().st_mode & 0o022:
        raise BadKeys(f"{path} can be read or changed by others. Run: chmod 400 {path} && chmod 700 {path.parent}")
    if len(content) != SIZE:
        raise BadKeys(f"{path} is not a whole key. Restore it from a copy.")
    return content


def _write(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _seal(content: bytes, passphrase: str) -> bytes:
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    return MAGIC + salt + nonce + AESGCM(_stretched(passphrase, salt)).encrypt(nonce, content, MAGIC)


def _unseal(copy: bytes, passphrase: str) -> bytes:
    start = len(MAGIC)
    salt, nonce = copy[start : start + SALT], copy[start + SALT : start + SALT + NONCE]
    try:
        if not copy.startswith(MAGIC):
            raise ValueError
        return AESGCM(_stretched(passphrase, salt)).decrypt(nonce, copy[start + SALT + NONCE :], MAGIC)
    except (InvalidTag, ValueError):
        raise BadKeys("That is not a sealed copy of keys, or not its passphrase.") from None


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, 4, 64 * 1024, 1, SIZE, Type.ID)
