"""The webhook at its public address: what comes through to it, and what it refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refusal
from bot.results.diagnosis import Diagnosis, error, good, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


def check_webhook(
    address: str, verify: Callable[[], Sequence[str]], notify: Callable[[], Sequence[str]]
) -> Iterator[Diagnosis]:
    """Whether WeChat's verification and its messages come through to the webhook and are answered.

    Args:
        verify: verifies as the platform's form does; gives what is wrong.
        notify: sends an event that leaves no trace, in the mode of the settings; gives what is wrong.
    """
    faults = verify()
    for fault in faults:
        yield error(
            f"{address} {fault}",
            "公众平台保存不了“服务器配置”，或消息到不了服务",
            "先在服务器上用 baigu simulate http://127.0.0.1:端口/wechat 试；那边好，就看域名解析、防火墙和 nginx 的转发",
        )
    if faults:
        return
    yield good(f"{address} 答对了微信的验证")
    lost = notify()
    for fault in lost:
        yield error(
            f"往 {address} 发一个不留痕迹的事件：{fault}",
            "公众平台存得了“服务器配置”，消息却一条也答不上来",
            "照上面说的改；改了 .env 要重启服务，改了代理要重新加载它",
        )
    if not lost:
        yield good(f"往 {address} 发了一个不留痕迹的事件，收到了 success")


_REFUSED = {
    Refusal.UNSIGNED: (
        "没有微信的签名参数",
        "多半不是微信发来的；都是这样，就看前面的代理是不是把网址里的参数丢了",
    ),
    Refusal.SIGNATURE: ("signature 不符", "BAIGU_TOKEN 与公众平台的 Token 不一致，改成一样"),
    Refusal.MSG_SIGNATURE: ("msg_signature 不符", "BAIGU_TOKEN 与公众平台的 Token 不一致，改成一样"),
    Refusal.STALE: ("时间差了 10 分钟以上", "校准本机时钟，如 timedatectl set-ntp true"),
    Refusal.PLAIN: ("是明文", "公众平台改成安全模式，或在换的这段时间设 BAIGU_PLAINTEXT=accept"),
    Refusal.NO_KEY: ("是加密的，而没有填密钥", "照公众平台的 EncodingAESKey 填 BAIGU_AES_KEY"),
    Refusal.OTHER_KEY: ("解不开", "BAIGU_AES_KEY 与公众平台的 EncodingAESKey 不一致，改成一样"),
    Refusal.OTHER_ACCOUNT: ("属于另一个 AppID", "核对 BAIGU_APP_ID"),
    Refusal.OVERSIZED: ("太大", "不是微信发来的；频繁就在防火墙上挡住"),
    Refusal.MALFORMED: ("不是微信消息", "公众平台的数据格式要选 XML；不是微信发来的就不用管"),
}


def check_refusals(lately: Mapping[Refusal, int]) -> Iterator[Diagnosis]:
    """Requests to the webhook that were refused in the last hour.

    Args:
        lately: how many, by reason.
    """
    for why, count in lately.items():
        what, step = _REFUSED[why]
        yield warning(f"过去一小时有 {count} 条消息被拒：{what}", "发来的人收不到回答", step)
    if not lately:
        yield good("过去一小时没有拒收过消息")
