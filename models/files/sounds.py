"""A recording played into one form that every browser plays, without anything but its sound (experience 2.9)."""

import io
from itertools import chain
from typing import Any

import av
from av.audio.resampler import AudioResampler
from av.error import FFmpegError

from models.files.refusing import BROKEN, FILM, LONG, SILENT, Refused

# Named, so that nothing is ever guessed: a play list would make the library fetch what it names.
DEMUXERS = {"mp4": "mp4", "webm": "matroska", "ogg": "ogg", "mp3": "mp3", "wav": "wav"}
RATE, BITS, FRAME = 44_100, 64_000, 1024
GRACE = 2  # seconds: a recorder that is told to stop stops a little later


def redraw(content: bytes, code: str, seconds: int) -> tuple[dict[str, Any], bytes]:
    """How long it is, and its copy. Raises Refused."""
    out = io.BytesIO()
    try:
        with av.open(io.BytesIO(content), format=DEMUXERS[code], metadata_errors="ignore") as source:
            if any(stream.disposition & 0x0400 == 0 for stream in source.streams.video):  # not only a cover picture
                raise Refused(FILM)
            if not source.streams.audio:
                raise Refused(SILENT)
            samples = _play(source, out, RATE * (seconds + GRACE))
    except (FFmpegError, ValueError, EOFError, MemoryError):
        raise Refused(BROKEN) from None
    if samples < RATE // 10:
        raise Refused(SILENT)
    return {"seconds": max(1, round(samples / RATE))}, out.getvalue()


def _play(source: Any, out: io.BytesIO, most: int) -> int:
    samples = 0
    with av.open(out, "w", format="mp4") as target:
        track: Any = target.add_stream("aac", rate=RATE, layout="mono")
        track.bit_rate = BITS
        resampler = AudioResampler(format="fltp", layout="mono", rate=RATE, frame_size=FRAME)
        for frame in chain(source.decode(audio=0), (None,)):
            for plain in resampler.resample(frame):
                plain.pts, samples = samples, samples + plain.samples
                if samples > most:
                    raise Refused(LONG)
                target.mux(track.encode(plain))
        target.mux(track.encode(None))
    return samples
