"""A mail's words as plain text: HTML taken apart, and the letter it answers folded away below what was written."""

import re
from html.parser import HTMLParser

LONGEST = 2_000_000  # characters of HTML that are read; what comes after stays in the original
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe"})
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "tr",
        "table",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "hr",
        "section",
        "article",
        "dt",
        "dd",
    ]
)
_QUOTES = frozenset({"blockquote"})
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONE = re.compile(r"[\ud800-\udfff]")
_TURNS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HEADER = r"(From|Sent|To|Subject|Date|Cc)"
_BEGINS = (
    re.compile(r"-{2,}\s*(Original Message|Forwarded message|Original Appointment)\s*-{2,}", re.IGNORECASE),
    re.compile(r"_{10,}"),
    re.compile(r"(On|Am|Le|W dniu|El)\b.{5,200}(wrote|schrieb|a écrit|napisał|napisała|escribió)\s*:"),
)
_QUOTED = re.compile(r"\s*>")


def tidy(text: str) -> str:
    """One kind of line end, no control characters, no halves of characters, no more than one empty line."""
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " "))
    text = "\n".join(line.rstrip() for line in _LONE.sub("\ufffd", text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def one_line(text: str, most: int) -> str:
    """A name, an address or a subject: one line, in one direction, no longer than `most`."""
    return _TURNS.sub("", " ".join(tidy(text[: most * 4]).split()))[:most]


def of_html(html: str) -> str:
    """The words of a page, without anything that acts, loads or hides; what it quotes is marked with ">"."""
    reader = _Reader()
    reader.feed(_closed(html[:LONGEST]))
    reader.close()
    return tidy(reader.text())


def _closed(html: str) -> str:
    """Without comments and without a last tag that never ends: the parser would look for their end again and again."""
    parts, at = [], 0
    while (begin := html.find("<!--", at)) >= 0:
        parts.append(html[at:begin])
        end = html.find("-->", begin + 4)
        at = end + 3 if end >= 0 else len(html)
    whole = "".join([*parts, html[at:]])
    last = whole.rfind(">") + 1
    return whole[:last] + whole[last:].partition("<")[0]


def trimmed(text: str) -> tuple[str, str]:
    """What was written, and the letter below it that it answers. Where nothing would be left, nothing is taken off."""
    lines = text.split("\n")
    own = [len(lines)]  # for each line, from the last one up: which line from there on is neither empty nor marked
    for number in range(len(lines) - 1, -1, -1):
        marked = not lines[number].strip() or _QUOTED.match(lines[number])
        own.append(own[-1] if marked else number)
    own.reverse()
    at = next((number for number in range(len(lines)) if _quote_begins(lines, number, own[number])), len(lines))
    while at and _QUOTED.match(lines[at - 1]):
        at -= 1
    written, rest = "\n".join(lines[:at]).strip(), "\n".join(lines[at:]).strip()
    return (written, rest) if written else (text.strip(), "")


def _quote_begins(lines: list[str], at: int, own: int) -> bool:
    """Whether from this line on there is only the earlier letter: its heading, or nothing but marked lines."""
    line = lines[at].strip()
    following = f"{line} {lines[at + 1].strip()}" if at + 1 < len(lines) else line
    if any(begins.match(line) or (begins is _BEGINS[2] and begins.match(following)) for begins in _BEGINS):
        return True
    if re.match(rf"\W*{_HEADER}:", line):
        block = lines[at : at + 5]
        return sum(bool(re.match(rf"\W*{_HEADER}\W*:", one.strip())) for one in block) >= 3
    return bool(_QUOTED.match(lines[at])) and own >= min(at + 400, len(lines))


class _Reader(HTMLParser):
    """Not recursive: a page nested ten thousand deep is read like any other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen = self.quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        if tag in _BLOCKS:
            self._break()
        if tag in _QUOTES:
            self.quoted += 1
        if tag == "li":
            self.parts.append("- ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self.unseen:
            self.unseen -= 1
        if tag in _QUOTES and self.quoted:
            self.quoted -= 1
        if tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if self.unseen:
            return
        words = re.sub(r"\s+", " ", data)
        if self.quoted and words.strip() and (not self.parts or self.parts[-1] == "\n"):
            self.parts.append("> ")
        self.parts.append(words)

    def text(self) -> str:
        return "\n".join(line.strip() for line in "".join(self.parts).split("\n"))

    def _break(self) -> None:
        self.parts.append("\n")
