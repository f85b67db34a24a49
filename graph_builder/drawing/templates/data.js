/** The graph of the page: columns of statements and links; details are opened in chunks. */

/**
 * @typedef {Record<string, string>} Words one text in each language
 * @typedef {{iri: string, label: Words, issued: string, publisher: Words, source: string, language: string, hash: string, marks: number}} Document_
 * @typedef {{role: string, document: number, start: number, end: number, quote?: string,
 *   language?: string, hash?: string, directive?: number, resolution?: Words,
 *   origin?: {document: number, start: number, end: number}}} Span
 * @typedef {[string, Words][]} Facts
 * @typedef {{label: Words, facts: Facts, words: [string, string][], source: string}} Observation_
 * @typedef {{verdict: string, facts: Facts, observations: Observation_[]}} Outcome
 * @typedef {{facts: Facts, who: Facts, source: string, evidence: Span[], outcomes: Outcome[]}} Details
 * @typedef {{starts: Int32Array, members: Int32Array}} Groups
 */

/** The part that holds the quotes. */
const QUOTES = "nodes.quotes";
const NONE = new Int8Array(0);

/** Columns: one entry for each statement, or for each link. */
const graph = {
  size: 0,
  /** @type {string[]} */ iri: [],
  /** @type {string[]} */ kind: [],
  /** Labels of statements by language. @type {Record<string, string[]>} */ labels: {},
  /** @type {string[]} */ deadline: [],
  /** @type {string[]} */ verdict: [],
  /** @type {string[]} */ type: [],
  /** @type {string[]} */ basis: [],
  /** @type {string[]} */ metric: [],
  /** @type {Numbers} */ parent: NONE,
  /** @type {Numbers} */ document: NONE,
  /** @type {Numbers} */ bound: NONE,
  /** @type {Numbers} */ note: NONE,
  /** @type {Numbers} */ seen: NONE,
  /** @type {number[][]} */ themes: [],
  /** @type {number[][]} */ places: [],
  /** @type {number[][]} */ levels: [],
  /** @type {Numbers} */ x: NONE,
  /** @type {Numbers} */ y: NONE,
  edges: {
    /** @type {Numbers} */ from: NONE,
    /** @type {Numbers} */ to: NONE,
    /** @type {string[]} */ basis: [],
    /** @type {string[]} */ relations: [],
    /** @type {string[]} */ confidence: [],
  },
  /** Of columns whose values repeat: each value once, and its number for each entry. */
  /** @type {Record<string, any[]>} */ books: {},
  /** @type {Record<string, Numbers>} */ codes: {},
  /** Different quotes, those of a statement together. */
  /** @type {{starts: Int32Array, texts: string[]}} */ quotes: { starts: new Int32Array(1), texts: [] },
  /** @type {Document_[]} */ documents: [],
  /** @type {{label: Words, start: string, end: string}[]} */ periods: [],
  /** @type {Words[]} */ texts: [],
  /** @type {Map<string, Words>} */ verdicts: new Map(),
  /** What extensions add: the values of statements that have some. @type {{key: string, label: Words, coded: boolean, of: Record<number, number[]>}[]} */
  properties: [],
  variants: "",
  hasDirectives: false,
  chunk: 1,
  /** @type {Groups} */ children: { starts: new Int32Array(1), members: new Int32Array(0) },
  /** Links that lead up from a statement, and those that come from below. */
  /** @type {Groups} */ above: { starts: new Int32Array(1), members: new Int32Array(0) },
  /** @type {Groups} */ below: { starts: new Int32Array(1), members: new Int32Array(0) },
};

