"""Who inspected: a body is named by its own words only; a level word names the level and no body."""

from __future__ import annotations

import pytest

from importers.sentences.levels import find_inspection
from ledger.plan import Span
from ledger.vocabulary import Level


@pytest.mark.parametrize(
    ("said", "level", "body"),
    [
        ("市攻坚办在龙翔街道发现裸土", Level.MUNICIPAL, "市攻坚办"),
        ("市里督查组查到工地", Level.MUNICIPAL, "市里督查组"),
        ("省生态环境厅在巡查中发现", Level.PROVINCIAL, "省生态环境厅"),
        ("中央生态环境保护督察组反馈", Level.NATIONAL, "中央生态环境保护督察组"),
    ],
)
def test_a_body_is_named_up_to_the_end_of_its_name(said: str, level: Level, body: str) -> None:
    inspection = find_inspection(said)
    assert (inspection.level, inspection.body) == (level, body)


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("市里查的，老味道饭店油烟没开", Level.MUNICIPAL),
        ("市里查到府城办辖区裸土未覆盖", Level.MUNICIPAL),
        ("市抽查发现工地裸土", Level.MUNICIPAL),
        ("省里通报的", Level.PROVINCIAL),
        ("部里帮扶发现", Level.NATIONAL),
        ("区里自己查的", Level.DISTRICT),
    ],
)
def test_a_level_word_names_no_body(said: str, level: Level) -> None:
    inspection = find_inspection(said)
    assert (inspection.level, inspection.body) == (level, None)


PROVINCES = (
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 "
    "湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾"
)


@pytest.mark.parametrize("province", PROVINCES.split())
def test_every_provinces_bodies_are_provincial(province: str) -> None:
    for body in (f"{province}省生态环境厅", f"{province}省攻坚办"):
        inspection = find_inspection(f"9月2日{body}检查发现工地裸土")
        assert (inspection.level, inspection.body) == (Level.PROVINCIAL, body)


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("内蒙古自治区生态环境厅", Level.PROVINCIAL),
        ("广西壮族自治区生态环境厅", Level.PROVINCIAL),
        ("自治区生态环境厅", Level.PROVINCIAL),
        ("北京市生态环境局", Level.PROVINCIAL),
        ("重庆市城市管理局", Level.PROVINCIAL),
        ("苏州市生态环境局", Level.MUNICIPAL),
        ("成都市生态环境局", Level.MUNICIPAL),
        ("盐城市城市管理局", Level.MUNICIPAL),
        ("厦门市环保局", Level.MUNICIPAL),
        ("吴江区生态环境局", Level.DISTRICT),
        ("南山区城市管理局", Level.DISTRICT),
        ("西城区住房和城乡建设局", Level.DISTRICT),
        ("肥东县生态环境分局", Level.DISTRICT),
    ],
)
def test_the_level_of_a_named_body_is_its_places(body: str, level: Level) -> None:
    assert find_inspection(f"{body}检查发现工地裸土").level is level


@pytest.mark.parametrize(
    "said", ["节省了洒水，裸土没盖", "夜市检查发现油烟", "超市检查时发现散煤", "城区裸土没盖"]
)
def test_words_that_only_look_like_a_level_are_none(said: str) -> None:
    assert find_inspection(said).level is None


def test_the_office_behind_the_act_is_no_part_of_the_body() -> None:
    said = "市督查王封办工地裸土"
    inspection = find_inspection(said, (Span(3, 6),))
    assert (inspection.level, inspection.body) == (Level.MUNICIPAL, "市督查")
