/** The graph of the page: columns of statements and links; details are opened in chunks. */

/**
 * @typedef {Record<string, string>} Words one text in each language
 * @typedef {{iri: string, label: Words, issued: string, publisher: Words, source: string, language: string, hash: string}} Document_
 * @typedef {{role: string, document: number, start: number, end: number, quote?: string,
 *   language?: string, hash?: string, directive?: number, resolution?: Words,
 *   origin?: {document: number, start: number, end: number}}} Span
 * @typedef {[string, Words][]} Facts
 * @typedef {{label: Words, facts: Facts, words: [string, string][], source: string}} Observation_
 * @typedef {{verdict: string, facts: Facts, observations: Observation_[]}} Outcome
 * @typedef {{facts: Facts, who: Facts, source: string, evidence: Span[], outcomes: Outcome[]}} Details
 * @typedef {{starts: Int32Array, members: Int32Array}} Groups
 */

/** Columns: one entry for each statement, or for each link. */
const graph = {
  size: 0,
  /** @type {string[]} */ iri: [],
  /** @type {string[]} */ kind: [],
  /** Labels of statements by language. @type {Record<string, string[]>} */ labels: {},
  /** @type {string[]} */ quote: [],
  /** @type {string[]} */ deadline: [],
  /** @type {string[]} */ verdict: [],
  /** @type {string[]} */ type: [],
  /** @type {string[]} */ basis: [],
  /** @type {string[]} */ metric: [],
  /** @type {number[]} */ parent: [],
  /** @type {number[]} */ document: [],
  /** @type {number[]} */ bound: [],
  /** @type {number[]} */ note: [],
  /** @type {number[]} */ seen: [],
  /** @type {number[][]} */ themes: [],
  /** @type {number[][]} */ places: [],
  /** @type {number[][]} */ levels: [],
  /** @type {number[]} */ x: [],
  /** @type {number[]} */ y: [],
  edges: {
    /** @type {number[]} */ from: [],
    /** @type {number[]} */ to: [],
    /** @type {string[]} */ basis: [],
    /** @type {string[]} */ relations: [],
    /** @type {string[]} */ confidence: [],
  },
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

/** Read what is packed in a part of the page; the part is given up to free its memory. @param {string} id */
async function unpack(id) {
  const element = part(id);
  const letters = atob(element.textContent || "");
  element.remove();
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

/** Read the index into `graph`. */
async function loadGraph() {
  const index = JSON.parse(await unpack("index"));
  const { documents, periods, verdicts, properties, texts, chunk } = index.rest;
  words = index.words;
  for (const [key, values] of Object.entries(index.languages)) Object.assign(LANGUAGES[/** @type {keyof typeof LANGUAGES} */ (key)], values);
  graph.labels = Object.fromEntries(Object.keys(TAGS).map((language) => [language, index.nodes[`label_${language}`] || []]));
  Object.assign(graph, index.nodes, { texts, chunk, variants: index.variants });
  Object.assign(graph.edges, index.edges);
  graph.size = graph.iri.length;
  const text = (/** @type {number} */ number) => graph.texts[number];
  graph.documents = documents.map((/** @type {any} */ row) => (
    { ...row, label: text(row.label), publisher: text(row.publisher) }
  ));
  graph.periods = periods.map((/** @type {any} */ row) => ({ ...row, label: text(row.label) }));
  graph.verdicts = new Map(verdicts.map((/** @type {any} */ row) => [row.token, text(row.label)]));
  graph.properties = properties.map((/** @type {any} */ row) => ({ ...row, label: text(row.label) }));
  for (const column of [graph.themes, graph.places, graph.levels]) shareEqual(column);
  graph.hasDirectives = graph.kind.includes("directive");
  graph.children = group(graph.parent, graph.size);
  graph.above = group(graph.edges.from, graph.size);
  graph.below = group(graph.edges.to, graph.size);
}

/** Let equal lists be one, which takes less memory. @param {number[][]} column */
function shareEqual(column) {
  /** @type {Map<string, number[]>} */
  const known = new Map();
  column.forEach((list, at) => {
    const name = list.join();
    if (!known.has(name)) known.set(name, list);
    column[at] = /** @type {number[]} */ (known.get(name));
  });
}

/**
 * The positions at which each number from 0 to `size` occurs, in order.
 * @param {number[]} numbers
 * @param {number} size
 * @returns {Groups}
 */
function group(numbers, size) {
  const starts = new Int32Array(size + 1);
  for (const number of numbers) if (number >= 0) starts[number + 1] += 1;
  for (let at = 0; at < size; at += 1) starts[at + 1] += starts[at];
  const next = starts.slice();
  const members = new Int32Array(starts[size]);
  numbers.forEach((number, at) => {
    if (number < 0) return;
    members[next[number]] = at;
    next[number] += 1;
  });
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
  if (!chunks.has(number)) chunks.set(number, unpack(`chunk-${number}`).then(JSON.parse));
  const { nodes, texts } = await /** @type {Promise<{nodes: any[], texts: Words[]}>} */ (chunks.get(number));
  const text = (/** @type {number} */ at) => texts[at];
  const facts = (/** @type {[string, number][]} */ rows) => (
    rows.map(([name, at]) => /** @type {[string, Words]} */ ([name, text(at)]))
  );
  const row = nodes[node % graph.chunk];
  return {
    facts: facts(row.facts),
    who: facts(row.who),
    source: row.source,
    evidence: row.evidence.map((/** @type {any} */ span) => (
      "resolution" in span ? { ...span, resolution: text(span.resolution) } : span
    )),
    outcomes: row.outcomes.map((/** @type {any} */ outcome) => ({
      verdict: outcome.verdict,
      facts: facts(outcome.facts),
      observations: outcome.observations.map((/** @type {any} */ seen) => (
        { ...seen, label: text(seen.label), facts: facts(seen.facts) }
      )),
    })),
  };
}
