"""Many people on a cluster of Apache Spark.

Spark hands each executor its rows as batches of Arrow, and has the work of one that dies done
again by another: nothing here schedules anything.
"""

from __future__ import annotations

import datetime
import functools
import os
from typing import Iterable, Iterator, Literal

import pyarrow
from pyspark.sql import DataFrame

from . import Law, open as open_law

SCHEMA = (
    "person string, instrument string, title string, verdict string, not_yet date, "
    "amount string, low decimal(20,2), high decimal(20,2), unit string, strength string, "
    "beneficiary string, missing_kind string, missing string, document string, clause string"
)


def screen(
    df: DataFrame,
    place: str | None,
    as_of: str | datetime.date,
    *,
    law: str | os.PathLike[str] | Law = "rules",
    only: Iterable[str] = (),
    all: bool = False,
    person: str = "person",
    errors: Literal["raise", "skip"] = "raise",
) -> DataFrame:
    """Decides for everybody in ``df``; a row for each person and instrument, as ``Law.screen``.

    The law is opened here and goes to the executors with the task. They need the package.
    """
    opened = law if isinstance(law, Law) else open_law(law, place)
    pack, instruments = opened.to_bytes(), tuple(only)

    def decide(
        batches: Iterator[pyarrow.RecordBatch],
    ) -> Iterator[pyarrow.RecordBatch]:
        own = _opened(pack)
        for batch in batches:
            people = pyarrow.RecordBatchReader.from_batches(batch.schema, [batch])
            yield from own.screen(
                people,
                as_of,
                only=instruments,
                all=all,
                person=person,
                errors=errors,
            )

    return df.mapInArrow(decide, SCHEMA)


@functools.lru_cache(maxsize=4)
def _opened(pack: bytes) -> Law:
    """Each worker opens a law once."""
    return Law.from_bytes(pack)
