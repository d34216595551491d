"""What a request says: whether htmx asks for a part, and text without the bytes no two databases agree on."""

import re
from functools import cached_property
from typing import IO, Any

import htmx_flask
from flask import Flask, Response
from htmx_flask.requests import HtmxAwareRequest, HtmxHeaders
from werkzeug.datastructures import ImmutableMultiDict

from models.web import files, unasked, whole_files

VARY = ("HX-Request", "HX-Request-Type", "HX-History-Restore-Request")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # no document may hold these


class Hx(HtmxHeaders):
    """htmx 2 and 4 alike: the library knows only the older header names."""

    def _id(self, name: str) -> str | None:
        value: str | None = self._headers.get(name)
        return value.rpartition("#")[2] if value and "#" in value else value

    @cached_property
    def target(self) -> str | None:
        return self._id("HX-Target")

    @cached_property
    def trigger(self) -> str | None:
        return self._id("HX-Source") or self._headers.get("HX-Trigger")

    @cached_property
    def fragment(self) -> bool:
        """Answer with a part only when this is so: Back and boosted links want the whole page."""
        whole = self._headers.get("HX-Request-Type") == "full" or self.history_restore_request or self.boosted
        return bool(self) and not whole

    @cached_property
    def background(self) -> bool:
        """A call nobody made by hand, such as asking for new messages: it does not keep a session alive (SES-03)."""
        return bool(self._headers.get("X-Heard-Background") == "1")


class Request(HtmxAwareRequest):
    htmx: Hx

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.htmx = Hx(self.headers)

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        *_: Any,
        **__: Any,
    ) -> IO[bytes]:
        """Werkzeug would spool a large part to the disk in clear: here it is sealed as it comes (UPL-03)."""
        return whole_files.taken() or files.arriving(filename)

    def _load_form_data(self) -> None:
        """PostgreSQL refuses NUL and SQLite takes it: removed here, every field is the same on both (INP-07)."""
        loaded = "form" in self.__dict__
        super()._load_form_data()
        if not loaded:
            self.__dict__["form"] = unasked.Fields(_clean(self.__dict__["form"]))

    @cached_property
    def args(self) -> Any:
        return ImmutableMultiDict(_clean(super().args))


def _clean(fields: Any) -> list[tuple[str, str]]:
    return [(name, clean(value)) for name, value in fields.items(multi=True)]


def clean(text: str) -> str:
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def init_app(app: Flask) -> None:
    htmx_flask.Htmx(app)
    app.request_class = Request

    @app.after_request
    def vary(response: Response) -> Response:
        response.vary.update(VARY)
        return response
