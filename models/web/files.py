"""Files in a request: sealed while they arrive (UPL-03), judged before anything is kept, given back as copies."""

import io
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any, cast

from flask import Flask, Response, current_app, g, request
from werkzeug.wsgi import wrap_file

from models.cases.attaching import Attached
from models.files.judging import Taken, judge
from models.files.kinds import BY_CODE, LIMITS, MOST_AT_ONCE, Limits
from models.files.names import disposition, safe_name
from models.files.places import KEEP
from models.files.refusing import BIG, FULL, MANY, Refused
from models.files.store import Store, Writing
from models.files.stream import COPY, ORIGINAL, Opening

LARGEST = max(limits.size for limits in LIMITS.values())
MOST_PARTS = 15  # files in one request
ORIGINALS = "application/octet-stream"


class Arriving(io.RawIOBase):
    """What the form's parser writes a file into. It never fails there: what is wrong is said when it is asked for."""

    def __init__(self, problem: str = "") -> None:
        self.problem = problem
        self.writing: Writing | None = None
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.size += len(data)
        if not self.problem:
            try:
                self._write(bytes(data))
            except OSError:
                self.stop(FULL)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return offset  # the parser's way of saying that this was all

    def stop(self, why: str = "") -> None:
        """Nothing of it is left."""
        self.problem = why or self.problem
        if self.writing is not None:
            self.writing.undone()
            self.writing = None

    def take(self) -> Writing:
        """The whole file, from here on the caller's. Raises Refused."""
        if self.problem:
            raise Refused(self.problem)
        self._write(b"")
        writing, self.writing = self.writing, None
        return cast(Writing, writing)

    def _write(self, data: bytes) -> None:
        if self.writing is None:
            store = files()
            if store.full:
                self.problem = FULL
                return
            self.writing = store.write(uuid.uuid4())
        if self.size > LARGEST:
            self.stop(BIG)
            return
        self.writing.write(data)


@dataclass(frozen=True, slots=True, repr=False)
class Judged:
    """One file that was taken, and the control of the form that it came by."""

    field: str
    taken: Taken


@dataclass(frozen=True, slots=True)
class Problem:
    """One file that was not taken, and why."""

    name: str
    why: str


def init_app(app: Flask, store: Store) -> None:
    """Before everything that reads a form: which pages take files decides how much may come, and where it goes."""
    app.extensions["files"] = store
    app.config.setdefault("TAKES_FILES", frozenset())

    @app.before_request
    def allow() -> None:
        g.arrivals = []
        if request.endpoint in app.config["TAKES_FILES"]:
            request.max_content_length = MOST_AT_ONCE

    @app.teardown_request
    def forget(error: BaseException | None) -> None:
        """Whatever nobody asked for, or came only by half."""
        for arriving in g.pop("arrivals", []):
            arriving.stop()


def arriving(filename: str | None) -> IO[bytes]:
    """The parser's file for one part. A page that takes none gets none: it is read past and kept nowhere."""
    if request.endpoint in current_app.config.get("WHOLE_FILES", ()):  # read in memory by a page for few
        return io.BytesIO()
    taken = request.endpoint in current_app.config["TAKES_FILES"]
    arrivals = g.setdefault("arrivals", [])
    made = Arriving("" if taken and len(arrivals) < MOST_PARTS else MANY)
    if taken and filename:
        arrivals.append(made)
    else:
        made.problem = MANY
    return cast(IO[bytes], made)


def files() -> Store:
    return cast(Store, current_app.extensions["files"])


def judged(limits: Limits, *, place: str = KEEP) -> tuple[list[Judged], list[Problem]]:
    """Every file of this request, taken or not. Slow: call it before the first statement of the request's own."""
    good: list[Judged] = []
    bad: list[Problem] = []
    for field, file in request.files.items(multi=True):
        if file.filename and isinstance(file.stream, Arriving):
            try:
                good.append(Judged(field, _taken(file.stream, file.filename, limits, place)))
            except Refused as refused:
                bad.append(Problem(safe_name(file.filename), refused.why))
    return good, bad


def _taken(stream: Arriving, name: str, limits: Limits, place: str) -> Taken:
    if stream.size > limits.size:
        stream.stop(BIG)
    return judge(files(), stream.take(), name, limits, place=place)


def sent(file_id: uuid.UUID, key: bytes, part: str, *, code: str, name: str) -> Response:
    """One file as an answer: a copy by its own type, an original by none, and never as a page (UPL-04)."""
    where = COPY if part == "copy" else ORIGINAL
    reader = files().open(file_id, key, where)
    mimetype = BY_CODE[code].copy if part == "copy" else ORIGINALS
    response = Response(wrap_file(request.environ, cast(Any, _Closing(reader))), mimetype=mimetype)
    response.headers["Content-Disposition"] = disposition(name)
    response.content_length = reader.size
    g.file_answer = True
    response.make_conditional(request.environ, accept_ranges=True, complete_length=reader.size)
    return response


def copy_of(file: Attached) -> bytes:
    """All of a copy at once, for what is made of several files."""
    with files().open(file.id, file.key("copy"), COPY) as reader:
        return reader.read()


class _Closing(io.BufferedReader):
    """Reads ahead by whole chunks, and closes the sealed file with itself."""

    def __init__(self, reader: Opening) -> None:
        super().__init__(reader, buffer_size=64 * 1024)


def small(content: bytes, mimetype: str) -> Response:
    """A few bytes that a page shows, such as a blurred picture."""
    g.file_answer = True
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": disposition("picture.jpg")})


SUFFIX: Mapping[str, str] = {"picture": "jpg", "sound": "m4a"}


def copy_name(sort: str, code: str) -> str:
    """What a copy is called when it is saved: nothing that says whose it is (PRV-07)."""
    suffix = SUFFIX.get(sort) or ("pdf" if code == "pdf" else "txt")
    return f"{sort}.{suffix}"
