"""The council's own colour as a small style sheet. Its address names the colour, so that a browser may keep it."""

from flask import Blueprint, Response, abort

from models.policy.colour import problem, shades

bp = Blueprint("look", __name__)
SHEET = """:root {{ --deep: {deep}; --deep-hover: {hover}; --wash: {wash}; --bar: {bar}; }}
@media screen and (prefers-color-scheme: dark) {{
  :root {{ --deep: {night}; --deep-hover: {night_hover}; --on-deep: {on_night}; --wash: {night_wash}; }}
}}
"""


@bp.get("/static/colour/<colour>.css")
def sheet(colour: str) -> Response:
    if problem(f"#{colour}"):
        abort(404)
    return Response(SHEET.format(**shades(f"#{colour}")), mimetype="text/css")
