"""Tables of targets: a row is a metric, a column a base year, a target year or a rate of growth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from graph_builder.languages import compile_words
from graph_builder.model import Achievement, Remark, Role, Target

from .captions import compile_captions
from .cells import Measure, Unit
from .columns import compile_columns
from .frames import PLAN
from .structure import Stretch, trim

if TYPE_CHECKING:
    from datetime import date

    from .columns import Column, Plan
    from .grids import Cell, Grid
    from .reading import TextReader

_CODES = {">=": "at-least", ">": "more-than", "<=": "at-most", "<": "less-than", "=": "equal"}
_CODES |= {"~": "about", "[]": "between"}
_CUMULATED = "cumulated"
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the cell of its metric, its name, and the unit of its values."""

    number: int
    metric: Cell
    name: Stretch
    unit: Unit | None
    part: bool


class TableReader:
    """Reads the tables of one text."""

    def __init__(self, reader: TextReader) -> None:
        self.reader, self.assembly = reader, reader.assembly
        pack = reader.assembly.pack
        self.columns = compile_columns(pack)
        self.cells = self.columns.cells
        self.empty = frozenset(pack.words("tables", "empty"))
        self.parts = re.compile(rf" ?(?:{compile_words(pack.words('tables', 'parts'))})[:：]? ?")
        self.captions = compile_captions(pack)
        self.yearly = re.compile(compile_words(pack.words("verbs", "yearly")))
        self.change = re.compile(compile_words(pack.words("verbs", "change")))
        self.binding = pack.table("bindingness")
        self.enumerator = re.compile(r"\(?\d{1,3}[.、)]|[①-⑳]")
        self.plans: dict[int, tuple[Grid, Plan] | None] = {}
        self.brackets: dict[str, str] = {}
        self.whole: str | None = None
        self.table_unit: Unit | None = None

    def plan(self, grid: Grid) -> tuple[Grid, Plan] | None:
        """The table, turned if its rows are years, with its columns; None if it sets no target."""
        if grid.start not in self.plans:
            self.plans[grid.start] = self._plan(grid)
        return self.plans[grid.start]

    def _plan(self, grid: Grid) -> tuple[Grid, Plan] | None:
        shadow, issued = self.reader.shadow, self.reader.issued
        for way in (grid, grid.turn()):
            if plan := self.columns.read(shadow, way, issued, self.reader.find_day):
                return way, plan
        return None

    def read(self, grid: Grid, modality: str) -> bool:
        """Adds what a table states; False when it is no table of targets."""
        planned = self.plan(grid)
        if planned is None:
            return False
        grid, plan = planned
        worded = plan.find("bindingness") or plan.find("base") or plan.find("deadline")
        if modality != PLAN and not worded and not self._says_target(plan):
            self.assembly.doubt("table-unclear", Stretch(grid.cells[0].start, grid.cells[0].end))
            return True
        self.brackets, self.whole = self.captions.read_brackets(self.reader.shadow, grid), None
        self.table_unit = self.captions.find_unit(self.reader.shadow, grid)
        for number in range(plan.first, grid.rows + 1):
            if row := self._read_row(grid, plan, number):
                self._state(grid, plan, row)
        return True

    def _says_target(self, plan: Plan) -> bool:
        aims = [column.head for column in plan.columns if column.role == "target"]
        shadow, pattern = self.reader.shadow, self.columns.roles["target"]
        return any(head and pattern.search(shadow, head.start, head.end) for head in aims)

    def _read_row(self, grid: Grid, plan: Plan, number: int) -> Row | None:
        column = plan.find("metric")
        cell = grid.at(number, column.number) if column else None
        if cell is None or self.captions.notes.match(self.reader.shadow, cell.start, cell.end):
            return None
        unit, name = self.cells.find_bracketed(self.reader.shadow, cell)
        if place := plan.find("unit"):
            given = grid.at(number, place.number)
            unit = (given and self.cells.find_unit(self.reader.shadow, given)) or unit
        start = name.start
        if mark := self.enumerator.match(self.reader.shadow, start, name.end):
            start = mark.end()
        part = self.parts.match(self.reader.shadow, start, name.end)
        name = trim(self.reader.shadow, part.end() if part else start, name.end)
        if name.start == name.end or any(grid.at(number, c.number) is cell for c in plan.values):
            return None
        return Row(number, cell, name, unit, part is not None)

    def _state(self, grid: Grid, plan: Plan, row: Row) -> None:
        base: Stretch | None = None
        stated: list[str] = []
        for column in plan.values:
            cell = grid.at(row.number, column.number)
            if cell is None or self._is_empty(cell):
                continue
            measures = list(self.cells.read(self.reader.shadow, cell))
            if not measures and column.role == "target":
                self.assembly.doubt("cell-unclear", Stretch(cell.start, cell.end))
            for measure in measures:
                if column.role in {"base", "estimate"}:
                    base = self._report(row, column, cell, measure) or base
                elif name := self._aim(grid, plan, row, (column, cell, measure)):
                    stated.append(name)
        for name in stated if base else ():
            self.assembly.trace(name, "baseline", base or row.name, "stated")
        if stated and not row.part:
            self.whole = stated[0]

    def _is_empty(self, cell: Cell) -> bool:
        return self.reader.shadow[cell.start : cell.end] in self.empty

    def _unit(self, row: Row, column: Column, measure: Measure, meaning: str) -> Unit | None:
        """The unit of a value: its own, per cent of growth, else that of row, head or table."""
        if measure.unit:
            return measure.unit
        if meaning == "growth":
            own = column.unit if column.role == "growth" else None
            return own or _percent(column)
        return row.unit or column.unit or self.table_unit

    def _mean(self, column: Column, measure: Measure) -> str:
        """What the column or the bracket of a value makes of it: growth, cumulative, or nothing."""
        if column.role != "growth":
            return self.brackets.get(measure.bracket, "")
        head = ""
        if column.head:
            head = self.reader.shadow[column.head.start : column.head.end]
        marked = measure.bracket and (measure.bracket in head or not set("[(") & set(head))
        both = self.captions.growth.search(head)
        return "cumulative" if column.cumulative and (marked or not both) else "growth"

    def _report(self, row: Row, column: Column, cell: Cell, measure: Measure) -> Stretch | None:
        """The value of a base year: reached, or expected to be."""
        unit = self._unit(row, column, measure, "")
        if measure.bracket:
            return None
        kind = "forecast" if column.role == "estimate" else "achievement"
        fields = self._fields(kind, row, cell, measure)
        if column.head:
            fields["evidence"].append(self.assembly.evidence(column.head, Role.CLAUSE))
        result = self.assembly.result
        if kind == "achievement":
            result.statements.append(Achievement(**fields))
        else:
            result.remarks.append(Remark(**fields))
        amount = measure.value * unit.factor if unit else measure.value
        said = (self.assembly.quote(row.name), measure.comparator, str(amount))
        result.reported[fields["id"]] = (*said, unit.code if unit else "")
        return measure.span

    def _fields(self, kind: str, row: Row, cell: Cell, measure: Measure) -> dict[str, Any]:
        """What every statement of a cell has: the row up to it, or its two cells, as evidence."""
        metric = Stretch(row.metric.start, row.metric.end)
        fields = self.assembly.base(kind, metric)
        words = f"{self.assembly.quote(row.name)} {self.assembly.quote(measure.span)}"
        fields["label"] = {self.assembly.tag: " ".join(words.split())}
        whole = Stretch(cell.start, cell.end)
        fields["evidence"].append(self.assembly.evidence(whole, Role.CLAUSE))
        fields["evidence"].append(self.assembly.evidence(measure.span, Role.VALUE))
        return fields

    def _aim(
        self, grid: Grid, plan: Plan, row: Row, place: tuple[Column, Cell, Measure]
    ) -> str | None:
        """The target of a cell; None where its unit is not known."""
        column, cell, measure = place
        meaning = self._mean(column, measure)
        unit = self._unit(row, column, measure, meaning)
        if unit is None:
            self.assembly.doubt("unit-unknown", Stretch(row.metric.start, row.metric.end))
            return None
        fields = self._fields("target", row, cell, measure)
        upper = measure.upper
        if measure.bracket and not meaning:
            self.assembly.doubt("bracket-meaning-unclear", measure.span, fields["id"])
        way = self._express(row, meaning)
        points = way == _CUMULATED and unit.code == "%" and not measure.unit
        unit = Unit("pp", unit.factor, unit.span) if points else unit
        fields |= {
            "metric": self.assembly.metric(self.assembly.quote(row.name), (row.unit or unit).code),
            "comparator": _CODES[measure.comparator],
            "value": measure.value * unit.factor,
            "upper_value": None if upper is None else upper * unit.factor,
            "unit": unit.code,
            "expressed_as": _name_change(way, unit),
            "stated_value": self.assembly.quote(measure.span),
            "target_of": self.reader.goals.current,
            "part_of": self.whole if row.part else None,
        }
        self._bind(grid, plan, row, fields)
        self._date(grid, plan, (row, column), fields)
        for field, span, basis in (
            ("metric", row.name, "stated"),
            ("value", measure.span, "stated"),
            ("unit", unit.span, _tell_basis(measure, points=points)),
        ):
            if span.start < span.end:
                self.assembly.trace(fields["id"], field, span, basis)
        self.assembly.result.statements.append(Target(**fields))
        return str(fields["id"])

    def _express(self, row: Row, meaning: str) -> str:
        """Whether a value is a level, a change, or growth a year."""
        shadow = self.reader.shadow
        if meaning == "growth" or self.yearly.search(shadow, *_ends(row.name)):
            return "annual-growth"
        if self.change.search(shadow, *_ends(row.name)):
            return "change"
        return _CUMULATED if meaning == "cumulative" else "level"

    def _bind(self, grid: Grid, plan: Plan, row: Row, fields: dict[str, Any]) -> None:
        """How far the target binds, where a column says so."""
        column = plan.find("bindingness")
        cell = grid.at(row.number, column.number) if column else None
        if cell is None:
            return
        code = self.binding.get(self.reader.shadow[cell.start : cell.end])
        if code:
            fields["bindingness"] = code
            where = Stretch(cell.start, cell.end)
            self.assembly.trace(fields["id"], "bindingness", where, "stated")

    def _date(
        self, grid: Grid, plan: Plan, place: tuple[Row, Column], fields: dict[str, Any]
    ) -> None:
        """The deadline: of the row, of the head, of the nearest head, of the title or section."""
        row, column = place
        dated = plan.find("deadline")
        cell = grid.at(row.number, dated.number) if dated else None
        if cell and (phrase := self.reader.find_day(cell)):
            self._set_deadline(fields, *phrase, "stated")
            return
        if column.role == "growth" and column.day is None:
            before = [c for c in plan.columns if c.role == "target" and c.day]
            column = before[-1] if before else column
        if column.day and column.when:
            self._set_deadline(fields, column.day, column.when, "carried")
        else:
            self.reader.deadlines.date_target(fields, Stretch(grid.start, grid.start + 1))

    def _set_deadline(self, fields: dict[str, Any], day: date, where: Stretch, basis: str) -> None:
        fields |= {"deadline": day, "deadline_basis": basis}
        fields["evidence"].append(self.assembly.evidence(where, Role.DEADLINE))
        self.assembly.trace(fields["id"], "deadline", where, basis)


def _name_change(way: str, unit: Unit) -> str:
    """How the value is expressed, in the words of the vocabulary."""
    if way in {"change", _CUMULATED}:
        return "relative-change" if unit.code in {"%", "1"} else "change"
    return way


def _tell_basis(measure: Measure, *, points: bool) -> str:
    """How the unit came to the value: with it, from elsewhere, or as points of a share."""
    if points:
        return "inferred"
    return "stated" if measure.unit else "carried"


def _percent(column: Column) -> Unit:
    head = column.head or Stretch(0, 0)
    return Unit("%", _ONE, Stretch(head.start, head.start))


def _ends(span: Stretch) -> tuple[int, int]:
    return span.start, span.end
