"""The page that says what happened with each of several things: first what was not done, since somebody looks at it."""

from collections.abc import Sequence

from flask import render_template

from models.web.one_by_one import Row

PAGE = "admin/results.html"


def results(title: str, rows: Sequence[Row], *, back: str, back_to: str) -> str:
    done, left = [row for row in rows if row.done], [row for row in rows if not row.done]
    return render_template(PAGE, title=title, done=done, left=left, back=back, back_to=back_to)
