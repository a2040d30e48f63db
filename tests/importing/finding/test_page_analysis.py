from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from bot.errors import SourceError
from bot.importing.finding.page_analysis import PageAnalysis
from bot.importing.reading.page import Line, Page
from tests.importing.texts import TEXTS

if TYPE_CHECKING:
    from bot.importing.finding.found import Findings
    from tests.importing.fixture_types import Reading

PAGE = """\
当前位置：首页 > 清风医苑
学习园地
医者仁心 廉洁行医
发布时间：2022.08.19

【编者按】

市卫生健康委党委举办演讲比赛。

现选登部分演讲稿。

一把手术刀的分量

市第二人民医院 覃少峰

我是一名医生。第一，不收红包。退还11次。第二，不开大处方。药费下降。

药房里的“阳光账”

市妇幼保健院 罗静

药房怎么防？一、采购阳光化。网上采购。二、使用阳光化。每月公布。

主办单位：市卫生健康委员会
"""


def told(findings: Findings) -> list[tuple[str | None, str | None, str | None, int]]:
    return [(one.title, one.unit, one.speaker, len(one.practices)) for one in findings.told]


def test_a_page_of_speeches_is_taken_apart(read_text: Reading) -> None:
    findings = read_text(PAGE)
    assert (findings.title, findings.date, findings.publisher) == (
        "医者仁心 廉洁行医",
        date(2022, 8, 19),
        "市卫生健康委员会",
    )
    assert findings.editor_note == "市卫生健康委党委举办演讲比赛。\n\n现选登部分演讲稿。"
    assert told(findings) == [
        ("一把手术刀的分量", "市第二人民医院", "覃少峰", 2),
        ("药房里的“阳光账”", "市妇幼保健院", "罗静", 2),
    ]
    assert not findings.warnings
    assert not findings.left_out


def test_a_page_that_holds_its_text_twice_gives_it_once(read_text: Reading) -> None:
    assert told(read_text(PAGE + PAGE)) == told(read_text(PAGE))


def test_a_note_in_one_paragraph_ends_with_it(read_text: Reading) -> None:
    findings = read_text(
        "好作风宣讲稿选登\n2021-11-05\n编者按：近期举办宣讲活动，现选登。\n把窗口当家门\n单位：市医疗保障局\n宣讲人：韦小燕\n大家好！我在窗口工作。"
    )
    assert findings.editor_note == "近期举办宣讲活动，现选登。"
    assert told(findings) == [("把窗口当家门", "市医疗保障局", "韦小燕", 0)]


def test_headings_that_begin_with_a_unit_begin_its_speech(read_text: Reading) -> None:
    findings = read_text(
        "新闻发布会\n1 市教育局：食堂亮灶\n市教育局副局长张智说，已全部建成，家长看得见。\n"
        "2 市税务局：数据跑路\n市税务局推出服务，一是快。二是好。"
    )
    assert told(findings) == [("食堂亮灶", "市教育局", "张智", 0), ("数据跑路", "市税务局", None, 2)]


def test_units_alone_on_a_line_or_in_brackets_begin_their_speech(read_text: Reading) -> None:
    alone = "典型做法选编\n区住房和城乡建设局\n把加装电梯作为头号实事，逐栋推进。\n区民政局\n新建驿站22家，老人吃上热饭。"
    bracketed = "典型做法选编\n【区住房和城乡建设局】把加装电梯作为头号实事。\n【区民政局】新建驿站22家。"
    assert [one.unit for one in read_text(alone).told] == ["区住房和城乡建设局", "区民政局"]
    assert [one.unit for one in read_text(bracketed).told] == ["区住房和城乡建设局", "区民政局"]


def test_who_speaks_before_a_colon_begins_a_speech_even_inside_the_introduction(read_text: Reading) -> None:
    findings = read_text(
        "某市召开座谈会,以下为发言记录:市行政审批局局长:我们下决心改。一是再造。二是并联。\n某食品公司总经理：说句心里话，盼见官。"
    )
    assert told(findings) == [(None, "市行政审批局", None, 2), (None, "某食品公司", None, 0)]
    assert findings.told[0].parts[0].text == "我们下决心改。"


def test_headings_that_name_no_unit_begin_no_speech(read_text: Reading) -> None:
    findings = read_text(
        "青禾县用活“两个篮子” 把居民的事装进心里\n近年来，青禾县用两个“篮子”收集居民的难处，一件一件办。\n"
        "“菜篮子”收难处\n在柳塘镇东坡社区，管家提着篮子上门，一个月收到八十张纸条。县里统一登记，分到各部门。\n"
        "“米篮子”办难事\n桥头镇派出所把路口的乱停车挪走，换成二十个车位。全县照着做，路口都通了。"
    )
    assert [(one.unit, len(one.practices)) for one in findings.told] == [("青禾县", 2)]


def test_headlines_of_one_look_that_each_tell_of_a_day_begin_speeches_though_not_all_name_a_unit(
    read_text: Reading,
) -> None:
    items = {
        "东坡社区召开居民会": "1月20日上午，东坡社区请居民来商量停车，定下二十个车位，当天划线。",
        "扫雪不等人": "1月9日一早，柳塘街道的党员带着铁锹上路，两个小时扫出三条街。",
        "春联写进小区": "1月19日，桥头社区请来书法老师写春联，一上午送出两百副。",
    }
    html = "".join(f"<h3>{title}</h3><p>{text}</p>" for title, text in items.items())
    findings = read_text(f"<html><body><h1>社区动态</h1>{html}</body></html>", "html")
    assert [one.title for one in findings.told] == list(items)
    assert not any(one.practices for one in findings.told)


def test_articles_of_one_day_give_the_page_that_day(read_text: Reading) -> None:
    texts = (
        f"<h3>{unit}举行扫雪大赛</h3><p>2024-02-01</p><p>1月9日，{unit}的党员带着铁锹上路，两个小时扫出三条街，居民送来热茶。</p>"
        for unit in ("柳塘街道", "东坡社区", "桥头社区")
    )
    findings = read_text(f"<html><body>{''.join(texts)}</body></html>", "html")
    assert len(findings.told) == 3
    assert str(findings.date) == "2024-02-01"


