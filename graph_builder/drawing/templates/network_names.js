/** Names in the network: below their sign, above or beside it, wherever they cover no sign and no other name. */

/** @typedef {{node: number, lines: string[], lang: string, x: number, top: number}} Name its middle and its upper edge */

const NAME_LINE = 1.2;
/** Ems of the longest line. */
const WIDEST_NAME = 11;
/** Lines of labels, wrapped, in the language that they were wrapped in. @type {{language: string, of: Map<number, {lines: string[], lang: string, reach: number}>}} */
const wrapped = { language: "", of: new Map() };

/** The lines of a label, and half of their width in ems. @param {number} node */
function wrapName(node) {
  if (wrapped.language !== spoken) Object.assign(wrapped, { language: spoken, of: new Map() });
  const known = wrapped.of.get(node);
  if (known) return known;
  const { text, lang } = pick(labelOf(node));
  const lines = balance(text, wrap(text, WIDEST_NAME, 2));
  const name = { lines, lang, reach: Math.max(0, ...lines.map(measureText)) / 2 };
  wrapped.of.set(node, name);
  return name;
}

/** Two lines of about the same length, where one would hold a sign or two. @param {string} text @param {string[]} lines */
function balance(text, lines) {
  if (lines.length < 2 || lines[1].endsWith("…")) return lines;
  const narrower = wrap(text, measureText(text) / 2 + 1, 2);
  return narrower.length === 2 && !narrower[1].endsWith("…") ? narrower : lines;
}

/**
 * The chosen statement and its chain first, then goals and directives; what finds no room has no name.
 * @param {number[]} nodes
 * @param {(node: number) => {x: number, y: number}} at
 * @param {(node: number) => number} halfOf half the size of a sign
 * @param {number} size of the letters
 * @param {Set<number>|null} chain
 * @returns {Name[]}
 */
function placeNames(nodes, at, halfOf, size, chain) {
  const rank = (/** @type {number} */ node) => (
    node === state.selected ? 0 : chain && chain.has(node) ? 1 : { goal: 2, directive: 3 }[graph.kind[node]] || 4
  );
  const taken = new Boxes(size * 8);
  for (const node of nodes) {
    const [{ x, y }, half] = [at(node), halfOf(node)];
    taken.add([x - half, y - half, x + half, y + half]);
  }
  const placed = [];
  for (const node of [...nodes].sort((one, other) => rank(one) - rank(other) || one - other)) {
    const { lines, lang, reach } = wrapName(node);
    const [{ x, y }, half] = [at(node), halfOf(node)];
    // The name of the chosen one goes further away rather than missing.
    const gaps = node === state.selected ? [3, 14, 28, 42, 60, 90] : [3];
    const spots = gaps.flatMap((gap) => listSpots(x, y, half + gap, reach * size + 2, lines.length * size * NAME_LINE));
    const box = lines.length && spots.find((spot) => taken.isFree(spot));
    if (!box) continue;
    taken.add(box);
    placed.push({ node, lines, lang, x: (box[0] + box[2]) / 2, top: box[1] });
  }
  return placed;
}

/** Where a name may stand around a sign, the best first: left, top, right, bottom. @param {number} x @param {number} y @param {number} gap @param {number} reach half of the width @param {number} height */
function listSpots(x, y, gap, reach, height) {
  const middle = y - height / 2;
  return [
    [x - reach, y + gap, x + reach, y + gap + height],
    [x - reach, y - gap - height, x + reach, y - gap],
    [x + gap, middle, x + gap + 2 * reach, middle + height],
    [x - gap - 2 * reach, middle, x - gap, middle + height],
  ];
}

/** Boxes as left, top, right, bottom, found by the squares of a grid that they touch. */
class Boxes {
  /** @param {number} side of a square of the grid */
  constructor(side) {
    this.side = side;
    /** @type {Map<number, number[][]>} */
    this.squares = new Map();
  }

  /** @param {number[]} box */
  squaresOf([left, top, right, bottom]) {
    const names = [];
    for (let x = Math.floor(left / this.side); x <= Math.floor(right / this.side); x += 1) {
      for (let y = Math.floor(top / this.side); y <= Math.floor(bottom / this.side); y += 1) names.push(squareAt(x, y));
    }
    return names;
  }

  /** @param {number[]} box */
  add(box) {
    for (const name of this.squaresOf(box)) {
      const known = this.squares.get(name);
      if (known) known.push(box);
      else this.squares.set(name, [box]);
    }
  }

  /** Whether a box shares no point with any other. @param {number[]} box */
  isFree(box) {
    return this.squaresOf(box).every((name) => (this.squares.get(name) || []).every(([left, top, right, bottom]) => (
      box[2] < left || box[0] > right || box[3] < top || box[1] > bottom)));
  }
}
