"""Papers as they are issued: numbers without gaps, files whole or not at all, the same file years later."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from ledger import deductions, findings, invariants, notices
from ledger.database import Book, open_book
from ledger.drafts import AllocationDraft, FindingFilter, ShareDraft, SubsidyDraft, UnitDraft
from ledger.errors import BadDocument, BadValue, GongjianError, NotFound, WrongState
from ledger.money import Money
from ledger.vocabulary import FindingStatus, NoticeKind, RectificationStatus, UnitKind
from tui.usecases.papers import Paper, Wishes, check, issue, issue_month, reprint
from tui.usecases.papers.staging import Staging
from tui.usecases.papers.wishes import Look

TODAY = date(2026, 9, 1)
SHARED = "2026-0007"


@pytest.fixture(scope="module")
def whole_month(month_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample month with all that has a price posted, save the finding that two offices share."""
    from penalties.posting import approve_and_post

    path = tmp_path_factory.mktemp("whole") / "book.db"
    shutil.copy(month_book, path)
    with open_book(f"sqlite:///{path}", clock=morning) as book, book.write("李四") as tx:
        for row in findings.list_findings(tx, FindingFilter(status=FindingStatus.FILED), None, 100):
            if row.amount is not None and row.office is not None and row.number != SHARED:
                approve_and_post(tx, row.number)
    return path


def morning() -> datetime:
    return datetime(2026, 9, 1, 9, 30).astimezone()


@pytest.fixture
def book(whole_month: Path, tmp_path: Path) -> Iterator[Book]:
    """A copy of one's own."""
    path = tmp_path / "book.db"
    shutil.copy(whole_month, path)
    with open_book(f"sqlite:///{path}", clock=morning) as book:
        yield book


@pytest.fixture
def posted(book: Book) -> list[str]:
    """The posted findings, the oldest first."""
    with book.read() as tx:
        rows = findings.list_findings(tx, FindingFilter(status=FindingStatus.POSTED), None, 100)
    return [row.number for row in reversed(rows)]


def give(
    book: Book, kind: NoticeKind, about: list[str], folder: Path, wishes: Wishes | None = None
) -> tuple[Paper, ...]:
    return issue(book, "张三", about, kind, folder, TODAY, wishes=wishes)


def text_of(path: Path) -> str:
    from templates.checks.document import PaperFile
    from templates.package import read_parts
    from templates.verification import paper_lines

    return "\n".join(paper_lines(PaperFile(read_parts(path.read_bytes(), path.name), path.name, filled=True)))


def numbers_in(book: Book) -> list[str]:
    with book.read() as tx:
        return [notice.number for notice in notices.list_notices(tx)]


def agrees(book: Book, paper: Paper) -> tuple[str, ...]:
    with book.read() as tx:
        checked = check(tx, paper.path)
    assert checked.notice.number == paper.notice.number
    return checked.differences


def meeting() -> Wishes:
    moment = datetime(2026, 9, 5, 15)  # noqa: DTZ001
    return Wishes(time=moment, reason="8月扬尘问题多发", place="区政府三楼会议室")


def subsidised(book: Book) -> None:
    """Two enterprises of different grades, paid under one clause."""
    from ledger import subsidies, units
    from ledger.rules_in_force import subsidy_rules_in_force

    with book.read() as tx:
        rules = subsidy_rules_in_force(tx, TODAY)
    for name, rule in zip(("甲水泥有限公司", "乙铸造有限公司"), rules, strict=False):
        draft = SubsidyDraft(name, 2026, rule.id, rule.rule.amount, ("按等级",))
        with book.write("张三") as tx:
            units.register(tx, UnitDraft(name, UnitKind.ENTERPRISE))
            subsidies.propose(tx, draft)
        with book.write("李四") as tx:
            subsidies.pay(tx, draft)


