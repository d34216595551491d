"""A sealed file opens whole or not at all, from anywhere in it, and holds nothing in clear (sealing.md 2.9)."""

import io
import os
import tracemalloc
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.files.names import disposition, safe_name
from models.files.store import Store
from models.files.stream import CHUNK, COPY, MAGIC, ORIGINAL, TAG, Damaged, Opening, Sealing

ID = uuid.uuid4()
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7]


class Kept(io.BytesIO):
    def fileno(self):
        raise io.UnsupportedOperation


@pytest.fixture(autouse=True)
def no_disk(monkeypatch):
    monkeypatch.setattr("models.files.stream.os.fsync", lambda handle: None)
    monkeypatch.setattr(Kept, "fileno", lambda self: 0)


def sealed(content, part=ORIGINAL):
    file = Kept()
    out = Sealing(file, ID, part)
    for start in range(0, len(content), 50_000):
        out.write(content[start : start + 50_000])
    digest = out.finish()
    return file.getvalue(), out.key, digest


def opened(stored, key, file_id=ID, part=ORIGINAL):
    return Opening(io.BytesIO(stored), file_id, key, part).readall()


@pytest.mark.parametrize("size", SIZES)
def test_what_goes_in_comes_out(size):
    content = os.urandom(size)
    stored, key, _ = sealed(content)
    assert opened(stored, key) == content
    assert content == b"" or content[:20] not in stored[len(MAGIC) :] or size < 4


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3 * CHUNK), st.integers(0, 2 * CHUNK))
def test_any_part_of_it_can_be_read_alone(start, length):
    content = bytes(range(256)) * (3 * CHUNK // 256)
    stored, key, _ = sealed(content)
    reader = io.BufferedReader(Opening(io.BytesIO(stored), ID, key))
    reader.seek(start)
    assert reader.read(length) == content[start : start + length]


WHOLE, STEP = 3 * CHUNK + 100, CHUNK + TAG
HURT = {
    "last chunk cut off": lambda b: b[: len(MAGIC) + 3 * STEP],
    "end cut off": lambda b: b[:-1],
    "everything cut off": lambda b: b[: len(MAGIC)],
    "no beginning": lambda b: b[1:],
    "two chunks swapped": lambda b: b[:13] + b[13 + STEP : 13 + 2 * STEP] + b[13 : 13 + STEP] + b[13 + 2 * STEP :],
    "one chunk twice": lambda b: b[: 13 + STEP] + b[13 : 13 + STEP] + b[13 + 2 * STEP :],
    "one bit flipped": lambda b: b[:100] + bytes([b[100] ^ 1]) + b[101:],
    "last bit flipped": lambda b: b[:-1] + bytes([b[-1] ^ 1]),
    "something added": lambda b: b + b"x",
    "another chunk added": lambda b: b + b[13 : 13 + STEP],
}


@pytest.mark.parametrize("hurt", HURT.values(), ids=HURT)
def test_a_file_that_was_cut_swapped_or_changed_opens_nowhere(hurt):
    stored, key, _ = sealed(bytes(WHOLE))
    with pytest.raises(Damaged):
        opened(hurt(stored), key)


def test_another_key_another_file_and_the_other_half_open_nothing():
    stored, key, _ = sealed(b"words")
    for attempt in ((bytes(32), ID, ORIGINAL), (key, uuid.uuid4(), ORIGINAL), (key, ID, COPY)):
        with pytest.raises(Damaged):
            opened(stored, *attempt)


def test_two_files_with_the_same_content_differ_from_end_to_end():
    (one, key, _), (two, other, _) = sealed(b"same"), sealed(b"same")
    assert key != other
    assert one != two


NAMES = {
    "../../etc/passwd": "passwd", "..\\..\\boot.ini": "boot.ini", "a\0b.jpg": "ab.jpg", "\u202egpj.exe": "gpj.exe",
    "CON.txt": "_CON.txt", "aux": "_aux", ".htaccess": "htaccess", "x\r\nSet-Cookie: a=b.jpg": "xSet-Cookie_ a=b.jpg",
    "": "file", "/": "file", "...": "file", "IMG 12 (1).JPG": "IMG 12 (1).JPG", "  b .png ": "b.png",
    "صورة.jpg": "صورة.jpg", 'a"b;c.pdf': "a_b_c.pdf", "lpt1.pdf": "_lpt1.pdf", "\ud800.jpg": "_.jpg",
}  # fmt: skip


@pytest.mark.parametrize(("given", "kept"), NAMES.items(), ids=range(len(NAMES)))
def test_a_name_can_lead_nowhere_upl_10(given, kept):
    assert safe_name(given) == kept


@settings(deadline=None)
@given(st.text(max_size=400))
def test_whatever_a_file_is_called_the_header_is_one_line_of_plain_letters_upl_10(name):
    header = disposition(safe_name(name, "jpg"))
    assert header.startswith('attachment; filename="')
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert len(safe_name(name)) <= 100
    assert not set(safe_name(name)) & set('/\\\r\n\0<>:"|?*')


def test_a_large_file_takes_no_more_memory_than_a_small_one(tmp_path):
    """25 MB in and out, a chunk at a time (UPL-03, F-20)."""
    part, store = os.urandom(64 * 1024), Store(tmp_path)
    tracemalloc.start()
    arrived = store.write(ID)
    for _ in range(400):
        arrived.write(part)
    written = arrived.done()
    with store.open(ID, written.key) as reader:
        while reader.read(64 * 1024):
            pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert written.size == 25 * 1024 * 1024
    assert peak < 2 * 1024 * 1024
