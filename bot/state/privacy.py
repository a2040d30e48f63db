"""Pseudonyms: what stands for people where they are remembered."""

from __future__ import annotations

import hmac


class Pseudonyms:
    """Keyed hashes in place of OpenIDs and message keys (HMAC-SHA-256, RFC 2104)."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def of(self, *parts: str) -> str:
        """The pseudonym of these parts, 32 hexadecimal digits."""
        message = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
        return hmac.digest(self._secret, message, "sha256").hex()[:32]
