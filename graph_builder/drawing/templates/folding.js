/** Search: all labels, quotes and places as one long text, folded so that scripts do not matter. */

const searchable = {
  text: "",
  /** Where the text of each statement begins. */
  starts: new Int32Array(0),
  /** How many statements have been folded. */
  done: 0,
  /** @type {string[]} */ pieces: [],
};

const STEP = 2000;
const BREAK = "\u0001";

function prepareFolding() {
  takeVariants(graph.variants);
  foldWhenIdle();
}

function foldWhenIdle() {
  const wait = window.requestIdleCallback || ((act) => setTimeout(act, 30));
  wait(() => {
    foldSome();
    if (searchable.done < graph.size) foldWhenIdle();
  });
}

/** Fold the next statements; after the last of them the text is whole. */
function foldSome() {
  if (searchable.done >= graph.size) return;
  const end = Math.min(graph.size, searchable.done + STEP);
  const rows = [];
  for (let node = searchable.done; node < end; node += 1) {
    const places = graph.places[node].flatMap((number) => Object.values(graph.texts[number]));
    const row = [...namesOf(node), graph.quote[node], ...places, ...listFurther(node)].join(BREAK);
    rows.push(row.replace(/\s+/g, " "));
  }
  searchable.pieces.push(fold(rows.join("\n")));
  searchable.done = end;
  if (end === graph.size) joinPieces();
}

/** What extensions say of a statement, as one may search for it. @param {number} node */
const listFurther = (node) => graph.properties.flatMap(({ of }) => (of[node] || []).flatMap((number) => Object.values(graph.texts[number])));

function joinPieces() {
  searchable.text = `${searchable.pieces.join("\n")}\n`;
  searchable.pieces = [];
  searchable.starts = new Int32Array(graph.size + 1);
  let at = 0;
  for (let node = 0; node < graph.size; node += 1) {
    searchable.starts[node] = at;
    at = searchable.text.indexOf("\n", at) + 1;
  }
  searchable.starts[graph.size] = at;
}

/** A mark for each statement that holds every word of the query. @param {string} query */
function findText(query) {
  while (searchable.done < graph.size) foldSome();
  return termsOf(query).reduce((found, term) => keepHits(found, term), new Uint8Array(graph.size).fill(1));
}

/** Of the marked statements those that hold a word. @param {Uint8Array} marked @param {string} term */
function keepHits(marked, term) {
  const found = new Uint8Array(graph.size);
  const { text, starts } = searchable;
  for (let at = text.indexOf(term); at >= 0;) {
    const node = locate(starts, at);
    found[node] = marked[node];
    at = text.indexOf(term, starts[node + 1]);
  }
  return found;
}

/** The last entry that is not greater than a number. @param {Int32Array} starts @param {number} at */
function locate(starts, at) {
  let low = 0;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * A text with what the query found marked.
 * @param {string} text
 * @returns {(string|HTMLElement)[]}
 */
function highlight(text) {
  const terms = state.query ? termsOf(state.query) : [];
  const signs = Array.from(text.slice(0, 5000));
  const folded = signs.map(fold);
  const whole = folded.join("");
  const hits = terms.map((term) => [whole.indexOf(term), term.length]).filter(([at]) => at >= 0);
  if (!hits.length) return [text];
  /** @type {(string|HTMLElement)[]} */
  const parts = [];
  let at = 0;
  let kept = 0;
  signs.forEach((_, number) => {
    const isHit = hits.some(([start, length]) => at >= start && at < start + length);
    at += folded[number].length;
    const last = parts[parts.length - 1];
    const same = last instanceof HTMLElement ? isHit : last !== undefined && !isHit;
    if (same && last instanceof HTMLElement) last.append(signs[number]);
    else if (same) parts[parts.length - 1] = `${last}${signs[number]}`;
    else parts.push(isHit ? make("mark", { class: "hit" }, signs[number]) : signs[number]);
    kept += signs[number].length;
  });
  return [...parts, text.slice(kept)];
}
