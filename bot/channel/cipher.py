"""The cipher of both platforms: AES-256-CBC over random bytes, a length, the message and who it is for.

AES is wechatpy's. Its padding and framing are not used: like the platforms' own samples it looks at the last byte of the
padding alone and takes what follows a wrong length for a foreign account; here nothing passes of which not every byte is
as it must be.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.padding import PKCS7
from wechatpy.crypto import WeChatCipher

_BLOCK_BITS = 256
"""PKCS#7 pads to 32 bytes here, not to AES's 16."""

_RANDOM = 16
_LENGTH = 4


@dataclass(frozen=True)
class Decrypted:
    """What was inside.

    Attributes:
        receiver: whom it is for: an AppID, a CorpID.
    """

    message: bytes
    receiver: bytes


class Cipher:
    """Encrypts and decrypts with one EncodingAESKey.

    Args:
        encoding_key: 43 characters of Base64.
    """

    def __init__(self, encoding_key: str) -> None:
        self._aes = WeChatCipher(base64.b64decode(f"{encoding_key}="))

    def encrypted(self, message: bytes, receiver: str) -> str:
        """A message for a receiver, as Base64."""
        whole = (
            secrets.token_hex(_RANDOM // 2).encode()
            + len(message).to_bytes(_LENGTH, "big")
            + message
            + receiver.encode()
        )
        padder = PKCS7(_BLOCK_BITS).padder()
        padded = padder.update(whole) + padder.finalize()
        return base64.b64encode(self._aes.encrypt(padded)).decode()

    def decrypted(self, encrypted: str) -> Decrypted:
        """What is inside.

        Raises:
            ValueError: it was not encrypted with this key, or not as the platforms do.
        """
        unpadder = PKCS7(_BLOCK_BITS).unpadder()
        padded = self._aes.decrypt(base64.b64decode(encrypted, validate=True))
        whole = unpadder.update(padded) + unpadder.finalize()
        start = _RANDOM + _LENGTH
        end = start + int.from_bytes(whole[_RANDOM:start], "big")
        if not start <= end <= len(whole):
            raise ValueError("the length is not that of a message")
        return Decrypted(whole[start:end], whole[end:])