def test_the_first_of_several_articles_gives_the_page_no_title(read_text: Reading) -> None:
    items = {
        "柳塘街道举行扫雪大赛": "1月9日，柳塘街道的党员带着铁锹上路，两个小时扫出三条街。居民送来热茶，说路好走了。",
        "东坡社区召开居民会": "1月20日，东坡社区请居民来商量停车，定下二十个车位，当天划线。会开到天黑才散。",
        "桥头社区写春联": "1月19日，桥头社区请来书法老师写春联，一上午送出两百副。排队的人站到了门外。",
    }
    html = "".join(
        f"<h3>{title}</h3><p>2024-02-0{day}</p><p>{text}</p>"
        for day, (title, text) in enumerate(items.items(), 1)
    )
    findings = read_text(f"<html><body>{html}</body></html>", "html")
    assert [one.title for one in findings.told] == list(items)
    assert findings.title is None
    assert findings.date is None
    assert findings.text.startswith("1月9日")


def test_lines_that_name_a_region_begin_its_speech(read_text: Reading) -> None:
    findings = read_text(
        "文明实践巡礼\n湖东省海门市临川区：\n“周末课堂”开进祠堂\n临川区把空着的祠堂收拾出来，周末给孩子们讲故事、教写字。\n"
        "山南省云岭县：\n“流动戏台”唱到田头\n云岭县剧团把卡车改成戏台，一年演两百场，农忙时送到田边。"
    )
    assert told(findings) == [
        ("“周末课堂”开进祠堂", "湖东省海门市临川区", None, 0),
        ("“流动戏台”唱到田头", "山南省云岭县", None, 0),
    ]


def test_a_record_with_hours_is_a_speech_a_person(read_text: Reading) -> None:
    findings = read_text(
        "座谈会发言摘录\n[刘春梅 09:32]\n我是柳溪村的村支书。我们村过去垃圾没人管，后来每十户推一个保洁员，村里干净了。\n"
        "[沈丽 09:50]\n我是县妇幼保健院的护士。我们每个月到村里坐诊一天，孕妇不用跑五十里路了。"
    )
    assert [one.speaker for one in findings.told] == ["刘春梅", "沈丽"]


def test_whoever_answers_in_an_interview_speaks(read_text: Reading) -> None:
    findings = read_text(
        "当好大管家\n桂花台社区有居民两万余人。本刊记者日前走进社区，听她讲了讲。\n记者：桂花台社区过去是什么样子？\n伍春燕：说出来不怕你笑话，楼道里养鸡，绿化带里种葱。\n"
        "记者：这样的局面怎么打开？\n伍春燕：一手抓队伍、一手抓服务，两手抓，两手都要硬，桂花台社区才有今天。"
    )
    assert [one.speaker for one in findings.told] == ["伍春燕"]


def test_paragraphs_of_units_of_one_kind_are_their_speeches(read_text: Reading) -> None:
    findings = read_text(
        "创城动态\n西谷村以“悦动西谷”为主题，开展了群众文化汇演活动。村民们自编自演，台下坐满了人。\n"
        "近日，东谷村组织各家集中清理乱堆乱放。墙上的牛皮癣铲干净了，路也宽了许多。\n"
        "创城工作开展以来，南谷村发放问卷千余份。志愿者挨家挨户上门，解答大家的问题。"
    )
    assert [one.unit for one in findings.told] == ["西谷村", "东谷村", "南谷村"]
    assert not any(one.evidence["unit"].sure for one in findings.told)  # running text gives a guess


def test_headings_of_one_number_begin_speeches_whatever_short_lines_stand_between(read_text: Reading) -> None:
    cases = (("一", "西境村", "丝苗米促振兴"), ("二", "连溪村", "兰花富了乡"), ("三", "扬美村", "蔬菜谱新篇"))
    findings = read_text(
        "村子里的新办法\n各地的村子有各地的办法，这里说三个。\n"
        + "\n".join(
            f"案例{number}：{village}——{title}\n案例背景\n{village}有多年的种植历史。\n成功策略\n建设高标准农田。"
            f"\n成效与启示\n村民的收入一年比一年多。"
            for number, village, title in cases
        )
    )
    assert [one.unit for one in findings.told] == [village for _, village, _ in cases]


def test_two_headings_of_one_unit_are_no_two_speeches(read_text: Reading) -> None:
    text = "现将措施印发给你们，请认真贯彻执行。一是保供应，粮油天天查。二是稳物价，菜价天天报。"
    heads = ("云岭县人民政府 关于落实十条措施的报告", "云岭县人民政府\n保供稳价十条措施")
    findings = read_text("\n".join(["云政函〔2020〕17号", *(f"{head}\n各镇：\n{text}" for head in heads)]))
    assert len(findings.told) == 1


def test_what_a_page_tells_is_sure_and_what_only_the_text_tells_is_a_guess(read_text: Reading) -> None:
    told_by_byline = read_text(
        "把停车位划进小区\n市税务局 张三\n我们这样做。一是划车位。好。二是清垃圾。好。"
    ).told[0]
    assert (told_by_byline.evidence["unit"].sure, told_by_byline.evidence["unit"].why) == (True, "byline")
    assert told_by_byline.evidence["speaker"].sure
    text = "两千盏路灯\n老城区的路灯坏了多年。去年，青石街道换了两千盏灯。青石街道请供电所一条巷一条巷地查，画出一张图。"
    guessed = read_text(text).told[0]
    assert guessed.unit == "青石街道"
    assert (guessed.evidence["unit"].sure, guessed.evidence["unit"].why) == (False, "text")
    assert guessed.evidence["unit"].sentence == 2


def test_a_thing_or_a_newspaper_is_no_unit(read_text: Reading) -> None:
    shed = "电动车停哪里\n一是清理楼道。大家一起搬走杂物，楼道宽了。\n二是添车棚。大门两侧新建车棚两处，晚上也亮灯。"
    assert read_text(shed).told[0].unit is None
    assert (
        read_text("民生日报：让小巷亮堂\n小巷黑着，回家的人心里就不踏实。小巷亮了，民心才亮。").told[0].unit
        != "民生日报"
    )


def test_a_paragraph_a_unit_is_told_by_its_first_sentence(read_text: Reading) -> None:
    rest = "2020年8月，该单位有关工作不实，造成不良影响，加重基层负担，负责人受到组织处理，现予以通报。"
    lines = [
        f"{unit}{what}问题。{rest}"
        for unit, what in (
            ("甲州市教育局", "搞形式"),
            ("乙州市税务局", "层层加码"),
            ("丙州市民政局", "重复报送"),
        )
    ]
    findings = read_text("\n".join(["通报典型问题", "现通报如下：", *lines, "会议指出，要引以为戒。"]))
    assert [(one.title, one.unit) for one in findings.told] == [
        ("搞形式问题", "甲州市教育局"),
        ("层层加码问题", "乙州市税务局"),
        ("重复报送问题", "丙州市民政局"),
    ]
    assert findings.left_out == ("现通报如下：", "会议指出，要引以为戒。")
    assert not any(one.evidence["unit"].sure for one in findings.told)  # running text alone gives a guess


