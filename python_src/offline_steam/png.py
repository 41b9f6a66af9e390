"""Room C, ``offline_steam``: pixels as a PNG file. Standard library only."""

from __future__ import annotations

import struct
import zlib


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, rgba: bytes) -> bytes:
    """The bytes of a PNG file.

    Args:
        width: in pixels.
        height: in pixels.
        rgba: row by row, 4 bytes each: red, green, blue, alpha.
    """
    # 8 bits a channel, with alpha; each row unfiltered.
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    rows = (rgba[start : start + 4 * width] for start in range(0, 4 * width * height, 4 * width))
    packed = zlib.compress(b"".join(b"\0" + row for row in rows))
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
