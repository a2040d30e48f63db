"""Everything that can go wrong, in one tree.

    BaiguError
    ├── SettingsError      a setting is missing or wrong
    ├── KnowledgeError     knowledge/ has faults; carries all of them
    ├── ReleaseError       a release is not there, is damaged, or cannot be put in the place of another
    ├── StorageError       the database cannot be used
    │   ├── Overtaken      another has written the same first
    │   └── Outdated       it needs a newer program
    ├── BackupError        a backup cannot be made, read or put back
    ├── SourceError        a page or file to import cannot be read
    ├── MendError          what was asked in vain cannot be mended so
    ├── OperatorError      an operator of the console may not do that, or it cannot be done so
    ├── InputError         what was given to a command cannot be read, or where it is to write cannot be written
    ├── UnfaithfulQuote    a quote does not stand in its speech
    ├── PlatformError      a platform's interface said no, or could not be asked
    └── RefusedRequest     a request that does not come from a platform as it should
        ├── Forbidden      wrong signature, stale timestamp, wrong account: 403
        ├── Oversized      body over the cap: 413
        └── MalformedMessage   not a message: 400

The text of an error is one line that tells the operator what, where and what to do; of several settings, a line each.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from bot.causes import cause

if TYPE_CHECKING:
    from collections.abc import Sequence


class BaiguError(Exception):
    """The root; the command line prints its text and exits with 1."""


class SettingsError(BaiguError):
    """One or more settings are missing or wrong.

    Attributes:
        mistakes: each by itself.
    """

    def __init__(self, text: str, mistakes: Sequence[str] = ()) -> None:
        self.mistakes = tuple(mistakes) or (text,)
        super().__init__(text)


@dataclass(frozen=True)
class Fault:
    """Something wrong in knowledge/, with the place and the mend.

    Attributes:
        is_harmless: whether every answer is right all the same.
    """

    path: str
    line: int
    what: str
    mend: str
    is_harmless: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}；{self.mend}"


class KnowledgeError(BaiguError):
    """knowledge/ cannot be used as it stands."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        more = f"（共 {len(self.faults)} 处，用 baigu check 看全部）" if len(self.faults) > 1 else ""
        super().__init__(f"{self.faults[0]}{more}")


class ReleaseError(BaiguError):
    """A release is not there, is damaged, or cannot be put in the place of another."""


class StorageError(BaiguError):
    """The database cannot be used; the text never carries what people asked."""


class Overtaken(StorageError):
    """Another has written the row of that key first."""


class Outdated(StorageError):
    """The database needs a newer program, and no waiting helps."""


class BackupError(BaiguError):
    """A backup cannot be made, read or put back."""


BROKEN, LOCKED, NO_TEXT, NEEDS_PROGRAM = "打不开", "有密码", "没有文字", "要装软件"
TOO_LARGE, TOO_MUCH = "太大", "太大太慢"
"""What sort of trouble there is with a source to import."""


class SourceError(BaiguError):
    """A source to import cannot be read, or nothing could be taken from it.

    Attributes:
        kind: which of the troubles above it is, for counting.
    """

    def __init__(self, text: str, kind: str = BROKEN) -> None:
        self.kind = kind
        super().__init__(text)


class MendError(BaiguError):
    """What was asked in vain cannot be mended so, or not any more."""


class OperatorError(BaiguError):
    """An operator of the console may not do that, or it cannot be done so; the text tells them what to do."""


class InputError(BaiguError):
    """What was given to a command cannot be read, or where it is to write cannot be written."""


class UnfaithfulQuote(BaiguError):
    """A quote that does not stand in its speech; the reply must not be sent."""


class PlatformError(BaiguError):
    """A platform's interface said no, or could not be asked.

    Attributes:
        code: its errcode; 0 where no answer came.
        meaning: what that means.
        step: what to do about it.
    """

    def __init__(self, code: int, meaning: str, step: str, platform: str = "微信") -> None:
        self.code, self.meaning, self.step = code, meaning, step
        super().__init__(f"{platform}接口{f'报错 {code}' if code else '没有答复'}：{meaning}。{step}")


class Refusal(str, Enum):
    """Why a request to a webhook was refused, for counting."""

    UNSIGNED = "unsigned"
    SIGNATURE = "signature"
    MSG_SIGNATURE = "msg_signature"
    STALE = "stale"
    PLAIN = "plain"
    NO_KEY = "no_key"
    OTHER_KEY = "other_key"
    OTHER_ACCOUNT = "other_account"
    OVERSIZED = "oversized"
    MALFORMED = "malformed"


class RefusedRequest(BaiguError):
    """A request the webhook does not serve; `http_status` says why to machines, `why` to operators."""

    http_status = 400
    why = Refusal.MALFORMED

    def __init__(self, text: str, why: Refusal | None = None) -> None:
        self.why = why or self.why
        super().__init__(text)


class MalformedMessage(RefusedRequest):
    """The body is not a message."""


class Forbidden(RefusedRequest):
    """The request is not signed as the platform signs, or not for this account."""

    http_status = 403


class Oversized(RefusedRequest):
    """The body is over the cap."""

    http_status = 413
    why = Refusal.OVERSIZED


def told(error: Exception) -> str:
    """An error of ours in its own words, of the system by what it means; of others the name, for developers."""
    if isinstance(error, BaiguError):
        return str(error)
    return cause(error) if isinstance(error, OSError) else type(error).__name__
