"""The styles of every paper: no theme, each font in all four slots, nothing that a clerk would not use."""

from __future__ import annotations

from dataclasses import dataclass

from templates.base_documents.ooxml import DECLARATION, NAMESPACES, border
from templates.standard import (
    BLACK,
    GB2312,
    IMPRINT_LINE,
    LETTER_NUMBER_BELOW,
    MARK_LEADING,
    MARK_TOP,
    NOMINAL,
    RED,
    SIZE_BODY,
    SIZE_IMPRINT,
    SIZE_TABLE,
    SIZE_TITLE,
    TABLE_LINE,
    TITLE_LINE,
    Fonts,
)

# 2 characters of the grid; Word takes firstLineChars, others the twips beside it.
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="632"/>'
NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
LETTER_MARK_LINE = 840


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: `before` stands ahead of w:spacing in the schema's order, `after` behind it."""

    id: str
    name: str
    font: str
    size: int = SIZE_BODY
    colour: str = BLACK
    line: int = NOMINAL.line
    space_before: int = 0
    space_after: int = 0
    before: str = ""
    after: str = ""
    own_grid: bool = True
    rule: str = "exact"

    def xml(self) -> str:
        snap = "" if self.own_grid else '<w:snapToGrid w:val="0"/>'
        default = ' w:default="1"' if self.id == "Normal" else ""
        based = "" if self.id == "Normal" else '<w:basedOn w:val="Normal"/>'
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}"><w:name w:val="{self.name}"/>{based}'
            f"<w:qFormat/><w:pPr>{self.before}{snap}"
            f'<w:spacing w:before="{self.space_before}" w:after="{self.space_after}" '
            f'w:line="{self.line}" w:lineRule="{self.rule}"/>'
            f"{self.after}</w:pPr><w:rPr>{fonts(self.font)}"
            f'<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{self.colour}"/>'
            f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/></w:rPr></w:style>'
        )


