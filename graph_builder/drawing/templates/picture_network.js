/** The network as a picture: every sign that the view draws, its links, and names where there is room. */

/** Pixels for each unit of the positions, so that more names find room; less when that is too wide. */
const SPREAD = 1.6;
const MOST_WIDE = 4000;

/** @param {Colours} colours @param {number} room height in pixels @returns {Picture} */
function drawNetworkPicture(colours, room) {
  const nodes = listDrawn();
  if (!nodes.length) return { width: 400, height: 40, parts: [writeLine(sayNothing(), 0, 26, 14, colours.soft)], legend: [] };
  const box = boundsOf(nodes);
  const scale = Math.min(SPREAD, MOST_WIDE / (box.right - box.left + 200), room / (box.bottom - box.top + 130));
  const at = (/** @type {number} */ node) => ({ x: (graph.x[node] - box.left + 100) * scale, y: (graph.y[node] - box.top + 50) * scale });
  const seen = new Set(nodes);
  const chain = findChain();
  const links = Array.from(graph.edges.from).flatMap((from, edge) => (seen.has(from) && seen.has(graph.edges.to[edge]) ? [edge] : []));
  const names = nodes.length > MOST_NODES ? [] : placeNames(nodes, at, 12, chain);
  const half = Math.max(1.2, Math.min(9, 16 * scale));
  const parts = [
    ...links.map((edge) => drawStroke(edge, at, chain, colours)),
    ...nodes.map((node) => drawSign(graph.kind[node], at(node).x - half, at(node).y - half, colours, half / 8)),
    ...names.map(({ lines, x, top, lang }) => writeLines(lines, x, top + 11, { size: 12, step: 14.4, fill: colours.ink, lang, anchor: "middle" })),
  ];
  const legend = [...explainKinds(nodes, colours), ...explainLines(links.map((edge) => graph.edges.basis[edge]), colours)];
  return { width: (box.right - box.left + 200) * scale, height: (box.bottom - box.top + 130) * scale, parts, legend,
    note: say("network.named", { named: names.length, count: nodes.length }) };
}

/** @param {number} edge @param {(node: number) => {x: number, y: number}} at @param {Set<number>|null} chain @param {Colours} colours */
function drawStroke(edge, at, chain, colours) {
  const [from, to] = [graph.edges.from[edge], graph.edges.to[edge]];
  const [one, other] = [at(from), at(to)];
  const isTied = chain !== null && chain.has(from) && chain.has(to);
  return draw("path", { class: "link", d: `M${one.x.toFixed(1)} ${one.y.toFixed(1)}L${other.x.toFixed(1)} ${other.y.toFixed(1)}`, fill: "none",
    stroke: isTied ? colours.accent : colours.rule, "stroke-width": isTied ? 2.4 : 1, "stroke-dasharray": DASH[graph.edges.basis[edge]] });
}

/**
 * Names below signs where they cover no sign and no other name: the chosen statement and its chain first, then goals and directives.
 * @param {number[]} nodes
 * @param {(node: number) => {x: number, y: number}} at
 * @param {number} size
 * @param {Set<number>|null} chain
 */
function placeNames(nodes, at, size, chain) {
  const rank = (/** @type {number} */ node) => (
    node === state.selected ? 0 : chain && chain.has(node) ? 1 : { goal: 2, directive: 3 }[graph.kind[node]] || 4
  );
  const taken = new Boxes(90);
  for (const node of nodes) {
    const { x, y } = at(node);
    taken.add([x - 9, y - 9, x + 9, y + 9]);
  }
  const placed = [];
  for (const node of [...nodes].sort((one, other) => rank(one) - rank(other) || one - other)) {
    const { text, lang } = pick(labelOf(node));
    const lines = wrap(text, 11, 2);
    const { x, y } = at(node);
    const reach = (size * Math.max(0, ...lines.map(measureText))) / 2;
    const spots = [y + 12, y - 13 - lines.length * size * 1.2];
    const top = spots.find((spot) => lines.length && taken.isFree([x - reach, spot, x + reach, spot + lines.length * size * 1.2]));
    if (top === undefined) continue;
    taken.add([x - reach, top, x + reach, top + lines.length * size * 1.2]);
    placed.push({ node, lines, x, top, lang });
  }
  return placed;
}

/** Boxes as left, top, right, bottom, found by the squares of a grid that they touch. */
class Boxes {
  /** @param {number} side of a square of the grid */
  constructor(side) {
    this.side = side;
    /** @type {Map<string, number[][]>} */
    this.squares = new Map();
  }

  /** @param {number[]} box @returns {string[]} */
  squaresOf([left, top, right, bottom]) {
    const names = [];
    for (let x = Math.floor(left / this.side); x <= Math.floor(right / this.side); x += 1) {
      for (let y = Math.floor(top / this.side); y <= Math.floor(bottom / this.side); y += 1) names.push(`${x} ${y}`);
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
