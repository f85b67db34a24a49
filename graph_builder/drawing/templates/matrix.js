/** The coverage matrix: directives down, goals, places or documents across, and where nothing is. */

const MOST_COLUMNS = 40;
const MATRIX_ROW = 48;

/** @param {HTMLElement} stage */
function showMatrix(stage) {
  const cells = countCells();
  const choice = make("select", { id: "across" }, ...["goal", "place", "document"].map((name) => {
    const option = make("option", { value: name }, say(`matrix.${name}`));
    option.selected = name === state.across;
    return option;
  }));
  choice.addEventListener("change", () => update({ across: choice.value }));
  const bar = make("div", { class: "bar" }, make("label", { for: "across" }, say("matrix.across")), choice,
    make("p", { class: "count" }, sumUp(cells)));
  if (!cells.rows.length) {
    stage.replaceChildren(bar, make("p", { class: "empty" }, sayNothing()));
    return;
  }
  const columns = cells.columns.slice(0, MOST_COLUMNS);
  const body = make("div", { role: "rowgroup", class: "rows" });
  const table = make("div", { class: "matrix", role: "table", "aria-label": say("view.matrix"), "aria-rowcount": cells.rows.length + 1 },
    make("div", { role: "rowgroup" }, makeMatrixHead(columns)), body);
  put(table, { width: 300 + 64 + columns.length * 92 });
  const left = cells.columns.length - columns.length;
  stage.replaceChildren(bar, table, ...keep([left > 0 && make("p", { class: "more" }, say("page.more", { count: left }))]));
  makeWindow(stage, body, { count: cells.rows.length, height: MATRIX_ROW, make: (at) => makeMatrixRow(cells.rows[at], columns, at) });
}

/** @typedef {{node: number, total: number, by: Map<string, Set<number>>}} MatrixRow */
/** @typedef {{key: string, label: Words, node: number, total: number}} MatrixColumn */

/** What the matrix tells, in words; nothing is said of gaps where there are none. @param {{rows: MatrixRow[], columns: MatrixColumn[]}} cells */
function sumUp({ rows, columns }) {
  const gaps = rows.filter(({ total }) => !total).length;
  const alone = state.across === "goal" ? columns.filter(({ total }) => !total).length : 0;
  return joinSentences([say(gaps ? "matrix.gaps" : "matrix.whole", { count: rows.length, gaps }), alone ? say("matrix.alone", { count: alone }) : ""]);
}

/** For each directive the statements that carry it out, by column. */
function countCells() {
  /** @type {Map<string, MatrixColumn>} */
  const columns = new Map();
  /** @type {MatrixRow[]} */
  const rows = [];
  for (let node = 0; node < graph.size; node += 1) {
    if (graph.kind[node] !== "directive" || !result.shown[node]) continue;
    /** @type {MatrixRow} */
    const row = { node, total: 0, by: new Map() };
    const servants = new Set([...membersOf(graph.below, node)].map((edge) => graph.edges.from[edge]));
    for (const servant of servants) {
      if (graph.kind[servant] === "directive" || result.shown[servant] !== MATCH) continue;
      row.total += 1;
      for (const column of columnsFor(servant)) {
        const known = columns.get(column.key) || column;
        known.total += 1;
        columns.set(column.key, known);
        row.by.set(column.key, (row.by.get(column.key) || new Set()).add(servant));
      }
    }
    rows.push(row);
  }
  addUnserved(columns);
  return { rows, columns: [...columns.values()].sort((one, other) => other.total - one.total || one.node - other.node) };
}

/** Goals at the top that carry out no directive are gaps too. @param {Map<string, MatrixColumn>} columns */
function addUnserved(columns) {
  if (state.across !== "goal") return;
  for (let node = 0; node < graph.size; node += 1) {
    if (graph.kind[node] !== "goal" || !result.shown[node] || graph.parent[node] >= 0) continue;
    const [column] = columnsFor(node);
    if (!columns.has(column.key)) columns.set(column.key, column);
  }
}

/** Where a statement stands across; the key of a column is a value of the facet of that name. @param {number} node @returns {MatrixColumn[]} */
function columnsFor(node) {
  if (state.across === "goal") {
    const top = topOf(node);
    return [{ key: graph.iri[top], label: labelOf(top), node: top, total: 0 }];
  }
  if (state.across === "document") {
    const at = graph.document[node];
    const label = graph.documents[at] ? graph.documents[at].label : words["page.other"];
    return [{ key: keyOfDocument(at), label, node: -1, total: 0 }];
  }
  const places = graph.places[node].map((number) => ({ key: nameOf(graph.texts[number]), label: graph.texts[number], node: -1, total: 0 }));
  const wanted = state.facets.place;
  return wanted.size ? places.filter(({ key }) => wanted.has(key)) : places;
}

/** @param {MatrixColumn[]} columns */
function makeMatrixHead(columns) {
  const name = (/** @type {MatrixColumn} */ { label, node }) => {
    const { text, lang } = pick(label);
    return node < 0 ? make("span", { lang: lang || null, title: text }, ...highlight(text))
      : button({ class: "choose", lang: lang || null, title: text, "data-node": node }, () => choose(node), ...highlight(text || graph.iri[node]));
  };
  return make("div", { role: "row", class: "matrix-row head" },
    make("div", { role: "columnheader", class: "cell side" }, say("kind.directive")),
    make("div", { role: "columnheader", class: "cell total" }, say("matrix.total")),
    ...columns.map((column) => make("div", { role: "columnheader", class: column.total ? "cell" : "cell gap" }, name(column))));
}

/** @param {MatrixRow} row @param {MatrixColumn[]} columns @param {number} at */
function makeMatrixRow({ node, total, by }, columns, at) {
  const { text, lang } = pick(labelOf(node));
  const side = make("div", { role: "rowheader", class: "cell side" },
    button({ class: "choose", lang: lang || null, title: text, "data-node": node }, () => choose(node), makeMark("directive"), make("span", {}, ...highlight(text || graph.iri[node]))));
  const all = say("matrix.row", { count: total, directive: text });
  const sum = make("div", { role: "cell", class: total ? "cell total" : "cell total gap" },
    total ? button({ "aria-label": all, title: all }, () => openCell(node, ""), String(total)) : say("matrix.none"));
  const cells = columns.map(({ key, label }) => {
    const found = by.get(key);
    if (!found) return make("div", { role: "cell", class: "cell empty-cell" }, make("span", { class: "unseen" }, "0"));
    const name = say("matrix.cell", { count: found.size, directive: text, column: pick(label).text });
    return make("div", { role: "cell", class: `cell filled heat-${Math.min(4, found.size)}` },
      button({ "aria-label": name, title: name }, () => openCell(node, key), String(found.size)));
  });
  return make("div", { role: "row", class: "matrix-row", "aria-rowindex": at + 2, "data-node": node }, side, sum, ...cells);
}

/** List what a cell counts: the table of what carries a directive out, in one column or in all. @param {number} directive @param {string} key */
function openCell(directive, key) {
  state.facets.directive = new Set([graph.iri[directive]]);
  if (key) state.facets[state.across] = new Set([key]);
  update({ view: "table" });
}
