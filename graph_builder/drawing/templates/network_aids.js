/** What stands around a picture of the network: zoom, keys, the name under the pointer, legend and map. */

const STEP_OF_KEYS = 80;
const ZOOM = 1.3;

/** @param {Camera} camera */
function makeZoom(camera) {
  return make("span", { class: "buttons" },
    button({ "aria-label": say("page.zoom_in") }, () => zoom(camera, ZOOM), "+"),
    button({ "aria-label": say("page.zoom_out") }, () => zoom(camera, 1 / ZOOM), "−"),
    button({}, () => camera.fit(), say("page.fit")));
}

/** @param {Camera} camera @param {number} factor */
function zoom(camera, factor) {
  const look = camera.look();
  camera.move({ ...look, scale: look.scale * factor });
}

/** Arrow keys move the picture, plus and minus zoom, 0 shows everything. @param {HTMLElement} field @param {Camera} camera */
function listenToKeys(field, camera) {
  setAll(field, { tabindex: 0, role: "group", "aria-label": say("network.keys") });
  /** @type {Record<string, [number, number]>} */
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  field.onkeydown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [way, look] = [ways[event.key], camera.look()];
    if (way) camera.move({ ...look, x: look.x + (way[0] * STEP_OF_KEYS) / look.scale, y: look.y + (way[1] * STEP_OF_KEYS) / look.scale });
    else if (event.key === "+" || event.key === "=") zoom(camera, ZOOM);
    else if (event.key === "-") zoom(camera, 1 / ZOOM);
    else if (event.key === "0") camera.fit();
    else return;
    event.preventDefault();
  };
}

/** Where an event lies in the graph. @param {MouseEvent} event @param {HTMLElement} field @param {Camera} camera */
function placeOf(event, field, camera) {
  const { left, top, width, height } = field.getBoundingClientRect();
  const { x, y, scale } = camera.look();
  return { x: (event.clientX - left - width / 2) / scale + x, y: (event.clientY - top - height / 2) / scale + y };
}

/** How far from the middle of a sign a press still means it. @param {number} scale */
const reachOfPress = (scale) => Math.max(17, 12 / scale);

/** The whole name of the sign under the pointer; many have no room for it. @param {HTMLElement} field @param {number[]} nodes @param {Camera} camera */
function listenToPointer(field, nodes, camera) {
  const tip = make("p", { class: "tip", "aria-hidden": "true", hidden: "" });
  field.append(tip);
  let shown = -1;
  const show = (/** @type {number} */ node) => {
    if (node === shown) return;
    shown = node;
    tip.hidden = node < 0;
    if (node < 0) return;
    tip.replaceChildren(makeMark(graph.kind[node]), speak("span", labelOf(node)));
    const [{ x, y, scale }, { width, height }] = [camera.look(), camera.room()];
    const [left, top] = [(graph.x[node] - x) * scale + width / 2, (graph.y[node] - y) * scale + height / 2];
    const gap = halfOfSign(node, scale) * scale + 8;
    put(tip, { left: Math.max(4, Math.min(left - tip.offsetWidth / 2, width - tip.offsetWidth - 4)),
      top: top + gap + tip.offsetHeight > height ? top - gap - tip.offsetHeight : top + gap });
  };
  field.onpointermove = (event) => {
    show(event.pointerType === "mouse" && !event.buttons ? nearestNode(nodes, placeOf(event, field, camera), reachOfPress(camera.look().scale)) : -1);
    field.classList.toggle("on-sign", shown >= 0);
  };
  field.onpointerleave = () => show(-1);
}

/** Legend and map below the picture, where they cover nothing. @param {number[]} nodes @param {Iterable<string>} bases @param {Camera} camera @param {Colours} colours */
function makeFoot(nodes, bases, camera, colours) {
  const map = makeMap(nodes, camera, colours);
  const entries = [...explainKinds(nodes, colours), ...explainLines(bases, colours)];
  const legend = make("details", { class: "legend" }, make("summary", {}, say("network.legend")),
    make("ul", {}, ...entries.map(({ name, draw: drawEntry }) => make("li", {}, drawSample(drawEntry), name))));
  legend.open = matchMedia("(min-width: 761px)").matches;
  return { foot: make("div", { class: "foot" }, legend, map.canvas), redraw: map.redraw };
}

/** @param {(x: number, y: number) => SVGElement[]} drawEntry */
const drawSample = (drawEntry) => draw("svg", { width: 28, height: 16, viewBox: "0 0 28 16", "aria-hidden": "true" }, ...drawEntry(5, 8));
