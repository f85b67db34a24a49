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
  const [chain, links] = [findChain(), linksAmong(nodes)];
  const half = Math.min(9, Math.max(1.2, 16 * scale), LARGEST_SIGN * scale);
  const names = nodes.length > MOST_NODES ? [] : placeNames(nodes, at, () => half, NAME_SIZE, chain);
  const parts = [
    ...links.map((edge) => drawStroke(edge, (x, y) => `${((x - box.left + 100) * scale).toFixed(1)} ${((y - box.top + 50) * scale).toFixed(1)}`, chain, colours)),
    ...nodes.map((node) => drawSign(graph.kind[node], at(node).x - half, at(node).y - half, colours, half / 8)),
    ...names.map(({ lines, x, top, lang }) => writeLines(lines, x, top + NAME_SIZE * 0.92, { size: NAME_SIZE, step: NAME_SIZE * NAME_LINE, fill: colours.ink, lang, anchor: "middle", halo: colours.paper })),
  ];
  const legend = [...explainKinds(nodes, colours), ...explainLines(links.map((edge) => graph.edges.basis[edge]), colours)];
  return { width: (box.right - box.left + 200) * scale, height: (box.bottom - box.top + 130) * scale, parts, legend,
    note: say("network.named", { named: names.length, count: nodes.length }) };
}

/** A link as a path; `at` writes a place of the graph as one of the picture. @param {number} edge @param {(x: number, y: number) => string} at @param {Set<number>|null} chain @param {Colours} colours */
function drawStroke(edge, at, chain, colours) {
  const way = wayOf(edge);
  const corners = [];
  for (let corner = 0; corner < way.length; corner += 2) corners.push(at(way[corner], way[corner + 1]));
  const isTied = chain !== null && chain.has(graph.edges.from[edge]) && chain.has(graph.edges.to[edge]);
  return draw("path", { class: "link", d: `M${corners.join("L")}`, fill: "none",
    stroke: isTied ? colours.accent : colours.rule, "stroke-width": isTied ? 2.4 : 1, "stroke-dasharray": DASH[graph.edges.basis[edge]] });
}
