"""Settings: from the environment or `.env`, all with the prefix BAIGU_, all mistakes reported at once."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.env_file import names_in
from bot.errors import SettingsError
from bot.model.hours import Hours, parse_hours
from bot.setting_values import (
    AesKey,
    AgentId,
    Bind,
    CorpId,
    MpVerify,
    Networks,
    Optional,
    OptionalPath,
    OptionalSecret,
    PublicUrl,
    RedisUrl,
    SearchUrl,
    StaffedHours,
    Steps,
    Token,
    number,
    one_of,
    split,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BESIDE_PACKAGE = Path(__file__).resolve().parent.parent
_IS_CHECKED_OUT = (_BESIDE_PACKAGE / "pyproject.toml").is_file()
_HOME = "BAIGU_HOME"

_MOST_DAYS = 3650
_MOST_SHARDS, _MOST_REPLICAS = 32, 5
_SQLITE_FILE = re.compile(r"(sqlite(?:\+\w+)?:///)([^/:].*)", re.DOTALL)


def default_home() -> Path:
    """Where everything is unless `BAIGU_HOME` says otherwise; of an installed package it may not be there yet."""
    if _IS_CHECKED_OUT:
        return _BESIDE_PACKAGE
    data = (
        os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    )
    return Path(data) / "baigu"


class Settings(BaseSettings):
    """Every setting; the descriptions are what `.env.example` says."""

    model_config = SettingsConfigDict(
        env_prefix="BAIGU_", env_file_encoding="utf-8-sig", frozen=True, extra="ignore", validate_default=True
    )

    home: Path = Field(
        default_factory=default_home,
        description="摆古的家：.env、var、知识文件夹都从这里找；默认是代码所在的文件夹，用 pip 装的是 ~/.local/share/baigu。"
        "只能用环境变量给",
    )
    token: Token = Field(None, description="公众平台“服务器配置”里的 Token；不填就是本机模式，公众号接不进来")
    app_id: Optional = Field(
        None, description="公众号的 AppID；兼容模式和安全模式要用它核对消息是发给本账号的"
    )
    app_secret: OptionalSecret = Field(
        None, description="公众号的 AppSecret；推送自定义菜单、检查接口权限要用，只回答消息不用填"
    )
    aes_key: AesKey = Field(None, description="公众平台的 EncodingAESKey（43 位）；明文模式不用填")
    previous_aes_key: AesKey = Field(
        None, description="刚换过 EncodingAESKey 时填旧的，换的那一会儿消息不会丢"
    )
    plaintext: Annotated[Literal["refuse", "accept"], one_of("refuse", "accept")] = Field(
        "refuse",
        description="填了 EncodingAESKey 以后，明文消息拒收（refuse）还是照收（accept）；"
        "只在公众平台从明文模式换到安全模式的那一会儿用 accept",
    )
    staffed_hours: StaffedHours = Field(
        None,
        description="公众平台的客服有人值守的时间，如 周一至周五 9:00-12:00,14:30-17:30；填了，这段时间里说要找人工的就转过去",
    )
    wecom_corp_id: CorpId = Field(
        None, description="企业微信的企业ID，在管理后台“我的企业”页最下面；不填就不接企业微信"
    )
    wecom_agent_id: AgentId = Field(
        None, description="企业微信自建应用的 AgentId；推送应用菜单要用，只回答消息不用填"
    )
    wecom_token: Token = Field(None, description="自建应用“接收消息”里的 Token")
    wecom_aes_key: AesKey = Field(None, description="自建应用“接收消息”里的 EncodingAESKey（43 位）")
    wecom_previous_aes_key: AesKey = Field(
        None, description="刚换过自建应用的 EncodingAESKey 时填旧的，换的那一会儿消息不会丢"
    )
    wecom_secret: OptionalSecret = Field(
        None, description="自建应用的 Secret；推送应用菜单要用，只回答消息不用填"
    )
    wecom_api_url: PublicUrl = Field(
        "https://qyapi.weixin.qq.com",
        description="企业微信接口的网址；政务微信、私有部署的企业微信，或要经代理转发时才改",
    )
    public_url: PublicUrl = Field(
        "http://127.0.0.1:8000", description="手机上打得开的网址，回答里的链接都从它开始"
    )
    trusted_proxies: Networks = Field(
        "127.0.0.1,::1",
        description="前面的反向代理的地址或网段，用逗号隔开；只有它们转来的 X-Forwarded-For 才算访问者的地址",
    )
    icp: Optional = Field(None, description="网站备案号，如 桂ICP备12345678号；填了就显示在每页最下面")
    mp_verify: MpVerify = Field(
        None, description="设置 JS 接口安全域名时公众平台给的文件名 MP_verify_….txt；填了就由本服务出示"
    )
    cards: Annotated[Literal["text", "news"], one_of("text", "news")] = Field(
        "text", description="介绍单位时发文字（text，可以点选做法）还是发带图的卡片（news）"
    )
    api_url: PublicUrl = Field(
        "https://api.weixin.qq.com",
        description="微信接口的网址；本机没有固定 IP、要经代理转发时才改",
    )
    hotline: Optional = Field(None, description="答不上来时请居民拨打的电话")
    secret_key: OptionalSecret = Field(
        None,
        description="给 OpenID 做不可逆编码的密钥，任意长文字；不填就用数据文件旁边的 secret.key，没有就生成。"
        "数据在服务器上一定要填",
    )
    database_url: str = Field(
        "sqlite:///var/baigu.db",
        description="数据存在哪里；默认是本机的 SQLite 文件，相对的路径从摆古的家算起",
    )
    redis_url: RedisUrl = Field(
        None,
        description="几台机器一起答时，给过的回答、聊天上下文和限制放在哪个 Redis，如 redis://:密码@主机:6379/0；不填就和问答记录放在一起",
    )
    search_url: SearchUrl = Field(
        None,
        description="语料有几十万段以上时，从哪个 OpenSearch 里找，如 https://用户:密码@主机:9200；不填就在本机的内存里找",
    )
    search_ca: OptionalPath = Field(
        None,
        description="OpenSearch 的证书是单位自己的 CA 签的，那个 CA 的证书文件（PEM），相对的路径从摆古的家算起；"
        "不填就只信这台机器信得过的",
    )
    search_shards: Annotated[int, number(_MOST_SHARDS, 3)] = Field(
        1, description="OpenSearch 里的索引分几片，1 到 32；一百万段以上、几台 OpenSearch 的才要多分"
    )
    search_replicas: Annotated[int, number(_MOST_REPLICAS, 1, least=0)] = Field(
        1, description="OpenSearch 里的索引另外存几份，0 到 5；只有一台 OpenSearch 时写 0"
    )
    journal_days: Annotated[int, number(_MOST_DAYS, 180)] = Field(
        180, description="居民问过的话留多少天，1 到 3650；到期自动删除"
    )
    handler: Optional = Field(
        None, description="个人信息处理者的名称，即运营公众号的单位的全称；写在“关于”页上"
    )
    contact: Optional = Field(None, description="想查、改、删个人信息找谁：电话或邮箱；写在“关于”页上")
    host: str = Field(
        "127.0.0.1", description="服务监听的地址；默认只有本机能访问，前面放 nginx；容器里写 0.0.0.0"
    )
    port: Annotated[int, number(2**16 - 1, 8000)] = Field(8000, description="服务监听的端口")
    console: Annotated[Literal["on", "off"], one_of("on", "off")] = Field(
        "on", description="工作台 /console/ 开（on）还是关（off）；在上面审稿、发布、看统计"
    )
    console_addresses: Networks = Field(
        "127.0.0.1,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7",
        description="哪些地址或网段能打开工作台，用逗号隔开；默认只有本机和内网，办公室从外面来就加上它的公网地址",
    )
    console_bind: Bind = Field(
        None,
        description="工作台另外监听的地址和端口，如 127.0.0.1:8001；填了就只能从那里打开，公开的端口上没有工作台",
    )
    reviews: Steps = Field(
        "",
        description="在工作台上发布之前要过的几步审核，用逗号隔开，如 初审,复审,终审；每一步是不同的人。不填就不用审核",
    )
    editor: Optional = Field(
        None, description="发布、补没答好的、撤回时记下的名字；不填就是登录这台机器的用户名"
    )
    meaning: Annotated[Literal["off", "on"], one_of("off", "on")] = Field(
        "off",
        description="要不要（on）再用一个小的语义模型看一遍：稿子多、居民的说法和稿子差得远的时候答得更准；"
        "要先装 pip install 'baigu[meaning]'，打开以后运行一次 baigu calibrate",
    )
    knowledge: Path = Field(
        Path("knowledge"), description="知识文件夹的位置，相对的路径从摆古的家算起；默认是家里的 knowledge"
    )

    @model_validator(mode="before")
    @classmethod
    def _links_lead_to_this_port(cls, given: dict[str, Any]) -> dict[str, Any]:
        return {"public_url": f"http://127.0.0.1:{given['port']}", **given} if "port" in given else given

    @field_validator("knowledge", "search_ca")
    @classmethod
    def _below_home(cls, path: Path | None, others: ValidationInfo) -> Path | None:
        return cast("Path", others.data["home"]) / path if path else None

    @field_validator("search_ca")
    @classmethod
    def _is_there(cls, path: Path | None) -> Path | None:
        if path and not path.is_file():
            raise ValueError(f"没有 {path} 这个文件；写 CA 证书（PEM）的路径")
        return path

    @field_validator("database_url")
    @classmethod
    def _file_below_home(cls, url: str, others: ValidationInfo) -> str:
        found = _SQLITE_FILE.fullmatch(url)
        return f"{found[1]}{others.data['home'] / found[2]}" if found else url

    @property
    def var(self) -> Path:
        """The folder for data."""
        return self.home / "var"

    @property
    def proxies(self) -> list[str]:
        """Addresses and networks of proxies that are trusted."""
        return split(self.trusted_proxies)

    @property
    def console_networks(self) -> list[str]:
        """Addresses and networks from which the console may be used."""
        return split(self.console_addresses)

    @property
    def review_steps(self) -> list[str]:
        """What a candidate must pass before it is published at the console."""
        return split(self.reviews)

    @property
    def is_local(self) -> bool:
        """Whether there is no account to serve yet, of either platform."""
        return self.token is None and self.wecom_token is None

    @property
    def aes_keys(self) -> tuple[str, ...]:
        """The keys that messages to the public account may be encrypted with, the current one first."""
        return _keys(self.aes_key, self.previous_aes_key)

    @property
    def wecom_aes_keys(self) -> tuple[str, ...]:
        """The keys that messages to the WeCom application may be encrypted with, the current one first."""
        return _keys(self.wecom_aes_key, self.wecom_previous_aes_key)

    @property
    def staffed(self) -> Hours | None:
        """When somebody sits at the public account's customer service; None where nobody ever does."""
        return parse_hours(self.staffed_hours) if self.staffed_hours else None

    def half_set(self) -> Iterator[str]:
        """What belongs to settings that are given, and is not."""
        if self.aes_keys and not self.app_id:
            yield "填了 BAIGU_AES_KEY 就要填 BAIGU_APP_ID"
        wecom = (self.wecom_corp_id, self.wecom_agent_id, self.wecom_token, *self.wecom_aes_keys)
        needed = ["wecom_corp_id", "wecom_token", "wecom_aes_key"]
        if self.wecom_secret:
            needed.append("wecom_agent_id")
        missing = [f"BAIGU_{name.upper()}" for name in needed if not getattr(self, name)]
        if missing and any((*wecom, self.wecom_secret)):
            yield f"接企业微信还要填 {'、'.join(missing)}"


