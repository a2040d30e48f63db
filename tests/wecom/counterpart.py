"""WeCom's side of an application, with wechatpy's crypto: written by others than our envelope."""

from __future__ import annotations

from dataclasses import dataclass

from wechatpy.crypto import PrpCrypto

from tests.wechat.counterpart import NOW, Counterpart, Sent

CORP_ID, AGENT_ID = "wwbaigutest0000001", "1000021"


@dataclass(frozen=True)
class WecomCounterpart(Counterpart):
    """An application as the administrator's page says."""

    app_id: str = CORP_ID

    def query(self, **more: str) -> dict[str, str]:
        return {"timestamp": str(self.now), "nonce": self.nonce, **more}

    def verification(self, echostr: str) -> dict[str, str]:
        encrypted = self.encrypted(echostr.encode())
        return self.query(msg_signature=self.signature(encrypted), echostr=encrypted)

    def encrypted(self, plain: bytes) -> str:
        sealed: bytes = PrpCrypto(self.crypto.key).encrypt(plain, self.app_id)
        return sealed.decode()

    def sent(self, xml: str | bytes, mode: str = "safe") -> Sent:
        assert mode == "safe", "WeCom knows no other"
        return self.enveloped(self.encrypted(xml.encode() if isinstance(xml, str) else xml))

    def enveloped(self, encrypted: str, beside: bytes = b"") -> Sent:
        head = f"<ToUserName><![CDATA[{self.app_id}]]></ToUserName><AgentID>{AGENT_ID}</AgentID>"
        body = f"<xml>{head}{beside.decode()}<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
        return Sent(self.query(msg_signature=self.signature(encrypted)), body.encode())


def member_xml(kind: str, inner: str, *, person: str = "ZhangSan", created: int = NOW) -> str:
    """A message or event of a member."""
    return (
        f"<xml><ToUserName><![CDATA[{CORP_ID}]]></ToUserName><FromUserName><![CDATA[{person}]]></FromUserName>"
        f"<CreateTime>{created}</CreateTime><MsgType><![CDATA[{kind}]]></MsgType>{inner}</xml>"
    )


def member_text(
    content: str = "你好",
    *,
    person: str = "ZhangSan",
    msg_id: str = "1",
    created: int = NOW,
    agent_id: str = AGENT_ID,
) -> str:
    """A text message of a member."""
    inner = f"<Content><![CDATA[{content}]]></Content><MsgId>{msg_id}</MsgId><AgentID>{agent_id}</AgentID>"
    return member_xml("text", inner, person=person, created=created)


def member_event(
    name: str, key: str = "", *, person: str = "ZhangSan", created: int = NOW, **more: str
) -> str:
    """An event of a member."""
    fields = {"Event": name, "EventKey": key, **more}
    inner = "".join(f"<{field}><![CDATA[{value}]]></{field}>" for field, value in fields.items())
    return member_xml("event", f"{inner}<AgentID>{AGENT_ID}</AgentID>", person=person, created=created)