def test_what_stands_in_the_cell_of_units_is_one_in_every_row() -> None:
    rows = (
        "1\t市图书馆\t“星光朗读” 志愿服务\t1.组建朗读队伍，现有志愿者83人；2.每周六下午开展一对一读书，已开展146期。\t农晓燕",
        "2\t棠浦供电公司\t“小橘灯”进老旧小区\t成立党员服务队，为独居老人检修线路、更换灯泡，建立档案1126份。\t覃志",
        "3\t江湾三人行\t“候车亭整理员”\t一是利用换班间隙认领候车亭，擦座椅、清小广告；二是设置雨伞架62个，借伞不登记。\t潘文斌",
        "4\t雁洲区春晖社区\t“老街坊”调解队\t由8名退休法官、教师组成，遇事先听、再劝、后立约，调解邻里纠纷134起。\t黄姨",
    )
    page = Page(
        (
            Line("志愿服务项目做法一览表", level=1),
            Line("现将各项目做法汇总印发，供各单位学习借鉴。"),
            *(Line(row, "\n", row=number) for number, row in enumerate(rows, 1)),
            Line("注：1.排名不分先后。2.各单位请于12月20日前将影像资料报市文明办，邮箱见通知正文。"),
        )
    )
    findings = PageAnalysis().of(page, "一览表.docx")
    assert [(one.unit, one.title) for one in findings.told] == [
        ("市图书馆", "“星光朗读” 志愿服务"),
        ("棠浦供电公司", "“小橘灯”进老旧小区"),
        ("江湾三人行", "“候车亭整理员”"),
        ("雁洲区春晖社区", "“老街坊”调解队"),
    ]
    assert not any("排名" in part.text for one in findings.told for part in one.parts)


def test_the_rows_of_one_unit_in_a_table_are_its_practices() -> None:
    merged = ("1\t区司法局\t巷口调解亭\t律师每周三坐班。", "法律明白人\t每个小区培养三名。")
    rows = (
        *merged,
        "2\t区民政局\t银发食堂\t一餐八元。",
        "3\t清浦街道\t楼门长会\t每月初五开会。",
        "3\t清浦街道\t工具屋\t电钻免费借。",
    )
    lines = (Line(row, "\n", row=number) for number, row in enumerate(rows, 1))
    findings = PageAnalysis().of(Page((Line("基层治理做法汇总表", level=1), *lines)), "汇总表.docx")
    told = [(one.unit, one.title, [part.text for part in one.practices]) for one in findings.told]
    assert told == [
        ("区司法局", None, ["巷口调解亭\n律师每周三坐班。", "法律明白人\n每个小区培养三名。"]),
        ("区民政局", None, ["银发食堂\n一餐八元。"]),
        ("清浦街道", None, ["楼门长会\n每月初五开会。", "工具屋\n电钻免费借。"]),
    ]


def test_what_stands_behind_a_label_says_what_the_label_means(read_text: Reading) -> None:
    findings = read_text(
        "发言材料摘编\n"
        "报送单位：区交通局\n讲述者：沈知行\n篇名：把站牌挪到家门口\n一是挪站点。六处。二是加班次。八分钟一班。\n"
        "报送单位：区教育局\n讲述者：洛青阑\n篇名：放学路上有人等\n一是老师站岗。四名。二是家长轮岗。每周排班。\n"
        "报送单位：区水务局\n讲述者：温如玉\n篇名：一滴水也不漏\n一是换老管。十二公里。二是装探头。自动报警。"
    )
    assert [(one.unit, one.speaker, one.title) for one in findings.told] == [
        ("区交通局", "沈知行", "把站牌挪到家门口"),
        ("区教育局", "洛青阑", "放学路上有人等"),
        ("区水务局", "温如玉", "一滴水也不漏"),
    ]


def test_who_gives_the_word_to_the_others_tells_nothing(read_text: Reading) -> None:
    findings = read_text(
        "基层干部恳谈会实录\n王敏（区应急局局长）：今天拉家常，请大家敞开说。\n"
        "李清（区水利局副局长）：水位都接到一块屏上，超了就给巡库员打电话。\n王敏：这个好。\n"
        "赵磊（石桥村党支部书记）：雨夜里每个点有两个人守。\n王敏：陈局长呢？\n"
        "陈静（区住建局局长）：汛前把易涝点清了淤。\n王敏：今天就到这里。"
    )
    assert [one.speaker for one in findings.told] == ["李清", "赵磊", "陈静"]


def test_minutes_say_who_reports_and_what_was_adopted_nobody_of_them_says(read_text: Reading) -> None:
    findings = read_text(
        "物业工作座谈会纪要\n现纪要如下：\n清浦街道办事处主任罗启明汇报：我们把小区分成四个片区，一家企业管一片。\n"
        "青禾县民政局局长李清介绍：我们请老人定菜单，食堂一餐八元。\n会议议定以下事项：\n年底前完成摸底。"
    )
    assert [one.unit for one in findings.told] == ["清浦街道办事处", "青禾县民政局"]
    assert findings.told[-1].parts[-1].text.endswith("一餐八元。")


def test_who_is_announced_with_an_office_speaks_for_it(read_text: Reading) -> None:
    findings = read_text(
        "民生实事发布会实录\n主持人：先请区教育局副局长李清介绍情况。\n李清：今年改造农村学校食堂四十六个。\n"
        "主持人：下面请区民政局局长王敏介绍。\n王敏：社区食堂建成六十二家，一餐八元。"
    )
    assert [(one.unit, one.speaker) for one in findings.told] == [("区教育局", "李清"), ("区民政局", "王敏")]


def test_the_title_of_an_interview_says_who_answers(read_text: Reading) -> None:
    answers = "记者：怎么解决重复交材料？\n李清：我们把五十八个部门的数据接到一起，能共享的不再填。"
    (told,) = read_text(f"让数据替群众跑腿\n——专访云漪市数据局局长 李清\n{answers}").told
    assert (told.unit, told.speaker) == ("云漪市数据局", "李清")
    (told,) = read_text("守住水位线的人\n——记云漪市水文中心白沙水文站\n7月9日，站里水漫过了脚踝。").told
    assert told.unit == "云漪市水文中心白沙水文站"
    (told,) = read_text("守住水位线的人\n——记云漪市数据局局长 李清\n7月9日，他守在机房。").told
    assert (told.unit, told.speaker) == ("云漪市数据局", None)


