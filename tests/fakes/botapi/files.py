"""Files that were sent, and how they are described."""

import secrets
import struct
from dataclasses import dataclass
from typing import Any

from tests.fakes.botapi.errors import bad

Json = dict[str, Any]
MOST_DOWNLOADED = 20 * 1024 * 1024
MAGIC = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"RIFF": "webp", b"GIF8": "gif"}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005"
    "fe02fe0def46b80000000049454e44ae426082"
)


@dataclass(eq=False)
class StoredFile:
    """`size` may be more than the bytes kept, so that large files cost nothing."""

    id: str
    unique_id: str
    kind: str
    content: bytes
    size: int
    name: str | None = None
    mime: str | None = None
    path: str = ""

    def base(self) -> Json:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}


class Files:
    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}

    def store(
        self, kind: str, content: bytes, name: str | None = None, mime: str | None = None, size: int | None = None
    ) -> StoredFile:
        number = len(self.by_id)
        suffix = name.rsplit(".", 1)[-1] if name and "." in name else "bin"
        path = f"{kind}s/file_{number}.{suffix}"
        length = len(content) if size is None else size
        stored = StoredFile(f"AgAC{secrets.token_urlsafe(40)}", f"AQAD{number:06d}", kind, content, length, name, mime)
        stored.path = path
        self.by_id[stored.id] = self.by_path[path] = stored
        return stored

    def find(self, file_id: str) -> StoredFile:
        stored = self.by_id.get(file_id)
        if stored is None:
            raise bad("wrong file identifier/HTTP URL specified")
        return stored


def photo_json(stored: StoredFile) -> list[Json]:
    width, height = png_size(stored.content) or (1280, 720)
    return [stored.base() | {"width": width, "height": height}]


def document_json(stored: StoredFile) -> Json:
    optional = {"file_name": stored.name, "mime_type": stored.mime}
    return stored.base() | {name: value for name, value in optional.items() if value}


def check_photo(content: bytes) -> None:
    if not any(content.startswith(magic) for magic in MAGIC):
        raise bad("IMAGE_PROCESS_FAILED")
    size = png_size(content)
    if size and (sum(size) > 10_000 or max(size) > 20 * min(size)):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    if len(content) > 10 * 1024 * 1024:
        raise bad("PHOTO_SAVE_FILE_INVALID")


def png_size(content: bytes) -> tuple[int, int] | None:
    if len(content) < 24 or not content.startswith(b"\x89PNG"):
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height