/** Read all into `graph` but the quotes, which come after the scripts. */
async function loadGraph() {
  const names = Array.from(document.querySelectorAll('script[id^="nodes."]'), ({ id }) => id).filter((id) => id !== QUOTES);
  const texts = Promise.all(names.map(unpack));
  const [index, bytes] = await Promise.all([unpackValue("index"), unpackBytes("columns")]);
  const columns = readColumns(bytes, index.columns);
  words = index.words;
  for (const [key, values] of Object.entries(index.languages)) Object.assign(LANGUAGES[/** @type {keyof typeof LANGUAGES} */ (key)], values);
  for (const language of Object.keys(TAGS)) graph.labels[language] = [];
  takeRest(index.rest);
  takeColumns(columns, index.books);
  for (const [at, text] of (await texts).entries()) takeTexts(names[at], cutTexts(text, columns[names[at]]));
  graph.size = graph.iri.length;
  graph.variants = index.variants;
  graph.hasDirectives = (graph.books["nodes.kind"] || []).includes("directive");
  graph.children = group(graph.parent, graph.size);
  graph.above = group(graph.edges.from, graph.size);
  graph.below = group(graph.edges.to, graph.size);
}

/** @param {string} name @param {string[]} texts */
function takeTexts(name, texts) {
  const [, language] = name.split("label_");
  if (language) graph.labels[language] = texts;
  else graph.iri = texts;
}

/** @param {any} rest */
function takeRest({ documents, periods, verdicts, properties, texts, chunk, marks }) {
  Object.assign(graph, { texts, chunk });
  const text = (/** @type {number} */ number) => graph.texts[number];
  graph.documents = documents.map((/** @type {any} */ row, /** @type {number} */ at) => (
    { ...row, label: text(row.label), publisher: text(row.publisher), marks: marks[at] }
  ));
  graph.periods = periods.map((/** @type {any} */ row) => ({ ...row, label: text(row.label) }));
  graph.verdicts = new Map(verdicts.map((/** @type {any} */ row) => [row.token, text(row.label)]));
  graph.properties = properties.map((/** @type {any} */ row) => ({ ...row, label: text(row.label) }));
}

/** @param {Record<string, Numbers>} columns @param {Record<string, any[]>} books */
function takeColumns(columns, books) {
  Object.assign(graph, { codes: columns, books });
  for (const [whole, numbers] of Object.entries(columns)) {
    const [table, name] = whole.split(".");
    const target = /** @type {Record<string, any>} */ (table === "nodes" ? graph : graph.edges);
    if (Array.isArray(target[name])) target[name] = spellOut(numbers, books[whole]);
    else if (ArrayBuffer.isView(target[name])) target[name] = numbers;
  }
}

/** The values that numbers stand for. @param {Numbers} numbers @param {any[]|undefined} book */
function spellOut(numbers, book) {
  const values = new Array(book ? numbers.length : 0);
  for (let at = 0; at < values.length; at += 1) values[at] = /** @type {any[]} */ (book)[numbers[at]];
  return values;
}

/** @type {Promise<void>|null} */
let quotesLoading = null;

/** The quotes, read once. */
function loadQuotes() {
  quotesLoading = quotesLoading || readQuotes();
  return quotesLoading;
}

async function readQuotes() {
  const whole = await unpack(QUOTES);
  const lengths = graph.codes[QUOTES];
  const counts = graph.codes[`${QUOTES}.count`] || NONE;
  const starts = new Int32Array(counts.length + 1);
  for (let node = 0; node < counts.length; node += 1) starts[node + 1] = starts[node] + counts[node];
  graph.quotes = { starts, texts: cutTexts(whole, lengths) };
}

/** The different quotes that prove a statement, in the order of the text. @param {number} node */
function quotesOf(node) {
  const { starts, texts } = graph.quotes;
  return texts.slice(starts[node], starts[node + 1]);
}

/**
 * The positions at which each number from 0 to `size` occurs, in order.
 * @param {Numbers} numbers
 * @param {number} size
 * @returns {Groups}
 */
function group(numbers, size) {
  const starts = new Int32Array(size + 1);
  for (let at = 0; at < numbers.length; at += 1) if (numbers[at] >= 0) starts[numbers[at] + 1] += 1;
  for (let at = 0; at < size; at += 1) starts[at + 1] += starts[at];
  const next = starts.slice();
  const members = new Int32Array(starts[size]);
  for (let at = 0; at < numbers.length; at += 1) if (numbers[at] >= 0) members[next[numbers[at]]++] = at;
  return { starts, members };
}

