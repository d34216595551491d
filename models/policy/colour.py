"""A council's own colour: dark enough to read on white, and the shades of it that pages need by day and by night."""

import re

WHITE, BLACK, NIGHT = (255, 255, 255), (0, 0, 0), (20, 28, 33)
LEAST = 7.0  # a young person's page (T07)
Rgb = tuple[int, int, int]


def problem(text: str) -> str:
    """Why this cannot be the colour of the pages; empty where it can."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return "“settings.colour” must be a colour such as “#124b5c”."
    if contrast(_rgb(text), WHITE) < LEAST:
        return f"“settings.colour” must be darker: white words on it need a contrast of {LEAST:g} to 1."
    return ""


def shades(text: str) -> dict[str, str]:
    """The colour, and what follows from it."""
    own = _rgb(text)
    light = next(_mixed(own, WHITE, part) for part in range(40, 101, 5) if _reads(_mixed(own, WHITE, part)))
    return {
        "deep": text,
        "hover": _hex(_mixed(own, BLACK, 25)),
        "bar": _hex(_mixed(own, BLACK, 25)),
        "wash": _hex(_mixed(own, WHITE, 90)),
        "night": _hex(light),
        "night_hover": _hex(_mixed(light, WHITE, 50)),
        "on_night": _hex(_mixed(own, BLACK, 65)),
        "night_wash": _hex(_mixed(own, NIGHT, 65)),
    }


def contrast(one: Rgb, other: Rgb) -> float:
    """WCAG's ratio of two colours."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _reads(colour: Rgb) -> bool:
    return contrast(colour, (32, 57, 66)) >= LEAST  # the lightest ground of the night


def _light(colour: Rgb) -> float:
    parts = [value / 255 for value in colour]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(one: Rgb, other: Rgb, percent: int) -> Rgb:
    red, green, blue = (round(a + (b - a) * percent / 100) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _rgb(text: str) -> Rgb:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{value:02x}" for value in colour)
