from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher as Encryption
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.crypto import PrpCrypto

from bot.channel.cipher import Cipher, Decrypted

KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
RAW = base64.b64decode(f"{KEY}=")
CIPHER = Cipher(KEY)


def encrypted(whole: bytes, *, padding: bytes | None = None) -> str:
    """As no platform would: with any bytes inside, and any padding."""
    missing = 32 - len(whole) % 32
    encryptor = Encryption(AES256(RAW), CBC(RAW[:16])).encryptor()
    padded = whole + (bytes([missing]) * missing if padding is None else padding)
    return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()


def whole(message: bytes = b"abc", length: int | None = None, receiver: bytes = b"corp") -> bytes:
    return b"r" * 16 + (len(message) if length is None else length).to_bytes(4, "big") + message + receiver


@given(st.binary(max_size=200), st.text(max_size=40))
def test_what_is_encrypted_comes_out_as_it_was_whatever_the_padding(message: bytes, receiver: str) -> None:
    inside = CIPHER.decrypted(CIPHER.encrypted(message, receiver))
    assert inside == Decrypted(message, receiver.encode())


@pytest.mark.parametrize("length", range(32))
def test_wechatpy_reads_what_is_encrypted_and_we_what_it_encrypts_at_every_padding(length: int) -> None:
    message = b"m" * length
    assert PrpCrypto(RAW).decrypt(CIPHER.encrypted(message, "corp"), "corp") == message.decode()
    assert CIPHER.decrypted(PrpCrypto(RAW).encrypt(message, "corp").decode()).message == message


def test_the_random_bytes_are_others_each_time() -> None:
    assert CIPHER.encrypted(b"a", "corp") != CIPHER.encrypted(b"a", "corp")


REFUSED = {
    "padding above the block": encrypted(whole(receiver=b"corp12345"), padding=bytes([33]) * 32),
    "padding of which the last byte alone is right": encrypted(whole(b"abcde"), padding=b"\x00\x00\x03"),
    "padding of nothing": encrypted(whole(b"a" * 8), padding=b""),
    "a length of four billion": encrypted(whole(length=2**32 - 1)),
    "a length that ends beyond": encrypted(whole(length=8)),
    "a length in little-endian": encrypted(whole(length=3 << 24)),
    "fewer bytes than a head": encrypted(b"r" * 19),
    "half a block": base64.b64encode(base64.b64decode(encrypted(whole()))[:-8]).decode(),
    "no Base64": "!" + encrypted(whole())[1:],
    "nothing": "",
    "another key": Cipher("a" * 43).encrypted(b"abc", "corp"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_nothing_passes_of_which_a_byte_is_wrong(case: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        CIPHER.decrypted(REFUSED[case])
