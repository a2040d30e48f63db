"""A person with a phone: every kind of message and event that WeChat pushes for one."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Fields = Mapping[str, "str | int | float | Fields"]

_SILENT_EVENTS = Path(__file__).with_name("silent_events.txt")
"""Names of events that await no reply, as the platform's pages on cards, shops, customer service… list them."""


_SHOWN = 80
"""Characters of a text that are worth showing."""


@dataclass(frozen=True)
class Push:
    """One message or event.

    Attributes:
        shown: what the sender's own phone shows of it, or what the sender did where that is nothing.
        fields: of the XML, below the four that all have.
        created: seconds since 1970.
    """

    person: str
    kind: str
    shown: str
    fields: Fields
    created: int

    @property
    def is_event(self) -> bool:
        """Whether it is an event."""
        return self.kind == "event"

    def xml(self, account: str) -> str:
        """As WeChat writes it."""
        own: Fields = {
            "ToUserName": account,
            "FromUserName": self.person,
            "CreateTime": self.created,
            "MsgType": self.kind,
        }
        return f"<xml>{_elements({**own, **self.fields})}</xml>"


@dataclass
class Person:
    """Makes pushes in the name of one OpenID."""

    openid: str = field(default_factory=lambda: f"o{secrets.token_urlsafe(20)}")
    clock: Callable[[], float] = time.time

    def text(self, content: str, **more: str) -> Push:
        """Typed words."""
        shown = content if len(content) <= _SHOWN else f"{content[:_SHOWN]}……（共 {len(content)} 个字）"
        return self._message("text", shown, Content=content, **more)

    def tap(self, content: str, number: str) -> Push:
        """A tap on words in a reply."""
        return self.text(content, bizmsgmenuid=number)

    def event(self, name: str, shown: str, **fields: str | float | Fields) -> Push:
        """An event."""
        return Push(self.openid, "event", shown, {"Event": name, **fields}, int(self.clock()))

    def messages(self) -> Iterator[Push]:
        """Every kind of message."""
        media = {"MediaId": secrets.token_urlsafe(48)}
        yield self.text("你好")
        yield self.text("/::)/:rose")
        yield self.text("[捂脸]")
        yield self.text("【收到不支持的消息类型，暂无法显示】")
        yield self.text("]]></Content><MsgType>event</MsgType>")
        yield self.text("长" * 1500)
        yield self._message("image", "［图片］", PicUrl="http://mmbiz.qpic.cn/mmbiz_jpg/simulated/0", **media)
        yield self._message("voice", "［语音，微信没有转成文字］", Format="amr", Recognition="", **media)
        yield self._message("voice", "［语音］你好。", Format="amr", Recognition="你好。", **media)
        yield self._message("video", "［视频］", ThumbMediaId="thumb", **media)
        yield self._message("shortvideo", "［小视频］", ThumbMediaId="thumb", **media)
        place: Fields = {"Location_X": 39.908, "Location_Y": 116.397, "Scale": 15, "Label": "人民广场"}
        yield self._message("location", "［位置］人民广场", **place)
        link = {"Title": "一个网页", "Description": "网页的摘要", "Url": "https://example.com/"}
        yield self._message("link", "［链接］一个网页", **link)
        yield self._message("file", "［文件］做法.docx", Title="做法.docx", FileKey="key", FileTotalLen=12288)
        yield self._message("kind_yet_unknown", "［将来才有的消息］")

    def events(self) -> Iterator[Push]:
        """Every kind of event but the unfollowing."""
        yield self.event("subscribe", "（关注）", EventKey="")
        yield self.event("subscribe", "（扫码关注）", EventKey="qrscene_1000000", Ticket="ticket")
        yield self.event("SCAN", "（已关注，再扫码）", EventKey="1000000", Ticket="ticket")
        yield self.event("CLICK", "（点菜单：帮助）", EventKey="帮助")
        yield self.event("VIEW", "（点菜单里的网页）", EventKey="https://example.com/", MenuId="1")
        yield self.event("LOCATION", "（上报位置）", Latitude=39.908, Longitude=116.397, Precision=40.0)
        scanned: Fields = {"ScanType": "qrcode", "ScanResult": "1"}
        yield self.event("scancode_push", "（菜单扫码）", EventKey="k", ScanCodeInfo=scanned)
        yield self.event("scancode_waitmsg", "（菜单扫码，等回话）", EventKey="k", ScanCodeInfo=scanned)
        for name in ("pic_sysphoto", "pic_photo_or_album", "pic_weixin"):
            yield self.event(name, "（菜单发图）", EventKey="k", SendPicsInfo={"Count": 1})
        yield self.event("location_select", "（菜单选位置）", EventKey="k", SendLocationInfo={"Scale": 15})
        for name in ("MASSSENDJOBFINISH", "TEMPLATESENDJOBFINISH"):
            yield self.event(name, f"（{name}）", MsgID=secrets.randbelow(2**63), Status="success")
        for name in (*_SILENT_EVENTS.read_text("ascii").split(), "event_yet_unknown"):
            yield self.event(name, f"（{name}）")

    def unfollow(self) -> Push:
        """The last event of a person."""
        return self.event("unsubscribe", "（取消关注）", EventKey="")

    def _message(self, kind: str, shown: str, **fields: str | float | Fields) -> Push:
        return Push(
            self.openid, kind, shown, {**fields, "MsgId": secrets.randbelow(2**63)}, int(self.clock())
        )


def _elements(fields: Fields) -> str:
    return "".join(f"<{name}>{_value(value)}</{name}>" for name, value in fields.items())


def _value(value: str | float | Fields) -> str:
    if isinstance(value, str):
        return f"<![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]>"
    return str(value) if isinstance(value, (int, float)) else _elements(value)