def test_whom_the_title_of_several_is_about_speaks_for_none_of_them(read_text: Reading) -> None:
    findings = read_text(
        "让数据替群众跑腿\n——专访云漪市数据局局长 李清\n"
        "区交通局：\n一是挪站点。六处都挪到家门口了。二是加班次。八分钟一班。\n"
        "区教育局：\n一是老师站岗。四名老师在路口。二是家长轮岗。每周排班。\n"
        "区水务局：\n一是换老管。换了十二公里。二是装探头。自动报警。"
    )
    told = [(one.unit, one.speaker) for one in findings.told]
    assert told == [("区交通局", None), ("区教育局", None), ("区水务局", None)]


def test_no_unit_is_lost_that_a_list_of_places_names(read_text: Reading) -> None:
    deeds = "1.建食堂。一餐八元，老人走几步就到。\n2.装扶手。楼梯两边都有，夜里有灯。"
    findings = read_text(f"小区治理亮点清单\n桥西街道\n{deeds}\n白沙镇\n{deeds}\n云溪高新区\n{deeds}")
    assert [one.unit for one in findings.told] == ["桥西街道", "白沙镇", "云溪高新区"]


def test_who_edits_a_bulletin_is_not_its_title(read_text: Reading) -> None:
    findings = read_text(
        "创建工作简报\n2025年第17期\n云漪市文明城市创建指挥部办公室编\n本期要目\n各地掀起创建热潮\n"
        "云漪市城管局每周二上路，三个月整改占道问题一千三百处。"
    )
    assert (findings.title, findings.as_json()["date"]) == ("各地掀起创建热潮", "2025")


def test_whom_a_report_is_to_does_not_tell_it(read_text: Reading) -> None:
    deeds = "一、主要工作\n（一）建专班。每周调度。\n（二）清死角。清了三百处。\n二、今后打算\n（一）健全机制。\n（二）加大宣传。"
    (told,) = read_text(
        f"创建工作情况汇报\n云漪市文明办：\n现汇报如下。\n{deeds}\n云漪市清浦街道办事处\n2025年11月20日"
    ).told
    assert told.unit == "云漪市清浦街道办事处"
    assert [one.text[:6] for one in told.practices] == ["（一）建专班", "（二）清死角"]


def test_who_speaks_in_a_record_is_whose_the_list_of_those_present_says(read_text: Reading) -> None:
    findings = read_text(
        "防汛工作座谈会记录\n主持人：区应急局局长王敏\n"
        "出席：区水利局副局长李清、石桥村党支部书记赵磊，陈静（区住建局局长）\n"
        "王敏：请各家讲一讲去年的办法。\n李清：水位都接到一块屏上，超了就给巡库员打电话。\n"
        "赵磊：雨夜里每个点有两个人守。\n陈静：汛前把易涝点清了淤。\n王敏：讲得都很好，会后整理成材料。"
    )
    told = [(one.unit, one.speaker) for one in findings.told]
    assert told == [("区水利局", "李清"), ("石桥村党支部", "赵磊"), ("区住建局", "陈静")]


def test_what_stands_below_a_signature_is_no_speech(read_text: Reading) -> None:
    text = "把饭送到楼上，一户一户送。" * 10
    findings = read_text(
        f"区民政局关于办好食堂的汇报\n{text}\n区民政局\n2024年1月11日\n（信息公开形式：主动公开）"
    )
    assert [one.unit for one in findings.told] == ["区民政局"]


def test_a_place_whose_characters_are_no_words_is_a_part_of_names(read_text: Reading) -> None:
    text = "大家好，我是霁川市路灯管理所的李清。我们一盏一盏看，坏的当晚修好。"
    assert read_text(f"守好最后一盏灯\n{text}").told[0].unit == "霁川市路灯管理所"


def test_a_speech_of_several_without_a_title_has_none() -> None:
    lines = (Line("县民政局局长 李清：我们把饭送到了楼上。"), Line("县水利局局长 王敏：我们把水接到了田头。"))
    findings = PageAnalysis().of(Page((Line("全县工作交流会发言摘登", level=1), *lines)), "摘登")
    assert [one.title for one in findings.told] == [None, None]


def test_who_signs_and_publishes_is_not_in_the_text_of_the_speech(read_text: Reading) -> None:
    findings = read_text(
        "市妇联在行动\n市妇联组织巾帼志愿者走进社区，一是送温暖。好。二是送健康。好。\n（市妇联供稿）\n责任编辑：银新玉"
    )
    assert findings.told[0].practices[-1].text == "二是送健康。好。"


def test_what_is_uncertain_is_said(read_text: Reading) -> None:
    assert read_text("今天天气很好，我们出去走走。").warnings == (
        "没有找到发布日期",
        "没有找到标题",
        "第 1 篇没有看出是哪个单位",
        "第 1 篇没有分出做法，全文放在开场里",
    )


def test_a_date_known_to_the_month_only_is_not_made_up(read_text: Reading) -> None:
    findings = read_text("便民生活圈经验材料\n（海滨区商务局 2023年9月）\n海滨区商务局打造便民生活圈。")
    assert findings.date is None
    assert findings.as_json()["date"] == "2023-09"
    assert "日期只写到 2023-09，草稿里没有填" in findings.warnings


def test_a_page_without_an_article_is_an_error(read_text: Reading) -> None:
    with pytest.raises(SourceError, match="没有找到正文"):
        read_text("首页 > 新闻 > 动态\n====\n桂ICP备20004168号-1")


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_whatever_the_text_every_part_is_a_span_of_it_in_order(read_text: Reading, text: str) -> None:
    try:
        findings = read_text(text)
    except SourceError:
        return
    seen = 0
    for one in findings.told:
        for part in one.parts:
            at = findings.text.find(part.text, seen)
            assert at >= seen
            seen = at + len(part.text)
            assert 0 <= part.starts <= len(part.text)
    assert re.search(r"\S", findings.text)


def test_first_sentences_built_alike_are_practices(read_text: Reading) -> None:
    below = "全县的干部一家一家地走，把问题记在本子上，一个月里办好了三十件，群众都看得见。"
    heads = ["加强组织领导，明确专班推进。", "及时汇报进展，对上争取支持。", "强化内部指导，积极营造氛围。"]
    page = "青禾县法院把事办实\n今年以来，青禾县法院把事一件一件办实。\n" + "\n".join(
        head + below for head in heads
    )
    told = read_text(page).told[0]
    assert [part.text[: len(head)] for part, head in zip(told.practices, heads, strict=True)] == heads
    unlike = page.replace(heads[1], "办得慢的事情交给每一位干部一件一件地去跑，谁都不推。").replace(
        heads[2], "大家都满意。"
    )
    assert read_text(unlike).told[0].practices == ()


