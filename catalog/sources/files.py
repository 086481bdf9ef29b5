"""Lines of a file, plain or gzip, in any Unicode encoding, in flat memory."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from catalog.sources.base import SourceError

if TYPE_CHECKING:
    from typing_extensions import Buffer

GZIP_MAGIC = b"\x1f\x8b"
LONGEST_LINE = 2 * 1024 * 1024
# What a line that is set aside keeps.
KEPT_OF_A_LINE = 20_000
# A packed file may not swell beyond this, nor beyond this many times its size.
MOST_UNPACKED = 8 * 1024**3
MOST_SWELLING = 300
# Small files may swell as they like: the ratio says something only of large ones.
SMALL = 64 * 1024**2
_HEAD = 64 * 1024
_BUFFER = 256 * 1024
_MARKS = (
    (codecs.BOM_UTF8, ""),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SPACES = b" \t\r\n\x00"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file in UTF-8; `problem` says why it isn't whole."""

    number: int
    data: bytes
    problem: str = ""

    def __str__(self) -> str:
        return self.data[:KEPT_OF_A_LINE].decode("utf-8", "backslashreplace")


class LineFile:
    """The lines of an open file. A failure in the middle is kept until all good lines are out."""

    def __init__(self, path: Path, raw: io.BufferedReader) -> None:
        self.stamp = _stamp(path, raw)
        self._size = path.stat().st_size
        self._stream = _unpacked(raw)
        self._failure = ""

    def __iter__(self) -> Iterator[Line]:
        try:
            yield from self._lines()
        except EOFError:
            self._failure = _("The file ends in the middle: it was cut off. Fetch it again.")
        except (OSError, zlib.error, UnicodeError) as error:
            self._failure = _("The file is damaged from some place on: %(error)s") % {
                "error": error
            }

    def raise_failure(self) -> None:
        """Say what went wrong after the last good line."""
        if self._failure:
            raise SourceError(self._failure)

    def _lines(self) -> Iterator[Line]:
        number = unpacked = 0
        stream = _in_utf8(self._stream)
        while data := stream.readline(LONGEST_LINE):
            number += 1
            unpacked += len(data)
            is_whole = data.endswith(b"\n") or len(data) < LONGEST_LINE
            if not is_whole:
                unpacked += self._skip(stream, unpacked)
                problem = _("the line is longer than %(limit)s bytes") % {"limit": LONGEST_LINE}
                yield Line(number, data[:KEPT_OF_A_LINE], problem)
            elif data.strip(_SPACES):
                yield Line(number, data)
            self._refuse_bomb(unpacked)
        if not unpacked:
            raise SourceError(_("The file is empty."))

    def _skip(self, stream: io.BufferedReader, before: int) -> int:
        """Read to the end of a line that is too long, and say how long the rest was."""
        skipped = 0
        while data := stream.readline(LONGEST_LINE):
            skipped += len(data)
            self._refuse_bomb(before + skipped)
            if data.endswith(b"\n"):
                break
        return skipped

    def _refuse_bomb(self, unpacked: int) -> None:
        swollen = unpacked > SMALL and unpacked > self._size * MOST_SWELLING
        if swollen or unpacked > MOST_UNPACKED:
            raise SourceError(_("The file unpacks to far more than a list of offers can be."))


@contextmanager
def open_lines(path: str) -> Iterator[LineFile]:
    """A file by its path; SourceError where it can't be opened."""
    try:
        raw = Path(path).open("rb")  # noqa: SIM115  closed below
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or str(error)
        message = _("The file %(path)s can't be opened: %(reason)s.")
        raise SourceError(message % {"path": path or "“”", "reason": reason}) from error
    with raw:
        yield LineFile(Path(path), raw)


def _stamp(path: Path, raw: io.BufferedReader) -> str:
    """Tells whether a file is the one that a killed run was reading."""
    head = raw.read(_HEAD)
    raw.seek(0)
    return f"{path.stat().st_size}:{sha256(head).hexdigest()[:32]}"


def _unpacked(raw: io.BufferedReader) -> io.BufferedReader:
    is_packed = raw.read(len(GZIP_MAGIC)) == GZIP_MAGIC
    raw.seek(0)
    return io.BufferedReader(_Unpacked(raw), _BUFFER) if is_packed else raw


class _Unpacked(io.RawIOBase):
    """Gzip in the pieces that are at hand: a longer read would lose what came before a cut."""

    def __init__(self, raw: io.BufferedReader) -> None:
        self._gzip = gzip.GzipFile(fileobj=raw)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "Buffer") -> int:
        view = memoryview(buffer).cast("B")
        piece = self._gzip.read1(len(view))
        view[: len(piece)] = piece
        return len(piece)


class _Recoded(io.RawIOBase):
    """Bytes of another encoding as UTF-8."""

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "Buffer") -> int:
        while not self._rest:
            chunk = self._stream.read(_HEAD)
            self._rest = self._decoder.decode(chunk, not chunk).encode("utf-8", "replace")
            if not chunk:
                break
        view = memoryview(buffer).cast("B")
        size = min(len(view), len(self._rest))
        view[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def _in_utf8(buffered: io.BufferedReader) -> io.BufferedReader:
    """The stream without its mark of order, recoded where the mark says UTF-16 or UTF-32."""
    head = buffered.peek(4)[:4]
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            if encoding:
                return io.BufferedReader(_Recoded(buffered, encoding), _HEAD)
            buffered.read(len(mark))
            break
    return buffered
