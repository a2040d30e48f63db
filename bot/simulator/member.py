"""A member of an enterprise: every kind of message and event that WeCom pushes for one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.simulator.person import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.simulator.person import Fields, Push

_SILENT_EVENTS = (
    "view_miniprogram",
    "scancode_push",
    "pic_sysphoto",
    "pic_photo_or_album",
    "pic_weixin",
    "location_select",
    "batch_job_result",
    "open_approval_change",
    "share_agent_change",
    "event_yet_unknown",
)


@dataclass
class Member(Person):
    """Makes pushes in the name of one UserID.

    Attributes:
        agent_id: of the application that is written to.
    """

    openid: str = field(default_factory=lambda: f"sim_{secrets.token_hex(6)}")
    agent_id: str = ""

    def text(self, content: str, **more: str) -> Push:
        """Typed words."""
        return self._to_agent(super().text(content, **more))

    def event(self, name: str, shown: str, **fields: str | float | Fields) -> Push:
        """An event."""
        return self._to_agent(super().event(name, shown, **fields))

    def messages(self) -> Iterator[Push]:
        """Every kind of message."""
        unknown = ("shortvideo",)  # kinds that WeCom does not have
        heard = (push for push in super().messages() if push.kind not in unknown)
        for push in heard:
            fields = {name: value for name, value in push.fields.items() if name != "Recognition"}
            yield self._to_agent(replace(push, fields=fields))
        for typed in ("主题", "2", "２", "二", "第一个"):
            yield self.text(typed)

    def events(self) -> Iterator[Push]:
        """Every kind of event but the leaving."""
        yield self.event("enter_agent", "（打开应用）", EventKey="")
        yield self.event("enter_agent", "（又打开应用）", EventKey="")
        yield self.event("subscribe", "（管理员把成员加进应用）")
        yield self.event("click", "（点菜单：帮助）", EventKey="帮助")
        yield self.event("view", "（点菜单里的网页）", EventKey="https://example.com/")
        yield self.event("LOCATION", "（上报位置）", Latitude=39.908, Longitude=116.397, AppType="wxwork")
        scanned: Fields = {"ScanType": "qrcode", "ScanResult": "1"}
        yield self.event("scancode_waitmsg", "（菜单扫码，等回话）", EventKey="k", ScanCodeInfo=scanned)
        for name in ("template_card_event", "template_card_menu_event"):
            card = {"EventKey": "k", "TaskId": secrets.token_hex(4), "ResponseCode": secrets.token_hex(8)}
            yield self.event(name, "（点卡片）", **card)
        for name in _SILENT_EVENTS:
            yield self.event(name, f"（{name}）")
        yield replace(self.event("change_contact", "（通讯录变了）", ChangeType="update_user"), person="sys")

    def unfollow(self) -> Push:
        """The last event of a member."""
        return self.event("unsubscribe", "（管理员把成员移出应用）", EventKey="")

    def _to_agent(self, push: Push) -> Push:
        return replace(push, fields={**push.fields, "AgentID": self.agent_id})
