"""Characters of text files in the encodings that Chinese offices use."""

from __future__ import annotations

import re

from ledger.errors import BadDocument

_ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5")
_USUAL = re.compile(
    r"[\t\n\r -~\u4e00-\u9fa5，。、；：？！“”‘’（）《》〔〕【】—…·％０-９Ａ-Ｚａ-ｚ　〇²³₂₅₁₀℃×≤≥]"
)


def decode(content: bytes, name: str) -> str:
    """The characters of a text file. Raises BadDocument where no encoding in use here makes text of it."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    guesses = [content.decode(encoding, errors="replace") for encoding in _ENCODINGS]
    best = max(guesses, key=_likelihood)
    if _likelihood(best) < 0.9:
        raise BadDocument(f"“{name}”的文字编码无法识别，请另存为 UTF-8 编码的文本文件再导入。")
    return best


def _likelihood(text: str) -> float:
    """The share of characters that Chinese documents are made of, in a sample from the beginning."""
    sample = text[:20_000]
    return len(_USUAL.findall(sample)) / max(1, len(sample))
