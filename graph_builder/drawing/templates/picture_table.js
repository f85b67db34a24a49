/** Table and coverage matrix as pictures. */

/** Widths of the columns, each with the space around it. @type {Record<string, number>} */
const TABLE_WIDTHS = { kind: 120, statement: 400, bound: 190, deadline: 110, verdict: 150, theme: 160, place: 170 };
const CELL = 10;
/** Columns of extensions are as wide as that of the theme. @param {string} name */
const widthOf = (name) => TABLE_WIDTHS[name] || TABLE_WIDTHS.theme;

/** @param {Colours} colours @param {number} room height in pixels @returns {Picture} */
function drawTable(colours, room) {
  const nodes = sortNodes(listMatches());
  const names = Object.keys(TABLE);
  const width = names.reduce((sum, name) => sum + widthOf(name), 0);
  /** @type {SVGElement[]} */
  const parts = [draw("rect", { width, height: 32, fill: colours.lane }), ...drawTableHead(names, colours)];
  let y = 32;
  let drawn = 0;
  for (const node of nodes) {
    const row = drawRow(node, names, y, colours);
    if (y + row.height > room) break;
    parts.push(draw("rect", { y, width, height: row.height, fill: colours.card }), draw("path", { d: `M0 ${y + row.height}h${width}`, stroke: colours.edge }), ...row.parts);
    y += row.height;
    drawn += 1;
  }
  if (!nodes.length) parts.push(writeLine(sayNothing(), CELL, (y += 40) - 10, 14, colours.soft));
  return { width, height: y, parts, legend: explainKinds(nodes.slice(0, drawn), colours), left: nodes.length - drawn };
}

/** @param {string[]} names @param {Colours} colours */
function drawTableHead(names, colours) {
  let x = 0;
  return names.map((name) => {
    const arrow = state.sort === name ? " ↑" : state.sort === `-${name}` ? " ↓" : "";
    x += widthOf(name);
    return writeLine((nameProperty(name) || say(`table.${name}`)) + arrow, x - widthOf(name) + CELL, 21, SMALL, colours.ink, 600);
  });
}

/** @param {number} node @param {string[]} names @param {number} top @param {Colours} colours */
function drawRow(node, names, top, colours) {
  const cells = names.map((name) => wrap(TABLE[name].read(node), (widthOf(name) - 2 * CELL - (name === "kind" ? 20 : 0)) / 13.5, name === "statement" ? 8 : 4));
  const height = Math.max(...cells.map(({ length }) => length), 1) * SMALL_LINE + 14;
  /** @type {SVGElement[]} */
  const parts = node === state.selected ? [draw("path", { d: `M2 ${top}v${height}`, stroke: colours.accent, "stroke-width": 4 })] : [];
  let x = 0;
  names.forEach((name, at) => {
    const isKind = name === "kind";
    if (isKind) parts.push(drawSign(graph.kind[node], x + CELL, top + 8, colours));
    const style = { size: SMALL, step: SMALL_LINE, fill: name === "verdict" ? colours[`verdict-${graph.verdict[node] || "none"}`] : colours.ink, lang: name === "statement" ? pick(titleOf(node)).lang : "" };
    if (cells[at].length) parts.push(writeLines(cells[at], x + CELL + (isKind ? 20 : 0), top + 20, style));
    x += widthOf(name);
  });
  return { height, parts };
}

const SIDE = 320;
const TOTAL = 64;
const COLUMN_WIDTH = 96;
const HEAD_LINES = 6;
/** How tall the hatching of a gap is; its words stand below. */
const STRIP = 10;

/** @param {Colours} colours @param {number} room height in pixels @returns {Picture} */
function drawMatrix(colours, room) {
  const cells = countCells();
  const columns = cells.columns.slice(0, MOST_COLUMNS);
  const width = SIDE + TOTAL + columns.length * COLUMN_WIDTH;
  const head = HEAD_LINES * 16 + 16;
  const rows = cells.rows.slice(0, Math.max(0, Math.floor((room - head) / MATRIX_ROW)));
  const parts = [makeHatch(colours), ...drawMatrixHead(columns, head, width, colours),
    ...rows.flatMap((row, at) => drawMatrixRow(row, columns, head + at * MATRIX_ROW, width, colours))];
  const rest = cells.columns.length - columns.length;
  const note = joinSentences([say("matrix.columns", { name: say(`matrix.${state.across}`) }), sumUp(cells),
    rest > 0 ? say("export.counted", { matches: say("page.more", { count: rest }) }) : ""]);
  if (!cells.rows.length) parts.push(writeLine(sayNothing(), CELL, head + 26, 14, colours.soft));
  return { width, height: head + Math.max(40, rows.length * MATRIX_ROW), parts, note, left: cells.rows.length - rows.length, legend: [
    { name: say("matrix.filled"), draw: (x, y) => [draw("rect", { x, y: y - 7, width: 20, height: 14, rx: 3, fill: colours.accent, "fill-opacity": 0.22 })] },
    { name: say("matrix.gap"), draw: (x, y) => [draw("rect", { x, y: y - 7, width: 20, height: 14, fill: "url(#gap)", stroke: colours.edge })] },
  ] };
}

