"""What parent and helper say to each other: a length-prefixed JSON header and raw bytes, never pickle."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

_LENGTHS = struct.Struct(">IQ")
MOST_HEADER = 256 * 1024 * 1024
MOST_BODY = 4 * 1024 * 1024 * 1024


class WireBroken(Exception):
    """The other side is gone, or says something that is no message."""


def send(stream: BinaryIO, header: dict[str, Any], body: bytes = b"") -> None:
    """Write one message."""
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    try:
        stream.write(_LENGTHS.pack(len(head), len(body)) + head)
        if body:
            stream.write(body)
        stream.flush()
    except (OSError, ValueError) as problem:  # ValueError: the stream is closed
        raise WireBroken from problem


def receive(stream: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """Read one message; WireBroken at the end of the stream."""
    head_length, body_length = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if head_length > MOST_HEADER or body_length > MOST_BODY:
        raise WireBroken
    try:
        header = json.loads(_exactly(stream, head_length).decode("utf-8", "surrogatepass"))
    except ValueError as problem:
        raise WireBroken from problem
    if not isinstance(header, dict):
        raise WireBroken
    return header, _exactly(stream, body_length)


def _exactly(stream: BinaryIO, count: int) -> bytes:
    if not count:
        return b""
    try:
        data = stream.read(count)
    except (OSError, ValueError) as problem:
        raise WireBroken from problem
    if len(data) != count:
        raise WireBroken
    return data