def test_articles_that_each_have_a_date_are_parted(read_text: Reading) -> None:
    findings = read_text(
        "柳河镇开展志愿服务活动\n发布：张三 2018-09-25\n日前，柳河镇组织志愿者打扫街道，清出垃圾三车，居民都来帮忙。\n"
        "石桥镇举办健康讲座\n发布：李四 2018-09-26\n昨天，石桥镇请来医生，为老人量血压、讲饮食，来了一百多位。"
    )
    assert (findings.title, findings.date) == (None, None)
    assert told(findings) == [
        ("柳河镇开展志愿服务活动", "柳河镇", None, 0),
        ("石桥镇举办健康讲座", "石桥镇", None, 0),
    ]


def test_who_introduces_themselves_begins_a_speech_beside_those_with_bylines() -> None:
    said = "我们把老人认证改为数据比对，由专员上门，今年少跑了三万趟路。"
    lines = [Line("交流会发言摘编", level=1)]
    for title, byline, text in (
        ("让认证一分钟办完", "（市医疗保障局　桑怀谷）", said),
        ("当好特殊孩子的影子", "", f"各位好，我是市启音学校的老师华小满。{said}"),
        ("办公楼里的错峰食堂", "（市机关事务服务中心　贺兰亭）", said),
    ):
        lines += [
            Line(title, level=1, bold=len(title)),
            *([Line(byline, level=1)] if byline else []),
            Line(text),
        ]
    units = [one.unit for one in PageAnalysis().of(Page(tuple(lines)), "摘编.docx").told]
    assert units == ["市医疗保障局", "市启音学校", "市机关事务服务中心"]


@pytest.mark.parametrize("mark", ["〔编者按〕", "【按】", "按："])
def test_a_note_may_be_marked_in_any_brackets(read_text: Reading, mark: str) -> None:
    note = "为发挥典型引路作用，选登一批做法，供各地参考。"
    page = f"创城经验交流选登\n\n{mark}{note}\n\n市教育局错峰放学，把放学时间拆成三段，校门口不再堵车。"
    assert read_text(page).editor_note == note


RECORD = """\
驻村帮扶交流会 会议纪实
**1. 县水利局驻石桥村工作队　队长　李清**
我们是前年进的村。第一桩事就是打井，跑了四趟。第二桩是修渠，通到了田头。
**2. 县农商银行驻沙坪村工作队　队长　王敏**
银行的人进村，村民第一反应是来要账的。我们给428户评了星，没有一笔坏账。
**3. 驻柳沟村第一书记　赵磊（县残联派出）**
我们建了一个编织车间，坐着轮椅也能干。
"""


def bold(text: str) -> Page:
    """A page of lines of which those in asterisks are bold."""
    lines = (line.strip("*") for line in text.splitlines())
    marked = (line.startswith("*") for line in text.splitlines())
    return Page(
        tuple(Line(line, bold=len(line) * is_bold) for line, is_bold in zip(lines, marked, strict=True))
    )


def test_headings_of_unit_duty_and_person_part_speeches_though_the_title_looks_like_them() -> None:
    record = RECORD.replace("驻村帮扶交流会 会议纪实", "**驻村帮扶交流会 会议纪实**")
    findings = PageAnalysis().of(bold(record), "纪实")
    assert [(one.unit, one.speaker, len(one.practices)) for one in findings.told] == [
        ("县水利局驻石桥村工作队", "李清", 2),
        ("县农商银行驻沙坪村工作队", "王敏", 0),
        ("县残联", "赵磊", 0),
    ]
    assert findings.told[2].evidence["unit"].sure  # as it is that each of them begins a speech


def test_a_unit_is_not_sure_of_a_speech_in_which_another_tells(read_text: Reading) -> None:
    own = "把水接到田头\n县水利局 李清\n我局一件一件办好，群众都说好。\n"
    (sure,) = read_text(own).told
    (guessed,) = read_text(f"{own}县农业局：\n大家把田种好，收成一年比一年多。").told
    assert (sure.unit, sure.evidence["unit"].sure) == ("县水利局", True)
    assert (guessed.unit, guessed.evidence["unit"].sure) == ("县水利局", False)


@pytest.mark.parametrize(
    ("names", "sure"),
    [(("县民政局", "县农业局"), False), (("县民政局", "铁锚社区"), False), (("网上办", "就近办"), True)],
)
def test_a_unit_is_not_sure_of_points_that_are_called_by_other_units(
    read_text: Reading, names: tuple[str, str], *, sure: bool
) -> None:
    points = (f"{number}.{name}。老人少跑了一趟又一趟。" for number, name in enumerate(names, 1))
    (one,) = read_text("\n".join(("文明创建总结", "县水利局 李清", "我局一件一件办。", *points))).told
    assert (one.unit, len(one.practices), one.evidence["unit"].sure) == ("县水利局", 2, sure)


def test_what_a_host_asks_ends_the_speech_before_it(read_text: Reading) -> None:
    findings = read_text(
        "院坝座谈会记录\n石桥村村主任 李清：我们装了四百盏灯，天黑了也有人走动。\n"
        "主持人： 企业愿意来吗？\n县水利局局长 王敏：我们把水接到了田头，一家一家接。"
    )
    assert [one.parts[-1].text for one in findings.told] == [
        "我们装了四百盏灯，天黑了也有人走动。",
        "我们把水接到了田头，一家一家接。",
    ]


def test_what_stands_under_a_last_heading_that_names_nobody_is_nobody_s() -> None:
    text = "这一年里大家把街面上的事一件一件办好，群众都看得见，也都说好。"
    heads = [("饭送到楼上", "县民政局"), ("水接到田头", "县水利局")]
    lines = [line for head, unit in heads for line in (Line(head, level=2), Line(f"{unit} 李清"), Line(text))]
    page = Page(
        (Line("经验汇报", level=1), *lines, Line("几点思考", level=2), Line("规矩立住了，环境才能干净。"))
    )
    findings = PageAnalysis().of(page, "汇报")
    assert [one.unit for one in findings.told] == ["县民政局", "县水利局"]
    assert findings.left_out == ("几点思考\n\n规矩立住了，环境才能干净。",)


