"""What Office files have in common: they are ZIP archives of XML, or should be."""

from __future__ import annotations

import io
import zipfile
import zlib

_FOLDERS = {"word": "a Word file (.docx)", "xl": "an Excel file (.xlsx)", "ppt": "a PowerPoint file"}
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError)
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_MAX_UNPACKED_BYTES = 300_000_000
_MAX_RATIO = 200
"""Times that an archive may grow when it is unpacked; XML of text compresses to a twentieth."""
_SMALL_BYTES = 20_000_000


def office_problem(data: bytes, folder: str, suffix: str) -> str | None:
    """What is wrong with the file before any library opens it, or None.

    Args:
        folder: the folder in the archive that such a file has (`word`, `xl`).
        suffix: what the file should be saved as.
    """
    if data.startswith(OLE_MAGIC):
        return f"is protected by a password or in an old format: open it and save it without a password as {suffix}"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            unpacked = sum(entry.file_size for entry in entries)
            broken = archive.testzip() if unpacked <= _allowed(len(data)) else None
    except _DAMAGE as error:
        return f"is damaged ({error}): open it in its program and save it again as {suffix}"
    if unpacked > _allowed(len(data)):
        return f"unpacks to {unpacked / 1e6:.0f} MB, which no {suffix} of its size does: save it again, or split it"
    if broken:
        return f"is damaged ({broken} inside): open it in its program and save it again as {suffix}"
    found = next((each for each in _FOLDERS if any(name.startswith(f"{each}/") for name in names)), None)
    if found == folder:
        return None
    if found:
        return f"is {_FOLDERS[found]} by its content, not {suffix}: rename it, or save it as {suffix}"
    return f"is an archive, but no Office file: save it as {suffix}"


def _allowed(packed: int) -> int:
    return min(_MAX_UNPACKED_BYTES, max(_SMALL_BYTES, _MAX_RATIO * packed))
