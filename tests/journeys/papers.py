"""Thirty documents of a city that does not exist, as its offices would send them: Word, PDF, saved WeChat articles."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

if TYPE_CHECKING:
    from pathlib import Path

PAPERS = """
市城管局|周小满|让每辆车都有个家|挖潜建车位|把12处边角地改成停车场，新增停车位860个|错时共享车位|说动9家单位夜里开放车位，居民下班有处停车
市教育局|林知秋|放学路上的一盏灯|划出护学通道|在21所学校门口划出护学通道，接送孩子不再堵路|办好课后服务|让3万名学生放学后留校做作业、打球
市民政局|江小渔|一碗热汤面|办长者食堂|办起38家长者食堂，老人一顿饭只花8元|上门助浴|给行动不便的老人上门助浴，全年612次
市卫健委|何望舒|把医院搬到楼下|开夜间门诊|在7家社区医院开夜间门诊，下班也能看病|家医签约|让家庭医生每月上门量血压
市水利局|沈清川|一条河的三年|截住污水|在清溪沿岸截住排污口43个，黑臭水体不见了|河长巡河|请126名河长每周巡河
市园林局|苏木|推窗见绿|建口袋公园|把拆下来的空地建成口袋公园27个|阳台种花|送花种进小区，评出最美阳台
市图书馆|陈简|灯亮到十点|延长开馆|把闭馆时间推到晚上十点，周末不休息|汽车图书馆|开着汽车图书馆到乡村，孩子借书不用进城
市交警支队|高远|慢下来的路口|礼让行人|在66个路口装上礼让行人的抓拍，斑马线前车都停了|电动车上牌|进小区给电动车上牌，戴头盔的多了
市公安局|罗守真|门口的警务室|反诈进楼栋|把反诈宣传做到楼栋，电信诈骗少了四成|走失老人找回|给老人发定位手环，走失的都找了回来
市消防支队|程烈|楼道里的空与满|清空楼道杂物|上门清空楼道杂物，生命通道通了|建充电棚|建起电动车充电棚58处，飞线充电不见了
市市场监管局|叶公平|称准一两肉|公平秤|在29个菜市场放公平秤，缺斤短两的当场退一赔三|明厨亮灶|让餐馆的厨房装上摄像头，顾客看得见
市文旅局|卓云|巷子里的戏台|送戏下乡|把地方戏送到村口，一年唱了210场|小剧场|把老仓库改成小剧场，周末都有演出
市体育局|方跃|下楼就能动|建健身步道|建起健身步道90公里，夜里也有灯|学校操场开放|让41所学校操场在周末对居民开放
市人社局|苗青禾|家门口的招聘会|夜市招聘|把招聘会开到夜市，一晚上签了320人|技能夜校|办技能夜校，学电工、学月嫂都不收钱
市住建局|石安居|老楼里的新电梯|加装电梯|给老楼加装电梯104部，先商量再动工|屋顶补漏|统一给漏雨的屋顶做防水
市交通局|路长宁|最后一公里|开社区小巴|开通社区小巴16条，到地铁站只要一块钱|站台遮雨|给旧站台装上遮雨棚和座椅
市司法局|明镜|楼下的法官|法律门诊|在社区开法律门诊，律师每周三坐诊|人民调解|请老邻居做调解员，邻里纠纷不出楼
市妇联|秦婉|孩子回来以前|爱心托管|寒暑假办爱心托管班，双职工家庭放心上班|妈妈课堂|开妈妈课堂，教新手妈妈带娃
市残联|梁渡|一条坡道|修无障碍坡道|修好无障碍坡道190处，轮椅能自己上街|盲道不占|请志愿者清走占盲道的车
市总工会|钟劲松|歇歇脚|建户外驿站|建起户外劳动者驿站73个，快递员有水喝|集体配餐|给环卫工人送热饭
市气象局|许晴川|雨来之前|短信预警|把暴雨预警发到每部手机，提前两小时|地灾巡查|在汛期巡查山边的人家
市应急局|常铁山|演练不是演戏|社区演练|带居民演练疏散，楼长知道该敲谁的门|应急背包|给独居老人送应急背包
市科协|顾星河|广场上的天文台|流动科技馆|把流动科技馆开进山里的学校|科普夜话|每月在广场上讲星星
市邮政局|邹信|山路上的邮包|代办进村|让邮递员带着机器进村，替老人交电费、取养老金|农产品进城|把山货收上来，寄到外省
市供电公司|雷光明|灯不闪了|换老线|把老小区的旧电线换了一遍，夏天不再跳闸|停电先告知|停电前三天挨户告知
市自来水公司|贺清泉|一拧就有|改造水管|改造老旧水管77公里，水压足了|水质公开|每月在小区门口公布水质
青石街道|蒋玉兰|板凳会上好商量|搬来板凳议一议|每周五晚上开板凳会，居民坐在一起把矛盾说开|红黑榜|把文明养犬写进公约，遛狗牵绳上红榜
白鹭街道|乔安|垃圾有去处|定时投放|垃圾分类定时投放，请大爷大妈守桶|旧物交换|每月办旧物交换集市
松风街道|卫平|没有围墙的院子|拆墙建院|把12个单位的围墙拆了，合成一个大院子|物业托底|给没人管的小区请来物业托底
梅岭街道||摊贩的新家|疏导点|设了4个疏导点，占道经营的摊贩都进了场|夜市卫生|收摊以后一起扫地，夜市既热闹又干净
"""
"""Unit, speaker, title, and two practices with their headings. Where there is no speaker, the unit stands in the text only."""

ROWS = tuple(line.split("|") for line in PAPERS.strip().splitlines())


def write(folder: Path) -> int:
    """The documents; how many are PDF, which only LibreOffice makes, else they are Word."""
    folder.mkdir()
    pdf = list[str]()
    for number, row in enumerate(ROWS):
        name = f"{number + 1:02} {row[2]}"
        if number % 3 == 2:
            (folder / f"{name}.html").write_text(_wechat(row, number), "utf-8")
        else:
            _word(folder / f"{name}.docx", row, number)
            pdf += [f"{name}.docx"] if number % 3 == 1 else []
    return _printed(folder, pdf) if shutil.which("soffice") else 0


def _day(number: int) -> str:
    return f"2025年3月{number + 1}日"


def _byline(row: list[str]) -> list[str]:
    return [f"{row[0]}　{row[1]}"] if row[1] else []


def _text(row: list[str]) -> list[str]:
    unit, _, _, first, first_told, second, second_told = row
    return [
        f"过去，大家对{unit}提了不少意见，我们一条一条记了下来，挨家挨户去问，再坐下来想办法。",
        f"一是{first}。我们{first_told}。做这件事的时候，先问居民要什么，再看自己能做什么，做完请大家来评。",
        f"二是{second}。我们{second_told}。开始也有人不信，做成一处带动一片，现在大家都夸这个办法好。",
        "谢谢大家。",
    ]


def _word(path: Path, row: list[str], number: int) -> None:
    document = docx.Document()
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(row[2])
    run.bold, run.font.size = True, docx.shared.Pt(22)
    for line in (*_byline(row), _day(number), *_text(row)):
        document.add_paragraph(line)
    document.save(str(path))


def _wechat(row: list[str], number: int) -> str:
    lines = "".join(f"<section><p>{line}</p></section>" for line in (*_byline(row), *_text(row)))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{row[2]}"><title></title>'
        f'</head><body><a id="js_name">云溪发布</a><em id="publish_time">{_day(number)} 08:00</em>'
        f'<div id="js_content" style="visibility: hidden;">{lines}</div><div>微信扫一扫关注该公众号</div>'
        "<script>/* mp.weixin.qq.com */</script></body></html>"
    )


def _printed(folder: Path, names: list[str]) -> int:
    command = ["soffice", f"-env:UserInstallation=file://{folder.parent}/office", "--headless"]
    files = [str(folder / name) for name in names]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(folder), *files],
        check=True,
        timeout=180,
        stdout=subprocess.DEVNULL,
    )
    for name in names:
        (folder / name).unlink()
    return len(names)
