"""Codes of rules on staff pages lead to what they mean, in plain words, with whose rule each is."""

from pathlib import Path
from typing import Any

import pytest

from admin.codes import CODE, meanings
from admin.helping import WORDS
from models.procedure.terms import Role

PAGES = WORDS.parent


def test_every_code_that_a_staff_page_shows_is_explained() -> None:
    shown: dict[str, set[Path]] = {}
    for path in (*PAGES.rglob("*.html"), WORDS):
        for found in CODE.finditer(path.read_text("utf-8")):
            shown.setdefault(found.group(), set()).add(path.relative_to(PAGES))
    lacking = {code: where for code, where in shown.items() if code not in meanings()}
    assert not lacking, f"write what these mean, in templates/admin/codes.toml: {lacking}"


@pytest.mark.parametrize("code", sorted(meanings()))
def test_a_meaning_is_plain_and_says_whose_rule_it_is(code: str) -> None:
    one = meanings()[code]
    assert 4 <= len(one.says.split()) <= 60
    assert one.says.endswith(".")
    assert one.law
    assert code not in one.says, "a code is not explained by itself"


def test_the_rule_in_the_foot_of_a_page_leads_to_its_meaning(admin: Any, sign_in: Any) -> None:
    sign_in(Role.OFFICER)
    admin.get("/queue")
    places = {link["href"] for link in admin.page.all("a") if link.get("href", "").startswith("/codes#")}
    assert places
    admin.get("/codes")
    there = {f"/codes#{row['id']}" for row in admin.page.all("div") if row.get("id") in meanings()}
    assert places <= there
    assert "A clock stops on the day the letter is sent" in admin.page.text
