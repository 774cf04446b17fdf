"""Which of the law's grants many people can have.

``open`` opens the law of a place; ``Law.screen`` decides for everybody in a table and gives one
row for each person and instrument; ``Law.evaluate`` says everything about one person.
"""

from __future__ import annotations

import datetime
import decimal
import json
import os
from typing import Any, Iterable, Literal, Mapping, NamedTuple, TypeVar

import pyarrow

from . import _huice

__all__ = ["Law", "RowError", "open"]
__version__: str = _huice.__version__

Table = TypeVar("Table")


class RowError(NamedTuple):
    """One thing in a table that cannot be used."""

    row: int
    person: str
    column: str
    problem: str


class Law:
    """The law of a place, opened. It can be pickled, and used by several threads."""

    def __init__(self, inside: _huice.Law) -> None:
        self._inside = inside

    @property
    def place(self) -> str:
        """The code of the place."""
        return self._inside.place

    @property
    def place_name(self) -> str:
        """The name of the place."""
        return self._inside.place_name

    @property
    def instruments(self) -> list[str]:
        """The ids of the instruments, in the law's order."""
        return self._inside.instruments

    @property
    def facts(self) -> dict[str, str]:
        """The facts that may stand as columns, each with its label."""
        return dict(self._inside.facts)

    def screen(
        self,
        table: Table,
        as_of: str | datetime.date,
        *,
        only: Iterable[str] = (),
        all: bool = False,
        person: str = "person",
        errors: Literal["raise", "skip"] = "raise",
    ) -> Table:
        """Decides for everybody in a table of pyarrow, pandas or polars; the same comes back.

        ``only`` names the instruments that are wanted, ``all`` adds what cannot be had, ``person``
        is the column that says who it is. A row with what cannot be used is an error, or is left
        out with ``errors="skip"``; ``check`` lists them. So is every row of somebody who has
        several; in a ``RecordBatchReader``, which is read once, they are not looked for.
        """
        if errors not in ("raise", "skip"):
            raise ValueError(f"errors: {errors!r}")
        people, again = _people(table)
        stream = self._inside.screen(
            people, again, _day(as_of), list(only), all, person, errors == "skip"
        )
        return _like(table, stream)

    def check(
        self, table: Any, as_of: str | datetime.date, *, person: str = "person"
    ) -> list[RowError]:
        """What cannot be used in a table."""
        people, again = _people(table)
        found = self._inside.check(people, again, _day(as_of), person)
        return [RowError(*error) for error in found]

    def evaluate(
        self, answers: Mapping[str, Any], as_of: str | datetime.date
    ) -> dict[str, Any]:
        """Everything about one person, in the shape of ``huice evaluate --json``."""
        text = json.dumps(answers, default=_plain, ensure_ascii=False)
        return json.loads(self._inside.evaluate(text, _day(as_of)))

    def to_bytes(self) -> bytes:
        """The law as a pack."""
        return bytes(self._inside.to_bytes())

    @staticmethod
    def from_bytes(pack: bytes) -> Law:
        """Opens a pack."""
        return Law(_huice.Law.from_bytes(pack))

    def __reduce__(self) -> tuple[Any, ...]:
        return (Law.from_bytes, (self.to_bytes(),))

    def __repr__(self) -> str:
        return f"<huice.Law {self.place} {self.place_name}>"


def open(law: str | os.PathLike[str], place: str | None = None) -> Law:
    """Opens a folder of rules, a pack, or a folder of packs, for a place by code or name."""
    return Law(_huice.Law.open(os.fspath(law), place))


def _day(as_of: str | datetime.date) -> str:
    return as_of if isinstance(as_of, str) else as_of.strftime("%Y-%m-%d")


def _plain(value: Any) -> str:
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, datetime.date):
        return _day(value)
    raise TypeError(f"{value!r} is no answer")


def _people(table: Any) -> tuple[Any, Any | None]:
    """A table, and the same once more; a stream is there only once."""
    if isinstance(table, pyarrow.RecordBatchReader):
        return table, None
    if hasattr(table, "__arrow_c_stream__"):
        whole = pyarrow.table(table)
        return whole, whole
    raise TypeError("expected a table of pyarrow, pandas (2.2 or later) or polars")


def _like(table: Any, stream: pyarrow.RecordBatchReader) -> Any:
    """The stream as the same kind of table."""
    if isinstance(table, pyarrow.RecordBatchReader):
        return stream
    found = stream.read_all()
    kind = type(table).__module__.partition(".")[0]
    if kind == "pandas":
        return found.to_pandas()
    if kind == "polars":
        import polars

        return polars.from_arrow(found)
    return found
