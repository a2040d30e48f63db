"""Names of organisations in Chinese text.

A name is a run of words that can stand in a name, ending with a word that organisations end with (局, 街道, 党支部…).
jieba says where words begin and what they are; verbs are in a name only if they are an organisation's trade (管理).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import jieba

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ENDS = re.compile(
    "(?:局|委|办|厅|署|科|股|处|院|庭|校|馆|站|所|社|厂|队|部|联|会|镇|乡|村|园|团|街道|社区|中心|大学|学院|中学|小学|银行|分行|支行|"
    "公司|集团|支部|总支|党委|党组|工委|党总支|机关|政府|系统|事务所|室|合作社|电视台|指挥部|旅|连|店|超市|商会|基地|专班|联社|法院|检察院)$"
)
_NOT_ENDS = frozenset(
    "大厅 餐厅 客厅 展厅 好处 难处 到处 深处 各处 害处 用处 住处 此处 何处 长处 短处 随处 处处 之处 出处 交界处 一处 地处 定处 相处 网站 车站 部队 排队 插队 组队 带队 "
    "掉队 内部 外部 全部 局部 干部 一部 南部 北部 东部 西部 中部 底部 顶部 机会 社会 大会 开会 学会 不会 才会 都会 将会 体会 聚会 晚会 茶话会 座谈会 发布会 推进会 "
    "培训会 动员会 报告会 研讨会 现场会 专题会 例会 全会 恳谈会 群众会 奥运会 博览会 招聘会 运动会 院坝会 板凳会 协调会 支部会 场所 厕所 住所 寓所 有所 无所 "
    "主办 举办 承办 协办 督办 创办 开办 兴办 难办 好办 快办 通办 网办 帮办 代办 领办 立办 联办 一网通办 交办 跨省通办 公办 民办 校园 家园 公园 花园 社团 商店 门店 集体 "
    "城乡 农村 乡村 全村 古村 山村 关联 串联 互联 上 科学 本科 专科 结局 布局 格局 大局 全局 开局 当局 时局 僵局 影院 剧院 出院 住院 入院 团队 车队 球队 领队 "
    "家庭 客户 科室 教室 浴室 卧室 温室 居室 全社会 现代社会 操作系统 政务系统 专班".split()
)
_GENERIC = frozenset(
    "学校 高校 集团 医院 社区 街道 公司 企业 银行 支部 党支部 党委 党组 党总支 机关 政府 系统 中心 基地 超市 工厂 酒店 居委会 村委会 委员会 工会 妇联 团委 团支部 "
    "总支 工委 纪委 省委 市委 县委 区委 州委 党工委 办事处 省政府 市政府 县政府 区政府 镇政府 乡政府 党中央 国务院 幼儿园 小学 中学 大学 学院 法院 检察院 工作站 "
    "服务站 协会 联合会 志愿队 服务队 志愿服务队 先锋队 突击队 工作专班 居民委员会 村民委员会 社区党委 小区党支部 社区居委会 人民政府 市人民政府 县人民政府 区人民政府 "
    "省人民政府 办公室 业主委员会 业委会 物业公司 养老院 福利院 派出所 司法所 党政机关 街道党工委 街道办事处 区党委 镇党委 乡党委 市县 各级党委".split()
)
_PROPER = re.compile(
    r"(?:某|省|市|县|区|州)|[\u4e00-\u9fff]{1,7}?(?:省|市|县|区|州|旗|镇|乡|村|街道|路)|中国|国家|中央|全国"
)
_TRADES = frozenset(
    "管理 监督 监察 执法 保障 服务 救援 建设 规划 运输 防洪 排涝 防汛 抗旱 发展 改革 保护 统计 审计 检察 设置 监管 信访 教育 卫生 健康 应急 仲裁 调解 "
    "指挥 治理 培训 融资 担保 运行 维护 结算 分行 支行 办 站 测绘 勘测 勘察 设计 检测 检验 检疫 监测 征收 拆迁 招商 投资 控股 供电 供水 排水 消防 销售 "
    "生产 经营 开发 租赁 维修 养护 救助 救护 托管 托育 养老 编纂 修志 出版 发行 广播 交易 采购 招标 储备 征信 清算 审判 执行 立案 办案 禁毒 缉毒 巡警 交警 "
    "巡察 派出 举报 接待 咨询 研究 学习 体育 竞技 训练 就业 人才 登记 征管 办税 纳税 稽查 缉私 海关 救灾 减灾 防疫 防治 控制 疾控 预防 离退休 退役 优抚 "
    "安置 复员 直属 交通 综合 行政 机要 保密 保健 妇幼 护理 康复 监理 环卫 清扫 绿化 园林 种植 养殖 育种 加工 制造 印刷 流通 供销 外贸 出口 进出口 "
    "网信 电信 通信 通讯 联通 移动 支付 科研 勘查 农经 植保 推广 水保 灌溉 排灌 航运 航道 港航 引航 打捞 公交 客运 货运 出租 物流 快递 邮政 邮递 "
    "工作 党建 总工会".split()
)
_STOPS = frozenset(
    "党员 干部 群众 居民 村民 职工 员工 人员 同志 书记 主任 局长 副局长 院长 副院长 领导 领导班子 记者 通讯员 时间 情况 问题 活动 网站 消息 辖区 辖区内 负责人 "
    "老人 学生 教师 家长 企业 单位 部门 有关 相关 多个 全市 全区 全县 全省 我市 我区 我县 我省 我院 我校 我局 本院 本校 该院 该局 该校 全院 全校 全局 "
    "以来 年来 近日 日前 今年 去年 此次 首次 志愿者 选手 代表 小区 社区居民 现场 内 中 上 下 前 后 外 来源 作者 单位 主办 承办 协办 讯 电 上级 下级 "
    "各级 基层 各 每 本 该 我 你 他 她 它 我们 咱们 他们 大家 自己 这 那 这个 那个 一个 不少 许多 所在 具体 主要 重要 工作人员 名 位 家 岁 年 月 日 时 主题 "
    "市民 百姓 法官 法官助理 民警 医生 护士 学员 队员 会员 委员 题 编者按 发言 座谈 网友 附 图 老师 同学 老 新 大 小 窗口 岗位 通知 通报 公告 意见".split()
)
_NAME_FLAGS = ("n", "s", "j", "b", "a", "f", "vn", "l", "i", "q", "eng", "g", "z", "x")
_LEVELS = frozenset("省 市 县 区 州 镇 乡 某 某市 某县 某区".split())
_JOINERS = frozenset("和 与 及 暨".split())
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·]+")


@dataclass(frozen=True)
class Organisation:
    """A name in a text.

    Attributes:
        start: offset in characters.
        placed: whether it begins with a place or a level of government, as proper names do.
    """

    name: str
    start: int
    placed: bool

    @property
    def end(self) -> int:
        """Offset after it."""
        return self.start + len(self.name)


@dataclass(frozen=True)
class _Word:
    text: str
    flag: str
    start: int


class Organisations:
    """Finds names of organisations.

    Args:
        known: names to find as they are, whatever they look like.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = {re.escape(name): name for name in known}

    @cached_property
    def _tagger(self) -> Any:
        """jieba's tagger over its own dictionary file; its cache in the temporary directory is not trusted."""
        from jieba.posseg import POSTokenizer  # noqa: PLC0415 # loading takes a second that only importing should pay

        tokenizer = jieba.Tokenizer()
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
        return POSTokenizer(tokenizer)

    def find(self, text: str) -> list[Organisation]:
        """The names in a text, in order."""
        found = [
            one for stretch in _WORDS.finditer(text) for one in self._in_stretch(stretch[0], stretch.start())
        ]
        found += [
            Organisation(name, at.start(), placed=True)
            for pattern, name in self._known.items()
            for at in re.finditer(pattern, text)
        ]
        found.sort(key=lambda one: (one.start, -one.end))
        return [one for n, one in enumerate(found) if not any(other.end > one.start for other in found[:n])]

    def whole(self, text: str) -> bool:
        """Whether a text is the name of an organisation and nothing else."""
        if text in self._known.values():
            return True
        return any(found.name == text for found in self.find(text))

    def _in_stretch(self, text: str, offset: int) -> Iterator[Organisation]:
        run = list[_Word]()
        for word in [*self._words(text), _Word("", "w", len(text))]:
            if self._may_stand_in_name(word, run):
                run.append(word)
            else:
                yield from self._in_run(run, offset)
                run = [word] if word.text == "某" else []

    def _words(self, text: str) -> Iterator[_Word]:
        start = 0
        for token in self._tagger.cut(text):
            yield _Word(token.word, token.flag, start)
            start += len(token.word)

    def _may_stand_in_name(self, word: _Word, run: list[_Word]) -> bool:
        text, flag = word.text, word.flag
        if not text or text in _STOPS:
            return False
        if (
            text in _TRADES
            or (_ENDS.search(text) and text not in ("会", "联", "连", "部", "团", "园"))
            or text in _JOINERS
        ):
            return bool(run) or text not in _JOINERS
        if re.fullmatch(r"第?[一二三四五六七八九十]{1,3}", text):
            return bool(run) and text.startswith("第")
        if flag == "x" or flag.startswith(("v", "nr")) and flag != "vn":
            return flag.startswith("nr") and len(text) > 1
        if flag in ("l", "i") and len(text) > 4:
            return False
        return flag.startswith(_NAME_FLAGS)

    def _in_run(self, run: list[_Word], offset: int) -> Iterator[Organisation]:
        last = next((n for n in range(len(run) - 1, -1, -1) if self._ends_name(run, n)), None)
        if last is None:
            return
        first = self._first(run, last)
        name = "".join(word.text for word in run[first : last + 1])
        if first > 0 and first > 1:
            yield from self._in_run(run[: first - 1], offset)
        if self._tells_apart(run[first : last + 1], name):
            yield Organisation(
                name, offset + run[first].start, self._placed(run[first]) or bool(_PROPER.match(name))
            )

    def _ends_name(self, run: list[_Word], number: int) -> bool:
        text = run[number].text
        if not _ENDS.search(text) or text in _NOT_ENDS:
            return False
        alone = text in ("会", "部", "连", "联", "团", "园", "社", "店", "上", "校", "庭", "股", "科")
        return number > 0 and not (alone and len(run[number - 1].text) < 2) or (number == 0 and len(text) > 3)  # noqa: PLR2004

    def _first(self, run: list[_Word], last: int) -> int:
        """Where the name begins: after a joiner, unless what stands before it belongs to the same name."""
        joiner = next((n for n in range(last, -1, -1) if run[n].text in _JOINERS), None)
        if joiner is None:
            return 0
        before = run[joiner - 1].text
        if _ENDS.search(before) and before not in ("分行", "支行") or not self._placed(run[0]):
            return joiner + 1
        return 0

    def _placed(self, word: _Word) -> bool:
        return word.flag in ("ns", "nt") or word.text in _LEVELS or bool(_PROPER.match(word.text))

    def _tells_apart(self, words: list[_Word], name: str) -> bool:
        return len(_HAN.findall(name)) >= 3 and name not in _GENERIC  # noqa: PLR2004
