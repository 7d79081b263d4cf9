"""Posting lists in numpy: which rows hold a token, and how much it weighs there.

Owns the index and the sum over a query's tokens; tokens are whole numbers.  Building is linear in the tokens
but for one sort; a query touches only the postings of its own tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Postings:
    """`rows[starts[i]:starts[i+1]]` hold `tokens[i]`, with `weights` alike."""

    tokens: NDArray[np.int64]
    starts: NDArray[np.int64]
    rows: NDArray[np.int64]
    weights: NDArray[np.float32]
    size: int

    def sums(self, query: Mapping[int, float]) -> NDArray[np.float64]:
        """For each row, the weights of the query's tokens in it times the query's own weight."""
        import numpy as np

        result = np.zeros(self.size)
        if not query or not len(self.tokens):
            return result
        wanted = np.fromiter(query.keys(), np.int64, len(query))
        places = np.searchsorted(self.tokens, wanted)
        places[places == len(self.tokens)] = 0
        known = self.tokens[places] == wanted
        factors = np.fromiter(query.values(), np.float64, len(query))[known]
        for place, factor in zip(places[known], factors, strict=True):
            span = slice(self.starts[place], self.starts[place + 1])
            result[self.rows[span]] += factor * self.weights[span]
        return result


def bigram_codes(text: str) -> NDArray[np.int64]:
    """Every pair of neighbouring characters as one number; pairs with white space or punctuation left out."""
    import numpy as np

    points = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32).astype(np.int64)
    letters = _word_characters(points)
    return ((points[:-1] << 21) | points[1:])[letters[:-1] & letters[1:]]


def _word_characters(points: NDArray[np.int64]) -> NDArray[np.bool_]:
    digits = (points >= 0x30) & (points <= 0x39)
    latin = (points >= 0x41) & (points <= 0x7A)
    ideographs = (points >= 0x3400) & (points <= 0x9FFF)
    result: NDArray[np.bool_] = digits | latin | ideographs
    return result


def index_texts(texts: Iterable[str]) -> Postings:
    """Character pairs of each text, weighted as BM25 does (k1 1.2, b 0.5) with the pair's rarity."""
    import numpy as np

    codes = [bigram_codes(text) for text in texts]
    size = len(codes)
    lengths = np.array([len(code) for code in codes] or [0], np.int64)
    joined = np.concatenate(codes) if codes else np.zeros(0, np.int64)
    rows = np.repeat(np.arange(size), lengths[:size])
    order = np.argsort(joined, kind="stable")
    joined, rows = joined[order], rows[order]
    first = np.ones(len(joined), bool)
    first[1:] = (joined[1:] != joined[:-1]) | (rows[1:] != rows[:-1])
    begins = np.flatnonzero(first)
    times = np.diff(np.append(begins, len(joined)))
    held, where = joined[begins], rows[begins]
    tokens, starts, spread = np.unique(held, return_index=True, return_counts=True)
    rarity = np.log(1 + (size - spread + 0.5) / (spread + 0.5))
    mean = max(float(lengths.mean()), 1.0)
    damped = times * 2.2 / (times + 1.2 * (0.5 + 0.5 * lengths[where] / mean))
    weights = (damped * np.repeat(rarity, spread)).astype(np.float32)
    return Postings(tokens, np.append(starts, len(held)).astype(np.int64), where, weights, size)
