"""Tables of targets: a row is a metric, a column a base year, a target year or a rate of growth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_builder.model import Achievement, Remark, Role, Target

from .amounts import AmountReader
from .bodies import compile_bodies
from .columns import compile_columns
from .forms import COMPARATORS
from .frames import PLAN
from .rows import compile_rows
from .structure import Stretch

if TYPE_CHECKING:
    from datetime import date

    from .cells import Measure
    from .columns import Column, Plan
    from .grids import Cell, Grid
    from .reading import TextReader
    from .rows import Row

_SHORTEST = 2


class TableReader:
    """Reads the tables of one text."""

    def __init__(self, reader: TextReader) -> None:
        self.reader, self.assembly = reader, reader.assembly
        pack = reader.assembly.pack
        self.columns = compile_columns(pack)
        self.cells = self.columns.cells
        self.empty = frozenset(pack.words("tables", "empty"))
        self.rows = compile_rows(pack)
        self.captions = self.rows.captions
        self.bodies = compile_bodies(pack)
        self.binding = pack.table("bindingness")
        self.plans: dict[int, tuple[Grid, Plan] | None] = {}
        self.whole: str | None = None

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
        unclear = modality != PLAN and not worded and not self._says_target(plan)
        if unclear or plan.by_place:
            self.assembly.doubt("table-unclear", Stretch(grid.cells[0].start, grid.cells[0].end))
            return True
        self.amounts, self.whole = AmountReader(self.captions, self.reader.shadow, grid), None
        for number in range(plan.first, grid.rows + 1):
            if row := self.rows.read(self.reader.shadow, grid, plan, number):
                self._state(grid, plan, row)
        return True

    def _says_target(self, plan: Plan) -> bool:
        aims = [column.head for column in plan.columns if column.role == "target"]
        shadow, pattern = self.reader.shadow, self.columns.roles["target"]
        return any(head and pattern.search(shadow, head.start, head.end) for head in aims)

    def _state(self, grid: Grid, plan: Plan, row: Row) -> None:
        base: Stretch | None = None
        stated: list[str] = []
        for column in plan.values:
            cell = grid.at(row.number, column.number)
            if cell is None or self._is_empty(cell):
                continue
            measures = list(self.cells.read(self.reader.shadow, cell))
            if not measures and column.role in {"target", "growth"}:
                self._word(grid, plan, row, (column, cell))
            for measure in measures:
                if column.role in {"base", "estimate"}:
                    base = self._report(row, column, cell, measure) or base
                elif name := self._aim(grid, plan, row, (column, cell, measure)):
                    stated.append(name)
        for name in stated if base else ():
            self.assembly.trace(name, "baseline", base or row.name, "stated")
        if stated and not row.part:
            self.whole = stated[0]

    def _word(self, grid: Grid, plan: Plan, row: Row, place: tuple[Column, Cell]) -> None:
        """A target in words; a cell with a number that is no value goes to review."""
        column, cell = place
        span = Stretch(cell.start, cell.end)
        words = self.reader.shadow[cell.start : cell.end]
        if any(map(str.isdigit, words)) or len(words) < _SHORTEST:
            self.assembly.doubt("cell-unclear", span)
            return
        fields = self.assembly.base("target", Stretch(row.metric.start, row.metric.end))
        label = f"{self.assembly.quote(row.name)} {self.assembly.quote(span)}"
        fields["label"] = {self.assembly.tag: " ".join(label.split())}
        fields["evidence"].append(self.assembly.evidence(span, Role.CLAUSE))
        fields["target_of"] = self.reader.goals.current
        self._bind(grid, plan, row, fields)
        self._date(grid, plan, (row, column), fields)
        self.assembly.result.statements.append(Target(**fields))

    def _is_empty(self, cell: Cell) -> bool:
        return self.reader.shadow[cell.start : cell.end] in self.empty

    def _report(self, row: Row, column: Column, cell: Cell, measure: Measure) -> Stretch | None:
        """The value of a base year: reached, or expected to be."""
        unit = self.amounts.find_unit(row, column, measure)
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
        amount = self.amounts.read(row, column, measure)
        if amount is None:
            self.assembly.doubt("unit-unknown", Stretch(row.metric.start, row.metric.end))
            return None
        fields = self._fields("target", row, cell, measure)
        upper, unit = measure.upper, amount.unit
        for reason in amount.doubts:
            self.assembly.doubt(reason, measure.span, fields["id"])
        own = row.unit.code if row.unit else None
        fields |= {
            "metric": self.assembly.metric(self.assembly.quote(row.name), own),
            "comparator": COMPARATORS[measure.comparator],
            "value": measure.value * unit.factor,
            "upper_value": None if upper is None else upper * unit.factor,
            "unit": unit.code,
            "expressed_as": amount.expressed_as,
            "stated_value": self.assembly.quote(measure.span),
            "target_of": self.reader.goals.current,
            "part_of": self.whole if row.part else None,
        }
        self._bind(grid, plan, row, fields)
        self._date(grid, plan, (row, column), fields)
        for field, span, basis in (
            ("metric", row.name, "stated"),
            ("value", measure.span, "stated"),
            ("unit", unit.span, amount.basis),
        ):
            if span.start < span.end:
                self.assembly.trace(fields["id"], field, span, basis)
        self.assembly.result.statements.append(Target(**fields))
        return str(fields["id"])

    def _bind(self, grid: Grid, plan: Plan, row: Row, fields: dict[str, Any]) -> None:
        """How far the target binds and who undertakes it, where columns say so."""
        held = plan.find("responsible")
        if held and (cell := grid.at(row.number, held.number)):
            names = list(self.bodies.split(self.reader.shadow, cell.start, cell.end))
            for name in names:
                self.assembly.trace(fields["id"], "undertaken_by", name, "stated")
            fields["undertaken_by"] = self.assembly.agent(names[0]) if names else None
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
