"""Building a rectangle of cells from rows whose cells may span several places."""

from charter_admin.importing.blocks import Cell

_MAX_COLUMNS = 60
_MAX_PLACES = 400_000


class Grid:
    """A table being read, row by row. Beyond its bounds further cells are dropped."""

    def __init__(self) -> None:
        self.rows: list[tuple[Cell, ...]] = []
        self._row: list[Cell] | None = None
        self._hanging: dict[int, tuple[Cell, int]] = {}
        self._places = 0

    def start_row(self) -> None:
        self.end_row()
        self._row = []

    def add(self, cell: Cell, columns: int = 1, rows: int = 1) -> None:
        """Put a cell at the next free place of the row, over so many columns and rows."""
        if self._row is None:
            self._row = []
        self._fill_hanging()
        for _ in range(max(1, columns)):
            if len(self._row) >= _MAX_COLUMNS:
                return
            if rows != 1:
                self._hanging[len(self._row)] = (cell, rows - 1)
            self._row.append(cell)

    def end_row(self) -> None:
        if self._row is None:
            return
        self._fill_hanging()
        self._places += len(self._row)
        if self._row and self._places <= _MAX_PLACES:
            self.rows.append(tuple(self._row))
        self._row = None

    def _fill_hanging(self) -> None:
        """Repeat the cells that come down from the rows above, up to the next free place."""
        assert self._row is not None  # noqa: S101 - only called while a row is open
        while (place := len(self._row)) in self._hanging:
            cell, left = self._hanging.pop(place)
            self._row.append(cell)
            if left != 1:
                self._hanging[place] = (cell, left - 1)


def span(value: str | None) -> int:
    """Read a colspan or rowspan. A rowspan of 0 means: down to the end, here -1."""
    digits = (value or "").strip()[:5]
    return int(digits) if digits.isascii() and digits.isdigit() else 1
