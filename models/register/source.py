"""Where a register comes from: a folder, or a .zip of one. Nothing is ever unpacked onto the disk."""

import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from models.register.faults import Fault
from models.register.layout import FILES

LARGEST = 2_000_000_000  # bytes of one file, unpacked
TIGHTEST = 200  # times smaller: no table of people's cases packs better than this
SMALL = 5_000_000  # a file this small harms nobody, however well it packs


class NoRegister(ValueError):
    """This cannot be read as a register at all."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class Source:
    """The files of one register by name, opened one at a time for reading."""

    def __init__(self, path: Path, packed: bytes | None = None) -> None:
        """`packed` is a .zip that is in memory; `path` then only names it."""
        self.path, self._packed = path, packed
        self._inside: dict[str, str] = {}  # file -> its name within the zip
        if packed is None and path.is_dir():
            self.sizes = {name: (path / name).stat().st_size for name in FILES if (path / name).is_file()}
            self.others = sorted(p.name for p in path.iterdir() if p.suffix.lower() == ".csv" and p.name not in FILES)
        else:
            self.sizes, self.others = self._listed(path)
        if "register.csv" not in self.sizes:
            raise _none(path.name, "there is no register.csv in it; a register is a folder or a .zip with that file")

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        if not self._inside:
            with (self.path / name).open("rb") as file:
                yield file
            return
        with self._archive() as packed, packed.open(self._inside[name]) as file:
            yield file

    def _archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(self.path if self._packed is None else io.BytesIO(self._packed))

    def _listed(self, path: Path) -> tuple[dict[str, int], list[str]]:
        try:
            with self._archive() as packed:
                entries = [entry for entry in packed.infolist() if not entry.is_dir()]
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise _none(
                path.name, "this is neither a folder nor a .zip that can be read; pack the folder again"
            ) from None
        sizes: dict[str, int] = {}
        others: list[str] = []
        for entry in entries:
            name = _safe(path.name, entry)
            if name not in FILES:
                others += [name] if name.lower().endswith(".csv") else []
                continue
            if name in sizes:
                raise _none(path.name, f"{name} is in it twice; leave one")
            _refuse_a_bomb(path.name, entry)
            sizes[name], self._inside[name] = entry.file_size, entry.filename
        return sizes, sorted(others)


def _safe(archive: str, entry: zipfile.ZipInfo) -> str:
    """The plain name of an entry. One that points out of the folder is refused, although nothing is unpacked."""
    parts = PurePosixPath(entry.filename.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in entry.filename or os.sep in parts.name:
        raise _none(archive, f"{entry.filename!r} points out of the folder; pack only the CSV files")
    if entry.flag_bits & 0x1:
        raise _none(archive, f"{parts.name} is locked with a password; pack it without one")
    return parts.name


def _refuse_a_bomb(archive: str, entry: zipfile.ZipInfo) -> None:
    packed = max(entry.compress_size, 1)
    if entry.file_size > LARGEST or (entry.file_size > SMALL and entry.file_size / packed > TIGHTEST):
        raise _none(archive, f"{entry.filename} would unpack to {entry.file_size:,} bytes; that is no register")


def _none(name: str, text: str) -> NoRegister:
    return NoRegister(Fault(name, 1, "file", text))
