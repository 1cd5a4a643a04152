"""PDF pages as pictures, drawn by a second program, to be looked at."""

import struct
import zlib

import pypdfium2


def pages_as_png(content: bytes, *, scale: float = 1.4) -> list[bytes]:
    """Return each page of a PDF as a PNG picture."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [_png(page.render(scale=scale, rev_byteorder=True)) for page in document]
    finally:
        document.close()


def _png(bitmap: pypdfium2.PdfBitmap) -> bytes:
    colours = bitmap.n_channels  # 3 or 4
    lines = bytes(bitmap.buffer)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    raw = b"".join(
        b"\0" + lines[row * stride : row * stride + width * colours]
        for row in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2 if colours == 3 else 6, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(raw)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    length, check = len(content), zlib.crc32(kind + content)
    return struct.pack(">I", length) + kind + content + struct.pack(">I", check)
