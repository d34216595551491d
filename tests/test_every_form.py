"""Every form of both sites says what is wrong with whatever is sent to it: nothing sent makes one fail (INP-09)."""

import inspect
import pkgutil
from collections.abc import Iterator
from datetime import UTC
from importlib import import_module
from typing import Any

import pytest
from flask import g
from werkzeug.datastructures import MultiDict

import admin.forms
import portal.forms
from models.fields import StrippedForm
from tests.browser_rules import Browser
from tests.databases import MONDAY

PARTS = ("", "-day", "-month", "-year", "-0", "-0-text", "-0-name")
HOSTILE = [
    "", "nosuch", "-1", "9" * 400, "\u0661\u00b2", "x" * 60_000, "00000000-0000-0000-0000-000000000000", "nan", "1e999",
    "\"'><b>%_\\", "\u202e\ufeff\U0001f622", "31/02/2026", "../..",
]  # fmt: skip
PREPARED: dict[str, Any] = {  # what a page does to a form before it looks at it
    "BatchForm": lambda form: form.until(MONDAY.date(), marking=True),
    "ChooseForm": lambda form: form.offer([], [], [], MONDAY.date(), broad=False),
}


def forms() -> Iterator[type[StrippedForm]]:
    for package in (admin.forms, portal.forms):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, made in inspect.getmembers(import_module(found.name), inspect.isclass):
                if issubclass(made, StrippedForm) and made.__module__ == found.name and not name.startswith("_"):
                    yield made


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_no_form_fails_whatever_is_sent_to_it_inp_09(admin: Browser, typed: str) -> None:
    looked = 0
    with admin.application.test_request_context(base_url="http://127.0.0.1:8001"):
        g.now = MONDAY.astimezone(UTC)
        for kind in forms():
            more: dict[str, Any] = {"now": g.now} if "now" in inspect.signature(kind.__init__).parameters else {}
            names = [name + part for name in kind(**more)._fields for part in PARTS]
            form = kind(MultiDict([(name, typed) for name in names for _ in range(2)]), **more)
            PREPARED.get(kind.__name__, lambda form: form)(form)
            form.validate()
            looked += 1
    assert looked > 200
