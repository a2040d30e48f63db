"""What the doctor looks at: one function a thing. What lies outside comes in as a probe."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import BaiguError, PlatformError, told
from bot.results.diagnosis import Diagnosis, error, good, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bot.errors import Fault
    from bot.settings import Settings

_APP_ID = re.compile(r"wx[0-9a-f]{16}")
_ANSWERS_ALL_THE_SAME = frozenset((48001, 48002, 60020))
"""Errcodes of accounts that may not push a menu, which no answer needs."""

_OWN_PORTS = {"http": 80, "https": 443}
MOST_SKEW = 60
"""Seconds that our clock may be off; past 600 every message is refused."""


def examine(checks: Iterable[Callable[[], Iterable[Diagnosis]]]) -> list[Diagnosis]:
    """What all checks find; one that breaks down keeps none of the others back."""
    found = list[Diagnosis]()
    for check in checks:
        try:
            found += check()
        except Exception as failure:  # noqa: BLE001 # whatever breaks down is itself a finding
            what = f"检查到一半出错（{type(failure).__name__}）"
            found.append(error(what, "这一项没有查完", "先改好上面的各项再来；还不行就报告这个问题"))
    return found


def check_account(settings: Settings) -> Iterator[Diagnosis]:
    """Token, AppID and keys of the public account, as far as the settings themselves tell."""
    if settings.token is None and not settings.is_local:
        return  # there is a WeCom application, which may be all there is to be
    if settings.token is None:
        yield warning(
            "还没有填 BAIGU_TOKEN",
            "现在是本机模式，公众号接不进来",
            "照 docs/wechat.md 在公众平台和 .env 里填一样的 Token",
        )
        return
    length = len(settings.token.get_secret_value())
    yield good(f"Token 有 {length} 位，合规")
    if settings.app_id is None:
        yield warning(
            "没有填 BAIGU_APP_ID", "只能用明文模式，也不能检查接口权限", "照公众平台“基本配置”里的 AppID 填写"
        )
    elif not _APP_ID.fullmatch(settings.app_id):
        yield error(
            f"BAIGU_APP_ID 是 {settings.app_id}，不像 AppID",
            "加密的消息会被当成别的账号的，一条也不回",
            "照公众平台“基本配置”里的 AppID 填写：wx 开头共 18 位",
        )
    if settings.aes_key is None:
        yield warning(
            "没有填 BAIGU_AES_KEY",
            "只能用明文模式；公众平台选了安全模式的话，消息一条也不回",
            "建议在公众平台选安全模式，把 EncodingAESKey 填到 BAIGU_AES_KEY",
        )
    else:
        yield good("EncodingAESKey 是 43 位，合规")
    if settings.aes_key and settings.plaintext == "accept":
        yield warning(
            "BAIGU_PLAINTEXT 是 accept",
            "明文消息也收：谁看到一行带签名的访问日志，就能在十分钟里冒充任何人发消息",
            "公众平台换好安全模式或兼容模式，就把这一行删掉",
        )
    if settings.previous_aes_key:
        yield warning(
            "还填着 BAIGU_PREVIOUS_AES_KEY", "旧密钥加密的消息也会回", "换密钥过了一天，就把旧的删掉"
        )


def check_privacy(settings: Settings) -> Iterator[Diagnosis]:
    """Whether people are told who keeps what they ask."""
    missing = [f"BAIGU_{name.upper()}" for name in ("handler", "contact") if not getattr(settings, name)]
    if settings.is_local:
        return
    if missing:
        yield warning(
            f"没有填 {'、'.join(missing)}",
            "“关于”页没有写明谁处理个人信息、怎么联系，个人信息保护法第十七条要求写明",
            "填单位的全称和能接通的电话或邮箱，见 docs/compliance.md",
        )
    else:
        yield good("“关于”页写明了谁处理个人信息、怎么联系")


def check_address(public_url: str, *, is_local: bool) -> Iterator[Diagnosis]:
    """The public address, as it is written.

    Args:
        is_local: whether there is no account yet, so that an address of this machine is as it should be.
    """
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    if _is_inside(host):
        complain = warning if is_local else error
        yield complain(
            f"BAIGU_PUBLIC_URL 是 {public_url}",
            "这是本机或内网的网址，微信和手机都打不开",
            "填手机上打得开的域名，如 https://baigu.example.com",
        )
        return
    if parts.port not in (None, _OWN_PORTS[parts.scheme]):
        yield error(
            f"BAIGU_PUBLIC_URL 带着端口 {parts.port}",
            "微信只把消息发到 80（http）和 443（https）端口",
            "用 nginx 等转到 443 端口，网址里不写端口",
        )
    if parts.scheme != "https":
        yield warning(
            "BAIGU_PUBLIC_URL 不是 https",
            "消息在路上看得见；微信打开网页时会提示不安全",
            "给域名装上证书，改成 https",
        )
    if _is_ip(host):
        yield warning(
            "BAIGU_PUBLIC_URL 是 IP 地址，不是域名",
            "微信有时验证不过，打开网页会提示不安全",
            "用备过案的域名",
        )
    yield good(f"公网网址是 {public_url}")


def check_knowledge(read: Callable[[], tuple[Sequence[Fault], Sequence[Fault]]]) -> Iterator[Diagnosis]:
    """The knowledge folder.

    Args:
        read: reads it; gives what is wrong with it, and what still wants doing.
    """
    faults, to_do = read()
    for fault in faults:
        yield error(f"{fault.path}:{fault.line}: {fault.what}", "改好之前发布不了", fault.mend)
    for task in to_do:
        yield warning(task.what, "知识文件夹还没有齐全", task.mend)
    if not faults:
        yield good("知识文件夹没有毛病")


def check_database(write: Callable[[], None]) -> Iterator[Diagnosis]:
    """Whether the database can be written to.

    Args:
        write: writes to it; raises where that fails.
    """
    try:
        write()
    except Exception as failure:  # noqa: BLE001 # whatever it is, every message fails by it
        yield error(
            f"数据库写不进去（{told(failure)}）",
            "每条消息都答不上来",
            "看 BAIGU_DATABASE_URL 对不对、文件夹能不能写、磁盘满没满",
        )
    else:
        yield good("数据库能写")


def check_schema(version: Callable[[], int], ours: int) -> Iterator[Diagnosis]:
    """Whether this program may use the database.

    Args:
        version: of the database; raises where it cannot be used.
        ours: the version that this program knows.
    """
    try:
        found = version()
    except BaiguError as failure:
        yield error(str(failure), "服务起不来", "照前面说的做，再来检查")
        return
    newer = f"，比这个程序（第 {ours} 代）新，可以一起用" if found > ours else ""
    yield good(f"数据库的结构是第 {found} 代{newer}")


def check_secret(is_settled: Callable[[], bool]) -> Iterator[Diagnosis]:
    """Whether the secret of pseudonyms is the one that the database is used with.

    Args:
        is_settled: False where none has been used yet; raises where it is another or missing.
    """
    try:
        settled = is_settled()
    except BaiguError as failure:
        yield error(
            str(failure), "服务起不来；用错了会认不出以前的人，也删不掉他们的记录", "照前面说的做，再来检查"
        )
        return
    yield good("密钥就是数据库一直用的" if settled else "还没有用过密钥；第一次启动服务时记下")


def check_rights(has_menu: Callable[[], object], *, wecom: bool = False) -> Iterator[Diagnosis]:
    """What the account may do, by asking its platform: whether this address may call, whether there are menus.

    Args:
        has_menu: asks for the menu.
    """
    platform = "企业微信" if wecom else "微信"
    known = "企业ID、Secret" if wecom else "AppID、AppSecret"
    try:
        has_menu()
    except PlatformError as refusal:
        severity = warning if refusal.code in _ANSWERS_ALL_THE_SAME else error
        yield severity(f"问{platform}接口：{refusal.code or '没有答复'}", refusal.meaning, refusal.step)
    else:
        yield good(f"{platform}接口认得 {known}和本机 IP，有自定义菜单的权限")


def check_clock(ours: Callable[[], float], theirs: Callable[[], float | None]) -> Iterator[Diagnosis]:
    """Our clock against WeChat's."""
    try:
        their_time = theirs()
    except PlatformError:
        return  # said by check_rights
    if their_time is None:
        return
    skew = round(ours() - their_time)
    if abs(skew) > MOST_SKEW:
        yield error(
            f"本机时钟{'快' if skew > 0 else '慢'}了 {abs(skew)} 秒",
            "差到 10 分钟，微信的消息会全部被当成过期的拒绝",
            "打开自动校时，如 timedatectl set-ntp true",
        )
    else:
        yield good("本机时钟是准的")


def _is_inside(host: str) -> bool:
    return ip_address(host).is_private if _is_ip(host) else host == "localhost" or "." not in host


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
