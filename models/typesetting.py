"""A tagged PDF (PDF/UA-1) from a template and data, whatever people wrote in it.

Typst is one wheel without a system library, asks no network, and is given data, never its language, so nothing that
was written can be run (INP-12). A sign that no font of ours holds would stop the whole paper: it is looked for in the
fonts of this machine, and is then named in words, as "[crying face]" or "[words in Bengali letters]" (INP-07).
"""

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import typst

UNSHOWN = re.compile(r'(?:the text|disallowed codepoint) `"(.+?)"`', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
SCRIPTS = 40  # in one paper, before we give up
ALONE = frozenset({"LATIN", "GREEK", "CYRILLIC", "DIGIT", "FULLWIDTH", "HALFWIDTH"})  # most of it can be shown
CALLED = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}


def tagged_pdf(template: bytes, name: str, facts: dict[str, Any], **options: Any) -> bytes:
    """`name`: what the template calls its data. Raises TypstError where the template itself is wrong."""
    unshown: set[str] = set()
    for _ in range(SCRIPTS):
        found = _missed(template, {name: json.dumps(_each(facts, unshown))}, **options)
        if isinstance(found, bytes):
            return found
        unshown |= {_kind(character) for character in found}
    raise ValueError("too many kinds of signs that cannot be printed")


def _missed(template: bytes, said: dict[str, str], **options: Any) -> bytes | str:
    """The paper, or what could not be shown in it."""
    missed = ""
    for ours_alone in (True, False):
        try:
            made: Any = typst.compile(
                template, format="pdf", sys_inputs=said, pdf_standards="ua-1", ignore_system_fonts=ours_alone, **options
            )
            return bytes(made)
        except typst.TypstError as problem:
            unshown = UNSHOWN.search(str(problem))
            if unshown is None:
                raise
            missed = ESCAPED.sub(lambda code: chr(int(code[1], 16)), unshown[1])
    return missed


def _each(facts: Any, unshown: set[str]) -> Any:
    if isinstance(facts, str):
        return printable(facts, lambda character: _kind(character) in unshown) if unshown else facts
    if isinstance(facts, dict):
        return {name: _each(value, unshown) for name, value in facts.items()}
    if isinstance(facts, list | tuple) and not (facts and isinstance(facts[0], int)):  # bytes of a picture stay
        return [_each(value, unshown) for value in facts]
    return facts


def printable(text: str, lost: Callable[[str], bool]) -> str:
    """The same text with a name in place of what is lost; words in letters that are lost become one remark."""
    said: list[str] = []
    for word in re.split(r"(\s+)", unicodedata.normalize("NFC", text)):
        letters = [character for character in word if unicodedata.category(character)[0] == "L" and lost(character)]
        remark = f"[words in {_script(letters[0])} letters]" if letters else ""
        if remark and said[-2:-1] == [remark]:
            said.pop()
        else:
            said.append(remark or "".join(_named(sign) if lost(sign) else sign for sign in word))
    return "".join(said)


def _named(sign: str) -> str:
    """A picture by its name; what only joins or marks others is left out."""
    name = unicodedata.name(sign, "")
    return f"[{name.lower()}]" if name and unicodedata.category(sign)[0] in "SPN" else ""


def _kind(character: str) -> str:
    """What is lost together: a script, all pictures, all marks; of scripts that we can print, one letter alone."""
    group = unicodedata.category(character)[0]
    if group == "L":
        script = unicodedata.name(character, "?").split()[0]
        return character if script in ALONE else script
    return "pictures" if group == "S" and ord(character) > 0x2600 else group if group in "MC" else character


def _script(letter: str) -> str:
    script = unicodedata.name(letter, "other").split()[0]
    return CALLED.get(script, script.title())
