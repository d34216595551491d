"""Every page in its states, photographed and laid out on sheets for eyes to judge: `python -m bench.sheets FOLDER`.

An empty folder is filled first, which takes some minutes: 320, 768 and 1280 wide, by night, in Arabic and in Polish.
`HEARD_TEST_SCREENSHOTS=FOLDER` keeps the pages of any other browser test, those of staff too, in forced colours too.
"""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

ACROSS = {"320": 6, "768": 4, "1280": 3}  # pictures side by side on one sheet, by the width of the window
WIDE, GAP, TITLE = 1980, 12, 22
TALLEST = 4.5  # of its width: what is longer is cut, and its beginning is looked at alone
TAKEN_BY = tuple(f"tests/browser/test_photographs{of}.py" for of in ("", "_of_questions", "_of_states"))


def photograph(folder: Path) -> None:
    environment = {**os.environ, "HEARD_TEST_SCREENSHOTS": str(folder.absolute())}
    subprocess.run([sys.executable, "-m", "pytest", "-q", *TAKEN_BY], env=environment, check=False)


def sheets(folder: Path) -> list[Path]:
    """One sheet for each row or two of pictures, beside them in `sheets/`; gives where they lie."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.glob("*.png")):
        found[path.stem.rpartition("-")[2]].append(path)
    (folder / "sheets").mkdir(exist_ok=True)
    made = []
    for width, paths in found.items():
        across = ACROSS.get(width, 3)
        for start in range(0, len(paths), across):
            made.append(folder / "sheets" / f"{width}-{start // across:03}.png")
            _sheet(paths[start : start + across], across).save(made[-1])
    return made


def _sheet(paths: Sequence[Path], across: int) -> Image.Image:
    size = (WIDE - GAP * (across + 1)) // across
    pictures = []
    for path in paths:
        with Image.open(path) as opened:
            whole = opened.convert("RGB").crop((0, 0, opened.width, min(opened.height, int(opened.width * TALLEST))))
            pictures.append(whole.resize((size, whole.height * size // whole.width)))
    sheet = Image.new("RGB", (WIDE, max(one.height for one in pictures) + TITLE + GAP), "#bbb")
    pen = ImageDraw.Draw(sheet)
    for place, (path, picture) in enumerate(zip(paths, pictures, strict=True)):
        left = GAP + place * (size + GAP)
        pen.text((left, 5), path.stem, fill="black")
        sheet.paste(picture, (left, TITLE))
    return sheet


if __name__ == "__main__":
    given = Path(sys.argv[1])
    if not any(given.glob("*.png")):
        photograph(given)
    for sheet in sheets(given):
        print(sheet)
