"""Small files of each kind, made here, and the shortest way to put one beside a case."""

import io
import math
import struct
import uuid
import wave
import zipfile

import pikepdf
import pillow_heif
from PIL import Image

from models.cases.attaching import attach
from models.files.judging import judge
from models.files.kinds import LIMITS
from tests.databases import MONDAY

pillow_heif.register_heif_opener()


def _picture(form, size, mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, 1 if mode == "1" else (30, 90, 120)).save(out, form, **options)
    return out.getvalue()


def jpeg(size=(320, 200), *, gps=False, comment=b""):
    exif = Image.Exif()
    if gps:
        exif[0x0110] = "A camera"
        exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0)})
    return _picture("JPEG", size, exif=exif, **({"comment": comment} if comment else {}))


def png(size=(320, 200), mode="RGB"):
    return _picture("PNG", size, mode)


def heic(size=(320, 200)):
    return _picture("HEIF", size)


def wav(seconds=1.0, rate=16000):
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(n / 9))) for n in range(int(seconds * rate))))
    return out.getvalue()


def pdf(*, script=False, password="", text=b"", words=""):
    out = io.BytesIO()
    with pikepdf.new() as paper:
        page = paper.add_blank_page()
        if words:
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.Contents = pikepdf.Stream(paper, f"BT /F 12 Tf 50 700 Td ({words}) Tj ET".encode())
        if script:
            paper.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        if text:
            paper.docinfo["/Author"] = text.decode()
        encryption = pikepdf.Encryption(owner=password, user=password) if password else False
        paper.save(out, encryption=encryption)
    return out.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(text, **more):
    """A Word document with one paragraph, and whatever else is asked for by name."""
    words = f'<w:document xmlns:w="{WORD}"><w:p><w:t>{text}</w:t></w:p></w:document>'
    return zipped([("word/document.xml", words), *more.items()])


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items() if isinstance(parts, dict) else parts:
            packed.writestr(name, content)
    return out.getvalue()


def taken(store, content, name="a.jpg", limits="adult", **more):
    arrived = store.write(uuid.uuid4())
    arrived.write(content)
    return judge(store, arrived, name, LIMITS[limits], **more)


def with_file(db, store, opened, content, name="a.jpg", **more):
    """Beside a case that `make_case` has made."""
    facts = {"question": "tell", "now": MONDAY, "scan": False, **more}
    return attach(db, taken(store, content, name), opened.keys, case_id=opened.case.id, **facts)
