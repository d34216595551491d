"""What a browser remembers of a form for its Back button is nobody else's to see (PRV-05, T32)."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"


def test_no_form_of_the_public_site_is_filled_in_again_by_the_browser():
    pages = [file for folder in ("portal", "errors") for file in (TEMPLATES / folder).rglob("*.html")]
    forms = [(page.name, form) for page in pages for form in re.findall(r"<form\b.*", page.read_text("utf-8"))]
    assert len(forms) > 30
    assert [form for form in forms if 'autocomplete="off"' not in form[1]] == []
