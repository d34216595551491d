"""Every staff page says what it is for and which rule stands behind it (help in place)."""

import pytest

from admin.helping import all_help, help_for
from admin.rules import RULES
from models.procedure.terms import Role
from models.reading import measure

NO_PAGE = {"static", "healthz"}


def test_every_page_of_staff_has_its_paragraph() -> None:
    """A new page needs a line in templates/admin/help.toml."""
    lacking = {endpoint.split(".")[0] for endpoint in RULES if endpoint not in NO_PAGE and help_for(endpoint) is None}
    assert not lacking, f"write what these pages are for, in templates/admin/help.toml: {sorted(lacking)}"


def test_no_paragraph_is_of_a_page_that_is_gone() -> None:
    kinds = {endpoint.split(".")[0] for endpoint in RULES}
    assert {name for name in all_help() if name not in kinds and name not in RULES} == set()


@pytest.mark.parametrize("name", sorted(all_help()))
def test_a_paragraph_is_short_and_easy_and_names_its_rule_t26(name) -> None:
    said = all_help()[name]
    assert 8 <= len(said.says.split()) <= 60
    assert said.says.endswith(".")
    assert measure(said.says).grade <= 8
    assert said.rule
    assert len(said.rule) <= 120


def test_the_paragraph_stands_in_the_foot_of_the_page(admin, sign_in) -> None:
    sign_in(Role.OFFICER)
    for page, words in {"/queue": "Open cases in the order", "/tasks": "What somebody has to do"}.items():
        admin.get(page)
        assert words in admin.page.text
        assert "Rule:" in admin.page.text


def test_it_stands_on_a_page_before_signing_in_too(admin) -> None:
    admin.get("/sign-in")
    assert "Signing in, in two steps." in admin.page.text
