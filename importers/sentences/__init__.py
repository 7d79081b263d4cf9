"""Read one finding in free text into facts: day, office, level, subject, counts, capacities, zones.

Reading never judges: which rule is broken and what it costs is decided in `penalties`.
"""

from importers.sentences.facts import Bearing, DateMention, Facts, MeasureFailure, Quantity, Zone
from importers.sentences.measures import measures_of
from importers.sentences.reading import read_sentence
from importers.sentences.splitting import split_findings

__all__ = [
    "Bearing",
    "DateMention",
    "Facts",
    "MeasureFailure",
    "Quantity",
    "Zone",
    "measures_of",
    "read_sentence",
    "split_findings",
]
