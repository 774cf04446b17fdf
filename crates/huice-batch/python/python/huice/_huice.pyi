from typing import Any

import pyarrow

__version__: str

class Law:
    @staticmethod
    def open(path: str, place: str | None) -> Law: ...
    @staticmethod
    def from_bytes(bytes: bytes) -> Law: ...
    def to_bytes(self) -> bytes: ...
    @property
    def place(self) -> str: ...
    @property
    def place_name(self) -> str: ...
    @property
    def instruments(self) -> list[str]: ...
    @property
    def facts(self) -> list[tuple[str, str]]: ...
    def evaluate(self, answers: str, as_of: str) -> str: ...
    def screen(
        self,
        people: Any,
        again: Any | None,
        as_of: str,
        only: list[str],
        all: bool,
        person: str,
        skip_errors: bool,
    ) -> pyarrow.RecordBatchReader: ...
    def check(
        self, people: Any, again: Any | None, as_of: str, person: str
    ) -> list[tuple[int, str, str, str]]: ...
