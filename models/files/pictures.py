"""A picture drawn again, upright and no larger than needed: without place, camera or time, whoever looks (UPL-05)."""

import io
from base64 import b64encode
from typing import Any

import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from models.files.refusing import BROKEN, HUGE, Refused

MOST_PIXELS = 50_000_000  # UPL-06
LONGEST_SIDE, QUALITY = 1600, 82
BLURRED_SIDE = 12  # so few points that nothing can be made out
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
pillow_heif.register_heif_opener(thumbnails=False)


def redraw(content: bytes, code: str, seconds: int) -> tuple[dict[str, Any], bytes]:
    """What is known of it, and its copy. Raises Refused."""
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[code]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(HUGE)
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            plain = _on_white(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise Refused(HUGE) from None
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
        TypeError,
        ZeroDivisionError,
    ):
        raise Refused(BROKEN) from None
    blurred = plain.resize((BLURRED_SIDE, max(1, BLURRED_SIDE * plain.height // plain.width)))
    facts = {"width": plain.width, "height": plain.height, "blur": b64encode(_jpeg(blurred)).decode()}
    return facts, _jpeg(plain)


def _on_white(picture: Image.Image) -> Image.Image:
    """Only points and colours go over: no profile, no note, no layer."""
    whole = picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB")
    fresh = Image.new("RGB", whole.size, "white")
    fresh.paste(whole, mask=whole.getchannel("A") if whole.mode == "RGBA" else None)
    return fresh


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, exif=b"")
    return out.getvalue()