@pytest.mark.parametrize(("heading", "told"), [("三、议定事项", False), ("一、做法", True)])
def test_the_last_talk_ends_where_the_record_goes_on_under_its_next_heading(
    read_text: Reading, heading: str, told: bool
) -> None:
    findings = read_text(
        "座谈会记录\n二、交流发言\n石桥村村主任 李清：我们装了四百盏灯，天黑了也有人走动。\n"
        f"县水利局局长 王敏：我们把水接到了田头，一家一家接。\n{heading}\n由水利局十一月底前拿出办法，报县里。"
    )
    assert [one.unit for one in findings.told] == ["石桥村", "县水利局"]
    assert (heading in findings.told[-1].parts[-1].text) is told


def test_a_number_above_the_next_heading_is_not_of_the_speech_before_it(read_text: Reading) -> None:
    text = "我局把街面上的事一件一件办好，群众都看得见，也都说好。"
    findings = read_text(f"四个妙招\n县民政局\n饭送到楼上\n{text}\nPART.02\n县水利局\n水接到田头\n{text}")
    assert [one.parts[-1].text for one in findings.told] == [text, text]


LETTER = """\
感 谢 信
云漪市红十字会：
今年七月，我县遭受洪水。贵会第一时间派出救援队，送来帐篷三百顶。
洪水无情人有情，我们将尽快恢复生产。
麻栎县人民政府
2025年8月11日
"""
TABLE = """\
春季绿化活动安排
三月二日上午 西山公园北门 市直机关工委
三月九日上午 滨河路口 市水利局
请自带铁锹，准时到场。
"""


@pytest.mark.parametrize("text", [LETTER, TABLE], ids=["letter", "table"])
def test_a_signed_letter_and_a_table_with_few_sentences_tell_nobodys_practices(
    read_text: Reading, text: str
) -> None:
    findings = read_text(text)
    assert findings.told == ()
    assert any("没有看出谁讲了做法" in warning for warning in findings.warnings)


def test_a_table_of_hours_tells_nothing_whatever_is_listed_below_it() -> None:
    rows = [Line(f"9月1{day}日上午 观摩第{day}站 柳溪社区议事厅", row=day) for day in range(1, 6)]
    below = [Line(f"{n}. 请参会人员{what}。") for n, what in enumerate(("着正装", "按时乘车", "带笔"), 1)]
    title = Line("全市现场观摩这样安排", level=1)
    assert PageAnalysis().of(Page((title, *rows, *below)), "a.docx").told == ()
    assert len(PageAnalysis().of(Page((title, *rows[:1], *below)), "a.docx").told) == 1


def test_a_talk_that_greets_and_is_signed_is_told(read_text: Reading) -> None:
    talk = LETTER.replace("感 谢 信", "抗洪救灾发言").replace("云漪市红十字会：", "尊敬的各位领导：")
    assert len(read_text(talk).told) == 1


@pytest.mark.parametrize(
    "title",
    ["致全县乡亲的一封信", "文明旅游倡议书", "经验交流会议程", "文明养犬通知", "文明养犬方案"],
)
def test_what_a_letter_a_programme_or_a_notice_lists_nobody_has_done(read_text: Reading, title: str) -> None:
    listed = "一、牵绳出行。遇人让一让。\n二、随手清理。袋子随身带。\n三、按时免疫。每年打一针。"
    text = f"{title}\n亲爱的朋友们：\n{listed}\n县文明办\n2025年5月6日"
    assert read_text(text).told == ()
    assert len(read_text(text.replace(title, "县文明办管好文明养犬")).told) == 1


def test_a_date_below_a_centred_title_is_no_part_of_it() -> None:
    lines = (
        Line("全市现场观摩这样安排", level=1),
        Line("（2024年9月10日—11日）", level=1),
        Line("我们把车铺开，把料备足。天天有人看。"),
    )
    assert PageAnalysis().of(Page(lines), "a.docx").title == "全市现场观摩这样安排"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("区水务局\n2023年防汛工作总结", "区水务局2023年防汛工作总结"),
        ("区民政局\n区水务局\n关于防汛工作的汇报", "关于防汛工作的汇报"),
        ("全区志愿服务推进会\n典 型 发 言 材 料", "全区志愿服务推进会典型发言材料"),
        ("交流材料\n把水接到田头", "把水接到田头"),
    ],
)
def test_a_title_has_whose_it_is_but_no_letterhead_and_no_kind_of_paper(
    read_text: Reading, head: str, title: str
) -> None:
    text = "我们把堤上的事一件一件办好，群众都看得见，也都说好。"
    assert read_text(f"{head}\n\n{text}").title == title


def test_a_mark_in_brackets_below_a_centred_title_is_no_part_of_it() -> None:
    lines = (
        Line("基层治理案例选编", level=1),
        Line("（内部资料 注意保存）", level=1),
        Line("把水接到田头。"),
    )
    assert PageAnalysis().of(Page(lines), "a.docx").title == "基层治理案例选编"


def test_the_title_of_the_one_article_below_a_note_is_the_pages(read_text: Reading) -> None:
    text = "青禾县现有企业二百家。一是少跑腿。一次办完。二是少等候。当天办结。"
    findings = read_text(
        f"营商环境简报\n第17期\n【编者按】现将青禾县的做法刊发如下，供学习借鉴。\n青禾县跑出加速度\n{text}"
    )
    assert findings.title == "青禾县跑出加速度"
    assert [one.unit for one in findings.told] == ["青禾县"]
    assert findings.editor_note is not None


def test_lines_that_name_who_speaks_for_whom_head_speeches_however_each_does_it(read_text: Reading) -> None:
    text = "各位领导：\n我们从小事做起。把老人的事当家里的事办，三年没有断过一天。\n谢谢大家！"
    findings = read_text(
        f"志愿服务推进会材料\n把课堂搬进山里\n青禾县教育局　副局长　李清\n{text}\n"
        f"发言单位：青禾县水利局\n发言人：赵磊\n{text}\n"
        f"青禾县人民医院\n发言人：护理部主任　王敏\n{text}"
    )
    assert [(one.unit, one.speaker, one.title) for one in findings.told] == [
        ("青禾县教育局", "李清", "把课堂搬进山里"),
        ("青禾县水利局", "赵磊", None),
        ("青禾县人民医院", "王敏", None),
    ]


def test_an_honour_before_a_name_is_none_of_it(read_text: Reading) -> None:
    text = "走进青禾县实验小学，先看到的是书。学校每天有二十分钟静读，校长和门卫一起读。"
    (told,) = read_text(f"润物无声\n——记云汐市文明校园标兵青禾县实验小学\n{text}").told
    assert told.unit == "青禾县实验小学"


