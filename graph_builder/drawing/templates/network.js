/** The network: the canvas of vis, which pyvis brings; positions come with the page, nothing moves. */

/** More than this is drawn as an overview. */
const MOST_NODES = 1500;
/** Steps around the chosen statement when there is too much to draw. */
const NEAR = 2;

/** @type {any} */
let network = null;

/** @param {HTMLElement} stage @param {boolean} keep whether the reader stays at the part that is in view */
async function showNetwork(stage, keep) {
  const seen = keep && network ? { position: network.getViewPosition(), scale: network.getScale() } : null;
  if (network) network.destroy();
  network = null;
  const bar = make("div", { class: "bar" });
  const field = make("div", { class: "field" });
  stage.replaceChildren(bar, field);
  const nodes = listDrawn();
  if (!nodes.length) {
    field.replaceChildren(make("p", { class: "empty" }, sayNothing()));
    return;
  }
  if (nodes.length > MOST_NODES) {
    bar.append(say("network.many", { count: nodes.length, most: MOST_NODES }));
    showOverview(field, (node) => choose(node));
    return;
  }
  await loadVis();
  if (state.view !== "network" || !field.isConnected) return;
  bar.append(say("network.few", { count: nodes.length }), makeZoom());
  buildNetwork(field, nodes);
  if (seen) network.moveTo({ ...seen, animation: false });
}

/** All that is shown, or what is near the chosen statement when that is too much. */
function listDrawn() {
  const all = [];
  for (let node = 0; node < graph.size; node += 1) if (result.shown[node]) all.push(node);
  if (all.length <= MOST_NODES || state.selected < 0) return all;
  const near = new Set([state.selected]);
  for (let step = 0; step < NEAR; step += 1) {
    for (const node of [...near]) {
      for (const edge of membersOf(graph.above, node)) near.add(graph.edges.to[edge]);
      for (const edge of membersOf(graph.below, node)) near.add(graph.edges.from[edge]);
    }
  }
  const shown = [...near].filter((node) => result.shown[node]);
  return shown.length > MOST_NODES ? all : shown;
}

/** @type {Promise<void>|null} */
let visLoading = null;

/** Add the library, once; its hash stands in the policy of the page. */
function loadVis() {
  visLoading = visLoading || unpack("library").then((text) => {
    const script = make("script");
    script.textContent = text;
    document.head.append(script);
  });
  return visLoading;
}

/** @param {HTMLElement} field @param {number[]} nodes */
function buildNetwork(field, nodes) {
  const colours = readColours();
  const seen = new Set(nodes);
  const { vis } = /** @type {any} */ (window);
  const chain = findChain();
  const edges = Array.from(graph.edges.from).flatMap((from, at) => {
    const to = graph.edges.to[at];
    if (!seen.has(from) || !seen.has(to)) return [];
    const isTied = chain !== null && chain.has(from) && chain.has(to);
    return [{ id: at, from, to, dashes: DASHES[graph.edges.basis[at]], width: isTied ? 3 : chain ? 1 : 1.2,
      color: { color: isTied ? colours.accent : chain ? colours.dim : colours.rule, opacity: 1 } }];
  });
  network = new vis.Network(field, {
    nodes: new vis.DataSet(nodes.map((node) => describeNode(node, colours, chain))),
    edges: new vis.DataSet(edges),
  }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { dragNodes: false, keyboard: false, tooltipDelay: 1e9, hover: false, selectConnectedEdges: false },
    edges: { smooth: false, arrows: { to: { enabled: true, scaleFactor: 0.5 } }, chosen: false },
    nodes: { chosen: false },
  });
  network.on("click", (/** @type {any} */ event) => {
    if (event.nodes.length) choose(event.nodes[0]);
  });
  network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ pen) => nameNodes(pen, nodes, colours, chain));
  for (const inner of field.querySelectorAll("[tabindex]")) inner.setAttribute("tabindex", "-1");
  const canvas = field.querySelector("canvas");
  if (canvas) setAll(canvas, { role: "img", "aria-label": say("network.picture", { count: nodes.length }) });
  if (state.selected >= 0 && seen.has(state.selected)) network.focus(state.selected, { scale: 0.9, animation: false });
}

/** @type {Record<string, number[]|boolean>} */
const DASHES = { stated: false, interpreted: [7, 4], derived: [2, 4] };
/** @type {Record<string, number>} */
const SIZES = { directive: 15, goal: 17 };

