"""Who inspected: a body is named by its own words only; a level word names the level and no body."""

from __future__ import annotations

import pytest

from importers.sentences.levels import find_inspection
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