def test_places_before_a_colon_tell_what_stands_behind_it(read_text: Reading) -> None:
    findings = read_text(
        "各地做法摘登\n"
        "城南区：沿河企业多、排口多。三长每月巡河一次，现场交办问题。\n"
        "青禾县：坑塘交给村里承包，收益的三成用来保洁。\n"
        "市生态环境局：断面水质每月排名，每季约谈。排口一个一个查。"
    )
    assert [one.unit for one in findings.told] == ["城南区", "青禾县", "市生态环境局"]


def test_a_contact_is_no_speaker(read_text: Reading) -> None:
    case = "联系人：{}\n老人不会用手机，我们一个一个教，一年教会了九百人。"
    first, second = case.format("李清"), case.format("赵磊")
    findings = read_text(
        f"案例选编\n案例一　银龄课堂\n单位：青禾县图书馆\n{first}\n案例二　江边哨\n单位：青禾县红十字会\n{second}"
    )
    assert [(one.unit, one.speaker) for one in findings.told] == [
        ("青禾县图书馆", None),
        ("青禾县红十字会", None),
    ]


def test_a_form_of_two_columns_tells_whose_it_is() -> None:
    rows = (
        "案例名称\t一张清单管到底",
        "申报单位\t青禾县司法局\t负责人\t周明",
        "主要做法\t1.建清单。一类一个办法。2.分人头。每类有专人。3.回头看。三个月再问一遍。",
    )
    page = Page((Line("创新案例推荐表", level=1), *(Line(row, "\n", row=n) for n, row in enumerate(rows, 1))))
    (told,) = PageAnalysis().of(page, "a.docx").told
    assert (told.unit, len(told.practices)) == ("青禾县司法局", 3)


def test_names_in_quotation_marks_beside_units_are_no_titles() -> None:
    deeds = "党员把楼道的灯一盏一盏修好。坏了的当天换，换了的每月查。"
    rows = [
        f"{n}\t青禾县{unit}\t“{name}”\t{deeds}\t李清"
        for n, unit, name in ((1, "审计局", "尖兵"), (2, "气象局", "哨兵"), (3, "档案馆", "记忆"))
    ]
    page = Page((Line("特色做法一览表", level=1), *(Line(row, "\n", row=n) for n, row in enumerate(rows, 1))))
    told = PageAnalysis().of(page, "a.docx").told
    assert [(one.unit, one.title) for one in told] == [
        (f"青禾县{unit}", None) for unit in ("审计局", "气象局", "档案馆")
    ]


def test_labels_above_the_title_say_who_tells_it(read_text: Reading) -> None:
    deeds = "\n".join(f"{one}是修一条渠。水到了地头，谷子多收了两成。" for one in "一二三")
    found = read_text(
        f"乡镇经验材料③\n\n单位：青峰县白沙乡人民政府\n发言人：李清（乡长）\n\n一条渠引来满山绿\n\n{deeds}"
    )
    assert found.title == "一条渠引来满山绿"
    assert [(one.unit, one.speaker) for one in found.told] == [("青峰县白沙乡人民政府", "李清")]


def test_numbered_questions_below_a_note_are_no_title(read_text: Reading) -> None:
    answers = "\n".join(
        f"{n}. 渠怎么修{n}？\n答：大家一起修，修了三年，水到了地头，谷子多收。" for n in (1, 2, 3)
    )
    found = read_text(f"白沙乡修渠答问\n\n编者按：不少读者来信问修渠的事，本刊请人作答。\n\n{answers}")
    assert found.title == "白沙乡修渠答问"


def test_a_line_each_of_those_present_says_for_whom_they_speak(read_text: Reading) -> None:
    findings = read_text(
        "夜市管理座谈会记录\n主持人：区城管局局长王敏\n参加人：李　清　城南区石桥街道办事处副主任\n"
        "赵磊　青禾县夜归人餐饮有限公司经理\n"
        "陈静　城南区河湾社区居民\n王敏：请各家讲一讲。\n李　清：我们把摊位画了格，八点出摊，十二点收。\n"
        "赵磊：我们收摊以前先扫地，垃圾带走。\n陈静：现在夜里安静多了，谢谢大家。\n王敏：今天就到这里。"
    )
    told = [(one.unit, one.speaker) for one in findings.told]
    assert told == [("城南区石桥街道办事处", "李清"), ("青禾县夜归人餐饮有限公司", "赵磊")]


def test_whose_turn_it_is_says_so_in_it_where_no_list_does(read_text: Reading) -> None:
    findings = read_text(
        "助企恳谈会实录\n王敏：请敞开说。\n李清：我是青禾县税务局纳税服务科的李清。我们把表先填好一半，再请人来核。\n王敏：企业呢？\n"
        "赵磊：大家好，我叫赵磊，是青禾县石桥家具有限公司的，做桌椅。手续四十天就办下来了。\n王敏：今天就到这里。"
    )
    told = [(one.unit, one.speaker) for one in findings.told]
    assert told == [("青禾县税务局", "李清"), ("青禾县石桥家具有限公司", "赵磊")]


def test_a_label_that_stands_beside_one_that_comes_again_names_the_unit_too(read_text: Reading) -> None:
    text = "各位领导：我们从小事做起，把老人的事当家里的事办。三年没有断过一天，大家都看得见，也都说好。"
    findings = read_text(
        f"# 文明创建推进会材料\n\n**饭送到楼上**\n\n单位：青禾县民政局\n\n发言人：第二党支部书记　李清\n\n{text}\n\n"
        f"**水接到田头，**\n\n**人也留了下来**\n\n地区：青禾县石桥村\n\n发言人：赵磊（县水利局派驻）\n\n{text}\n\n"
        f"单位：青禾县人民医院\n\n发言人：王敏\n\n{text}\n\n**灯亮到巷口**\n\n单位：青禾县供电公司（书面交流）\n\n{text}",
        "markdown",
    )
    assert [(one.title, one.unit, one.speaker) for one in findings.told] == [
        ("饭送到楼上", "青禾县民政局", "李清"),
        ("水接到田头，人也留了下来", "青禾县石桥村", "赵磊"),
        (None, "青禾县人民医院", "王敏"),
        ("灯亮到巷口", "青禾县供电公司", None),
    ]


def test_a_heading_that_names_the_unit_alone_is_one_where_the_text_says_who_speaks(
    read_text: Reading,
) -> None:
    talk = "我们从小事做起。把企业的事当家里的事办，三年没有断过一天。\n谢谢大家！"
    findings = read_text(
        f"项目大会发言汇编\n一张网办成一件事\n青禾县审批局局长　李清\n各位领导：\n{talk}\n"
        f"青禾县经济开发区管理委员会\n各位领导：\n大家好！我是开发区管委会主任赵磊，我代表开发区汇报。\n{talk}\n"
        f"法官上门\n青禾县人民法院党组副书记、副院长　王敏\n各位领导：\n{talk}"
    )
    told = [(one.unit, one.speaker) for one in findings.told]
    assert told == [
        ("青禾县审批局", "李清"),
        ("青禾县经济开发区管理委员会", "赵磊"),
        ("青禾县人民法院", "王敏"),
    ]