def test_every_kind_is_issued_agrees_with_the_books_and_prints_again_byte_for_byte(
    book: Book, posted: list[str], tmp_path: Path
) -> None:
    subsidised(book)
    first, out = posted[:1], tmp_path / "out"
    [deduction] = give(book, NoticeKind.DEDUCTION, first, out)
    papers = [
        deduction,
        *give(book, NoticeKind.ALLOCATION, posted[:2], out),
        *give(book, NoticeKind.RECTIFICATION, first, out, Wishes(due=date(2026, 9, 20))),
        *give(book, NoticeKind.INTERVIEW, first, out, meeting()),
        *give(book, NoticeKind.SUBSIDY, [], out, Wishes(to="区财政局")),
        *give(book, NoticeKind.CIRCULAR, [], out, Wishes(month="2026-08")),
        *give(book, NoticeKind.SUMMARY, [], out, Wishes(month="2026-08", to="区财政局")),
        *give(book, NoticeKind.RECEIPT, [deduction.notice.number], out),
    ]
    assert [difference for paper in papers for difference in agrees(book, paper)] == []
    with book.read() as tx:
        for paper in papers:
            again = reprint(tx, paper.notice.number, tmp_path / "again")
            assert (again.name, again.read_bytes()) == (paper.path.name, paper.path.read_bytes())
    assert invariants.verify(book) == []


def test_several_amounts_under_one_clause_are_each_quoted(book: Book, tmp_path: Path) -> None:
    subsidised(book)
    [paper] = give(book, NoticeKind.SUBSIDY, [], tmp_path, Wishes(to="区财政局"))
    text = text_of(paper.path)
    assert "其中A级企业补助15万元" in text
    assert "B级企业补助6万元" in text
    with pytest.raises(BadValue) as refusal:
        give(book, NoticeKind.SUBSIDY, [], tmp_path, Wishes(to="区财政局"))
    assert str(refusal.value) == "2026 年的补助都已出过补助资金拨付通知，没有可通知的。"


def test_a_supervision_order_assigns_the_repair_with_its_due_date(
    book: Book, posted: list[str], tmp_path: Path
) -> None:
    [paper] = give(book, NoticeKind.RECTIFICATION, posted[:1], tmp_path, Wishes(due=date(2026, 9, 20)))
    with book.read() as tx:
        finding = findings.get(tx, posted[0])
    assert finding.rectification is not None
    assert (finding.rectification.status, finding.rectification.due_on) == (
        RectificationStatus.ASSIGNED,
        date(2026, 9, 20),
    )
    assert paper.notice.number in finding.notices
    assert "2026年9月20日前完成整改" in text_of(paper.path)


def test_a_reversal_is_followed_by_a_revocation_and_a_new_number_that_names_the_old(
    book: Book, posted: list[str], tmp_path: Path
) -> None:
    old = corrected(book, posted, tmp_path)
    several = old.notice.findings
    assert agrees(book, old)[0] == f"问题 {several[0]} 在账簿中已冲销"
    wishes = Wishes(reason="复查撤销一个问题", reissue=True)
    new, correction = give(book, NoticeKind.CORRECTION, [old.notice.number], tmp_path, wishes)
    assert f"本件代替{old.notice.number}" in text_of(new.path)
    assert f"重新出具的文书为{new.notice.number}" in text_of(correction.path)
    assert agrees(book, old)[0] == "账簿中这份文书已作废"
    assert agrees(book, new) == agrees(book, correction) == ()


def test_a_corrected_paper_stays_in_force_with_the_right_amount(
    book: Book, posted: list[str], tmp_path: Path
) -> None:
    old = corrected(book, posted, tmp_path)
    [correction] = give(book, NoticeKind.CORRECTION, [old.notice.number], tmp_path, Wishes(reason="冲销一个"))
    assert correction.notice.amount is not None
    assert "更正后金额：人民币" in text_of(correction.path)
    assert f"已由 {correction.notice.number} 更正为 {correction.notice.amount} 元" in agrees(book, old)
    with book.read() as tx:
        assert not notices.get(tx, old.notice.number).voided
    with pytest.raises(WrongState, match="更正过；再有变动请加 --revoke 撤销"):
        give(book, NoticeKind.CORRECTION, [old.notice.number], tmp_path, Wishes(reason="再改"))


def corrected(book: Book, posted: list[str], folder: Path) -> Paper:
    """A notice on two findings of one unit, of which one was reversed since."""
    with book.read() as tx:
        offices = {number: findings.get(tx, number).row.office for number in posted}
    office = next(unit for unit in offices.values() if list(offices.values()).count(unit) > 1)
    theirs = [number for number in posted if offices[number] == office]
    [old] = give(book, NoticeKind.DEDUCTION, theirs, folder)
    with book.write("李四") as tx:
        deductions.reverse(tx, theirs[0], "复查撤销")
    return old


