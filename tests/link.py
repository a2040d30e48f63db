"""A link to a server that can be sealed with TLS, and on which all that is sent can be late or lost."""

from __future__ import annotations

import ipaddress
import selectors
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BLOCK, _LOOKS_EVERY = 1 << 16, 0.1


class Link:
    """A link that is open."""

    def __init__(self, target: int | Path, sealing: ssl.SSLContext | None) -> None:
        self._target, self._sealing = target, sealing
        self._is_lost, self._late = False, 0.0
        self._ended = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]

    @contextmanager
    def lost(self) -> Iterator[None]:
        """As if nothing that is sent arrived: connections stay, and nobody says anything."""
        self._is_lost = True
        try:
            yield
        finally:
            self._is_lost = False

    @contextmanager
    def slow(self, seconds: float) -> Iterator[None]:
        """All that is sent arrives, so much later, either way."""
        self._late = seconds
        try:
            yield
        finally:
            self._late = 0.0

    def run(self) -> None:
        """Take connections until closed."""
        while not self._ended.is_set():
            with suppress(OSError):
                taken, _ = self._listening.accept()
                threading.Thread(target=self._carry, args=(taken,), daemon=True).start()

    def close(self) -> None:
        """Carry nothing any more."""
        self._ended.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _carry(self, taken: socket.socket) -> None:
        with suppress(OSError), self._sealed(taken) as near, self._reached() as far:
            both = selectors.DefaultSelector()
            both.register(near, selectors.EVENT_READ, far)
            both.register(far, selectors.EVENT_READ, near)
            while not self._ended.is_set():
                for key, _ in both.select(_LOOKS_EVERY):
                    said = key.fileobj.recv(_BLOCK)  # type: ignore[union-attr] # a socket
                    if not said:
                        return
                    if not self._is_lost:
                        time.sleep(self._late)
                        key.data.sendall(said)

    def _sealed(self, taken: socket.socket) -> socket.socket:
        return self._sealing.wrap_socket(taken, server_side=True) if self._sealing else taken

    def _reached(self) -> socket.socket:
        if isinstance(self._target, int):
            return socket.create_connection(("127.0.0.1", self._target), timeout=5)
        reached = socket.socket(socket.AF_UNIX)
        reached.connect(str(self._target))
        return reached


@contextmanager
def laid(target: int | Path, sealing: ssl.SSLContext | None = None) -> Iterator[Link]:
    """A link to a server of this machine.

    Args:
        target: its port, or its socket.
        sealing: with which it says who it is; None where it speaks in the open.
    """
    link = Link(target, sealing)
    threading.Thread(target=link.run, daemon=True).start()
    try:
        yield link
    finally:
        link.close()


def certified(folder: Path, address: str = "127.0.0.1") -> tuple[ssl.SSLContext, Path]:
    """What seals a server at an address, and the certificate of the authority that vouches for it, which nobody knows."""
    authority, its_key = _certificate("摆古测试的 CA", None, None, None)
    own, key = _certificate(address, address, authority, its_key)
    (folder / "ca.pem").write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "own.pem").write_bytes(own.public_bytes(serialization.Encoding.PEM) + private)
    sealing = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    sealing.load_cert_chain(folder / "own.pem")
    return sealing, folder / "ca.pem"


def _certificate(
    name: str,
    address: str | None,
    signed_by: x509.Certificate | None,
    signing: ec.EllipticCurvePrivateKey | None,
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """A certificate for an address, else of an authority, and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(timezone.utc)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signed_by.subject if signed_by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=address is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key((signing or key).public_key()), critical=False
        )
    )
    if address:
        named = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
        made = made.add_extension(named, critical=False)
    else:
        usage = {name: name in {"key_cert_sign", "crl_sign"} for name in _USAGES}
        made = made.add_extension(x509.KeyUsage(**usage), critical=True)
    return made.sign(signing or key, hashes.SHA256()), key


_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)
