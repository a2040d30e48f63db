"""Nothing that names a person is written as it came."""

from __future__ import annotations

import hashlib
import hmac
import re

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_MASKED = (
    (re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)"), "［身份证号］"),
    (re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"), "［电话］"),
    (re.compile(r"(?<!\d)(?:0\d{2,3}[- ]?)?[2-8]\d{6,7}(?!\d)"), "［电话］"),
    (
        re.compile(rf"[{_PROVINCES}][A-HJ-NP-Za-hj-np-z][·. ]?[A-HJ-NP-Za-hj-np-z0-9]{{5,6}}(?![A-Za-z0-9])"),
        "［车牌］",
    ),
)


def mask(text: str) -> str:
    """Text with identity-card, telephone and number-plate numbers taken out."""
    for pattern, name in _MASKED:
        text = pattern.sub(name, text)
    return text


class Pseudonyms:
    """Keyed hashes in place of OpenIDs and message keys (HMAC-SHA-256, RFC 2104)."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def of(self, *parts: str) -> str:
        """The pseudonym of these parts, 32 hexadecimal digits."""
        message = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()[:32]
