"""A test client that reads every page it gets as strictly as we would: one h1, a title, labels that point somewhere."""

import base64
import re
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models.web.headers import FILE_POLICY, HEADERS, PLAYS, POLICY, RECORDS

SILENT = {"hidden", "submit", "button", "image", "reset"}
LONGEST = " – Bath & North East Somerset"
VOID = {"input", "img", "br", "hr", "meta", "link"}


class Page(HTMLParser):
    """What the rules need to know of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.forms: list[dict[str, Any]] = []
        self._form: dict[str, Any] | None = None
        self._text: list[str] = []
        self._skip = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag == "form":
            self._form = {"attributes": given, "fields": []}
            self.forms.append(self._form)
        elif self._form is not None and "name" in given and tag in ("input", "textarea", "select", "button"):
            self._form["fields"].append((tag, given))
        if tag in ("script", "style"):
            self._skip += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag in ("script", "style"):
            self._skip -= 1

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self._text.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._text).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [given for name, given in self.tags if name == tag]

    def token(self) -> str | None:
        tokens = [given.get("value", "") for given in self.all("input") if given.get("name") == "csrf_token"]
        return tokens[0] if tokens else None


class Browser(FlaskClient):
    """`get`, `post`; the token of the last form is sent by itself, as a browser would. `page` is the last page read."""

    def __init__(self, app: Flask, db: Session | None = None) -> None:
        super().__init__(app, app.response_class, use_cookies=True)
        self.db = db
        self.page: Page | None = None
        self.csrf: str | None = None
        self.host = app.config["HEARD"].host(app.config["SITE"])
        self.port = app.config["HEARD"].port(app.config["SITE"])

    def use_cookie(self, name: str, token: bytes) -> None:
        value = base64.urlsafe_b64encode(token).rstrip(b"=").decode()
        self.set_cookie(name, value, domain=self.host)
        self.csrf = None

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("base_url", f"http://{self.host}:{self.port}")
        if self.db is not None:
            self.db.commit()
        answer = super().open(*args, **kwargs)
        answer.request.environ["wsgi.input"].close()  # a large body was written to a file
        if self.db is not None:
            self.db.commit()
            self.db.expire_all()
        self._read(answer)
        return answer

    def post(self, *args: Any, token: bool = True, **kwargs: Any) -> TestResponse:  # type: ignore[override]
        """With the token of a form, unless `token=False`. `data` may be a mapping or a list of pairs."""
        if token and "json" not in kwargs:
            data = kwargs.get("data") or {}
            pairs = list(data.items()) if isinstance(data, dict) else list(data)
            if not any(name == "csrf_token" for name, _ in pairs):
                kwargs["data"] = _grouped([*pairs, ("csrf_token", self._token())])
        return super().post(*args, **kwargs)

    def _token(self) -> str:
        """From the last page; a browser that has seen no form yet opens one first."""
        if self.csrf is None:
            with self.application.test_request_context(
                base_url=f"http://{self.host}:{self.port}", headers=self._sent()
            ):
                from flask import session
                from flask_wtf.csrf import generate_csrf

                if session.token is None:  # type: ignore[attr-defined]
                    self.use_cookie(self.application.session_interface.name, session.rotate())  # type: ignore[attr-defined]
                self.csrf = generate_csrf()
        return self.csrf

    def _sent(self) -> dict[str, str]:
        name = self.application.session_interface.name  # type: ignore[attr-defined]
        cookie = self.get_cookie(name, domain=self.host)
        return {"Cookie": f"{name}={cookie.value}"} if cookie else {}

    def _read(self, answer: TestResponse) -> None:
        if any(name == "Set-Cookie" for name, _ in answer.headers):
            self.csrf = None
        _check_headers(answer)
        if answer.mimetype != "text/html" or answer.status_code in (301, 302, 303, 304, 308):
            return
        html = answer.get_data(as_text=True)
        page = Page(html)
        if "<html" in html:
            self.page = page
            self.csrf = page.token() or self.csrf
            check_page(page)
        check_part(page)


def _grouped(pairs: Sequence[tuple[str, Any]]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).extend(value if isinstance(value, list) else [value])
    return grouped


def _check_headers(answer: TestResponse) -> None:
    """Of every answer that any test gets (T36)."""
    policy = answer.headers.get("Content-Security-Policy")
    assert policy in (POLICY, PLAYS, RECORDS) if answer.mimetype == "text/html" else policy in (POLICY, FILE_POLICY)
    powers = answer.headers.get("Permissions-Policy", "")
    assert "microphone=()" in powers or policy == RECORDS
    for name, value in HEADERS.items():
        found = {"Content-Security-Policy": POLICY, "Permissions-Policy": powers.replace("(self)", "()")}.get(
            name, answer.headers.get(name)
        )
        assert found == value, f"{name}: {found}"
    if not answer.request.path.startswith("/static/"):
        assert answer.headers["Cache-Control"] == "no-store"


def check_page(page: Page) -> None:
    """A whole page."""
    assert len(page.all("h1")) == 1, f"{len(page.all('h1'))} h1"
    assert len(page.all("main")) == 1
    title = re.search(r"<title>(.*?)</title>", page.html, re.DOTALL)
    assert title, "no title"
    assert re.fullmatch(r"(Error: )?\S.* – .+", " ".join(title[1].split())), f"title {title[1]!r}"
    shown = " ".join(unescape(title[1]).split())  # the council is left out where it does not fit (T13)
    assert shown.count(" – ") >= 2 or len(shown) + len(LONGEST) > 60, f"title {shown!r}"
    assert page.all("html")[0].get("lang"), "no lang"
    ids = [given["id"] for _, given in page.tags if "id" in given]
    points = [given["for"] for given in page.all("label")]
    points += [target[1:] for target in (a.get("href", "") for a in page.all("a")) if target.startswith("#")]
    for _, given in page.tags:
        points += f"{given.get('aria-describedby', '')} {given.get('aria-labelledby', '')}".split()
    points += [given["form"] for _, given in page.tags if "form" in given]  # a button of no form does nothing
    lost = set(points) - set(ids)
    assert not lost, f"nothing has the id {sorted(lost)}"


def check_part(page: Page) -> None:
    """A page or a part of one."""
    ids = [given["id"] for _, given in page.tags if "id" in given]
    assert len(ids) == len(set(ids)), f"twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    for given in page.all("script"):
        assert given.get("src"), "a script inside the page"
    assert not page.all("style"), "a style inside the page"
    for tag, given in page.tags:
        inline = [name for name in given if name == "style" or name.startswith(("on", "hx-on"))]
        assert not inline, f"<{tag} {inline}>"
        assert tag != "img" or "alt" in given, f"an image without alt: {given.get('src')}"
    _check_forms(page)


def _check_forms(page: Page) -> None:
    labelled = {given.get("for") for given in page.all("label")}
    for form in page.forms:
        given = form["attributes"]
        assert given.get("method", "").lower() in ("post", "get"), f"a form without a method: {given}"
        if given["method"].lower() == "post":
            assert given.get("action"), f"a form without an action: {given}"
            names = [field.get("name") for _, field in form["fields"]]
            assert names.count("csrf_token") == 1, f"{given['action']} has {names.count('csrf_token')} tokens"
    for tag in ("input", "textarea", "select"):
        for given in page.all(tag):
            if tag == "input" and given.get("type", "text") in SILENT:
                continue
            named = given.get("id") in labelled or given.get("aria-label") or given.get("aria-labelledby")
            assert named, f"no label for <{tag} name={given.get('name')} id={given.get('id')}>"