def test_a_month_is_issued_in_one_go_and_only_what_nobody_was_told(
    book: Book, posted: list[str], tmp_path: Path
) -> None:
    told: list[tuple[int, int, str]] = []
    made = issue_month(book, "张三", "2026-08", tmp_path, TODAY, progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == list(range(1, len(made.papers) + 1))
    assert made.failed == ()
    assert made.merged is not None
    assert made.merged.is_file()
    assert {number for paper in made.papers for number in paper.notice.findings} == set(posted)
    with pytest.raises(BadValue) as refusal:
        issue_month(book, "张三", "2026-08", tmp_path, TODAY)
    assert str(refusal.value) == "2026-08 没有待通知的扣缴，请核对月份，或先把问题复核、分担、记账。"


def test_a_unit_that_fails_is_named_and_costs_no_other(book: Book, posted: list[str], tmp_path: Path) -> None:
    from ledger import objections

    with book.write("张三") as tx:
        office = findings.get(tx, posted[0]).row.office
        objections.enter(tx, posted[0], office or "", "点位不在辖区")
    made = issue_month(book, "张三", "2026-08", tmp_path, TODAY)
    assert [unit for unit, _ in made.failed] == [office]
    assert made.papers
    serials = [int(number.split("〕")[1].removesuffix("号")) for number in numbers_in(book)]
    assert serials == list(range(1, len(made.papers) + 1))


def test_without_a_chinese_font_the_circular_has_no_charts_and_says_so(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from templates import charts

    def none() -> str:
        raise BadValue(charts.NO_FONT)

    monkeypatch.setattr(charts, "chinese_font", none)
    [paper] = give(book, NoticeKind.CIRCULAR, [], tmp_path, Wishes(month="2026-08"))
    assert paper.remark == "本机没有中文字体，通报未附图表；装好仿宋或宋体后可以重出。"
    assert "附件" not in text_of(paper.path)
    assert agrees(book, paper) == ()


@pytest.mark.parametrize(
    ("kind", "wishes", "message"),
    [
        (NoticeKind.DEDUCTION, Wishes(), "请给出要列入文书的问题编号，例如 2026-0001。"),
        (
            NoticeKind.RECEIPT,
            Wishes(),
            "请给出要送达的文书的文号。",
        ),
        (NoticeKind.CORRECTION, Wishes(reason="错"), "请给出要更正的文书的文号，一次一件。"),
        (NoticeKind.CIRCULAR, Wishes(), "情况通报要写明月份，请加 --month，例如 --month 2026-08。"),
        (
            NoticeKind.CIRCULAR,
            Wishes(month="2025-01"),
            "2025-01 没有入账的金额，不用出文书，请核对月份。",
        ),
        (
            NoticeKind.SUMMARY,
            Wishes(month="2026-08"),
            "不知道主送哪个财政部门，请用 --to 写明，例如 --to 区财政局。",
        ),
        (
            NoticeKind.REWARD,
            Wishes(to="区财政局"),
            "2026 年没有已复核的奖励，请先登记并复核，或用 --year 换一年。",
        ),
        (
            NoticeKind.INTERVIEW,
            Wishes(),
            '约谈通知书要写明时间，请加 --time，例如 --time "2026-09-05 15:00"。',
        ),
        (
            NoticeKind.CIRCULAR,
            Wishes(month="2026-08", look=Look(form="便条")),
            "没有“便条”这种格式，可选：信函、文件、表格、letter、document、plain。",
        ),
    ],
)
def test_a_paper_that_lacks_something_says_what_and_takes_no_number(
    kind: NoticeKind, wishes: Wishes, message: str, book: Book, tmp_path: Path
) -> None:
    with pytest.raises(GongjianError) as refusal:
        give(book, kind, [], tmp_path / "out", wishes)
    assert str(refusal.value) == message
    assert numbers_in(book) == []
    assert not list(tmp_path.glob("out/*"))


def test_a_finding_is_told_once(book: Book, posted: list[str], tmp_path: Path) -> None:
    [paper] = give(book, NoticeKind.DEDUCTION, posted[:1], tmp_path)
    with pytest.raises(WrongState) as refusal:
        give(book, NoticeKind.DEDUCTION, posted[:1], tmp_path)
    assert str(refusal.value) == (
        f"问题 {posted[0]} 已由 {paper.notice.number} 通知{paper.notice.recipient}；"
        "要重新出具，请先出更正通知（--kind 更正通知）。"
    )


def test_a_supervision_order_without_due_date_or_with_another_one_is_refused(
    book: Book, posted: list[str], tmp_path: Path
) -> None:
    with pytest.raises(BadValue) as refusal:
        give(book, NoticeKind.RECTIFICATION, posted[:1], tmp_path)
    assert str(refusal.value) == "整改督办单要写明整改期限，请加 --due，例如 --due 2026-09-20。"
    give(book, NoticeKind.RECTIFICATION, posted[:1], tmp_path, Wishes(due=date(2026, 9, 20)))
    with pytest.raises(WrongState) as refused:
        give(book, NoticeKind.RECTIFICATION, posted[:1], tmp_path, Wishes(due=date(2026, 9, 25)))
    assert str(refused.value) == (
        f"问题 {posted[0]} 已交办整改，期限是 2026-09-20；改期限请先延期，再出督办单。"
    )


def test_a_paper_that_needs_no_correction_is_not_corrected(
    book: Book, posted: list[str], tmp_path: Path
) -> None:
    [paper] = give(book, NoticeKind.DEDUCTION, posted[:1], tmp_path)
    with pytest.raises(BadValue) as refusal:
        give(book, NoticeKind.CORRECTION, [paper.notice.number], tmp_path, Wishes(reason="错字"))
    assert str(refusal.value) == (
        f"{paper.notice.number} 的金额与账簿一致，没有可更正的；"
        "其他内容有误请加 --revoke 撤销，或加 --reissue 撤销并重出。"
    )
    with pytest.raises(BadValue) as refused:
        give(book, NoticeKind.CORRECTION, [paper.notice.number], tmp_path)
    assert str(refused.value) == f"更正 {paper.notice.number} 要写明原因，请加 --reason。"


def test_a_file_that_cannot_be_written_burns_no_number(book: Book, posted: list[str], tmp_path: Path) -> None:
    blocked = tmp_path / "out"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(BadDocument, match="没有编号，请换一个文件夹或腾出空间后再试。"):
        give(book, NoticeKind.DEDUCTION, posted, blocked)
    assert numbers_in(book) == []
    [paper] = give(book, NoticeKind.DEDUCTION, posted[:1], tmp_path / "else")
    assert paper.notice.number.endswith("〔2026〕1号")


def test_a_second_paper_that_fails_takes_the_first_back(
    book: Book, posted: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Staging.put

    def full(self: Staging, name: str, content: bytes) -> Path:
        if "〕2号" in name:
            raise BadDocument("磁盘已满")
        return whole(self, name, content)

    monkeypatch.setattr(Staging, "put", full)
    with pytest.raises(BadDocument):
        give(book, NoticeKind.DEDUCTION, posted, tmp_path / "out")
    assert numbers_in(book) == []
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_that_will_not_move_is_printed_again(
    book: Book, posted: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Staging, "move", lambda self: [place for _, place in self._waiting])
        with pytest.raises(BadDocument, match="已编号入账，但文件没能放进"):
            give(book, NoticeKind.DEDUCTION, posted[:1], tmp_path)
    assert list(tmp_path.glob("*_*.docx")) == []
    [number] = numbers_in(book)
    with book.read() as tx:
        assert reprint(tx, number, tmp_path).is_file()


def test_a_clerks_broken_template_is_refused_before_a_number_is_taken(
    book: Book, posted: list[str], tmp_path: Path
) -> None:
    templates = tmp_path / "模板"
    templates.mkdir()
    (templates / "扣缴财力通知书-信函.docx").write_bytes(b"not a document")
    with pytest.raises(BadDocument, match=r"模板“扣缴财力通知书-信函\.docx”不能用："):
        give(book, NoticeKind.DEDUCTION, posted[:1], tmp_path, Wishes(look=Look(templates=templates)))
    assert numbers_in(book) == []


def test_a_template_that_changed_since_cannot_pass_for_the_original(
    book: Book, posted: list[str], tmp_path: Path
) -> None:
    from templates.notices import copy_templates

    [paper] = give(book, NoticeKind.DEDUCTION, posted[:1], tmp_path)
    templates = tmp_path / "模板"
    copy_templates(templates)
    shutil.copy(templates / "约谈通知书-文件.docx", templates / "扣缴财力通知书-信函.docx")
    with pytest.raises(BadDocument), book.read() as tx:
        reprint(tx, paper.notice.number, tmp_path / "again", templates)
    assert not (tmp_path / "again").exists()


def test_what_was_changed_on_a_paper_is_named(book: Book, posted: list[str], tmp_path: Path) -> None:
    from templates.package import read_parts, write_parts

    [paper] = give(book, NoticeKind.DEDUCTION, posted[:1], tmp_path)
    parts = read_parts(paper.path.read_bytes(), "原件")
    body = parts["word/document.xml"].decode().replace("按期销号", "不用销号")
    forged = tmp_path / "改过.docx"
    forged.write_bytes(write_parts(parts | {"word/document.xml": body.encode()}))
    with book.read() as tx:
        checked = check(tx, forged)
    assert not checked.identical
    [difference] = checked.differences
    assert "不用销号" in difference
    assert "按期销号" in difference


def test_an_unknown_paper_and_an_unknown_number_are_refused(book: Book, tmp_path: Path) -> None:
    with book.read() as tx:
        with pytest.raises(NotFound, match="没有文号为“某办〔2026〕1号”的通知书"):
            reprint(tx, "某办〔2026〕1号", tmp_path)
        with pytest.raises(NotFound, match="没有文件"):
            check(tx, tmp_path / "none.docx")


def test_an_allocation_decision_lists_every_share(book: Book, tmp_path: Path) -> None:
    from penalties.posting import approve_and_post

    with book.read() as tx:
        row = findings.get(tx, SHARED).row
    assert row.amount is not None
    half = Money(row.amount.fen // 2)
    shares = (ShareDraft("望湖街道办事处", half), ShareDraft("临江街道办事处", half))
    with book.write("李四") as tx:
        approve_and_post(tx, row.number, AllocationDraft(shares, "两街道交界"))
    [paper] = give(book, NoticeKind.ALLOCATION, [row.number], tmp_path)
    assert set(paper.notice.recipient.split("，")) == {"望湖街道办事处", "临江街道办事处"}
    assert "两街道交界" in text_of(paper.path)
    assert agrees(book, paper) == ()


def test_two_people_at_once_share_one_row_of_numbers(book: Book, posted: list[str], tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def one(number: str) -> str:
        with open_book(f"sqlite:///{tmp_path / 'book.db'}", clock=morning) as own:
            [paper] = issue(own, "李四", [number], NoticeKind.DEDUCTION, tmp_path / "out", TODAY)
        return paper.notice.number

    with ThreadPoolExecutor(4) as people:
        made = list(people.map(one, posted[:8]))
    assert sorted(made) == [f"青环攻坚办扣〔2026〕{serial}号" for serial in range(1, 9)]
    assert invariants.verify(book) == []


def test_every_kind_in_the_form_that_is_asked_for_keeps_to_the_standard(
    book: Book, posted: list[str], tmp_path: Path
) -> None:
    from templates.checks import check_layout_bytes

    look = Look(form="文件", fonts="windows", margins="converted", preprinted=True)
    wishes = Wishes(copies=("区财政局",), contact="张三", phone="1234567", look=look)
    for paper in give(book, NoticeKind.ALLOCATION, posted[:1], tmp_path, wishes):
        assert list(check_layout_bytes(paper.path.read_bytes(), paper.path.name, filled=True)) == []
        assert "抄送：区财政局。" in text_of(paper.path)
        with book.read() as tx:
            again = reprint(tx, paper.notice.number, tmp_path / "again")
        assert again.read_bytes() == paper.path.read_bytes()


def test_a_reward_goes_to_the_office_that_earned_it_by_the_clause(book: Book, tmp_path: Path) -> None:
    from ledger import subsidies
    from ledger.rules_in_force import reward_rules_in_force

    with book.read() as tx:
        [rule] = reward_rules_in_force(tx, TODAY)
    draft = SubsidyDraft("松涧街道办事处", 2026, rule.id, rule.rule.amount, ("年度考核第一名",))
    with book.write("张三") as tx:
        subsidies.propose(tx, draft)
    with pytest.raises(BadValue, match="没有已复核的奖励"):
        give(book, NoticeKind.REWARD, [], tmp_path, Wishes(to="区财政局"))
    with book.write("李四") as tx:
        subsidies.pay(tx, draft)
    [paper] = give(book, NoticeKind.REWARD, ["松涧街道办事处"], tmp_path, Wishes(to="区财政局"))
    assert "人民币壹拾万元整（¥100,000.00）" in text_of(paper.path)
    assert agrees(book, paper) == ()
