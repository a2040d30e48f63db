"""The webhooks at their public addresses: what comes through to them, and what they refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refusal
from bot.results.diagnosis import Diagnosis, error, good, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_FORMS = {
    "wechat": ("微信", "公众平台", "“服务器配置”", ""),
    "wecom": ("企业微信", "管理后台", "“接收消息”，只说“openapi回调地址请求不通过”", "--wecom "),
}
"""By channel: the platform, where its form is, what that cannot save, and the simulator's option."""

_ANYBODY = {
    Refusal.UNSIGNED: (
        "没有签名参数",
        "多半不是平台发来的；都是这样，就看前面的代理是不是把网址里的参数丢了",
    ),
    Refusal.STALE: ("时间差了 10 分钟以上", "校准本机时钟，如 timedatectl set-ntp true"),
    Refusal.OVERSIZED: ("太大", "不是平台发来的；频繁就在防火墙上挡住"),
    Refusal.MALFORMED: ("不是消息", "平台上的数据格式要选 XML；不是平台发来的就不用管"),
}
_WECHAT = {
    Refusal.SIGNATURE: ("signature 不符", "BAIGU_TOKEN 与公众平台的 Token 不一致，改成一样"),
    Refusal.MSG_SIGNATURE: ("msg_signature 不符", "BAIGU_TOKEN 与公众平台的 Token 不一致，改成一样"),
    Refusal.PLAIN: ("是明文", "公众平台改成安全模式，或在换的这段时间设 BAIGU_PLAINTEXT=accept"),
    Refusal.NO_KEY: ("是加密的，而没有填密钥", "照公众平台的 EncodingAESKey 填 BAIGU_AES_KEY"),
    Refusal.OTHER_KEY: ("解不开", "BAIGU_AES_KEY 与公众平台的 EncodingAESKey 不一致，改成一样"),
    Refusal.OTHER_ACCOUNT: ("属于另一个 AppID", "核对 BAIGU_APP_ID"),
}
_WECOM = {
    Refusal.MSG_SIGNATURE: ("msg_signature 不符", "BAIGU_WECOM_TOKEN 与管理后台的 Token 不一致，改成一样"),
    Refusal.OTHER_KEY: ("解不开", "BAIGU_WECOM_AES_KEY 与管理后台的 EncodingAESKey 不一致，改成一样"),
    Refusal.OTHER_ACCOUNT: (
        "属于另一个企业",
        "核对 BAIGU_WECOM_CORP_ID：“我的企业”页最下面的企业ID，不是 SuiteID",
    ),
}
_REFUSED = {"wechat": {**_ANYBODY, **_WECHAT}, "wecom": {**_ANYBODY, **_WECHAT, **_WECOM}}


def check_webhook(
    channel: str, address: str, verify: Callable[[], Sequence[str]], notify: Callable[[], Sequence[str]]
) -> Iterator[Diagnosis]:
    """Whether a platform's verification and its messages come through to the webhook and are answered.

    Args:
        verify: verifies as the platform's form does; gives what is wrong.
        notify: sends an event that leaves no trace, in the mode of the settings; gives what is wrong.
    """
    platform, where, form, option = _FORMS[channel]
    faults = verify()
    for fault in faults:
        yield error(
            f"{address} {fault}",
            f"{where}保存不了{form}，或消息到不了服务",
            f"先在服务器上用 baigu simulate {option}http://127.0.0.1:端口/{channel} 试；"
            "那边好，就看域名解析、防火墙和 nginx 的转发",
        )
    if faults:
        return
    yield good(f"{address} 答对了{platform}的验证")
    lost = notify()
    for fault in lost:
        yield error(
            f"往 {address} 发一个不留痕迹的事件：{fault}",
            f"{where}存得了网址，消息却一条也答不上来",
            "照上面说的改；改了 .env 要重启服务，改了代理要重新加载它",
        )
    if not lost:
        yield good(f"往 {address} 发了一个不留痕迹的事件，收到了答复")


def check_refusals(lately: Mapping[tuple[str, Refusal], int]) -> Iterator[Diagnosis]:
    """Requests to webhooks that were refused in the last hour.

    Args:
        lately: how many, by channel and reason.
    """
    for (channel, why), count in lately.items():
        what, step = _REFUSED[channel][why]
        told = f"过去一小时有 {count} 条{_FORMS[channel][0]}的消息或验证被拒：{what}"
        yield warning(told, "发来的人收不到回答；用 baigu simulate 试错了的也算在里面", step)
    if not lately:
        yield good("过去一小时没有拒收过消息")
