"""Look at one file and make its copy: a process of its own, that can write nothing, reach no key, and soon ends.

`python -m models.files.looking CODE SECONDS PLACE`: the file on standard input; on standard output one line of JSON
with what is known of it (or why it is refused), then the copy, then the file itself where its place had to go.
"""

import importlib
import json
import sys
import time

from models.files.kinds import BY_CODE
from models.files.places import OUT, without_place
from models.files.refusing import BROKEN, HUGE, Refused

MEMORY, CPU = 1 << 30, 60  # bytes, seconds


def main(code: str, seconds: int, place: str) -> None:
    maker = importlib.import_module(f"models.files.{BY_CODE[code].maker}")
    plain = content = sys.stdin.buffer.read()
    _limit()
    try:
        facts, copy = maker.redraw(content, code, seconds)
        plain = without_place(content) if BY_CODE[code].sort != "paper" else content
    except Refused as refused:
        facts, copy = {"refused": refused.why}, b""
    except MemoryError:
        facts, copy = {"refused": HUGE}, b""
    except Exception:
        facts, copy = {"refused": BROKEN}, b""
    instead = plain if place == OUT and plain != content else b""
    facts |= {"place": place} if plain != content else {}
    sizes = {"bytes": len(copy), "instead": len(instead)}
    sys.stdout.buffer.write(json.dumps({**facts, **sizes}).encode() + b"\n" + copy + instead)
    sys.stdout.buffer.flush()


def _limit() -> None:
    """From here on no file can be written or opened anew, and memory and time have an end."""
    try:
        resource = importlib.import_module("resource")
    except ImportError:  # not on Windows; there the time limit of whoever started this is all
        return
    used = int(time.process_time())
    for name, most in (("AS", MEMORY), ("CPU", used + CPU), ("FSIZE", 0), ("CORE", 0)):
        limit = getattr(resource, f"RLIMIT_{name}")
        resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