/** @param {Groups} groups @param {number} number */
function membersOf(groups, number) {
  return groups.members.subarray(groups.starts[number], groups.starts[number + 1]);
}

/** The language that a statement is quoted in, or null. @param {number} node */
const languageOf = (node) => (graph.documents[graph.document[node]] || { language: "" }).language || null;

/** The label of a statement in each language that it has. @param {number} node @returns {Words} */
function labelOf(node) {
  /** @type {Words} */
  const label = {};
  for (const [language, column] of Object.entries(graph.labels)) if (column[node]) label[language] = column[node];
  return label;
}

/** The labels of a statement in all languages, each different one once. @param {number} node */
const namesOf = (node) => [...new Set(Object.values(labelOf(node)))];

/** What a property of an extension is called; empty for all else. @param {string} key */
function nameProperty(key) {
  const property = graph.properties.find((one) => one.key === key);
  return property ? pick(property.label).text || key : "";
}

/** A day, of which the end of a year is the year alone. @param {string} day */
const shortDay = (day) => day.replace(/-12-31$/, "");

/** The smaller line below the label on cards. @param {number} node */
function noteOf(node) {
  const verdict = pick(graph.verdicts.get(graph.verdict[node])).text;
  if (graph.kind[node] === "target") {
    return [shortDay(graph.deadline[node]) || say("say.no_deadline"), verdict].filter(Boolean).join(" · ");
  }
  if (graph.kind[node] === "assessment") return verdict;
  if (graph.kind[node] === "goal") return isUnasked(node) ? say("say.no_directive") : "";
  return pick(graph.texts[graph.note[node]]).text;
}

/** Whether a goal carries out no directive, nor does one that it is part of. @param {number} node */
function isUnasked(node) {
  if (!graph.hasDirectives) return false;
  for (let above = node; above >= 0; above = graph.parent[above]) {
    if (membersOf(graph.above, above).some((edge) => graph.kind[graph.edges.to[edge]] === "directive")) return false;
  }
  return true;
}

/** What a card says: for an outcome what was observed. @param {number} node @returns {Words} */
function titleOf(node) {
  const seen = graph.texts[graph.seen[node]];
  return seen && Object.keys(seen).length ? seen : labelOf(node);
}

/** @type {Map<number, Promise<{nodes: any[], texts: Words[]}>>} */
const chunks = new Map();

/** What only the panel shows of a statement. @param {number} node @returns {Promise<Details>} */
async function loadDetails(node) {
  const number = Math.floor(node / graph.chunk);
  if (!chunks.has(number)) chunks.set(number, unpackValue(`chunk-${number}`));
  const [{ nodes, texts }] = await Promise.all([/** @type {Promise<{nodes: any[], texts: Words[]}>} */ (chunks.get(number)), loadQuotes()]);
  const text = (/** @type {number} */ at) => texts[at];
  const facts = (/** @type {[string, number][]} */ rows) => (
    rows.map(([name, at]) => /** @type {[string, Words]} */ ([name, text(at)]))
  );
  const row = nodes[node % graph.chunk];
  return {
    facts: facts(row.facts),
    who: facts(row.who),
    source: row.source,
    evidence: row.evidence.map((/** @type {any} */ span) => ({
      ...span,
      ...("quote" in span && { quote: quotesOf(node)[span.quote] }),
      ...("resolution" in span && { resolution: text(span.resolution) }),
    })),
    outcomes: row.outcomes.map((/** @type {any} */ outcome) => ({
      verdict: outcome.verdict,
      facts: facts(outcome.facts),
      observations: outcome.observations.map((/** @type {any} */ seen) => (
        { ...seen, label: text(seen.label), facts: facts(seen.facts) }
      )),
    })),
  };
}
