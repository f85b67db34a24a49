/** Which statements are wanted, which others show where they belong, and how many each value has. */

/**
 * @typedef {object} Facet
 * @property {string[]} keys its values
 * @property {Words[]} labels their names
 * @property {number[][]} lists combinations of values that occur
 * @property {Int32Array} codes for each statement the number of its combination
 */

/** @type {Record<string, Facet>} */
const facets = {};

const HIDDEN = 0;
const CONTEXT = 1;
const MATCH = 2;

/** Find the values of all facets, once. */
function prepareFacets() {
  const interface_ = (/** @type {string} */ prefix) => (/** @type {string} */ key) => words[`${prefix}.${key}`];
  const isTarget = (/** @type {number} */ node) => graph.kind[node] === "target";
  facets.kind = makeFacet(codesOf("kind"), (code) => [graph.books["nodes.kind"][code]], interface_("kind"));
  facets.basis = makeFacet(codesOf("basis"), (code) => [graph.books["nodes.basis"][code]], interface_("basis"));
  facets.verdict = makeFacet(
    codesOf("verdict", isTarget),
    (code) => [graph.books["nodes.verdict"][code] || "none"],
    (key) => graph.verdicts.get(key) || words["facet.no_verdict"],
  );
  facets.deadline = makeFacet(
    codesOf("deadline", isTarget),
    (code) => [graph.books["nodes.deadline"][code].slice(0, 4) || "none"],
    (key) => (key === "none" ? words["facet.no_deadline"] : { en: key }),
  );
  facets.document = makeFacet(
    codesOf("document").map((number) => (number < 0 ? graph.documents.length : number)),
    (number) => [keyOfDocument(number)],
    (key) => (key === "none" ? words["page.other"] : graph.documents.map((row) => row.label).find((label) => nameOf(label) === key) || {}),
  );
  for (const name of ["theme", "place", "level"]) {
    facets[name] = makeTextFacet(codesOf(`${name}s`), graph.books[`nodes.${name}s`] || []);
  }
  for (const name of SERVED) facets[name] = makeFacet(new Int32Array(0), () => [], () => ({}));
  for (const { key, coded, of } of graph.properties) {
    if (!coded) continue;
    const codes = new Int32Array(graph.size).fill(-1);
    Object.keys(of).forEach((node, at) => {
      codes[Number(node)] = at;
    });
    facets[key] = makeTextFacet(codes, Object.values(of));
    FACETS.push(key);
    state.facets[key] = new Set();
  }
}

/** A text as the key of a value: the same in every language of the page. @param {Words} text */
const nameOf = (text) => text.en || text.zh || Object.values(text)[0] || "";

/** A document as a value; what stands in none has a value too. @param {number} number */
const keyOfDocument = (number) => (graph.documents[number] ? nameOf(graph.documents[number].label) : "none");

/** The codes of a column, -1 for statements that the facet is not about. @param {string} name @param {(node: number) => boolean} [isAsked] */
function codesOf(name, isAsked) {
  const codes = Int32Array.from(graph.codes[`nodes.${name}`] || NONE);
  if (isAsked) for (let node = 0; node < codes.length; node += 1) if (!isAsked(node)) codes[node] = -1;
  return codes;
}

/** @param {Int32Array} given codes @param {number[][]} lists numbers of texts by code */
function makeTextFacet(given, lists) {
  /** @type {Map<string, Words>} */
  const known = new Map();
  return makeFacet(
    given,
    (code) => lists[code].map((number) => {
      const text = graph.texts[number];
      known.set(nameOf(text), text);
      return nameOf(text);
    }),
    (key) => known.get(key) || {},
  );
}

/**
 * @param {Int32Array} given codes, which become numbers of combinations
 * @param {(code: number) => string[]} read
 * @param {(key: string) => Words} name
 * @returns {Facet}
 */
function makeFacet(given, read, name) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  /** @type {Map<number, number>} */
  const places = new Map();
  /** Statements without a code have no value. @type {number[][]} */
  const lists = [[]];
  const codes = given.map((code) => {
    if (code < 0) return 0;
    let place = places.get(code);
    if (place === undefined) {
      place = lists.length;
      places.set(code, place);
      lists.push(read(code).map((key) => {
        if (!numbers.has(key)) numbers.set(key, numbers.size);
        return /** @type {number} */ (numbers.get(key));
      }));
    }
    return place;
  });
  const keys = [...numbers.keys()];
  return { keys, labels: keys.map(name), lists, codes };
}

/** The present result: a mark for each statement, and counts for each facet. */
const result = {
  /** @type {Uint8Array} */ shown: new Uint8Array(0),
  /** Where the query was found. @type {Uint8Array|null} */ found: null,
  matches: 0,
  /** @type {Record<string, Int32Array>} */ counts: {},
};

/**
 * Apply query and facets. A value is counted as if its own facet were open, so that the number says
 * what choosing it would show.
 */
function applyFilters() {
  const found = state.query ? findText(state.query) : null;
  prepareServed();
  const names = FACETS.filter((name) => facets[name].keys.length);
  const counts = names.map((name) => new Int32Array(facets[name].lists.length));
  const columns = names.map((name) => facets[name].codes);
  const wanted = names.flatMap((name, at) => (state.facets[name].size ? [{ at, codes: facets[name].codes, has: wantedOf(name) }] : []));
  const shown = new Uint8Array(graph.size);
  result.matches = 0;
  for (let node = 0; node < graph.size; node += 1) {
    if (found && !found[node]) continue;
    const missed = missedFacet(node, wanted);
    if (missed === -1) {
      shown[node] = MATCH;
      result.matches += 1;
      for (let at = 0; at < columns.length; at += 1) counts[at][columns[at][node]] += 1;
    } else if (missed >= 0) {
      counts[missed][columns[missed][node]] += 1;
    }
  }
  if (isNarrowed()) addContext(shown);
  result.shown = shown;
  result.found = found;
  result.counts = Object.fromEntries(names.map((name, at) => [name, countValues(facets[name], counts[at])]));
}

/** For each combination of values whether it has one that is wanted. @param {string} name */
function wantedOf(name) {
  const { keys, lists } = facets[name];
  return Uint8Array.from(lists, (values) => (values.some((value) => state.facets[name].has(keys[value])) ? 1 : 0));
}

/**
 * -1 when all facets agree, the number of the only one that does not, or -2.
 * @param {number} node
 * @param {{at: number, codes: Int32Array, has: Uint8Array}[]} wanted
 */
function missedFacet(node, wanted) {
  let missed = -1;
  for (const { at, codes, has } of wanted) {
    if (has[codes[node]]) continue;
    if (missed >= 0) return -2;
    missed = at;
  }
  return missed;
}

/** How often each value occurs. @param {Facet} facet @param {Int32Array} counts how often each combination does */
function countValues({ keys, lists }, counts) {
  const sums = new Int32Array(keys.length);
  lists.forEach((values, list) => {
    for (const value of values) sums[value] += counts[list];
  });
  return sums;
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