def _keys(*keys: SecretStr | None) -> tuple[str, ...]:
    return tuple(key.get_secret_value() for key in keys if key)


def load_settings(**overrides: Any) -> Settings:
    """The settings.

    Raises:
        SettingsError: naming every mistake.
    """
    home = _home()
    given = {"home": home, "_env_file": home / ".env", **overrides}
    mistakes = _mistakes_in(given["_env_file"])
    settings = None
    try:
        settings = Settings(**given)
    except ValidationError as error:
        mistakes += [_mistake(found) for found in error.errors()]
    if settings:
        mistakes += settings.half_set()
    if mistakes or settings is None:
        where = f"请改 {home / '.env'} 或环境变量，各项说明见 .env.example"
        told = (
            "\n  ".join(("设置有误：", *mistakes, where))
            if len(mistakes) > 1
            else f"设置有误：{mistakes[0]}。{where}"
        )
        raise SettingsError(told, mistakes)
    return settings


def passed_over(home: Path) -> Path | None:
    """A `.env` with settings of ours in the folder one stands in, which is not the one that is used."""
    unused = Path.cwd() / ".env"
    if unused.parent == home.resolve():
        return None
    try:
        return unused if names_in(unused) else None
    except SettingsError:  # of another program, most likely
        return None


def _home() -> Path:
    if not os.environ.get(_HOME):
        return default_home()
    home = Path(os.environ[_HOME])
    if not home.is_absolute() or not home.is_dir():
        raise SettingsError(f"{_HOME} 是 {home}，没有这个文件夹；写上摆古的家的完整路径，如 /srv/baigu")
    return home


def _mistakes_in(env_file: Path | None) -> list[str]:
    """Names in .env that look like ours and are not: a misspelt setting would silently do nothing."""
    known = {f"BAIGU_{name.upper()}" for name in Settings.model_fields}
    names = names_in(env_file) if env_file else []
    mistakes = [f"没有 {name} 这一项" for name in names if name.upper() not in known]
    if _HOME in names:
        mistakes.append(f"{_HOME} 不能写在 .env 里，因为 .env 从那里找；用环境变量给")
    return mistakes


def _mistake(error: Mapping[str, Any]) -> str:
    name = "BAIGU_" + "_".join(str(part) for part in error["loc"]).upper().removeprefix("BAIGU_")
    return f"{name} {str(error['msg']).removeprefix('Value error, ')}"
