"""Files behind a password, locked for good: a PDF by RC4 and a DOCX by AES, as their makers do."""

# ruff: noqa: S305, S324
# The formats themselves want such ciphers and sums.

import hashlib
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PASSWORD = "choy va non"
# What the PDF standard fills up a password with.
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ALLOWED = -4
_SECTOR, _END, _FREE, _FAT, _NONE = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_ROUNDS = 50_000


def locked_pdf(text: str) -> bytes:
    """A page with a text that only the password opens (standard handler, revision 2)."""
    padded = (PASSWORD.encode() + _PAD)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    name = hashlib.md5(text.encode()).digest()
    key = hashlib.md5(padded + owner + struct.pack("<i", _ALLOWED) + name).digest()[:5]
    stream = _rc4(
        hashlib.md5(key + bytes([4, 0, 0, 0, 0])).digest()[:10],
        f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("latin-1"),
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Filter/Standard/V 1/R 2/P %d/O<%s>/U<%s>>>"
        % (_ALLOWED, owner.hex().encode(), _rc4(key, _PAD).hex().encode()),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<</Size 7/Root 1 0 R/Encrypt 6 0 R/ID[<%s><%s>]>>" % ((name.hex().encode(),) * 2)
    return bytes(out) + (
        b"xref\n0 7\n0000000000 65535 f \n" + table + b"trailer" + trailer
        + b"\nstartxref\n%d\n%%%%EOF\n" % len(out)
    )  # fmt: skip


def _rc4(key: bytes, data: bytes) -> bytes:
    box, at = list(range(256)), 0
    for one in range(256):
        at = (at + box[one] + key[one % len(key)]) % 256
        box[one], box[at] = box[at], box[one]
    out, one, at = bytearray(), 0, 0
    for byte in data:
        one = (one + 1) % 256
        at = (at + box[one]) % 256
        box[one], box[at] = box[at], box[one]
        out.append(byte ^ box[(box[one] + box[at]) % 256])
    return bytes(out)


def locked_docx(package: bytes) -> bytes:
    """A DOCX as Word locks it (ECMA-376 standard encryption, AES-128) in its compound file."""
    salt = hashlib.md5(package).digest()
    key = _word_key(salt)
    verifier = hashlib.md5(salt).digest()
    provider = "Microsoft Enhanced RSA and AES Cryptographic Provider\0".encode("utf-16-le")
    header = struct.pack("<8I", 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + provider
    info = (
        struct.pack("<HHII", 3, 2, 0x24, len(header)) + header + struct.pack("<I", len(salt)) + salt
        + _aes(key, verifier) + struct.pack("<I", 20)
        + _aes(key, hashlib.sha1(verifier).digest() + bytes(12))
    )  # fmt: skip
    whole = package + bytes(-len(package) % 16)
    return _compound(
        {
            "EncryptionInfo": info,
            "EncryptedPackage": struct.pack("<Q", len(package)) + _aes(key, whole),
        }
    )


def _word_key(salt: bytes) -> bytes:
    made = hashlib.sha1(salt + PASSWORD.encode("utf-16-le")).digest()
    for number in range(_ROUNDS):
        made = hashlib.sha1(struct.pack("<I", number) + made).digest()
    made = hashlib.sha1(made + struct.pack("<I", 0)).digest()
    return hashlib.sha1(bytes(b ^ 0x36 for b in made.ljust(64, b"\0"))).digest()[:16]


def _aes(key: bytes, data: bytes) -> bytes:
    made = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return made.update(data) + made.finalize()


def _compound(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file: a FAT, a directory, the streams, each large enough for sectors."""
    fat, sectors = [_FAT, _END], [b"", b""]
    entries = [_entry("Root Entry", 5, child=2)]
    for name, data in streams.items():
        whole = data.ljust(4096, b"\0")
        start, pieces = len(sectors), -(-len(whole) // _SECTOR)
        sectors += [whole[n * _SECTOR :][:_SECTOR].ljust(_SECTOR, b"\0") for n in range(pieces)]
        fat += [*range(start + 1, start + pieces), _END]
        left = 1 if len(entries) > 1 else _NONE
        entries.append(_entry(name, 2, left=left, start=start, size=len(whole)))
    sectors[0] = struct.pack(f"<{_SECTOR // 4}I", *fat, *[_FREE] * (_SECTOR // 4 - len(fat)))
    sectors[1] = b"".join(entries).ljust(_SECTOR, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 62, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0)
    return head.ljust(_SECTOR, b"\xff") + b"".join(sectors)


def _entry(
    name: str, kind: int, *, left: int = _NONE, child: int = _NONE, start: int = 0, size: int = 0
) -> bytes:
    said = name.encode("utf-16-le") + b"\0\0"
    return (
        said.ljust(64, b"\0") + struct.pack("<HBB3I", len(said), kind, 1, left, _NONE, child)
        + bytes(36) + struct.pack("<IQ", start if kind == 2 else _END, size)
    )  # fmt: skip
