"""Ask a virus scanner about a file, over clamd's own protocol (INSTREAM): nothing is written down for it (UPL-09)."""

import io
import socket
from enum import StrEnum

STEP = 64 * 1024
CONNECT, ANSWER = 5.0, 120.0  # seconds
LONGEST_ANSWER = 4096


class Verdict(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"


class NoScanner(Exception):
    """It did not answer, or not in a way that says anything of the file. The file waits."""


def scan(where: str, content: io.RawIOBase) -> Verdict:
    """Send the whole of `content` to the scanner at `where` ("host:port", or the path of its socket)."""
    try:
        with _connected(where) as line:
            line.sendall(b"zINSTREAM\0")
            while part := content.read(STEP):
                line.sendall(len(part).to_bytes(4, "big") + part)
            line.sendall(bytes(4))
            said = _answer(line)
    except OSError as problem:
        raise NoScanner(type(problem).__name__) from None
    if said.endswith("OK"):
        return Verdict.CLEAN
    if said.endswith("FOUND"):
        return Verdict.INFECTED
    raise NoScanner("no verdict")


def answers(where: str) -> bool:
    """Whether a scanner is there at all."""
    try:
        with _connected(where) as line:
            line.sendall(b"zPING\0")
            return _answer(line) == "PONG"
    except OSError:
        return False


def _connected(where: str) -> socket.socket:
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT)
        line.connect(where)
    else:
        host, _, port = where.rpartition(":")
        line = socket.create_connection((host.strip("[]"), int(port)), CONNECT)
    line.settimeout(ANSWER)
    return line


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        part = line.recv(LONGEST_ANSWER)
        if not part:
            break
        said += part
    return said.rstrip(b"\0").decode("ascii", "replace")
