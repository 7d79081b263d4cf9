"""Conversations are kept, found again and exported; persons stand there by their role."""

from __future__ import annotations

import json
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ledger.database import Book
from ledger.errors import BadInput
from tui.assistant.assistant import Assistant
from tui.assistant.keeping import Record, Turn, as_lines, as_text, by_role, record_path
from tui.assistant.terminal import Notebook, converse

TODAY = date(2026, 8, 20)
NOON = datetime(2026, 8, 20, 12, 0, tzinfo=UTC)
TURN = Turn("2026-08-20T09:00:00", "李明", "烟花爆竹谁牵头", "牵头单位：青岚公安分局", "ask_responsible")


def played(book: Book, record: Record, *lines: str) -> list[str]:
    shown: list[str] = []
    keys = iter("abcdefgh")
    notebook = Notebook(record, "李明", lambda: NOON)
    converse(
        book,
        "李明",
        today=TODAY,
        mint=lambda: next(keys),
        lines=lines,
        show=shown.append,
        notebook=notebook,
    )
    return shown


def test_every_turn_is_kept_with_its_time_its_speaker_and_its_places(book: Book, tmp_path: Path) -> None:
    record = Record(tmp_path / "talk.jsonl")
    played(book, record, "黑渣土车扣多少", "谢谢")
    first, second = record.turns()
    assert (first.at, first.person, first.said) == ("2026-08-20T12:00:00+00:00", "李明", "黑渣土车扣多少")
    assert first.sources == ("青环攻坚办〔2026〕6号 五（二）", "青环攻坚办〔2026〕6号 第9项任务")
    assert second.intent == "smalltalk_or_out_of_scope"


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    record = Record(tmp_path / "deep" / "talk.jsonl")
    record.add(TURN)
    assert stat.S_IMODE(record.path.stat().st_mode) == 0o600


def test_words_find_a_turn_in_question_and_answer_newest_first(tmp_path: Path) -> None:
    record = Record(tmp_path / "talk.jsonl")
    record.add(TURN)
    record.add(Turn("2026-08-20T09:01:00", "李明", "烟花扣多少", "每起扣缴财力3万元", "ask_amount"))
    assert [turn.said for turn in record.search("烟花")] == ["烟花扣多少", "烟花爆竹谁牵头"]
    assert [turn.said for turn in record.search("烟花 公安")] == ["烟花爆竹谁牵头"]
    assert record.search("渣土") == []


def test_a_line_that_a_crash_cut_short_is_passed_over_and_harms_nothing(tmp_path: Path) -> None:
    record = Record(tmp_path / "talk.jsonl")
    record.add(TURN)
    with record.path.open("a", encoding="utf-8") as file:
        file.write('{"at": "2026-08-20T09:0')
    record.add(TURN)
    assert list(record.turns()) == [TURN, TURN]


def test_persons_stand_by_their_role_unless_names_are_asked_for(assistant: Assistant, tmp_path: Path) -> None:
    name, role = next(iter(assistant.roles.items()))
    turn = Turn("2026-08-20T09:00:00", "李明", f"{name}管什么", f"{name}是责任人。", "ask_responsible")
    (row,) = as_lines([turn], by_role(assistant.roles | {"李明": "办事员1"}))
    assert name not in row
    assert role in row
    assert json.loads(row)["person"] == "办事员1"
    assert name in "\n".join(as_text([turn], by_role({})))


def test_what_was_left_unfinished_goes_on_after_a_restart(book: Book, tmp_path: Path) -> None:
    record = Record(tmp_path / "talk.jsonl")
    played(book, record, "柳渡拦下黑渣土车2辆", "昨天")
    _, again, _, done = played(book, record, "省里", "确认")
    assert again.startswith("上次还有没登记完的：")
    assert "2辆" in again or "10万元" in again
    assert "已登记" in done
    assert record.left("李明") == {}


def test_another_person_does_not_get_it(book: Book, tmp_path: Path) -> None:
    record = Record(tmp_path / "talk.jsonl")
    played(book, record, "柳渡拦下黑渣土车2辆")
    assert record.left("王芳") == {}


def test_a_broken_draft_is_dropped_in_silence(book: Book, tmp_path: Path) -> None:
    record = Record(tmp_path / "talk.jsonl")
    record.leave("李明", {"drafts": [{"text": "柳渡拦下黑渣土车2辆", "changes": {"found_on": "昨"}}]})
    assert len(played(book, record)) == 1
    assert record.left("李明") == {}


def test_each_set_of_books_has_its_own_file_that_tells_no_password(tmp_path: Path) -> None:
    one = record_path("sqlite:////data/一号账.db", tmp_path)
    other = record_path("postgresql://clerk:geheim@host/gongjian", tmp_path)
    assert one != other
    assert one.name.startswith("一号账-")
    assert "geheim" not in other.name
    assert other.name.startswith("gongjian-")


def test_a_disk_that_refuses_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    record = Record(tmp_path / "file" / "talk.jsonl")
    with pytest.raises(BadInput) as refusal:
        record.add(TURN)
    assert str(refusal.value) == f"对话没有存下来：{record.path} 不能写入，请检查磁盘和权限。"


def test_a_reply_is_shown_even_where_it_could_not_be_kept(book: Book, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    _, answer = played(book, Record(tmp_path / "file" / "talk.jsonl"), "黑渣土车扣多少")
    assert "5万元" in answer
    assert "对话没有存下来" in answer.splitlines()[-1]
