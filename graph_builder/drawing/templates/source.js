/** The source: a document as it is written, with the evidence marked; without it, the quotes. */

/** @typedef {{role: string, start: number, end: number, node: number, quote: string}} Mark */

/** @type {Map<number, Promise<Mark[]>>} */
const marksOfDocuments = new Map();
/** @type {Map<number, Promise<string>>} */
const sources = new Map();
/** The document that is shown. */
let shownSource = -1;
/** Whether the keyboard is to come back to the list of documents, which is made anew. */
let isChoosingSource = false;

/** @param {HTMLElement} stage */
async function showSource(stage) {
  shownSource = findSource();
  if (!graph.documents.length) {
    stage.replaceChildren(make("p", { class: "empty" }, sayNothing()));
    return;
  }
  const asked = shownSource;
  const body = make("div", { class: "source", "data-document": shownSource });
  stage.replaceChildren(makeSourceBar(), body);
  if (isChoosingSource) part("source-choice").focus();
  isChoosingSource = false;
  const [marks, text] = await Promise.all([loadMarks(asked), loadSource(asked)]);
  if (!body.isConnected) return;
  const wanted = marks.filter(({ node }) => result.shown[node]);
  const { language } = graph.documents[asked];
  if (text && wanted.length) /** @type {HTMLElement} */ (stage.querySelector(".bar")).append(explainMarks(wanted));
  body.append(...(text ? writeText(text, wanted, language || null) : listQuotes(wanted, language || null)));
  startReading(stage, body);
  if (!showPlace(stage)) showMark(stage);
  stage.onscroll = () => keepReading(stage);
}

/** The document of the chosen statement, or that of the address, or the fullest. */
function findSource() {
  const chosen = state.selected >= 0 ? graph.document[state.selected] : -1;
  const found = chosen >= 0 ? chosen : graph.documents.findIndex(({ iri }) => iri === state.source);
  return found < 0 ? fullest() : found;
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

/** The title of a document with its day, where it has one. @param {Document_} row */
const writeTitle = ({ label, issued }) => (issued ? say("page.dated", { title: pick(label).text, day: issued }) : pick(label).text);

function makeSourceBar() {
  const choice = make("select", { id: "source-choice" }, ...graph.documents.map((row, number) => {
    const option = make("option", { value: number, lang: pick(row.label).lang || null }, writeTitle(row));
    option.selected = number === shownSource;
    return option;
  }));
  choice.addEventListener("change", () => {
    if (state.selected >= 0) choose(-1);
    isChoosingSource = true;
    update({ source: graph.documents[Number(choice.value)].iri, place: -1 });
  });
  const row = graph.documents[shownSource];
  return make("div", { class: "bar" }, make("label", { for: "source-choice" }, say("fact.document")), choice,
    row && row.source ? makeAddress(row.source) : null);
}

/** What the marks in the text mean. @param {Mark[]} marks */
function explainMarks(marks) {
  const roles = ["clause", "value", "deadline", "citation"].filter((role) => marks.some((mark) => mark.role === role));
  return makeKey(roles.map((role) => [make("span", { class: `key ${role}` }), say(`page.role.${role}`)]));
}

/** Signs and what they mean, in a row. @param {[Node, string][]} entries */
const makeKey = (entries) => make("ul", { class: "signs" }, ...entries.map(([sign, name]) => make("li", {}, sign, name)));

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

/** The text in paragraphs. Offsets count code points, so the text is cut into those. @param {string} text @param {Mark[]} marks @param {string|null} lang */
function writeText(text, marks, lang) {
  const points = Array.from(text);
  const edges = new Set([0, points.length]);
  for (const { start, end } of marks) edges.add(start).add(Math.min(end, points.length));
  points.forEach((sign, at) => {
    if (sign === "\n") edges.add(at).add(at + 1);
  });
  const cuts = [...edges].sort((one, other) => one - other);
  const paragraphs = [];
  let paragraph = make("p", { lang, "data-start": 0 });
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
      paragraph = make("p", { lang, "data-start": end });
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
  const nodes = [...new Set(open.map(({ node }) => node))];
  // Words of the source tell neither what they prove nor of what.
  const proved = say("page.named", { name: say(`kind.${graph.kind[inner.node]}`) }) + pick(nameFor(inner.node)).text;
  const title = say("page.proves", { role: say(`page.role.${inner.role}`), statement: proved });
  const mark = make("mark", { class: roles, role: "button", tabindex: -1, title, "data-node": inner.node, "data-nodes": nodes.join(" ") }, ...highlight(piece));
  mark.classList.toggle("chosen", nodes.includes(state.selected));
  mark.addEventListener("click", () => choose(inner.node));
  return mark;
}

/** Quotes of a document beyond this are counted. */
const MOST_QUOTES = 2000;

/** @param {Mark[]} marks @param {string|null} lang */
function listQuotes(marks, lang) {
  const clauses = marks.filter(({ role }) => role === "clause");
  const note = make("p", { class: "note" }, say("source.no_text"));
  if (!clauses.length) return [note, make("p", { class: "empty" }, say("source.no_quotes"))];
  const listed = clauses.filter(({ node }, at) => at < MOST_QUOTES || node === state.selected);
  const left = clauses.length - listed.length;
  return [make("p", { class: "note" }, countClauses(clauses)), note,
    make("ol", { class: "quotes" }, ...listed.map((mark) => makeQuote(mark, lang))),
    ...keep([left > 0 && make("p", { class: "more" }, say("page.more", { count: left }))])];
}

/** @param {Mark} mark @param {string|null} lang */
function makeQuote(mark, lang) {
  const name = speak("span", nameFor(mark.node), { class: mark.quote ? "" : "label withheld" });
  const place = make("span", { class: "note" }, ...(mark.quote ? [name, " · "] : []), placeClause(mark));
  const item = button({ class: "item", "data-node": mark.node }, () => choose(mark.node), makeMark(graph.kind[mark.node]),
    mark.quote ? make("span", { class: "label", lang }, ...highlight(say("page.quoted", mark))) : name, place);
  if (mark.node === state.selected) item.setAttribute("aria-current", "true");
  return make("li", { "data-start": mark.start }, item);
}

/** How many clauses there are, and of how many the words may not be shown. @param {Mark[]} clauses */
function countClauses(clauses) {
  const withheld = clauses.filter(({ quote }) => !quote).length;
  return say(withheld ? "source.clauses_withheld" : "source.clauses", { count: clauses.length, withheld });
}

/** Where a clause stands, and whether its words are shown. @param {Mark} mark */
const placeClause = (mark) => say(mark.quote ? "page.characters" : "source.withheld", mark);
