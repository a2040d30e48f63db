"""A WeCom application as its platform keeps it: everything is encrypted, the echostr too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.simulator.account import Account, Mode, Request
from bot.simulator.member import Member
from bot.simulator.screen import MOST_ARTICLES, Rules

if TYPE_CHECKING:
    from bot.simulator.person import Person

LONGEST_TEXT = 2048
"""Bytes; what is beyond is cut off in silence."""


@dataclass(frozen=True)
class Application(Account):
    """One application of one enterprise.

    Attributes:
        app_id: the CorpID.
    """

    PLATFORM: ClassVar[str] = "企业微信"
    FORM: ClassVar[str] = "接收消息"
    SIGNATURE: ClassVar[str] = "msg_signature"
    PATIENCE: ClassVar[float] = 1.0
    NOTHING: ClassVar[bytes] = b""
    RULES: ClassVar[Rules] = Rules(
        nothing=(b"",),
        kinds=frozenset({"image", "voice", "video", "update_button", "update_template_card"}),
        longest=LONGEST_TEXT,
        too_long="超过 {longest}，后面的会被悄悄截掉",
        articles=MOST_ARTICLES,
        knows_taps=False,
    )

    agent_id: str = "1000002"

    def __post_init__(self) -> None:
        """Messages are sent to the enterprise, and come back from it."""
        object.__setattr__(self, "original_id", self.app_id)

    def somebody(self) -> Person:
        """A member who uses the application."""
        return Member(clock=self.clock, agent_id=self.agent_id)

    @property
    def modes(self) -> tuple[Mode, ...]:
        """There is one."""
        return (Mode.SAFE,)

    @property
    def lacks(self) -> str | None:
        """What must be known besides, for operators."""
        if self.token and self.app_id and self.aes_key:
            return None
        return (
            "要有 Token、企业ID 和 EncodingAESKey：用 --token、--app-id、--aes-key 写上，或在 .env 里填 "
            "BAIGU_WECOM_TOKEN、BAIGU_WECOM_CORP_ID、BAIGU_WECOM_AES_KEY"
        )

    def verification(self, echostr: str) -> dict[str, str]:
        """The query of a verification."""
        return self._query(encrypted := self.encrypted(echostr)) | {"echostr": encrypted}

    def request(self, xml: str, person: str, mode: Mode) -> Request:  # noqa: ARG002 # as any account's
        """A message as it is sent."""
        encrypted = self.encrypted(xml)
        head = f"<ToUserName><![CDATA[{self.app_id}]]></ToUserName><AgentID>{self.agent_id}</AgentID>"
        body = f"<xml>{head}<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
        return Request(self._query(encrypted), body.encode())

    def _query(self, encrypted: str) -> dict[str, str]:
        query = self.signed()
        del query["signature"]
        signature = self.signature(query["timestamp"], query["nonce"], encrypted)
        return {**query, "msg_signature": signature}
