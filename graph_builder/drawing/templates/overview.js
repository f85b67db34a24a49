/** A light picture of any number of statements: dots on a canvas, drawn without a library. */

/** @typedef {{x: number, y: number, scale: number}} Look the point in the middle, and pixels for each unit */

/**
 * @param {HTMLElement} stage
 * @param {(node: number) => void} pickNode
 */
function showOverview(stage, pickNode) {
  const canvas = make("canvas", { role: "img", "aria-label": say("network.overview") });
  stage.replaceChildren(canvas);
  /** @type {number[]} */
  const nodes = [];
  for (let node = 0; node < graph.size; node += 1) if (result.shown[node]) nodes.push(node);
  const look = fitLook(nodes, stage.clientWidth, stage.clientHeight);
  const colours = readColours();
  const redraw = () => drawOverview(canvas, nodes, look, colours);
  listenToLook(canvas, look, redraw, (point) => {
    const node = nearestNode(nodes, point, 14 / look.scale);
    if (node >= 0) pickNode(node);
  });
  redraw();
  return redraw;
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

/** @param {number[]} nodes @param {number} width @param {number} height @returns {Look} */
function fitLook(nodes, width, height) {
  const { left, top, right, bottom } = boundsOf(nodes);
  const scale = Math.min(1.2, width / (right - left + 160), height / (bottom - top + 160));
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

/** @param {HTMLCanvasElement} canvas @param {number[]} nodes @param {Look} look @param {Record<string, string>} colours */
function drawOverview(canvas, nodes, look, colours) {
  const ratio = devicePixelRatio || 1;
  const { clientWidth, clientHeight } = canvas;
  canvas.width = clientWidth * ratio;
  canvas.height = clientHeight * ratio;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  const x = (/** @type {number} */ node) => (graph.x[node] - look.x) * look.scale + clientWidth / 2;
  const y = (/** @type {number} */ node) => (graph.y[node] - look.y) * look.scale + clientHeight / 2;
  const size = Math.max(1.2, Math.min(7, 9 * look.scale));
  const seen = nodes.filter((node) => x(node) > -20 && x(node) < clientWidth + 20 && y(node) > -20 && y(node) < clientHeight + 20);
  pen.strokeStyle = colours.edge;
  pen.beginPath();
  for (const node of seen.length > 40_000 ? [] : seen) {
    const above = graph.parent[node];
    if (above < 0 || !result.shown[above]) continue;
    pen.moveTo(x(node), y(node));
    pen.lineTo(x(above), y(above));
  }
  pen.stroke();
  for (const kind of new Set(seen.map((node) => graph.kind[node]))) {
    pen.fillStyle = colours[`kind-${kind}`];
    for (const node of seen) {
      if (graph.kind[node] === kind) pen.fillRect(x(node) - size / 2, y(node) - size / 2, size, size);
    }
  }
  if (state.selected >= 0) ring(pen, x(state.selected), y(state.selected), colours.accent);
  if (look.scale > 0.7) nameDots(pen, seen.slice(0, 400), x, y, colours);
}

/** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {string} colour */
function ring(pen, x, y, colour) {
  pen.strokeStyle = colour;
  pen.lineWidth = 3;
  pen.beginPath();
  pen.arc(x, y, 10, 0, 2 * Math.PI);
  pen.stroke();
  pen.lineWidth = 1;
}

/** @param {CanvasRenderingContext2D} pen @param {number[]} nodes @param {(node: number) => number} x @param {(node: number) => number} y @param {Record<string, string>} colours */
function nameDots(pen, nodes, x, y, colours) {
  pen.fillStyle = colours.ink;
  pen.font = "12px sans-serif";
  for (const node of nodes) pen.fillText(wrap(pick(labelOf(node)).text, 9, 1)[0] || "", x(node) + 8, y(node) + 4);
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
 * @param {Look} look
 * @param {() => void} redraw
 * @param {(point: {x: number, y: number}) => void} press
 */
function listenToLook(canvas, look, redraw, press) {
  const toGraph = (/** @type {MouseEvent} */ event) => ({
    x: (event.offsetX - canvas.clientWidth / 2) / look.scale + look.x,
    y: (event.offsetY - canvas.clientHeight / 2) / look.scale + look.y,
  });
  let moved = 0;
  canvas.addEventListener("pointerdown", (event) => {
    moved = 0;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!event.buttons) return;
    moved += Math.abs(event.movementX) + Math.abs(event.movementY);
    look.x -= event.movementX / look.scale;
    look.y -= event.movementY / look.scale;
    redraw();
  });
  canvas.addEventListener("click", (event) => {
    if (moved < 5) press(toGraph(event));
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const before = toGraph(event);
    look.scale = Math.min(4, Math.max(0.002, look.scale * Math.exp(-event.deltaY * 0.0015)));
    const after = toGraph(event);
    look.x += before.x - after.x;
    look.y += before.y - after.y;
    redraw();
  }, { passive: false });
}
