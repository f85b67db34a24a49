/** A light picture of any number of statements: dots on a canvas, drawn without a library. */

/** @typedef {{x: number, y: number, scale: number}} Look the point in the middle, and pixels for each unit */

/** With more links in view than this, none is drawn. */
const MOST_PAINTED = 6000;
const SCALES = { least: 0.002, most: 4 };

/** @param {HTMLElement} stage @param {HTMLElement} bar @param {HTMLElement} field */
function showOverview(stage, bar, field) {
  const nodes = Array.from(result.shown.keys()).filter((node) => result.shown[node]);
  const canvas = make("canvas", { role: "img", "aria-label": say("network.overview") });
  const [colours, chain] = [readColours(), findChain()];
  const camera = cameraOfOverview(field, nodes, () => redraw());
  const { foot, redraw: redrawMap } = makeFoot(nodes, graph.edges.basis, camera, colours);
  bar.append(say("network.many", { count: nodes.length, most: MOST_NODES }), makeZoom(camera));
  field.append(canvas);
  stage.append(foot);
  const redraw = () => {
    drawOverview(canvas, nodes, { ...camera.look(), colours, chain });
    redrawMap();
  };
  listenToLook(canvas, field, camera, (place) => pressNetwork(nodes, place, camera));
  listenToKeys(field, camera);
  listenToPointer(field, nodes, camera);
  camera.fit();
}

/** @param {HTMLElement} field @param {number[]} nodes @param {() => void} redraw @returns {Camera} */
function cameraOfOverview(field, nodes, redraw) {
  const room = () => ({ width: field.clientWidth, height: field.clientHeight });
  const fitted = () => fitLook(nodes, room());
  let present = fitted();
  const move = (/** @type {Look} */ look) => {
    present = { ...look, scale: Math.min(SCALES.most, Math.max(SCALES.least, look.scale)) };
    redraw();
  };
  return { look: () => present, move, fit: () => move(fitted()), room };
}

/** The edges of the space that nodes take up; of none, a unit. @param {number[]} nodes */
function boundsOf(nodes) {
  let [left, top, right, bottom] = nodes.length ? [Infinity, Infinity, -Infinity, -Infinity] : [0, 0, 1, 1];
  for (const node of nodes) {
    left = Math.min(left, graph.x[node]);
    right = Math.max(right, graph.x[node]);
    top = Math.min(top, graph.y[node]);
    bottom = Math.max(bottom, graph.y[node]);
  }
  return { left, top, right, bottom };
}

/** All nodes as large as a room holds them, with space for the names at its edges. @param {number[]} nodes @param {{width: number, height: number}} room @param {number} [space] @returns {Look} */
function fitLook(nodes, { width, height }, space = Math.min(150, width / 7.5)) {
  const { left, top, right, bottom } = boundsOf(nodes);
  const scale = Math.min(1.2, Math.max(40, width - 2 * space) / (right - left + 60), Math.max(40, height - 0.65 * space) / (bottom - top + 60));
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale };
}

/** Colours by name, of the present theme or of a named one, as canvas and pictures want them. @param {string} [scheme] @returns {Record<string, string>} */
function readColours(scheme) {
  const probe = make("span", { hidden: "" });
  document.body.append(probe);
  if (scheme) probe.style.setProperty("color-scheme", scheme);
  const read = (/** @type {string} */ name) => {
    probe.style.setProperty("color", `var(--${name})`);
    return [name, getComputedStyle(probe).color];
  };
  const names = ["paper", "card", "edge", "ink", "soft", "rule", "dim", "accent", "lane", "value", "deadline", "cited", "bad", ...KINDS.map((kind) => `kind-${kind}`)];
  const colours = Object.fromEntries(names.map(read));
  probe.style.removeProperty("color");
  for (const verdict of [...graph.verdicts.keys(), "none"]) {
    probe.className = `verdict-${verdict}`;
    colours[`verdict-${verdict}`] = verdict === "none" ? colours.soft : getComputedStyle(probe).color;
  }
  probe.remove();
  return colours;
}

