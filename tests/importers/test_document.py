"""Files of every kind become one canonical text, or are refused in one clear line."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from importers.document import MAX_BYTES, read_content, read_document
from importers.plans import read_plan
from importers.readers import scan
from ledger.errors import BadDocument

TEXT = "一、工作目标\n全县PM2.5年均浓度不高于40微克/立方米。\n二、任务\n1.治理扬尘。（县住建局负责）"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_text_file_reads_the_same_in_every_encoding(encoding: str) -> None:
    assert read_content(TEXT.encode(encoding), "方案.txt").text == TEXT


def test_a_few_damaged_bytes_do_not_lose_the_document() -> None:
    content = TEXT.encode() * 50
    assert "治理扬尘" in read_content(content + b"\xff\xe7", "方案.txt").text


def test_the_source_names_the_file_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes(TEXT.encode())
    source = read_document(path).source
    assert source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (source.format, source.name) == ("txt", "方案.txt")


def test_the_same_bytes_give_the_same_plan(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes(TEXT.encode())
    assert read_plan(path) == read_plan(path)


def test_a_document_that_was_renamed_is_read_as_what_it_is() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:body><w:p><w:r><w:t>正文。</w:t></w:r></w:p></w:body></w:document>",
        )
    assert read_content(packed.getvalue(), "方案.txt").source.format == "docx"


def zipped(**parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return packed.getvalue()


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
XXE = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document {WORD}><w:body/></w:document>'
LAUGHS = '<!DOCTYPE l [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>'

REFUSED = {
    "空文件": (b"", "a.docx", "“a.docx”是空文件，请检查后重新提供。"),
    "只有空白": (b" \r\n\t ", "a.txt", "“a.txt”是空文件，请检查后重新提供。"),
    "旧版文档": (
        COMPOUND,
        "a.doc",
        "“a.doc”是旧版 .doc/.wps 文档，请用 Word 或 WPS 打开后另存为 .docx 再导入。",
    ),
    "加密文档": (
        COMPOUND + "EncryptedPackage".encode("utf-16-le"),
        "a.docx",
        "“a.docx”已加密，请用 Word 或 WPS 打开、取消密码后另存为 .docx 再导入。",
    ),
    "表格": (
        zipped(xl__workbook="<workbook/>"),
        "a.xlsx",
        "“a.xlsx”是 Excel 表格，政策文件请提供 .docx 或 .pdf；问题清单请用“导入问题”。",
    ),
    "压缩包": (zipped(a="x"), "a.docx", "“a.docx”不是 Word 文档（可能是压缩包），请解压后选择其中的文档。"),
    "改了扩展名": (
        "只是文字。".encode(),
        "a.docx",
        "“a.docx”的内容不是 .docx 文件（可能已损坏或改过扩展名），请重新获取原文件。",
    ),
    "富文本": (b"{\\rtf1 abc}", "a.rtf", "“a.rtf”是 RTF 文档，请用 Word 或 WPS 打开后另存为 .docx 再导入。"),
    "程序": (
        b"\x7fELF" + bytes(range(32)) * 20,
        "a.bin",
        "“a.bin”不是可识别的文档，请提供 .docx、.pdf、.txt、.md 或 .html 文件。",
    ),
    "截断的文档": (
        zipped(word__document="<w:document/>")[:60],
        "a.docx",
        "“a.docx”已损坏或不完整，无法打开，请重新获取原文件。",
    ),
    "不完整的正文": (
        zipped(word__document=f"<w:document {WORD}><w:body>"),
        "a.docx",
        "“a.docx”的内容已损坏，无法读取，请用 Word 打开并另存后再导入。",
    ),
    "外部实体": (zipped(word__document=XXE), "a.docx", "“a.docx”含有不允许的外部实体声明，未导入。"),
    "实体膨胀": (zipped(word__document=LAUGHS), "a.docx", "“a.docx”含有不允许的外部实体声明，未导入。"),
    "截断的便携文档": (b"%PDF-1.6\n1 0 obj", "a.pdf", "“a.pdf”已损坏或不完整，无法打开，请重新获取原文件。"),
    "不是便携文档": (
        "文字".encode(),
        "a.pdf",
        "“a.pdf”的内容不是 .pdf 文件（可能已损坏或改过扩展名），请重新获取原文件。",
    ),
    "没有正文": (
        b"<html><body><script>x()</script></body></html>",
        "a.html",
        "“a.html”中没有可读取的文字，请检查文件内容。",
    ),
}


@pytest.mark.parametrize("case", REFUSED, ids=list(REFUSED))
def test_what_cannot_be_read_is_refused_in_one_line(case: str) -> None:
    content, name, message = REFUSED[case]
    with pytest.raises(BadDocument) as refusal:
        read_content(content, name)
    assert str(refusal.value) == message


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped(word__document="<w:document>" + " " * (300 * 1024 * 1024) + "</w:document>")
    assert len(bomb) < 2_000_000
    with pytest.raises(BadDocument) as refusal:
        read_content(bomb, "大.docx")
    assert str(refusal.value) == "“大.docx”解压后过大，疑似异常文件，未导入。"


def test_a_part_that_is_too_large_is_refused() -> None:
    with pytest.raises(BadDocument) as refusal:
        read_content(zipped(word__document="<w:document>" + " " * (20 * 1024 * 1024)), "大.docx")
    assert str(refusal.value) == "“大.docx”的内容过大，不像一份政策文件，未导入。"


def test_a_giant_paragraph_is_refused() -> None:
    with pytest.raises(BadDocument) as refusal:
        read_content(("扬尘治理，" * 1_000_000).encode(), "长.txt")
    assert str(refusal.value) == "“长.txt”的文字超过 100 万字，不像一份政策文件，请拆分后导入。"


def test_more_paragraphs_than_any_policy_has_are_refused() -> None:
    with pytest.raises(BadDocument) as refusal:
        read_content("治\n\n".encode() * 70_000, "碎.txt")
    assert str(refusal.value) == "“碎.txt”超过 6 万段，不像一份政策文件，请拆分后导入。"


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(BadDocument) as refusal:
        read_document(path)
    assert str(refusal.value) == "“大.txt”超过 64 MB，请拆分后分别导入。"


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDocument) as missing:
        read_document(tmp_path / "无.docx")
    assert str(missing.value) == f"找不到文件“{tmp_path / '无.docx'}”，请检查路径。"
    with pytest.raises(BadDocument) as folder:
        read_document(tmp_path)
    assert str(folder.value) == f"“{tmp_path.name}”是文件夹，请选择一个文件。"


def test_a_picture_without_the_recogniser_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_available", lambda: False)
    with pytest.raises(BadDocument) as refusal:
        read_content(b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "扫描.png")
    assert str(refusal.value) == (
        "“扫描.png”是扫描件，没有文字层；如需识别，请安装识别组件："
        'pip install "gongjian-ledger[ocr]"。也可以提供 .docx 文件。'
    )


def test_a_scanned_plan_without_the_recogniser_is_refused(
    shared_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "is_available", lambda: False)
    with pytest.raises(BadDocument, match="是扫描件，没有文字层"):
        read_document(shared_dir / "policies" / "zhongzhan-2022-pages30-32-scanned.pdf")


def test_pages_of_a_pdf_are_known(shared_dir: Path) -> None:
    document = read_document(shared_dir / "policies" / "zhongzhan-2022.pdf")
    assert len(document.pages) == 35
    assert document.page_of(document.text.index("二、空气质量目标")) == 2
    assert document.page_of(len(document.text) - 1) == 35


@pytest.mark.slow
def test_scanned_pages_yield_all_ten_deductions(shared_dir: Path) -> None:
    pytest.importorskip("rapidocr_onnxruntime")
    plan = read_plan(shared_dir / "policies" / "zhongzhan-2022-pages30-32-scanned.pdf")
    amounts = [rule.amount.as_json() if rule.amount else None for rule in plan.deductions]
    assert amounts == [100000, 100000, 100000, 100000, None, 50000, 10000, 10000, 10000, 10000]
    assert plan.deductions[4].reference == "焦办〔2016〕37号"
    assert plan.problems[0].message.startswith("文字由图片识别而来（最低可信度 ")


def test_a_page_of_one_paragraph_and_a_table_keeps_both() -> None:
    page = (
        "<html><body><p>某县关于下达任务的通知</p><p>现下达如下。请落实。</p><div><table>"
        "<tr><td>序号</td><td>任务</td><td>时限</td></tr><tr><td>1</td><td>清运</td><td>6月底前</td></tr>"
        "</table></div></body></html>"
    )
    document = read_content(page.encode(), "通知.html")
    assert document.text.startswith("某县关于下达任务的通知\n现下达如下。请落实。")
    assert len(document.tables) == 1
