"""Few words ask less than many: what was said there, and is not asked here, stays as it was said."""

from collections.abc import Mapping
from typing import Any

from models.fields import PickField, TilesField
from portal.forms.asking import Question


def beside_words(form: Question, before: Mapping[str, Any]) -> dict[str, Any]:
    """This answer, with whatever `before` holds that this page does not ask, or has no picture for."""
    answer = dict(before)
    for name, value in form.answer().items():
        answer[name] = value if name not in before else _both(form[name], value, before[name])
    return answer


def _both(field: Any, value: Any, before: Any) -> Any:
    if isinstance(field, TilesField):
        return [*value, *(one for one in before or () if one not in dict(field.choices))]
    if isinstance(field, PickField):
        return value or ("" if before in dict(field.choices) else before)
    return value