def test_who_comes_to_answer_what_people_ask_speaks_for_the_unit_of_the_title(read_text: Reading) -> None:
    findings = read_text(
        "看病少跑路\n——青禾县医疗保障局负责人答听众问\n\n昨天，县医疗保障局党组成员、副局长李清走进直播间，以下是实录。\n\n"
        "问：我带孙子在省城，看病能直接刷卡吗？\n答：能，手机上备案就行。\n\n问：慢性病药能多开点吗？\n答：可以开三个月的。\n\n"
        "问：今后还有什么打算？\n答：把病种扩到五十二种。"
    )
    (told,) = findings.told
    assert (told.unit, told.speaker) == ("青禾县医疗保障局", "李清")
    assert [one.text[:5] for one in told.practices] == ["问：我带孙", "问：慢性病"]


def test_the_team_that_a_title_tells_of_is_whose_it_is_not_who_signs(read_text: Reading) -> None:
    text = "每晚两班，沿街走一趟，提醒店家关煤气。\n给老人送饭，自己买菜自己烧。"
    findings = read_text(f"一盏灯照亮一条街\n——记青禾县“提灯嫂”志愿服务队\n{text}\n（青禾县妇联供稿）")
    assert findings.told[0].unit == "青禾县“提灯嫂”志愿服务队"


def test_most_units_of_several_that_are_names_bear_the_others_out(read_text: Reading) -> None:
    text = "从小事做起，把老人的事当家里的事办。三年没有断过一天，大家都看得见，也都说好。"
    units = ("青禾县民政局", "青禾县石桥教学点", "青禾县人民医院")
    findings = read_text(
        "\n\n".join(
            f"**{n}号故事**\n\n单位：{unit}\n\n{text}" for n, unit in zip("甲乙丙", units, strict=True)
        ),
        "markdown",
    )
    assert [(one.unit, one.evidence["unit"].sure) for one in findings.told] == [
        (unit, True) for unit in units
    ]


def test_a_title_that_is_the_name_of_the_unit_is_none(read_text: Reading) -> None:
    pieces = (
        f"{unit}\n{unit}把事一件一件办好了，大家都说好。" for unit in ("县民政局", "县水利局", "县林业局")
    )
    findings = read_text("\n".join(("各单位办实事简报", *pieces)))
    assert told(findings) == [(None, unit, None, 0) for unit in ("县民政局", "县水利局", "县林业局")]


def test_speeches_are_sure_to_begin_where_a_table_of_contents_has_them(read_text: Reading) -> None:
    titles = {
        "把斑马线画到心上": "榕溪市第三小学",
        "食堂里的透明窗": "白鹭中学",
        "宿舍长查四件事": "榕溪职业学校",
    }
    listed = (f"{title}……………{number}" for number, title in enumerate(titles, 1))
    texts = (f"{title}\n{unit}\n我们学校一件一件办，家长都看得见。" for title, unit in titles.items())
    findings = read_text("\n".join(("校园安全经验材料汇编", "目　录", *listed, *texts)))
    assert told(findings) == [(title, unit, None, 0) for title, unit in titles.items()]
    assert all(one.evidence["unit"].sure for one in findings.told)
    assert [one.why for one in findings.dropped][:3] == ["目录"] * 3


def test_a_table_of_what_is_to_be_visited_tells_nothing_whatever_units_it_names() -> None:
    rows = (
        "时间\t责任单位\t内容",
        "9:00\t市图书馆\t观摩盲人听书角，听一段录音介绍",
        "9:40\t市文化馆\t观摩排练厅，现场看一段演出",
        "10:20\t市体育馆\t观摩跑步道，和早上来跑步的人谈一谈",
    )
    for title, count in (("创建工作现场观摩安排表", 0), ("创建工作特色做法一览", 3)):
        lines = (Line(title, level=1), *(Line(text, row=number) for number, text in enumerate(rows, 1)))
        assert len(PageAnalysis().of(Page(lines), "file").told) == count


def test_a_column_that_stands_above_the_title_in_one_paragraph_is_no_part_of_it(read_text: Reading) -> None:
    head = "市直机关党建\n坚持党建引领 助力创建文明城市\n发布时间:2024-01-11"
    assert read_text(f"{head}\n\n老人的事一件一件办好了。").title == "坚持党建引领 助力创建文明城市"


def test_a_note_above_the_title_or_without_a_colon_is_the_pages(read_text: Reading) -> None:
    note, text = "夜校办得好，现予刊发，供各地参考。", "今年以来，夜校办了四百多场，人一场比一场多。"
    for mark in ("编者按：", "编者按　", "编者按——", "编者按\n\n"):
        findings = read_text(f"白沙农业动态\n\n第26期\n\n{mark}{note}\n\n把课堂搬到田间地头\n\n{text}")
        assert (findings.title, findings.editor_note) == ("把课堂搬到田间地头", note)


def test_a_label_of_a_title_is_none_of_it(read_text: Reading) -> None:
    text = "办夜校四百多场，人一场比一场多，灯也一夜比一夜亮，教室里坐得满满当当。"
    lines = (
        "乡镇夜校选登",
        "地区：石盘镇\n题目：串门跑出民情账",
        f"石盘镇{text}",
        "地区：白沙镇",
        f"白沙镇{text}今年再办。",
    )
    findings = read_text("\n\n".join(lines))
    assert [one.title for one in findings.told] == ["串门跑出民情账", None]


def test_a_forum_of_several_who_are_asked_back_is_no_interview(read_text: Reading) -> None:
    said = "我们把小事办在前头，一年办了三百多件，办完请人来看。要问值不值？值。"
    findings = read_text(
        f"便民生活圈座谈会记录\n窦临：今天请几位讲一讲。\n李清（区商务局副局长）：{said}\n窦临：效果呢？\n李清：满意的人多了两成。\n"
        f"王敏（区石桥街道党工委副书记）：{said}\n窦临：花钱多吗？\n王敏：不多，邻里凑一凑。\n窦临：散会。"
    )
    assert [(one.unit, one.speaker) for one in findings.told] == [
        ("区商务局", "李清"),
        ("区石桥街道", "王敏"),
    ]
