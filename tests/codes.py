"""One-time codes as an authenticator app shows them (RFC 6238, SHA-1, six digits)."""

import base64
import hashlib
import hmac
import struct
import time


def code_now(secret: str, *, ahead: int = 0) -> str:
    """The app's code, or the one it shows some periods of half a minute later."""
    counter = struct.pack(">Q", int(time.time()) // 30 + ahead)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[offset : offset + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"
