"""Turns left and right in a compiled stylesheet into start and end. Run by hand when a new version is taken."""

import re
import sys
from pathlib import Path

CHANGES = (
    (r"(margin|padding)-left:", r"\1-inline-start:"),
    (r"(margin|padding)-right:", r"\1-inline-end:"),
    (r"border-left(?=[-:])", "border-inline-start"),
    (r"border-right(?=[-:])", "border-inline-end"),
    (r"(?<=[{;])left:", "inset-inline-start:"),
    (r"(?<=[{;])right:", "inset-inline-end:"),
    (r"(text-align|float):left", r"\1:START"),
    (r"(text-align|float):right", r"\1:END"),
    (r"text-align:START", "text-align:start"),
    (r"text-align:END", "text-align:end"),
    (r"float:START", "float:inline-start"),
    (r"float:END", "float:inline-end"),
)

if __name__ == "__main__":
    sheet = Path(sys.argv[1])
    css = sheet.read_text(encoding="utf-8")
    for pattern, instead in CHANGES:
        css = re.sub(pattern, instead, css)
    sheet.write_text(css, encoding="utf-8")
