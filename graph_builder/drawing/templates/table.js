/** The table: what matches, a row for each statement, sorted by any column. */

const ROW = 52;
/** In a narrow room a row stands in two lines: the statement, and below it what is known of it. */
const TALL_ROW = 84;

/** What a column is sorted by, and what its cells hold when that is not a plain text. @type {Record<string, {read: (node: number) => string, make?: (node: number, text: string) => Node[]}>} */
const TABLE = {
  kind: {
    read: (node) => say(`kind.${graph.kind[node]}`),
    make: (node, text) => [makeMark(graph.kind[node]), make("span", {}, text)],
  },
  statement: { read: (node) => pick(titleOf(node)).text || graph.iri[node], make: makeChooser },
  bound: {
    read: (node) => pick(graph.texts[graph.bound[node]]).text,
    make: (node) => [speak("span", graph.texts[graph.bound[node]])],
  },
  deadline: { read: (node) => graph.deadline[node] },
  verdict: {
    read: (node) => pick(graph.verdicts.get(graph.verdict[node])).text,
    make: (node) => [speak("span", graph.verdicts.get(graph.verdict[node]), { class: `verdict-${graph.verdict[node] || "none"}` })],
  },
  theme: { read: (node) => joinTexts(graph.themes[node]), make: (node) => listTexts(graph.themes[node]) },
  place: { read: (node) => joinTexts(graph.places[node]), make: (node) => listTexts(graph.places[node]) },
};

/** The columns that every table has. */
const BASE = { ...TABLE };
/** Columns of extensions beyond this are in the panel alone. */
const MOST_FURTHER = 6;

/** Give the first properties of extensions a column each. */
function addColumns() {
  for (const { key, of } of graph.properties.slice(0, MOST_FURTHER)) {
    TABLE[key] = { read: (node) => joinTexts(of[node] || []) };
  }
}

/** @param {number[]} numbers */
const joinTexts = (numbers) => numbers.map((number) => pick(graph.texts[number]).text).join(say("list.comma"));

/** The same, each in its language. @param {number[]} numbers */
const listTexts = (numbers) => [make("span", {}, ...numbers.flatMap((number, at) => {
  const { text, lang } = pick(graph.texts[number]);
  return [at ? say("list.comma") : "", make("span", { lang: lang || null }, ...highlight(text))];
}))];

/** Bring the row of a statement into view; false when the table has none. @type {((node: number) => boolean)|null} */
let showRow = null;

/** @param {HTMLElement} stage */
function showTable(stage) {
  const nodes = sortNodes(listMatches());
  const isNarrow = stage.clientWidth < 700;
  const head = make("div", { role: "row", class: "row head" }, ...Object.keys(TABLE).map(makeColumnHead));
  const body = make("div", { role: "rowgroup", class: "rows" });
  const table = make("div", { class: isNarrow ? "table narrow" : "table", role: "table", "aria-label": say("view.table"), "aria-rowcount": nodes.length + 1 },
    make("div", { role: "rowgroup" }, head), body);
  const further = Object.keys(TABLE).length - Object.keys(BASE).length;
  table.style.setProperty("--further", "minmax(110px, 1fr) ".repeat(further));
  table.style.setProperty("--count", String(further));
  stage.replaceChildren(table);
  if (!nodes.length) {
    stage.append(make("p", { class: "empty" }, sayNothing()));
    table.remove();
    return;
  }
  const rows = makeWindow(stage, body, { count: nodes.length, height: isNarrow ? TALL_ROW : ROW, make: (at) => makeRow(nodes[at], at) });
  showRow = (node) => {
    const at = nodes.indexOf(node);
    if (at >= 0) rows.show(at);
    return at >= 0;
  };
  showRow(state.selected);
}

/** Statements that match, in reading order. */
function listMatches() {
  const nodes = [];
  for (let node = 0; node < graph.size; node += 1) if (result.shown[node] === MATCH) nodes.push(node);
  return nodes;
}

/** @param {number[]} nodes */
function sortNodes(nodes) {
  const down = state.sort.startsWith("-");
  const name = down ? state.sort.slice(1) : state.sort;
  if (!Object.hasOwn(TABLE, name)) return nodes;
  const column = TABLE[name];
  const texts = nodes.map((node) => column.read(node));
  const order = new Intl.Collator(TAGS[spoken], { numeric: true });
  // Each text is compared once; sorting statements then compares numbers.
  const ranks = new Map([...new Set(texts)].sort(order.compare).map((text, rank) => [text, down ? -rank : rank]));
  // What has no value comes last, whichever way the rest is sorted.
  const rows = nodes.map((node, at) => ({ node, rank: texts[at] ? Number(ranks.get(texts[at])) : Infinity }));
  return rows.sort((one, other) => (one.rank - other.rank || 0) || one.node - other.node).map(({ node }) => node);
}

/** @param {string} name */
function makeColumnHead(name) {
  const down = state.sort === `-${name}`;
  const sorted = down ? "descending" : state.sort === name ? "ascending" : "none";
  const arrow = sorted === "none" ? "" : down ? " ↓" : " ↑";
  const act = () => update({ sort: state.sort === name ? `-${name}` : down ? "" : name });
  return make("div", { role: "columnheader", class: `cell ${name}${name in BASE ? "" : " further"}`, "aria-sort": sorted },
    button({ "data-sort": name }, act, nameProperty(name) || say(`table.${name}`), make("span", { "aria-hidden": "true" }, arrow)));
}

/** @param {number} node @param {number} at */
function makeRow(node, at) {
  const row = make("div", { role: "row", class: "row", "aria-rowindex": at + 2, "data-node": node });
  for (const [name, column] of Object.entries(TABLE)) {
    const text = column.read(node);
    const cell = make("div", { role: "cell", class: `cell ${name}${name in BASE ? "" : " further"}`, title: name === "statement" ? null : text });
    cell.append(...(column.make ? column.make(node, text) : [make("span", {}, text)]));
    row.append(cell);
  }
  row.classList.toggle("bounded", ["bound", "deadline", "verdict"].some((name) => TABLE[name].read(node)));
  if (node === state.selected) row.setAttribute("aria-current", "true");
  return row;
}

/** @param {number} node @param {string} text */
function makeChooser(node, text) {
  const { lang } = pick(titleOf(node));
  return [button({ class: "choose", "data-node": node, lang: lang || null, title: text }, () => choose(node), ...highlight(text))];
}

/** Mark the chosen statement wherever a view lists it. @param {HTMLElement} stage */
function markChosen(stage) {
  for (const old of stage.querySelectorAll("[aria-current]")) old.removeAttribute("aria-current");
  for (const element of stage.querySelectorAll(`[data-node="${state.selected}"]`)) {
    if (!element.classList.contains("choose")) element.setAttribute("aria-current", "true");
  }
}