/** @param {HTMLCanvasElement} canvas @param {number[]} nodes @param {Look & Manner} manner */
function drawOverview(canvas, nodes, manner) {
  const ratio = devicePixelRatio || 1;
  const { clientWidth, clientHeight } = canvas;
  Object.assign(canvas, { width: clientWidth * ratio, height: clientHeight * ratio });
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const { x, y, scale } = manner;
  pen.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * (clientWidth / 2 - x * scale), ratio * (clientHeight / 2 - y * scale));
  const [wide, tall] = [(clientWidth / 2 + 20) / scale, (clientHeight / 2 + 20) / scale];
  const seen = nodes.filter((node) => Math.abs(graph.x[node] - x) < wide && Math.abs(graph.y[node] - y) < tall);
  const edges = linksInView(seen);
  if (edges.length <= MOST_PAINTED) paintLinks(pen, edges, manner);
  if (seen.length > MOST_NODES) paintMarks(pen, seen, manner);
  else {
    for (const node of seen) paintSign(pen, node, manner);
    paintNames(pen, nameSigns(seen, manner), manner);
  }
}

/** Links of which an end is in view, at most one more than are drawn. @param {number[]} seen */
function linksInView(seen) {
  const inView = new Set(seen);
  /** @type {number[]} */
  const edges = [];
  for (const node of seen) {
    if (edges.length > MOST_PAINTED) break;
    for (const edge of membersOf(graph.above, node)) if (result.shown[graph.edges.to[edge]]) edges.push(edge);
    for (const edge of membersOf(graph.below, node)) if (result.shown[graph.edges.from[edge]] && !inView.has(graph.edges.from[edge])) edges.push(edge);
  }
  return edges;
}

/** Statements as squares, all of a kind in one go. @param {CanvasRenderingContext2D} pen @param {number[]} seen @param {Manner} manner */
function paintMarks(pen, seen, { scale, colours }) {
  const size = Math.min(2 * USUAL_SIZE, Math.max(1.2, Math.min(7, 9 * scale)) / scale);
  for (const kind of new Set(seen.map((node) => graph.kind[node]))) {
    pen.fillStyle = colours[`kind-${kind}`];
    for (const node of seen) {
      if (graph.kind[node] === kind) pen.fillRect(graph.x[node] - size / 2, graph.y[node] - size / 2, size, size);
    }
  }
  if (state.selected >= 0) ring(pen, graph.x[state.selected], graph.y[state.selected], 10 / scale, colours.accent);
}

/** @param {number[]} nodes @param {{x: number, y: number}} point @param {number} reach */
function nearestNode(nodes, { x, y }, reach) {
  let best = -1;
  let least = reach * reach;
  for (const node of nodes) {
    const distance = (graph.x[node] - x) ** 2 + (graph.y[node] - y) ** 2;
    if (distance < least) [best, least] = [node, distance];
  }
  return best;
}

/**
 * Drag, wheel and click on a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLElement} field
 * @param {Camera} camera
 * @param {(place: {x: number, y: number}) => void} press
 */
function listenToLook(canvas, field, camera, press) {
  let moved = 0;
  canvas.addEventListener("pointerdown", (event) => {
    moved = 0;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!event.buttons) return;
    moved += Math.abs(event.movementX) + Math.abs(event.movementY);
    const { x, y, scale } = camera.look();
    camera.move({ x: x - event.movementX / scale, y: y - event.movementY / scale, scale });
  });
  canvas.addEventListener("click", (event) => {
    if (moved < 5) press(placeOf(event, field, camera));
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const [before, { x, y, scale }] = [placeOf(event, field, camera), camera.look()];
    const nearer = Math.min(SCALES.most, Math.max(SCALES.least, scale * Math.exp(-event.deltaY * 0.0015)));
    const shift = 1 - scale / nearer;
    camera.move({ x: x + (before.x - x) * shift, y: y + (before.y - y) * shift, scale: nearer });
  }, { passive: false });
}
