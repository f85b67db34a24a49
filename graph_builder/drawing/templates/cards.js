/** How large the card of a statement is: its lines, and what stands below them. */

const EM = 14;
const LINE_HEIGHT = 19;
const NOTE_HEIGHT = 18;
/** Lines of labels and notes as the reader's own style may have them. */
const leading = { label: LINE_HEIGHT, note: NOTE_HEIGHT };
const TAG_HEIGHT = 20;
const CARD_EDGE = 17;
const MOST_LINES = 5;
const MOST_TAGS = 3;

/** Numbers of lines that are known, by language and width of card. @type {Map<string, Uint8Array>} */
const lineCounts = new Map();

/** @param {number} node @param {number} width */
function countLines(node, width) {
  const name = `${spoken} ${width}`;
  let counts = lineCounts.get(name);
  if (!counts) {
    // Rooms of the past, from before the window had its present size, are given up.
    if (lineCounts.size > 12) lineCounts.clear();
    counts = new Uint8Array(graph.size);
    lineCounts.set(name, counts);
  }
  counts[node] = counts[node] || linesOf(node, width).length;
  return counts[node];
}

/** The height of a card. @param {number} node @param {number} width @param {number} tags */
function measureCard(node, width, tags) {
  const lines = countLines(node, width);
  const named = Math.min(tags, MOST_TAGS) + (tags > MOST_TAGS ? 1 : 0);
  return CARD_EDGE + leading.label * lines + leading.note * noteLines(node, width).length + TAG_HEIGHT * named;
}

/** The smaller line below the label; a verdict may take two. @param {number} node @param {number} width */
function noteLines(node, width) {
  const note = noteOf(node);
  return note ? wrap(note, (width - 49) / 12 / 1.08, graph.kind[node] === "directive" ? 1 : 2) : [];
}

/** The label of a card in lines. @param {number} node @param {number} width */
function linesOf(node, width) {
  const bold = graph.kind[node] === "goal" || graph.kind[node] === "directive" ? 1.06 : 1;
  const lines = wrap(pick(titleOf(node)).text, (width - 49) / EM / bold, MOST_LINES);
  return lines.length ? lines : [graph.iri[node]];
}

/** Measure cards anew whenever a style of the reader's own changes the spaces between signs, words and lines. @param {() => void} act */
function watchSpacing(act) {
  const note = make("small", {}, "m");
  const probe = make("p", { class: "probe", "aria-hidden": "true" }, "Mm m", note);
  document.body.append(probe);
  new ResizeObserver(() => {
    if (!takeSpacing(getComputedStyle(probe), getComputedStyle(note))) return;
    lineCounts.clear();
    act();
  }).observe(probe);
}

/** Whether the spaces are others than before. @param {CSSStyleDeclaration} label @param {CSSStyleDeclaration} note */
function takeSpacing(label, note) {
  const before = JSON.stringify([spacing, leading]);
  const inEms = (/** @type {string} */ space) => (parseFloat(space) || 0) / EM;
  Object.assign(spacing, { letter: inEms(label.letterSpacing), word: inEms(label.wordSpacing) });
  Object.assign(leading, { label: parseFloat(label.lineHeight) || LINE_HEIGHT, note: parseFloat(note.lineHeight) || NOTE_HEIGHT });
  return JSON.stringify([spacing, leading]) !== before;
}
