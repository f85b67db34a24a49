/** The network: the canvas of vis, which pyvis brings; positions come with the page, nothing moves. */

/** More than this is drawn as an overview. */
const MOST_NODES = 1500;
/** Steps around the chosen statement when there is too much to draw. */
const NEAR = 2;
/** The scale at which a chosen statement is shown. */
const CLOSE = 0.9;
/** Pixels: what is nearer to the edge counts as out of view. */
const EDGE_OF_VIEW = 20;

/** @type {any} */
let network = null;
/** What the canvas shows now. @type {{nodes: number[], chain: Set<number>|null, camera: Camera|null}} */
const drawn = { nodes: [], chain: null, camera: null };

/** @param {HTMLElement} stage @param {boolean} keep whether the reader stays at the part that is in view */
async function showNetwork(stage, keep) {
  const seen = keep && network ? lookOfVis() : null;
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
    showOverview(stage, bar, field);
    return;
  }
  await loadVis();
  if (state.view !== "network" || !field.isConnected) return;
  const camera = buildNetwork(stage, bar, field, nodes);
  if (seen) camera.move(seen);
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

/** @param {HTMLElement} field @param {number[]} nodes @returns {Camera} */
function cameraOfVis(field, nodes) {
  const room = () => ({ width: field.clientWidth, height: field.clientHeight });
  const move = (/** @type {Look} */ { x, y, scale }) => network.moveTo({ position: { x, y }, scale, animation: false });
  return { look: lookOfVis, move, fit: () => move(fitLook(nodes, room())), room };
}

/** @returns {Look} */
const lookOfVis = () => ({ ...network.getViewPosition(), scale: network.getScale() });

/** @param {HTMLElement} stage @param {HTMLElement} bar @param {HTMLElement} field @param {number[]} nodes */
function buildNetwork(stage, bar, field, nodes) {
  const [colours, edges, camera] = [readColours(), linksAmong(nodes), cameraOfVis(field, nodes)];
  Object.assign(drawn, { nodes, chain: findChain(), camera });
  const { foot, redraw } = makeFoot(nodes, edges.map((edge) => graph.edges.basis[edge]), camera, colours);
  bar.append(say("network.few", { count: nodes.length }), makeZoom(camera));
  stage.append(foot);
  const manner = () => ({ scale: network.getScale(), colours, chain: drawn.chain });
  network = openVis(field, nodes, manner);
  network.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ pen) => paintLinks(pen, edges, manner()));
  network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ pen) => {
    paintNames(pen, namesAt(manner()), manner());
    redraw();
  });
  network.on("click", (/** @type {any} */ event) => pressNetwork(nodes, event.pointer.canvas, camera));
  listenToKeys(field, camera);
  listenToPointer(field, nodes, camera);
  for (const inner of field.querySelectorAll("[tabindex]")) inner.setAttribute("tabindex", "-1");
  const canvas = field.querySelector("canvas");
  if (canvas) setAll(canvas, { role: "img", "aria-label": say("network.picture", { count: nodes.length }) });
  camera.fit();
  if (nodes.includes(state.selected)) camera.move({ x: graph.x[state.selected], y: graph.y[state.selected], scale: CLOSE });
  return camera;
}

/** The canvas of vis; it draws signs by our hand, and moves and zooms what is painted around them. @param {HTMLElement} field @param {number[]} nodes @param {() => Manner} manner */
function openVis(field, nodes, manner) {
  const { vis } = /** @type {any} */ (window);
  const described = nodes.map((node) => ({
    id: node, shape: "custom", x: graph.x[node], y: graph.y[node],
    ctxRenderer: (/** @type {{ctx: CanvasRenderingContext2D}} */ { ctx }) => ({
      drawNode: () => paintSign(ctx, node, manner()),
      nodeDimensions: { width: 2 * USUAL_SIZE, height: 2 * USUAL_SIZE },
    }),
  }));
  return new vis.Network(field, { nodes: new vis.DataSet(described), edges: new vis.DataSet([]) }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { dragNodes: false, keyboard: false, tooltipDelay: 1e9, hover: false, selectable: false },
    nodes: { chosen: false },
  });
}

/** Names that were placed last, and for what. @type {{key: string, nodes: number[], names: Name[]}} */
const placed = { key: "", nodes: [], names: [] };

/** The names at a scale; they are placed anew only when what they depend on has changed. @param {Manner} manner */
function namesAt(manner) {
  const key = [manner.scale, state.selected, spoken].join();
  const { nodes } = drawn;
  if (placed.key !== key || placed.nodes !== nodes) Object.assign(placed, { key, nodes, names: nameSigns(nodes, manner) });
  return placed.names;
}

/** @param {number[]} nodes @param {{x: number, y: number}} place @param {Camera} camera */
function pressNetwork(nodes, place, camera) {
  const node = nearestNode(nodes, place, reachOfPress(camera.look().scale));
  if (node >= 0) choose(node);
}

/** Show another choice on the same canvas; false when other statements are to be drawn. */
function markNetwork() {
  const nodes = listDrawn();
  if (!network || nodes.length !== drawn.nodes.length || nodes.some((node, at) => node !== drawn.nodes[at])) return false;
  drawn.chain = findChain();
  network.redraw();
  if (drawn.camera && state.selected >= 0) revealSign(state.selected, drawn.camera);
  return true;
}

/** Bring a sign into the middle when it is out of view, at the present scale. @param {number} node @param {Camera} camera */
function revealSign(node, camera) {
  const [{ x, y, scale }, { width, height }] = [camera.look(), camera.room()];
  const [ahead, down] = [Math.abs(graph.x[node] - x) * scale, Math.abs(graph.y[node] - y) * scale];
  if (ahead > width / 2 - EDGE_OF_VIEW || down > height / 2 - EDGE_OF_VIEW) camera.move({ x: graph.x[node], y: graph.y[node], scale });
}
