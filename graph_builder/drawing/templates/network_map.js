/** A small map of the network: all that is drawn, and the part that is in view. */

/**
 * @typedef {object} Camera what is in view, and how to change it
 * @property {() => Look} look
 * @property {(look: Look) => void} move
 * @property {() => void} fit
 * @property {() => {width: number, height: number}} room in pixels
 */

const MAP = { width: 168, height: 104, edge: 6 };

/**
 * @param {number[]} nodes
 * @param {Camera} camera
 * @param {Colours} colours
 */
function makeMap(nodes, camera, colours) {
  // It shows nothing that keys and buttons do not do, so readers of screens pass over it.
  const canvas = make("canvas", { class: "map", "aria-hidden": "true" });
  const ratio = devicePixelRatio || 1;
  Object.assign(canvas, { width: MAP.width * ratio, height: MAP.height * ratio });
  put(canvas, { width: MAP.width, height: MAP.height });
  const whole = fitLook(nodes, MAP, MAP.edge);
  const dots = paintDots(nodes, whole, ratio, colours);
  listenToMap(canvas, whole, camera);
  return { canvas, redraw: () => paintMap(canvas, dots, whole, ratio, camera, colours) };
}

/** Every statement as a dot, painted once. @param {number[]} nodes @param {Look} whole @param {number} ratio @param {Colours} colours */
function paintDots(nodes, whole, ratio, colours) {
  const dots = make("canvas", { width: MAP.width * ratio, height: MAP.height * ratio });
  const pen = dots.getContext("2d");
  if (!pen) return dots;
  pen.scale(ratio, ratio);
  const size = nodes.length > 400 ? 1.5 : 2.5;
  for (const node of nodes) {
    pen.fillStyle = colours[`kind-${graph.kind[node]}`];
    const { x, y } = onMap(whole, graph.x[node], graph.y[node]);
    pen.fillRect(x - size / 2, y - size / 2, size, size);
  }
  return dots;
}

/** Where a place of the graph lies on the map. @param {Look} whole @param {number} x @param {number} y */
const onMap = (whole, x, y) => ({ x: (x - whole.x) * whole.scale + MAP.width / 2, y: (y - whole.y) * whole.scale + MAP.height / 2 });

/** @param {HTMLCanvasElement} canvas @param {HTMLCanvasElement} dots @param {Look} whole @param {number} ratio @param {Camera} camera @param {Colours} colours */
function paintMap(canvas, dots, whole, ratio, camera, colours) {
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(dots, 0, 0);
  pen.scale(ratio, ratio);
  const [{ x, y, scale }, { width, height }] = [camera.look(), camera.room()];
  const [one, other] = [onMap(whole, x - width / 2 / scale, y - height / 2 / scale), onMap(whole, x + width / 2 / scale, y + height / 2 / scale)];
  const [left, top] = [Math.max(1, one.x), Math.max(1, one.y)];
  const [right, bottom] = [Math.min(MAP.width - 1, other.x), Math.min(MAP.height - 1, other.y)];
  pen.strokeStyle = colours.accent;
  pen.lineWidth = 2;
  pen.strokeRect(left, top, Math.max(3, right - left), Math.max(3, bottom - top));
}

/** A press or a drag brings what lies there into the middle. @param {HTMLCanvasElement} canvas @param {Look} whole @param {Camera} camera */
function listenToMap(canvas, whole, camera) {
  const go = (/** @type {PointerEvent} */ event) => {
    const { left, top } = canvas.getBoundingClientRect();
    camera.move({
      x: (event.clientX - left - canvas.clientLeft - MAP.width / 2) / whole.scale + whole.x,
      y: (event.clientY - top - canvas.clientTop - MAP.height / 2) / whole.scale + whole.y,
      scale: camera.look().scale,
    });
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    go(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.buttons) go(event);
  });
}
