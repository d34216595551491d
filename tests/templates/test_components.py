"""Our component macros say exactly what GOV.UK's say (decisions 22)."""

from collections.abc import Callable
from typing import Any

import pytest
from jinja2 import Environment

Reader = Callable[[str], Any]

ERROR = "Enter your name"
TWO = [("yes", "Yes"), ("no", "No <b>")]


def field(**more: Any) -> dict[str, Any]:
    return {"name": "a", "label": "Your <name>", "data": "", "errors": [], "description": "", **more}


def legend(text: str = "Your <name>", size: str = "s", heading: bool = False) -> dict[str, Any]:
    said = {"text": text, "classes": f"govuk-fieldset__legend--{size}"}
    return {"legend": {**said, "isPageHeading": True} if heading else said}


LABEL = {"text": "Your <name>"}
HEADING = {"text": "Your <name>", "classes": "govuk-label--l", "isPageHeading": True}
ITEMS = [{"value": v, "text": t} for v, t in TWO]
INLINE = {"radios": "govuk-radios--inline", "small": "govuk-radios--small"}

# (ours: file, macro, arguments) beside (theirs: component, macro, parameters)
CASES: dict[str, tuple[tuple[str, str, list[Any], dict[str, Any]], tuple[str, str, dict[str, Any]]]] = {
    "input": (("fields", "text", [field()], {}), ("input", "govukInput", {"name": "a", "label": LABEL})),
    "input, everything": (
        (
            "fields",
            "text",
            [field(data='x" y', errors=[ERROR])],
            {"hint": "Hint", "heading": True, "width": 10, "inputmode": "numeric", "autocomplete": "name"},
        ),
        (
            "input",
            "govukInput",
            {
                "name": "a",
                "label": HEADING,
                "hint": {"text": "Hint"},
                "errorMessage": {"text": ERROR},
                "value": 'x" y',
                "classes": "govuk-input--width-10",
                "inputmode": "numeric",
                "autocomplete": "name",
            },
        ),
    ),
    "email": (
        ("fields", "email", [field()], {}),
        (
            "input",
            "govukInput",
            {"name": "a", "label": LABEL, "type": "email", "autocomplete": "email", "spellcheck": False},
        ),
    ),
    "tel": (
        ("fields", "tel", [field()], {}),
        (
            "input",
            "govukInput",
            {"name": "a", "label": LABEL, "type": "tel", "autocomplete": "tel", "classes": "govuk-input--width-20"},
        ),
    ),
    "textarea": (
        (
            "fields",
            "textarea",
            [field(data="One\nTwo <b>", errors=[ERROR], description="Hint")],
            {"private": False, "rows": 8},
        ),
        (
            "textarea",
            "govukTextarea",
            {
                "name": "a",
                "label": LABEL,
                "hint": {"text": "Hint"},
                "errorMessage": {"text": ERROR},
                "rows": 8,
                "value": "One\nTwo <b>",
                "attributes": {"dir": "auto"},
            },
        ),
    ),
    "select": (
        ("fields", "select", [field(data="no", choices=TWO, errors=[ERROR])], {}),
        (
            "select",
            "govukSelect",
            {"name": "a", "label": LABEL, "value": "no", "items": ITEMS, "errorMessage": {"text": ERROR}},
        ),
    ),
    "radios": (
        ("choices", "radios", [field(data="no", choices=TWO)], {"hint": "Hint", "hints": {"yes": "Maybe"}}),
        (
            "radios",
            "govukRadios",
            {
                "name": "a",
                "fieldset": legend(),
                "hint": {"text": "Hint"},
                "value": "no",
                "items": [{**ITEMS[0], "hint": {"text": "Maybe"}}, ITEMS[1]],
            },
        ),
    ),
    "radios, heading, inline, wrong": (
        ("choices", "radios", [field(choices=TWO, errors=[ERROR])], {"heading": True, "inline": True, "small": True}),
        (
            "radios",
            "govukRadios",
            {
                "name": "a",
                "fieldset": legend(size="l", heading=True),
                "errorMessage": {"text": ERROR},
                "items": ITEMS,
                "classes": "govuk-radios--inline govuk-radios--small",
            },
        ),
    ),
    "checkboxes": (
        (
            "choices",
            "checkboxes",
            [field(data=["no"], choices=TWO, errors=[ERROR])],
            {"hint": "Hint", "hints": {"no": "Maybe"}},
        ),
        (
            "checkboxes",
            "govukCheckboxes",
            {
                "name": "a",
                "fieldset": legend(),
                "hint": {"text": "Hint"},
                "errorMessage": {"text": ERROR},
                "values": ["no"],
                "items": [ITEMS[0], {**ITEMS[1], "hint": {"text": "Maybe"}}],
            },
        ),
    ),
    "date": (
        (
            "date_input",
            "date_input",
            [field(day="31", month="4", year="2026", errors=[ERROR], wrong=("day",))],
            {"hint": "Hint", "birthday": True},
        ),
        (
            "date-input",
            "govukDateInput",
            {
                "id": "a",
                "namePrefix": "a",
                "fieldset": legend(),
                "hint": {"text": "Hint"},
                "errorMessage": {"text": ERROR},
                "items": [
                    {"name": n, "value": v, "classes": f"govuk-input--width-{w}{e}", "autocomplete": f"bday-{n}"}
                    for n, v, w, e in [
                        ("day", "31", 2, " govuk-input--error"),
                        ("month", "4", 2, ""),
                        ("year", "2026", 4, ""),
                    ]
                ],
            },
        ),
    ),
    "error summary": (
        ("errors", "error_list", [[("#a", "Enter <a>"), (None, "Something else")]], {}),
        (
            "error-summary",
            "govukErrorSummary",
            {
                "titleText": "There is a problem",
                "errorList": [{"href": "#a", "text": "Enter <a>"}, {"text": "Something else"}],
            },
        ),
    ),
    "error message": (
        ("errors", "error_message", ["a", ERROR], {}),
        ("error-message", "govukErrorMessage", {"id": "a-error", "text": ERROR}),
    ),
    "button": (
        ("button", "button", ["Send <it>"], {"id": "go", "name": "n", "value": "v"}),
        ("button", "govukButton", {"text": "Send <it>", "id": "go", "name": "n", "value": "v"}),
    ),
    "button, secondary": (
        ("button", "button", ["Save"], {"kind": "secondary"}),
        ("button", "govukButton", {"text": "Save", "classes": "govuk-button--secondary"}),
    ),
    "button, link": (
        ("button", "button", ["Go"], {"href": "/a?b=1&c=2"}),
        ("button", "govukButton", {"text": "Go", "href": "/a?b=1&c=2"}),
    ),
    "details": (
        ("details", "details", ["More", "Words <b>"], {"id": "d", "open": True}),
        ("details", "govukDetails", {"summaryText": "More", "text": "Words <b>", "id": "d", "open": True}),
    ),
    "summary list": (
        (
            "summary_list",
            "summary_list",
            [[{"key": "What", "value": "It <b>", "href": "/what"}, {"key": "Who", "value": "Jaz"}]],
            {"classes": "extra"},
        ),
        (
            "summary-list",
            "govukSummaryList",
            {
                "classes": "extra",
                "rows": [
                    {
                        "key": {"text": "What"},
                        "value": {"text": "It <b>"},
                        "actions": {"items": [{"href": "/what", "text": "Change", "visuallyHiddenText": "what"}]},
                    },
                    {"key": {"text": "Who"}, "value": {"text": "Jaz"}},
                ],
            },
        ),
    ),
    "notification": (
        ("notification", "notification", ["Sam <b> wrote"], {}),
        ("notification-banner", "govukNotificationBanner", {"text": "Sam <b> wrote"}),
    ),
    "notification, done": (
        ("notification", "notification", ["Sent"], {"success": True, "title": "Done", "id": "n"}),
        (
            "notification-banner",
            "govukNotificationBanner",
            {"text": "Sent", "type": "success", "titleText": "Done", "titleId": "n"},
        ),
    ),
    "tag": (
        ("tag", "tag", ["Late <b>"], {"colour": "red"}),
        ("tag", "govukTag", {"text": "Late <b>", "classes": "govuk-tag--red"}),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_ours_says_what_govuk_says(
    case: str, ours: Environment, theirs: Environment, meaning: Callable[[str], Any]
) -> None:
    (file, macro, args, more), (component, their_macro, params) = CASES[case]
    mine = getattr(ours.get_template(f"components/{file}.html").module, macro)(*args, **more)
    template = theirs.from_string(
        f'{{% from "govuk_frontend_jinja/components/{component}/macro.html" import {their_macro} %}}'
        f"{{{{ {their_macro}(params) }}}}"
    )
    assert meaning(str(mine)) == meaning(template.render(params=params))
