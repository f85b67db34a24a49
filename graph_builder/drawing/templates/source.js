/** The source: a document as it is written, with the evidence marked; without it, the quotes. */

/** @typedef {{role: string, start: number, end: number, node: number, quote: string}} Mark */

/** @type {Map<number, Promise<Mark[]>>} */
const marksOfDocuments = new Map();
/** @type {Map<number, Promise<string>>} */
const sources = new Map();
/** The document that is shown. */
let shownSource = -1;

/** @param {HTMLElement} stage */
async function showSource(stage) {
  const chosen = state.selected >= 0 ? graph.document[state.selected] : -1;
  if (chosen >= 0) shownSource = chosen;
  if (shownSource < 0) shownSource = fullest();
  if (!graph.documents.length) {
    stage.replaceChildren(make("p", { class: "empty" }, sayNothing()));
    return;
  }
  const asked = shownSource;
  const body = make("div", { class: "source", "data-document": shownSource });
  stage.replaceChildren(makeSourceBar(stage), body);
  const [marks, text] = await Promise.all([loadMarks(asked), loadSource(asked)]);
  if (!body.isConnected) return;
  const wanted = marks.filter(({ node }) => result.shown[node]);
  body.append(...(text ? writeText(text, wanted) : listQuotes(wanted)));
  showMark(stage);
}

/** The document that most is proved by. */
function fullest() {
  return graph.documents.reduce((best, { marks }, at) => (marks > graph.documents[best].marks ? at : best), 0);
}

/** The spans of a document that prove something. @param {number} number */
function loadMarks(number) {
  if (!marksOfDocuments.has(number)) marksOfDocuments.set(number, readMarks(number));
  return /** @type {Promise<Mark[]>} */ (marksOfDocuments.get(number));
}

/** @param {number} number @returns {Promise<Mark[]>} */
async function readMarks(number) {
  const [{ start, end, node, role, quote }] = await Promise.all([unpackValue(`marks-${number}`), loadQuotes()]);
  return start.map((/** @type {number} */ from, /** @type {number} */ at) => ({
    role: role[at], start: from, end: end[at], node: node[at], quote: quotesOf(node[at])[quote[at]] || "",
  }));
}

/** @param {HTMLElement} stage */
function makeSourceBar(stage) {
  const choice = make("select", { id: "source-choice" }, ...graph.documents.map((row, number) => {
    const option = make("option", { value: number }, row.issued ? say("page.dated", { title: pick(row.label).text, day: row.issued }) : pick(row.label).text);
    option.selected = number === shownSource;
    return option;
  }));
  choice.addEventListener("change", () => {
    shownSource = Number(choice.value);
    if (state.selected >= 0) update({ selected: -1 });
    else void showSource(stage);
  });
  const row = graph.documents[shownSource];
  return make("div", { class: "bar" }, make("label", { for: "source-choice" }, say("fact.document")), choice,
    row && row.source ? makeAddress(row.source) : null);
}

/** The text of a document, empty when the page does not hold it. @param {number} number */
function loadSource(number) {
  if (!sources.has(number)) {
    sources.set(number, readSource(number));
  }
  return /** @type {Promise<string>} */ (sources.get(number));
}

/** @param {number} number @returns {Promise<string>} */
async function readSource(number) {
  await arrived;
  return document.getElementById(`source-${number}`) ? unpackValue(`source-${number}`) : "";
}

/** The text in paragraphs. Offsets count code points, so the text is cut into those. @param {string} text @param {Mark[]} marks */
function writeText(text, marks) {
  const points = Array.from(text);
  const edges = new Set([0, points.length]);
  for (const { start, end } of marks) edges.add(start).add(Math.min(end, points.length));
  points.forEach((sign, at) => {
    if (sign === "\n") edges.add(at).add(at + 1);
  });
  const cuts = [...edges].sort((one, other) => one - other);
  const paragraphs = [];
  let paragraph = make("p");
  let next = 0;
  /** @type {Mark[]} */
  let open = [];
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const [start, end] = [cuts[at], cuts[at + 1]];
    while (next < marks.length && marks[next].start <= start) open.push(marks[next++]);
    open = open.filter((mark) => mark.end > start);
    const piece = points.slice(start, end).join("");
    if (piece === "\n") {
      if (paragraph.childNodes.length) paragraphs.push(paragraph);
      paragraph = make("p");
    } else {
      paragraph.append(open.length ? markPiece(piece, open) : piece);
    }
  }
  if (paragraph.childNodes.length) paragraphs.push(paragraph);
  return paragraphs;
}

/** @param {string} piece @param {Mark[]} open */
function markPiece(piece, open) {
  // The narrowest of several spans is meant by a click.
  const inner = open.reduce((one, other) => (other.end - other.start < one.end - one.start ? other : one));
  const roles = [...new Set(open.map(({ role }) => role))].join(" ");
  const isChosen = open.some(({ node }) => node === state.selected);
  const mark = make("mark", { class: `${roles}${isChosen ? " chosen" : ""}`, "data-node": inner.node }, piece);
  mark.addEventListener("click", () => choose(inner.node));
  return mark;
}

/** @param {Mark[]} marks */
function listQuotes(marks) {
  const clauses = marks.filter(({ role }) => role === "clause");
  const note = make("p", { class: "note" }, say("source.no_text"));
  if (!clauses.length) return [note, make("p", { class: "empty" }, say("source.no_quotes"))];
  return [note, make("ol", { class: "quotes" }, ...clauses.slice(0, 2000).map((mark) => {
    const item = button({ class: "item", "data-node": mark.node }, () => choose(mark.node), makeMark(graph.kind[mark.node]),
      make("span", { class: "label" }, mark.quote ? say("page.quoted", mark) : pick(labelOf(mark.node)).text),
      make("span", { class: "note" }, say("page.characters", mark)));
    if (mark.node === state.selected) item.setAttribute("aria-current", "true");
    return make("li", {}, item);
  }))];
}

/** Bring the evidence of the chosen statement into view. @param {HTMLElement} stage */
function showMark(stage) {
  const chosen = stage.querySelector("mark.chosen, [aria-current]");
  if (chosen) chosen.scrollIntoView({ block: "center" });
}
