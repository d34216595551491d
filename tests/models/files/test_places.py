"""A place goes out of what is kept as the original, and nothing else does (UPL-05)."""

import io

import pytest
from PIL import Image, PngImagePlugin

from models.files.places import without_place
from models.files.store import Store
from tests.files import heic, jpeg, png, taken

XMP = b'<x:m exif:GPSLatitude="51,30.5N"><exif:GPSLongitude>0,7W</exif:GPSLongitude></x:m>'
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}


def pictured(form, **more):
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "A camera", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 12.5), 3: "W", 4: (0.0, 7.0, 1.5)})
    out = io.BytesIO()
    Image.new("RGB", (64, 40), (30, 90, 120)).save(out, form, exif=exif.tobytes(), **more)
    return out.getvalue()


@pytest.mark.parametrize("form", FORMATS.values())
def test_the_place_goes_and_the_camera_stays_upl_05(form):
    content = pictured(form)
    plain = without_place(content)
    with Image.open(io.BytesIO(plain)) as picture:
        picture.load()
        exif = picture.getexif()
        assert exif[0x0110] == "A camera"
        assert not exif.get_ifd(0x8825)
    assert without_place(plain) == plain


def test_places_in_words_beside_a_picture_go_too_upl_05():
    said = PngImagePlugin.PngInfo()
    said.add_text("Raw profile type exif", "4749", zip=True)
    for content in (pictured("JPEG", xmp=XMP), _png(said), b"ftyp \xa9xyz\x00\x12\x15\xc7+51.5074-000.1278+011.0/"):
        plain = without_place(content)
        assert not any(place in plain for place in (b"51,30.5N", b"0,7W", b"Raw profile", b"51.5074"))


def _png(said):
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG", pnginfo=said)
    return out.getvalue()


def test_a_picture_without_a_place_is_kept_byte_for_byte():
    for content in (jpeg(), png(), heic(), b"II*\x00 by chance", b"MM\x00*\xff\xff\xff\xff"):
        assert without_place(content) == content


@pytest.mark.parametrize("place", ["kept", "out"])
def test_what_is_sealed_has_a_place_only_where_that_was_asked_upl_05(tmp_path, place):
    store, content = Store(tmp_path / "files"), jpeg(gps=True)
    file = taken(store, content, place=place)
    with store.open(file.id, file.original.key) as reader:
        kept = reader.read()
    assert (kept == content) is (place == "kept")
    assert file.original.size == len(kept)
    assert file.facts["place"] == place
    assert bool(Image.open(io.BytesIO(kept)).getexif().get_ifd(0x8825)) is (place == "kept")
