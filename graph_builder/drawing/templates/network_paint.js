/** Signs, links and names of the network on a canvas, in units of the positions. */

/** Sizes of signs, from the middle to the edge, where there is room for them. @type {Record<string, number>} */
const SIZES = { directive: 15, goal: 17 };
const USUAL_SIZE = 11;
/** Pixels: how small a sign becomes at least, until it has its largest size. */
const LEAST_SIZE = 5.5;
const NAME_SIZE = 12;
/** Links are as wide as this many pixels at least, and never so wide that they touch a foreign sign. */
const LEAST_WIDTH_OF_LINK = 0.7;
const MOST_WIDTH_OF_LINK = 9;
/** From this scale on arrows can be seen. */
const ARROWS_FROM = 0.3;

/** @typedef {{scale: number, colours: Colours, chain: Set<number>|null}} Manner pixels for each unit, and what is marked */

/** Half the size of a sign: from afar it stays large enough to be told from another. @param {number} node @param {number} scale */
const halfOfSign = (node, scale) => Math.max(SIZES[graph.kind[node]] || USUAL_SIZE, Math.min(LARGEST_SIGN, LEAST_SIZE / scale));

/** @type {Map<string, Path2D>} */
const signs = new Map();

/** The sign of a kind as a path, taken from the symbols of the page. @param {string} kind */
function signOf(kind) {
  const known = signs.get(kind);
  if (known) return known;
  const shape = document.querySelector(`#mark-${CSS.escape(kind)} > path`);
  const path = new Path2D((shape && shape.getAttribute("d")) || "M2 2h12v12H2z");
  signs.set(kind, path);
  return path;
}

/** @param {CanvasRenderingContext2D} pen @param {number} node @param {Manner} manner */
function paintSign(pen, node, { scale, colours, chain }) {
  const [x, y, half] = [graph.x[node], graph.y[node], halfOfSign(node, scale)];
  pen.save();
  pen.globalAlpha = chain && !chain.has(node) ? 0.75 : 1;
  pen.fillStyle = colours.paper;
  pen.beginPath();
  pen.arc(x, y, half, 0, 2 * Math.PI);
  pen.fill();
  pen.translate(x - half, y - half);
  pen.scale(half / 8, half / 8);
  pen.fillStyle = colours[`kind-${graph.kind[node]}`];
  pen.fill(signOf(graph.kind[node]), "evenodd");
  pen.restore();
  if (node === state.selected) ring(pen, x, y, half + 3, colours.accent);
}

/** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} radius @param {string} colour */
function ring(pen, x, y, radius, colour) {
  pen.save();
  pen.strokeStyle = colour;
  pen.lineWidth = 3;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.stroke();
  pen.restore();
}

/** Links in the manner of how they are known; those of the chain on top. @param {CanvasRenderingContext2D} pen @param {number[]} edges @param {Manner} manner */
function paintLinks(pen, edges, manner) {
  const { chain, colours } = manner;
  const isTied = (/** @type {number} */ edge) => chain !== null && chain.has(graph.edges.from[edge]) && chain.has(graph.edges.to[edge]);
  const [tied, others] = [edges.filter(isTied), edges.filter((edge) => !isTied(edge))];
  paintLike(pen, others, manner, 1.2, chain ? colours.dim : colours.rule);
  paintLike(pen, tied, manner, 3, colours.accent);
}

/** @param {CanvasRenderingContext2D} pen @param {number[]} edges @param {Manner} manner @param {number} width @param {string} colour */
function paintLike(pen, edges, { scale }, width, colour) {
  const unit = Math.max(1, LEAST_WIDTH_OF_LINK / 1.2 / scale);
  pen.save();
  Object.assign(pen, { strokeStyle: colour, fillStyle: colour, lineJoin: "round", lineWidth: Math.min(MOST_WIDTH_OF_LINK, width * unit) });
  for (const [basis, dashes] of Object.entries(DASHES)) {
    pen.setLineDash(dashes.map((length) => length * Math.min(unit, 4)));
    pen.beginPath();
    for (const edge of edges) if (graph.edges.basis[edge] === basis) traceLink(pen, edge, scale);
    pen.stroke();
  }
  pen.beginPath();
  if (scale >= ARROWS_FROM) for (const edge of edges) traceArrow(pen, edge, scale, width > 2 ? 11 : 8);
  pen.fill();
  pen.restore();
}

/** Dashes and gaps of a link by how it is known, here and in saved pictures. @type {Record<string, number[]>} */
const DASHES = { stated: [], interpreted: [7, 4], derived: [2, 4] };

/** @param {number} edge @param {number} scale */
const shortWay = (edge, scale) => cutEnd(wayOf(edge), halfOfSign(graph.edges.to[edge], scale) + 1);

/** @param {CanvasRenderingContext2D} pen @param {number} edge @param {number} scale */
function traceLink(pen, edge, scale) {
  const way = shortWay(edge, scale);
  pen.moveTo(way[0], way[1]);
  for (let at = 2; at < way.length; at += 2) pen.lineTo(way[at], way[at + 1]);
}

/** The head of an arrow, its point at the end of the way. @param {CanvasRenderingContext2D} pen @param {number} edge @param {number} scale @param {number} size */
function traceArrow(pen, edge, scale, size) {
  const [x, y, u, v] = shortWay(edge, scale).slice(-4);
  const angle = Math.atan2(v - y, u - x);
  pen.moveTo(u, v);
  for (const turn of [2.7, -2.7]) pen.lineTo(u + size * Math.cos(angle + turn), v + size * Math.sin(angle + turn));
  pen.closePath();
}

/** Names of statements where there is room, as large on the screen at every scale. @param {number[]} nodes @param {Manner} manner */
function nameSigns(nodes, { scale, chain }) {
  const at = (/** @type {number} */ node) => ({ x: graph.x[node] * scale, y: graph.y[node] * scale });
  return placeNames(nodes, at, (node) => halfOfSign(node, scale) * scale, NAME_SIZE, chain);
}

/** @param {CanvasRenderingContext2D} pen @param {Name[]} names @param {Manner} manner */
function paintNames(pen, names, { scale, colours }) {
  pen.save();
  pen.scale(1 / scale, 1 / scale);
  pen.setLineDash([]);
  Object.assign(pen, { font: `${NAME_SIZE}px ${FONT}`, textAlign: "center", textBaseline: "top", lineWidth: 3, lineJoin: "round",
    strokeStyle: colours.paper });
  for (const { node, lines, x, top } of names) {
    pen.fillStyle = node === state.selected ? colours.accent : colours.ink;
    lines.forEach((line, number) => {
      const y = top + number * NAME_SIZE * NAME_LINE;
      pen.strokeText(line, x, y);
      pen.fillText(line, x, y);
    });
  }
  pen.restore();
}

/** The links whose two ends are drawn. @param {number[]} nodes */
function linksAmong(nodes) {
  const seen = new Set(nodes);
  return nodes.flatMap((node) => [...membersOf(graph.above, node)].filter((edge) => seen.has(graph.edges.to[edge])));
}
