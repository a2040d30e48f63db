"""The cipher of both platforms: AES-256-CBC over random bytes, a length, the message and who it is for.

The platforms' own samples, and wechatpy after them, look at the last byte of the padding alone and take what follows a
wrong length for a foreign account; here nothing passes of which not every byte is as it must be.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher as Encryption
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

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
        key = base64.b64decode(f"{encoding_key}=")
        self._encryption = Encryption(AES256(key), CBC(key[:16]))

    def encrypted(self, message: bytes, receiver: str) -> str:
        """A message for a receiver, as Base64."""
        whole = (
            secrets.token_hex(_RANDOM // 2).encode()
            + len(message).to_bytes(_LENGTH, "big")
            + message
            + receiver.encode()
        )
        padder, encryptor = PKCS7(_BLOCK_BITS).padder(), self._encryption.encryptor()
        padded = padder.update(whole) + padder.finalize()
        return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()

    def decrypted(self, encrypted: str) -> Decrypted:
        """What is inside.

        Raises:
            ValueError: it was not encrypted with this key, or not as the platforms do.
        """
        decryptor, unpadder = self._encryption.decryptor(), PKCS7(_BLOCK_BITS).unpadder()
        padded = decryptor.update(base64.b64decode(encrypted, validate=True)) + decryptor.finalize()
        whole = unpadder.update(padded) + unpadder.finalize()
        start = _RANDOM + _LENGTH
        end = start + int.from_bytes(whole[_RANDOM:start], "big")
        if not start <= end <= len(whole):
            raise ValueError("the length is not that of a message")
        return Decrypted(whole[start:end], whole[end:])