/** The pattern of what is carried out by nothing, or carries out nothing. @param {Colours} colours */
function makeHatch(colours) {
  return draw("pattern", { id: "gap", width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    draw("rect", { width: 8, height: 8, fill: colours.card }), draw("rect", { width: 3, height: 8, fill: colours.rule }));
}

/** @param {MatrixColumn[]} columns @param {number} height @param {number} width @param {Colours} colours */
function drawMatrixHead(columns, height, width, colours) {
  return [
    draw("rect", { width, height, fill: colours.lane }),
    writeLine(say("kind.directive"), CELL, height - 10, 12, colours.ink, 600),
    writeLines([say("matrix.total")], SIDE + TOTAL / 2, height - 10, { size: 12, fill: colours.ink, weight: 600, anchor: "middle" }),
    ...columns.flatMap((column, at) => {
      const { label, node } = column;
      const { text, lang } = pick(label);
      const x = SIDE + TOTAL + at * COLUMN_WIDTH;
      const lines = wrap(text || (node < 0 ? "" : graph.iri[node]), (COLUMN_WIDTH - 10) / 12 / 1.08, HEAD_LINES);
      return [...(!isGap(column) ? [] : [draw("rect", { x, width: COLUMN_WIDTH, height, fill: colours.card }), draw("rect", { x, width: COLUMN_WIDTH, height: STRIP, fill: "url(#gap)" })]),
        draw("path", { d: `M${x} 0v${height}`, stroke: colours.edge }),
        writeLines(lines.length ? lines : [""], x + COLUMN_WIDTH / 2, height - 10 - (lines.length - 1) * 16, { size: 12, step: 16, fill: isGap(column) ? colours.bad : colours.ink, weight: 600, lang, anchor: "middle" })];
    }),
  ];
}

/** @param {MatrixRow} row @param {MatrixColumn[]} columns @param {number} top @param {number} width @param {Colours} colours */
function drawMatrixRow(row, columns, top, width, colours) {
  const { node, total, by } = row;
  const middle = top + MATRIX_ROW / 2;
  const { text, lang } = pick(nameFor(node));
  const lines = wrap(text, (SIDE - 44) / 13.5, 2);
  const number = (/** @type {number} */ x, /** @type {string} */ written, fill = colours.ink) => (
    writeLines([written], x, middle + 5, { size: SMALL, fill, weight: 600, anchor: "middle" }));
  return [
    draw("rect", { y: top, width, height: MATRIX_ROW, fill: colours.card }),
    drawSign("directive", CELL, middle - 7, colours),
    writeLines(lines, CELL + 24, middle + (lines.length > 1 ? -4 : 5), { size: SMALL, step: SMALL_LINE, fill: colours.ink, lang }),
    ...(!isGap(row) ? [] : [draw("rect", { x: SIDE, y: top, width: TOTAL, height: STRIP, fill: "url(#gap)" })]),
    number(SIDE + TOTAL / 2, total ? String(total) : sayMissing(row), isGap(row) ? colours.bad : colours.ink),
    ...columns.flatMap(({ key }, at) => {
      const found = by.get(key);
      const x = SIDE + TOTAL + at * COLUMN_WIDTH;
      if (!found) return [draw("rect", { x, y: top, width: COLUMN_WIDTH, height: MATRIX_ROW, fill: colours.paper, stroke: colours.edge, "stroke-width": 0.5 })];
      return [draw("rect", { x: x + 20, y: top + 7, width: COLUMN_WIDTH - 40, height: MATRIX_ROW - 14, rx: 4, fill: colours.accent, "fill-opacity": 0.06 + 0.08 * Math.min(4, found.size) }),
        number(x + COLUMN_WIDTH / 2, String(found.size))];
    }),
    draw("path", { d: `M0 ${top + MATRIX_ROW}h${width}`, stroke: colours.edge }),
  ];
}
