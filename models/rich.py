"""Text with a little form, as officers write it round tables or paste it into letters: cleaned by bleach, taken apart.

Paragraphs are parted by an empty line, lists are lines that begin with a dash or a number; `<strong>`, `<em>` and
links may be written, or pasted. Whatever else comes with it is taken out. What was typed is kept as typed; this is how
it is shown, on a page, on paper and in Word alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import bleach

TAGS = frozenset({"p", "strong", "em", "ul", "ol", "li", "a"})
ATTRIBUTES = {"a": ["href"]}
PROTOCOLS = frozenset({"http", "https", "mailto"})
_BLOCK = re.compile(r"<(p|ul|ol)\b", re.IGNORECASE)
_BULLET, _NUMBER = re.compile(r"\s*[-*•]\s+"), re.compile(r"\s*\d+[.)]\s+")


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    strong: bool = False
    em: bool = False
    href: str = ""


@dataclass(slots=True)
class Block:
    """A paragraph (one item), or a list."""

    kind: str  # p | ul | ol
    items: list[list[Run]] = field(default_factory=list)


def clean(typed: str) -> str:
    """The same as safe HTML: the allowed tags and no others."""
    html = typed if _BLOCK.search(typed) else "".join(_marked(typed))
    return str(bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS, strip=True))


def blocks(typed: str) -> list[Block]:
    """What was typed, as paragraphs and lists of runs."""
    reader = _Reader()
    reader.feed(clean(typed))
    reader.close()
    return [
        Block(block.kind, items)
        for block in reader.found
        if (items := [item for item in block.items if "".join(run.text for run in item).strip()])
    ]


def _marked(typed: str) -> Iterator[str]:
    for part in re.split(r"\n\s*\n", typed.replace("\r\n", "\n")):
        lines = [line for line in part.split("\n") if line.strip()]
        for mark, tag in ((_BULLET, "ul"), (_NUMBER, "ol")):
            if lines and all(mark.match(line) for line in lines):
                items = "".join(f"<li>{mark.sub('', line, count=1)}</li>" for line in lines)
                yield f"<{tag}>{items}</{tag}>"
                break
        else:
            if lines:
                yield f"<p>{' '.join(lines)}</p>"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self._open: list[str] = []
        self._href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        if tag in ("p", "ul", "ol"):
            self.found.append(Block(tag, [[]] if tag == "p" else []))
        elif tag == "li":
            if not self.found or self.found[-1].kind == "p":
                self.found.append(Block("ul"))
            self.found[-1].items.append([])
        elif tag == "a":
            self._href = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.reverse()
            self._open.remove(tag)
            self._open.reverse()
        if tag == "a":
            self._href = ""
        if tag in ("p", "ul", "ol"):
            self._open = [name for name in self._open if name not in ("p", "ul", "ol", "li")]

    def handle_data(self, data: str) -> None:
        inside = any(name in self._open for name in ("p", "li"))
        if not inside and not data.strip():
            return
        if not self.found or not self.found[-1].items or not inside:
            self.found.append(Block("p", [[]]))
        run = Run(re.sub(r"\s+", " ", data), "strong" in self._open, "em" in self._open, self._href)
        self.found[-1].items[-1].append(run)
