"""Somebody with a browser and no JavaScript: reads pages, fills in their forms, keeps the cookie."""

import http.client
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Self
from urllib.parse import urlencode, urljoin, urlsplit

PATIENCE = 30
Typed = Mapping[str, str | Sequence[str]]


@dataclass
class Control:
    tag: str
    name: str
    kind: str
    value: str
    chosen: bool
    id: str = ""


@dataclass
class Form:
    action: str
    controls: list[Control] = field(default_factory=list)

    def filled(self, typed: Typed) -> list[tuple[str, str]]:
        """What a browser would send: what stands in the form, with `typed` in its place where it is given."""
        pairs = [
            (control.name, control.value)
            for control in self.controls
            if control.chosen and control.name not in typed and control.kind != "button"
        ]
        for name, values in typed.items():
            pairs += [(name, value) for value in ([values] if isinstance(values, str) else values)]
        return pairs


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self._inside: Form | None = None
        self._area: Control | None = None
        self._select: Control | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self._inside = Form(given.get("action", ""))
            self.forms.append(self._inside)
        elif self._inside is not None:
            self._control(self._inside, tag, given)

    def _control(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "option" and self._select is not None:
            chosen = "selected" in given
            form.controls.append(
                Control("option", self._select.name, "option", given.get("value", ""), chosen, self._select.id)
            )
        elif tag == "select":
            self._select = Control(tag, name, tag, "", chosen=False, id=given.get("id", ""))
        elif name and tag == "button":
            form.controls.append(Control(tag, name, "button", given.get("value", ""), chosen=False))
        elif name and tag == "textarea":
            self._area = Control(tag, name, tag, "", chosen=True, id=given.get("id", ""))
            form.controls.append(self._area)
        elif name and tag == "input":
            chosen = kind not in ("radio", "checkbox") or "checked" in given
            form.controls.append(Control(tag, name, kind, given.get("value", ""), chosen, given.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = None
        if tag == "textarea":
            self._area = None
        if tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data.removeprefix("\n") if not self._area.value else data


@dataclass
class Answer:
    status: int
    path: str
    headers: http.client.HTTPMessage
    html: str

    @property
    def to(self) -> str:
        """Where a redirect leads, as a path."""
        parts = urlsplit(urljoin(self.path, self.headers.get("Location", "")))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def forms(self) -> list[Form]:
        return Reader(self.html).forms

    def form(self, action: str = "") -> Form:
        """The form of the page, or the one that goes to that address."""
        found = [form for form in self.forms if not action or urlsplit(form.action).path == action]
        if not found:
            raise LookupError(f"{self.path} ({self.status}) has no form to {action or 'fill in'}")
        return found[0]


class Person:
    """One browser. Errors of the connection are the caller's to meet: that is what retrying is about."""

    def __init__(self, port: int, host: str = "localhost", *, address: str = "", agent: str = "") -> None:
        self.port, self.host = port, f"{host}:{port}"
        self.address, self.agent = address, agent  # where they come from, and what their browser calls itself
        self.cookies: dict[str, str] = {}
        self.page: Answer | None = None
        self._line: http.client.HTTPConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.hang_up()

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, pairs: Sequence[tuple[str, str]], **headers: str) -> Answer:
        return self._ask("POST", path, urlencode(pairs).encode(), headers)

    def send_file(self, path: str, pairs: Sequence[tuple[str, str]], field: str, name: str, content: bytes) -> Answer:
        """A form with one file in it."""
        edge = "heard-file-edge"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in pairs
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode()
        body = b"".join(parts) + head + content + f"\r\n--{edge}--\r\n".encode()
        return self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def follow(self, answer: Answer) -> Answer:
        while answer.status in (302, 303):
            answer = self.get(answer.to)
        return answer

    def submit(self, typed: Typed, action: str = "") -> Answer:
        """Fill in the form of the present page and press its button; the answer, wherever it led."""
        if self.page is None:
            raise LookupError("no page is open")
        form = self.page.form(action)
        return self.follow(self.post(urlsplit(form.action).path, form.filled(typed)))

    def get_ready(self) -> None:
        """What a browser has behind it before the press that is measured."""

    def hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _ask(self, method: str, path: str, body: bytes | None, more: Mapping[str, str] | None = None) -> Answer:
        headers: dict[str, str] = {"Host": self.host, "Accept": "text/html", **(more or {})}
        headers |= {"User-Agent": self.agent} if self.agent else {}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        try:
            answer = self._exchange(method, path, body, headers)
        except (OSError, http.client.HTTPException):
            self.hang_up()
            raise
        self.page = answer if answer.status not in (302, 303) else self.page
        return answer

    def _exchange(self, method: str, path: str, body: bytes | None, headers: dict[str, Any]) -> Answer:
        if self._line is None:
            here = (self.address, 0) if self.address else None
            self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE, source_address=here)
        self._line.request(method, path, body, headers)
        said = self._line.getresponse()
        html = said.read().decode("utf-8", "replace")
        for cookie in said.headers.get_all("Set-Cookie") or ():
            if found := re.match(r"([^=]+)=([^;]*)", cookie):
                self.cookies[found[1]] = found[2]
        if said.headers.get("Connection", "").lower() == "close":
            self.hang_up()
        return Answer(said.status, path, said.headers, html)