def fonts(name: str) -> str:
    """One face in all four slots; the hint gives “”—… the Chinese face as well."""
    slots = " ".join(f'w:{slot}="{name}"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f'<w:rFonts w:hint="eastAsia" {slots}/>'


def _justify(value: str) -> str:
    return f'<w:jc w:val="{value}"/>'


def styles(faces: Fonts = GB2312) -> tuple[Style, ...]:
    """Every style, the default one first."""
    red_line = f"<w:pBdr>{border('bottom', 8, RED, space=8)}</w:pBdr>"
    imprint_tab = '<w:tabs><w:tab w:val="right" w:pos="8564"/></w:tabs>'
    hei, kai, body = faces.hei, faces.kai, faces.body
    return (
        Style("Normal", "Normal", body, after=_justify("both")),
        Style("Body", "公文正文", body, after=INDENT + _justify("both")),
        Style("BodyLeft", "公文正文（左对齐）", body, after=INDENT + _justify("left")),
        Style("Level1", "公文一级标题", hei, before="<w:keepNext/>", after=INDENT + _justify("both")),
        Style("Level2", "公文二级标题", kai, before="<w:keepNext/>", after=INDENT + _justify("both")),
        Style(
            "Mark",
            "发文机关标志",
            faces.title,
            110,
            RED,
            1100 + MARK_LEADING,
            space_before=MARK_TOP,
            after=NO_INDENT + _justify("center"),
            own_grid=False,
        ),
        Style(
            "LetterMark",
            "信函发文机关标志",
            faces.title,
            80,
            RED,
            LETTER_MARK_LINE,
            space_after=LETTER_NUMBER_BELOW,
            after=_justify("center"),
            own_grid=False,
        ),
        Style("Number", "发文字号", body, before=red_line, after=NO_INDENT + _justify("center")),
        Style("LetterNumber", "信函发文字号", body, after=NO_INDENT + _justify("right")),
        Style("PaperTitle", "公文标题", faces.title, SIZE_TITLE, line=TITLE_LINE, after=_justify("center")),
        Style("Recipient", "主送机关", body, after=NO_INDENT + _justify("left")),
        Style("AttachmentNote", "附件说明", body, after=_hanging(500, 300) + _justify("left")),
        Style("AttachmentNoteFirst", "附件说明首项", body, after=_hanging(600, 400) + _justify("left")),
        Style("AttachmentNoteNext", "附件说明续项", body, after=_hanging(600, 100) + _justify("left")),
        Style("PaperSignature", "署名", body, before="<w:keepNext/>", after=_right(400)),
        Style("PaperDate", "成文日期", body, after=_right(400)),
        Style("Remark", "附注", body, after=INDENT + _justify("left")),
        Style("AttachmentMark", "附件标识", hei, before="<w:pageBreakBefore/>", after=_justify("left")),
        Style(
            "AttachmentTitle", "附件标题", faces.title, SIZE_TITLE, line=TITLE_LINE, after=_justify("center")
        ),
        # An exact line would cut a picture off.
        Style("Figure", "图", body, line=240, after=_justify("center"), own_grid=False, rule="auto"),
        _table_style("TableHead", "表头", hei, _justify("center")),
        _table_style("TableText", "表格文字", body, _justify("left")),
        _table_style("TableMiddle", "表格居中", body, _justify("center")),
        _table_style("TableNumber", "表格数字", body, _justify("right")),
        Style(
            "ImprintCopies",
            "版记抄送",
            body,
            SIZE_IMPRINT,
            line=IMPRINT_LINE,
            after=_copies(),
            own_grid=False,
        ),
        Style(
            "ImprintPrint",
            "版记印发",
            body,
            SIZE_IMPRINT,
            line=IMPRINT_LINE,
            before=imprint_tab,
            after=_copies_line(),
            own_grid=False,
        ),
        Style("Anchor", "版记定位", body, 2, line=20, own_grid=False),
        Style(
            "PageRight",
            "单页页码",
            faces.song,
            SIZE_IMPRINT,
            line=320,
            after=_margin("right") + _justify("right"),
            own_grid=False,
        ),
        Style(
            "PageLeft",
            "双页页码",
            faces.song,
            SIZE_IMPRINT,
            line=320,
            after=_margin("left") + _justify("left"),
            own_grid=False,
        ),
    )


def _table_style(style: str, name: str, font: str, justify: str) -> Style:
    """Text in cells: its own line spacing, for the page's would cut off or stretch the rows."""
    return Style(style, name, font, SIZE_TABLE, line=TABLE_LINE, after=justify, own_grid=False)


def _hanging(left: int, hanging: int) -> str:
    return (
        f'<w:ind w:leftChars="{left}" w:left="{left * 316 // 100}" '
        f'w:hangingChars="{hanging}" w:hanging="{hanging * 316 // 100}"/>'
    )


def _right(characters: int) -> str:
    return f'<w:ind w:rightChars="{characters}" w:right="{characters * 316 // 100}"/>' + _justify("right")


def _margin(side: str) -> str:
    return f'<w:ind w:{side}Chars="100" w:{side}="280"/>'


def _copies() -> str:
    return (
        '<w:ind w:leftChars="400" w:left="1120" w:rightChars="100" w:right="280" '
        'w:hangingChars="300" w:hanging="840"/>' + _justify("left")
    )


def _copies_line() -> str:
    return '<w:ind w:leftChars="100" w:left="280" w:rightChars="100" w:right="280"/>' + _justify("left")


def styles_xml(faces: Fonts = GB2312) -> str:
    """word/styles.xml: the defaults of the document and the paragraph styles."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(faces.body)}"
        f'<w:color w:val="{BLACK}"/><w:kern w:val="0"/>'
        f'<w:sz w:val="{SIZE_BODY}"/><w:szCs w:val="{SIZE_BODY}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{NOMINAL.line}" w:lineRule="exact"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )
    body = "".join(style.xml() for style in styles(faces))
    return f"{DECLARATION}<w:styles {NAMESPACES}>{defaults}{body}{table}</w:styles>"


def font_table_xml(faces: Fonts = GB2312) -> str:
    """word/fontTable.xml: each face with what a machine that lacks it may take instead."""
    instead = {
        "仿宋_GB2312": "仿宋",
        "楷体_GB2312": "楷体",
        "方正小标宋简体": "华文中宋",
        "黑体": "SimHei",
        "宋体": "SimSun",
    }
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead.get(name, "宋体")}"/>'
        '<w:charset w:val="86"/></w:font>'
        for name in faces.names()
    )
    return f"{DECLARATION}<w:fonts {NAMESPACES}>{entries}</w:fonts>"