/** @param {number} node @param {Record<string, string>} colours @param {Set<number>|null} chain */
function describeNode(node, colours, chain) {
  const size = SIZES[graph.kind[node]] || 11;
  return {
    id: node, shape: "custom", x: graph.x[node], y: graph.y[node], size,
    ctxRenderer: (/** @type {{ctx: CanvasRenderingContext2D, x: number, y: number}} */ { ctx, x, y }) => ({
      drawNode: () => drawNode(ctx, node, x, y, size, colours, chain),
      nodeDimensions: { width: 2 * size, height: 2 * size },
    }),
  };
}

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

/** @param {CanvasRenderingContext2D} pen @param {number} node @param {number} x @param {number} y @param {number} size @param {Record<string, string>} colours @param {Set<number>|null} chain */
function drawNode(pen, node, x, y, size, colours, chain) {
  const kind = graph.kind[node];
  const isTied = chain !== null && chain.has(node);
  // From afar a sign stays large enough to be told from another.
  const half = Math.max(size, Math.min(24, 5.5 / (network ? network.getScale() : 1)));
  pen.save();
  pen.globalAlpha = chain && !isTied ? 0.75 : 1;
  pen.fillStyle = colours.paper;
  pen.beginPath();
  pen.arc(x, y, half, 0, 2 * Math.PI);
  pen.fill();
  pen.translate(x - half, y - half);
  pen.scale(half / 8, half / 8);
  pen.fillStyle = colours[`kind-${kind}`];
  pen.fill(signOf(kind), "evenodd");
  pen.restore();
  if (node === state.selected) ring(pen, x, y, colours.accent);
}

/** Names where there is room for them, the chosen and its chain first, then goals and directives. @param {CanvasRenderingContext2D} pen @param {number[]} nodes @param {Record<string, string>} colours @param {Set<number>|null} chain */
function nameNodes(pen, nodes, colours, chain) {
  const scale = network.getScale();
  const size = 12 / Math.min(1, scale);
  const rank = (/** @type {number} */ node) => (
    node === state.selected ? 0 : chain && chain.has(node) ? 1 : { goal: 2, directive: 3 }[graph.kind[node]] || 4
  );
  const half = Math.max(9, Math.min(24, 5.5 / scale));
  const signs_ = nodes.map((node) => [graph.x[node] - half, graph.y[node] - half, graph.x[node] + half, graph.y[node] + half]);
  /** @type {number[][]} */
  const taken = [];
  for (const node of [...nodes].sort((one, other) => rank(one) - rank(other) || one - other)) {
    const lines = wrap(pick(labelOf(node)).text, 11, 2);
    const reach = (size * Math.max(...lines.map((line) => [...line].reduce((sum, sign) => sum + measureSign(sign), 0)))) / 2;
    const top = graph.y[node] + Math.max(SIZES[graph.kind[node]] || 11, half) + 3;
    const box = [graph.x[node] - reach, top, graph.x[node] + reach, top + lines.length * size * 1.2];
    // Goals tell most; their names may cover small signs, but no other name.
    const against = rank(node) > 2 ? [...taken, ...signs_] : taken;
    const isFree = against.every(([left, up, right, down]) => box[2] < left || box[0] > right || box[3] < up || box[1] > down);
    if (!isFree && node !== state.selected) continue;
    taken.push(box);
    nameNode(pen, lines, graph.x[node], top, size, colours);
  }
}

/** The lines of a label, as large on the screen at every scale. @param {CanvasRenderingContext2D} pen @param {string[]} lines @param {number} x @param {number} y @param {number} size @param {Record<string, string>} colours */
function nameNode(pen, lines, x, y, size, colours) {
  pen.save();
  pen.font = `${size}px ${FONT}`;
  pen.textAlign = "center";
  pen.textBaseline = "top";
  pen.lineWidth = size / 4;
  pen.lineJoin = "round";
  pen.strokeStyle = colours.paper;
  pen.fillStyle = colours.ink;
  lines.forEach((line, number) => {
    pen.strokeText(line, x, y + number * size * 1.2);
    pen.fillText(line, x, y + number * size * 1.2);
  });
  pen.restore();
}

function makeZoom() {
  const zoom = (/** @type {number} */ factor) => network.moveTo({ scale: network.getScale() * factor, animation: false });
  return make("span", { class: "buttons" },
    button({ "aria-label": say("page.zoom_in") }, () => zoom(1.3), "+"),
    button({ "aria-label": say("page.zoom_out") }, () => zoom(1 / 1.3), "−"),
    button({}, () => network.fit({ animation: false }), say("page.fit")));
}
