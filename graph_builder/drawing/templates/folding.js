/** Search: labels, quotes and places, folded so that scripts do not matter, a column at a time. */

/**
 * @typedef {object} Folded a column of texts, folded from its first row on
 * @property {() => string[]} read its rows
 * @property {number} mark how a hit in it is marked
 * @property {string} text
 * @property {Int32Array} starts where each row begins
 * @property {number} done how many rows have been folded
 */

/** A hit anywhere, and one in a label, which says more. */
const HIT = 1;
const NAMED = 2;
/** Rows that are folded in one go. */
const STEP = 2000;

/** @param {() => string[]} read @param {number} mark @returns {Folded} */
const makeColumn = (read, mark) => ({ read, mark, text: "", starts: new Int32Array(1), done: 0 });

const searchable = {
  /** @type {Folded[]} */ labels: [],
  quotes: makeColumn(() => graph.quotes.texts, HIT),
  /** @type {string[]} */ pieces: [],
  isWhole: false,
};

/** @returns {Folded[]} */
function listColumns() {
  if (!searchable.labels.length) searchable.labels = Object.values(graph.labels).map((texts) => makeColumn(() => texts, NAMED));
  return [...searchable.labels, searchable.quotes];
}

/** Fold what is searched before it is asked for. */
async function prepareFolding() {
  await loadQuotes();
  foldWhenIdle();
}

function foldWhenIdle() {
  const wait = window.requestIdleCallback || ((act) => setTimeout(() => act({ timeRemaining: () => 0, didTimeout: false }), 30));
  wait((time) => {
    do foldSome(); while (!searchable.isWhole && time.timeRemaining() > 8);
    if (!searchable.isWhole) foldWhenIdle();
  });
}

/** Fold the next rows; after the last of them the columns are whole. */
function foldSome() {
  const columns = listColumns();
  const column = columns.find(({ read, done }) => done < read().length);
  if (column) foldRows(column);
  searchable.isWhole = columns.every(({ read, done }) => done === read().length);
}

/** @param {Folded} column */
function foldRows(column) {
  const rows = column.read();
  const end = Math.min(rows.length, column.done + STEP);
  if (!column.done) column.starts = new Int32Array(rows.length + 1);
  const begin = column.starts[column.done];
  let piece = `${fold(rows.slice(column.done, end).join("\n"))}\n`;
  if (!markRows(column, piece, begin, end)) {
    // Rows that hold the sign between rows themselves.
    piece = `${fold(rows.slice(column.done, end).map((row) => row.replace(/\n/g, " ")).join("\n"))}\n`;
    markRows(column, piece, begin, end);
  }
  searchable.pieces.push(piece);
  column.done = end;
  if (end < rows.length) return;
  column.text = searchable.pieces.join("");
  searchable.pieces = [];
}

/** Find where rows begin; false when there are more of them than there should be. @param {Folded} column @param {string} piece @param {number} begin @param {number} end */
function markRows({ starts, done }, piece, begin, end) {
  let at = 0;
  for (let row = done; row < end; row += 1) {
    starts[row] = begin + at;
    at = piece.indexOf("\n", at) + 1;
  }
  starts[end] = begin + at;
  return at === piece.length;
}

/** For each statement that holds every word of the query a mark of where the first word stands. @param {string} query */
function findText(query) {
  while (!searchable.isWhole) foldSome();
  const [first, ...others] = new Set(termsOf(query));
  const found = findTerm(first || "");
  for (const term of others) {
    const also = findTerm(term);
    for (let node = 0; node < found.length; node += 1) if (!also[node]) found[node] = 0;
  }
  return found;
}

/** @param {string} term */
function findTerm(term) {
  const found = new Uint8Array(graph.size);
  if (!term) return found.fill(HIT);
  for (const column of searchable.labels) markHits(found, column, term, null);
  markHits(found, searchable.quotes, term, graph.quotes.starts);
  markPlaces(found, term);
  markFurther(found, term);
  return found;
}

/** Mark the statements whose row in a column holds a word. @param {Uint8Array} found @param {Folded} column @param {string} term @param {Int32Array|null} groups where the rows of each statement begin, unless each has one */
function markHits(found, { text, starts, mark }, term, groups) {
  let row = 0;
  let node = 0;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, starts[row + 1])) {
    while (starts[row + 1] <= at) row += 1;
    if (groups) while (groups[node + 1] <= row) node += 1;
    else node = row;
    found[node] |= mark;
  }
}

/** Mark the statements about a place whose name holds a word. @param {Uint8Array} found @param {string} term */
function markPlaces(found, term) {
  const codes = graph.codes["nodes.places"];
  const isHit = (graph.books["nodes.places"] || []).map((numbers) => hasWord(numbers, term));
  if (!isHit.includes(true)) return;
  for (let node = 0; node < found.length; node += 1) if (isHit[codes[node]]) found[node] |= HIT;
}

/** Mark the statements of which an extension says something that holds a word. @param {Uint8Array} found @param {string} term */
function markFurther(found, term) {
  for (const { of } of graph.properties) {
    for (const [node, numbers] of Object.entries(of)) if (hasWord(numbers, term)) found[Number(node)] |= HIT;
  }
}

/** @param {number[]} numbers of texts @param {string} term */
const hasWord = (numbers, term) => numbers.some((number) => Object.values(graph.texts[number]).some((name) => foldOnce(name).includes(term)));

/** Folded names, each once. @type {Map<string, string>} */
const foldedNames = new Map();

/** @param {string} name */
function foldOnce(name) {
  const known = foldedNames.get(name);
  if (known !== undefined) return known;
  const folded = fold(name);
  foldedNames.set(name, folded);
  return folded;
}

/** Where a word stands in a text, and how long it is, each time. @param {string} text @param {string} term */
function listHits(text, term) {
  const hits = [];
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) hits.push([at, term.length]);
  return hits;
}

/**
 * A text with what the query found marked.
 * @param {string} text
 * @returns {(string|HTMLElement)[]}
 */
function highlight(text) {
  const terms = termsOf(state.query);
  if (!terms.length) return [text];
  const signs = Array.from(text.slice(0, 5000));
  const folded = signs.map(fold);
  const whole = folded.join("");
  const hits = terms.flatMap((term) => listHits(whole, term));
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
