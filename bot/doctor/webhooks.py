"""What the doctor looks at of each channel: the settings of WeCom, how a webhook answers, why it refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.errors import Refusal
from bot.results.diagnosis import Diagnosis, error, good, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.settings import Settings

_CORP_ID = re.compile(r"ww[0-9a-f]{16}")
_FORMS = {
    "wechat": ("微信", "公众平台保存不了“服务器配置”"),
    "wecom": ("企业微信", "管理后台保存不了“接收消息”，只说“openapi回调地址请求不通过”"),
}
"""By channel: whose verification it is, and what does not work where that fails."""

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


def check_wecom(settings: Settings) -> Iterator[Diagnosis]:
    """Ids and keys of the WeCom application, as far as the settings themselves tell."""
    if settings.wecom_token is None:
        return
    if not _CORP_ID.fullmatch(settings.wecom_corp_id or ""):
        yield warning(
            f"BAIGU_WECOM_CORP_ID 是 {settings.wecom_corp_id}，不像企业ID",
            "填错了，消息会被当成别的企业的，一条也不回；政务微信、私有部署的样子可能不同",
            "照管理后台“我的企业”页最下面的企业ID 填写：一般是 ww 开头共 18 位",
        )
    if settings.wecom_previous_aes_key:
        yield warning(
            "还填着 BAIGU_WECOM_PREVIOUS_AES_KEY",
            "旧密钥加密的消息也会回",
            "换密钥过了一天，就把旧的删掉",
        )
    yield good("企业微信的 Token、EncodingAESKey 合规")


def check_webhook(channel: str, address: str, verify: Callable[[], Sequence[str]]) -> Iterator[Diagnosis]:
    """Whether the address of a channel answers its platform's verification.

    Args:
        verify: verifies as the platform's form does; gives what is wrong.
    """
    platform, meaning = _FORMS[channel]
    faults = verify()
    for fault in faults:
        yield error(
            f"{address} {fault}",
            f"{meaning}，或消息到不了服务",
            f"先在服务器上用 baigu simulate {'--wecom ' if channel == 'wecom' else ''}"
            f"http://127.0.0.1:端口/{channel} 试；那边好，就看域名解析、防火墙和 nginx 的转发",
        )
    if not faults:
        yield good(f"{address} 答对了{platform}的验证")


def check_refusals(lately: Mapping[tuple[str, Refusal], int]) -> Iterator[Diagnosis]:
    """Requests to webhooks that were refused in the last hour.

    Args:
        lately: how many, by channel and reason.
    """
    for (channel, why), count in lately.items():
        platform, _ = _FORMS[channel]
        what, step = _REFUSED[channel][why]
        yield warning(
            f"过去一小时有 {count} 条{platform}的消息或验证因为{what}被拒", "发来的人收不到回答", step
        )
    if not lately:
        yield good("过去一小时没有拒收过消息")
