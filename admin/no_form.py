"""A form was sent that the page does not draw any more: the case has moved on meanwhile. Said in a plain sentence.

Whatever the form was, the errors beside its fields would lead nowhere. What the rules say against it is said; what was
typed stands under the sentence.
"""

import re
from html import escape

from flask import Flask, Response, g, request

from models.procedure.lifecycle import MEANWHILE

GONE = f"This cannot be done as the case stands now. {MEANWHILE}"
LONG = 20  # letters from which something is worth copying
_LIST = re.compile(r'(<ul class="govuk-list govuk-error-summary__list">)(.*?)(</ul>)', re.DOTALL)
_LEADS = re.compile(r'href="#([^"]+)"')
_IDS = re.compile(r'\sid="([^"]+)"')


def init_app(app: Flask) -> None:
    app.after_request(_said)


def _said(answer: Response) -> Response:
    of_a_case = request.method == "POST" and "reference" in (request.view_args or {})
    part = request.htmx.fragment  # type: ignore[attr-defined]  # what its list leads to stands on the page around it
    if not of_a_case or part or answer.status_code != 422 or answer.mimetype != "text/html" or answer.is_streamed:
        return answer
    html = answer.get_data(as_text=True)
    summary = _LIST.search(html)
    leads = set(_LEADS.findall(summary[2])) if summary else set()
    if summary and leads and not leads & set(_IDS.findall(html)):
        why = f"{escape(g.refused)} {MEANWHILE}" if "refused" in g else GONE
        instead = f"{summary[1]}<li>{why}</li>{summary[3]}{_typed()}"
        answer.set_data(html[: summary.start()] + instead + html[summary.end() :])
        answer.status_code = 409
    return answer


def _typed() -> str:
    """What they wrote, escaped, to be copied to where it fits now."""
    names = (name for name in request.form if name != "csrf_token")
    texts = [text for name in names for text in request.form.getlist(name) if len(text) >= LONG]
    shown = "".join(f'<p class="heard-words">{escape(text)}</p>' for text in texts)
    return f"<p>What you typed, so that you can copy it:</p>{shown}" if texts else ""
