/** Which statements are wanted, which others show where they belong, and how many each value has. */

/**
 * @typedef {{keys: string[], labels: Words[], of: number[][]}} Facet
 *   its values by key and name, and for each statement the values it has
 */

/** @type {Record<string, Facet>} */
const facets = {};

const HIDDEN = 0;
const CONTEXT = 1;
const MATCH = 2;

/** Find the values of all facets, once. */
function prepareFacets() {
  const interface_ = (/** @type {string} */ prefix) => (/** @type {string} */ key) => words[`${prefix}.${key}`];
  facets.kind = makeFacet((node) => [graph.kind[node]], interface_("kind"));
  facets.basis = makeFacet((node) => [graph.basis[node]], interface_("basis"));
  facets.verdict = makeFacet(
    (node) => (graph.kind[node] === "target" ? [graph.verdict[node] || "none"] : []),
    (key) => graph.verdicts.get(key) || words["facet.no_verdict"],
  );
  facets.deadline = makeFacet(
    (node) => (graph.kind[node] === "target" ? [graph.deadline[node].slice(0, 4) || "none"] : []),
    (key) => (key === "none" ? words["facet.no_deadline"] : { en: key }),
  );
  facets.document = makeFacet(
    (node) => (graph.document[node] >= 0 ? [nameOf(graph.documents[graph.document[node]].label)] : []),
    (key) => graph.documents.map((row) => row.label).find((label) => nameOf(label) === key) || {},
  );
  for (const [name, column] of [["theme", graph.themes], ["place", graph.places], ["level", graph.levels]]) {
    facets[/** @type {string} */ (name)] = makeTextFacet(/** @type {number[][]} */ (column));
  }
  for (const { key, coded, of } of graph.properties) {
    if (!coded) continue;
    facets[key] = makeTextFacet(of);
    FACETS.push(key);
    state.facets[key] = new Set();
  }
}

/** A text as the key of a value: the same in every language of the page. @param {Words} text */
const nameOf = (text) => text.en || text.zh || Object.values(text)[0] || "";

/** @param {Record<number, number[]>} column */
function makeTextFacet(column) {
  /** @type {Map<string, Words>} */
  const known = new Map();
  return makeFacet(
    (node) => (column[node] || []).map((number) => {
      const text = graph.texts[number];
      known.set(nameOf(text), text);
      return nameOf(text);
    }),
    (key) => known.get(key) || {},
  );
}

/**
 * @param {(node: number) => string[]} read
 * @param {(key: string) => Words} name
 * @returns {Facet}
 */
function makeFacet(read, name) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  /** @type {Map<string, number[]>} */
  const lists = new Map();
  const of = [];
  for (let node = 0; node < graph.size; node += 1) {
    const keys = read(node);
    const whole = keys.join("\n");
    let list = lists.get(whole);
    if (!list) {
      list = keys.map((key) => {
        if (!numbers.has(key)) numbers.set(key, numbers.size);
        return /** @type {number} */ (numbers.get(key));
      });
      lists.set(whole, list);
    }
    of.push(list);
  }
  const keys = [...numbers.keys()];
  return { keys, labels: keys.map(name), of };
}

/** The present result: a mark for each statement, and counts for each facet. */
const result = {
  /** @type {Uint8Array} */ shown: new Uint8Array(0),
  matches: 0,
  /** @type {Record<string, Int32Array>} */ counts: {},
};

/**
 * Apply query and facets. A value is counted as if its own facet were open, so that the number says
 * what choosing it would show.
 */
function applyFilters() {
  const found = state.query ? findText(state.query) : null;
  const names = FACETS.filter((name) => facets[name].keys.length);
  const wanted = names.map((name) => wantedOf(name));
  const counts = names.map((name) => new Int32Array(facets[name].keys.length));
  const shown = new Uint8Array(graph.size);
  result.matches = 0;
  for (let node = 0; node < graph.size; node += 1) {
    if (found && !found[node]) continue;
    const missed = missedFacet(node, names, wanted);
    if (missed === -1) {
      shown[node] = MATCH;
      result.matches += 1;
      for (let at = 0; at < names.length; at += 1) count(counts[at], facets[names[at]].of[node]);
    } else if (missed >= 0) {
      count(counts[missed], facets[names[missed]].of[node]);
    }
  }
  if (isNarrowed()) addContext(shown);
  result.shown = shown;
  result.counts = Object.fromEntries(names.map((name, at) => [name, counts[at]]));
}

/** @param {string} name @returns {Uint8Array|null} */
function wantedOf(name) {
  const chosen = state.facets[name];
  if (!chosen.size) return null;
  return Uint8Array.from(facets[name].keys, (key) => (chosen.has(key) ? 1 : 0));
}

/**
 * -1 when all facets agree, the number of the only one that does not, or -2.
 * @param {number} node
 * @param {string[]} names
 * @param {(Uint8Array|null)[]} wanted
 */
function missedFacet(node, names, wanted) {
  let missed = -1;
  for (let at = 0; at < names.length; at += 1) {
    const want = wanted[at];
    if (want && !facets[names[at]].of[node].some((value) => want[value])) {
      if (missed >= 0) return -2;
      missed = at;
    }
  }
  return missed;
}

/** @param {Int32Array} counts @param {number[]} values */
function count(counts, values) {
  for (const value of values) counts[value] += 1;
}

/** What became of a target belongs to it, whatever is asked for. */
const OUTCOMES = new Set(["assessment", "observation"]);

/**
 * Mark what matches stand under, the directives that they and those serve, and their outcomes.
 * @param {Uint8Array} shown
 */
function addContext(shown) {
  for (let node = 0; node < graph.size; node += 1) {
    if (shown[node] !== MATCH) continue;
    for (const child of membersOf(graph.children, node)) {
      if (OUTCOMES.has(graph.kind[child])) markContext(shown, child);
    }
    markDirectives(shown, node);
    for (let above = graph.parent[node]; above >= 0 && shown[above] !== CONTEXT; above = graph.parent[above]) {
      markContext(shown, above);
      markDirectives(shown, above);
    }
  }
}

/** @param {Uint8Array} shown @param {number} node */
function markContext(shown, node) {
  shown[node] = shown[node] || CONTEXT;
}

/** @param {Uint8Array} shown @param {number} node */
function markDirectives(shown, node) {
  for (const edge of membersOf(graph.above, node)) {
    const upper = graph.edges.to[edge];
    if (graph.kind[upper] === "directive") markContext(shown, upper);
  }
}
