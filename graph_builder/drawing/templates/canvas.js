/** The network on the canvas of vis, which holds the nodes, draws frames, pans and zooms. */

const HEAD = 30;
let view = null;
let cardsOfView = null;

/** Build the view; `choose` is called with the number of the card that was clicked. */
function startCanvas(choose) {
  const container = document.getElementById("canvas");
  cardsOfView = new vis.DataSet(nodes.map(describeCard));
  view = new vis.Network(container, { nodes: cardsOfView, edges: [] }, {
    autoResize: false,
    physics: { enabled: false },
    layout: { improvedLayout: false },
    interaction: { dragNodes: false, selectable: false, keyboard: false, tooltipDelay: 1e9, zoomView: true },
    nodes: { chosen: false },
  });
  view.on("beforeDrawing", (ctx) => {
    drawLanes(ctx);
    drawLinks(ctx, findChain());
  });
  view.on("afterDrawing", drawHeads);
  view.on("click", ({ pointer }) => choose(findCard(pointer.canvas)));
  container.addEventListener("pointermove", (event) => {
    const point = view.DOMtoCanvas({ x: event.offsetX, y: event.offsetY });
    container.classList.toggle("pointing", findCard(point) >= 0);
  });
  view.on("dragEnd", keepInView);
  container.addEventListener("wheel", turnWheel, { capture: true, passive: false });
  // The outline is the way in for keyboards; the canvas is a picture.
  for (const part of container.querySelectorAll("[tabindex]")) part.setAttribute("tabindex", "-1");
  new ResizeObserver(fitCanvas).observe(container);
  showStart();
}

let extent = [0, 0];

/** Follow the size of the page; what was at the upper left stays there, as large as it was. */
function fitCanvas() {
  const { clientWidth, clientHeight } = document.getElementById("canvas");
  if (!clientWidth || (clientWidth === extent[0] && clientHeight === extent[1])) return;
  const scale = view.getScale();
  const { x, y } = view.DOMtoCanvas({ x: 0, y: 0 });
  const position = { x: x + clientWidth / 2 / scale, y: y + clientHeight / 2 / scale };
  const isFirst = !extent[0];
  extent = [clientWidth, clientHeight];
  view.setSize("100%", "100%");
  if (isFirst) showStart();
  else view.moveTo({ position, scale, animation: false });
  if (state.selected >= 0) reveal(state.selected);
}

function describeCard(node) {
  const [left, top, width, height] = node.cards[state.language].box;
  return {
    id: node.id, shape: "custom", x: left + width / 2, y: top + height / 2, hidden: !isShown(node),
    // Half of the longer side: vis leaves out what it takes to lie beyond the edge.
    size: Math.max(width, height) / 2,
    ctxRenderer: ({ ctx }) => ({
      drawNode: () => drawCard(ctx, node, isFaded(node)),
      nodeDimensions: { width, height },
    }),
  };
}

/** The number of the card at a point of the picture, -1 where there is none. */
function findCard({ x, y }) {
  const found = nodes.find((node) => {
    const [left, top, width, height] = node.cards[state.language].box;
    return isShown(node) && x >= left && x <= left + width && y >= top && y <= top + height;
  });
  return found ? found.id : -1;
}

/** The chosen statement with all that it serves and all that serves it; null when none is chosen. */
function findChain() {
  if (state.selected < 0) return null;
  const chain = new Set([state.selected]);
  for (const [near, far] of [["from", "to"], ["to", "from"]]) {
    const waiting = [state.selected];
    const seen = new Set(waiting);
    while (waiting.length) {
      const id = waiting.pop();
      for (const edge of edges) {
        if (edge[near] === id && !seen.has(edge[far])) {
          seen.add(edge[far]);
          chain.add(edge[far]);
          waiting.push(edge[far]);
        }
      }
    }
  }
  return chain;
}

let chainOfFrame = null;

function isFaded(node) {
  if (state.found !== null) return !state.found.has(node.id);
  return chainOfFrame !== null && !chainOfFrame.has(node.id);
}

/** Draw anew after the choice, the filter, the language or the theme has changed. */
function redrawCanvas({ moved = false } = {}) {
  if (!view) return;
  // Before vis does it in its own way, and scales the picture.
  fitCanvas();
  chainOfFrame = findChain();
  if (moved) cardsOfView.update(nodes.map(describeCard));
  else view.redraw();
}

/** Names of the columns, always at the top edge, whatever part is in view. */
function drawHeads(ctx) {
  const { columns } = pictures[state.language];
  const names = ["page.directives", "page.column.goal", "page.column.measure", "page.column.outcome"];
  const ratio = ctx.canvas.width / ctx.canvas.clientWidth;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = palette.card;
  ctx.fillRect(0, 0, ctx.canvas.clientWidth, HEAD);
  ctx.fillStyle = palette.edge;
  ctx.fillRect(0, HEAD - 1, ctx.canvas.clientWidth, 1);
  ctx.fillStyle = palette.soft;
  ctx.font = `600 13px ${FONT}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const starts = columns.map((left) => view.canvasToDOM({ x: left, y: 0 }).x + 4);
  const room = starts[2] - starts[1] - 14;
  // Far out there is no room for names.
  if (room > 110) starts.forEach((start, number) => ctx.fillText(say(names[number]), start, HEAD / 2));
  ctx.restore();
}

/** The upper left part at a size that can be read. */
function showStart() {
  const [width, height] = pictures[state.language].size;
  const { clientWidth, clientHeight } = document.getElementById("canvas");
  const scale = Math.min(1.1, Math.max(0.85, clientWidth / width));
  const x = width * scale <= clientWidth ? width / 2 : clientWidth / 2 / scale;
  const y = height * scale + HEAD <= clientHeight ? height / 2 - HEAD / 2 : (clientHeight / 2 - HEAD - 14) / scale;
  view.moveTo({ position: { x, y }, scale, animation: false });
}

function showAll() {
  const [width, height] = pictures[state.language].size;
  const { clientWidth, clientHeight } = document.getElementById("canvas");
  const scale = Math.min(clientWidth / width, (clientHeight - HEAD) / (height + 20), 1.1);
  view.moveTo({ position: { x: width / 2, y: height / 2 - HEAD / 2 / scale }, scale, animation: false });
}

/** The wheel pans, as it does on every page; with Ctrl, and so with two fingers, it zooms. */
function turnWheel(event) {
  event.preventDefault();
  event.stopPropagation();
  const unit = event.deltaMode === 1 ? 32 : 1;
  if (event.ctrlKey || event.metaKey) {
    zoom(Math.exp(-event.deltaY * unit * 0.004), { x: event.offsetX, y: event.offsetY });
  } else {
    const { x, y } = view.getViewPosition();
    const scale = view.getScale();
    const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    view.moveTo({ position: { x: x + (dx * unit) / scale, y: y + (dy * unit) / scale }, animation: false });
    keepInView();
  }
}

/** Zoom about a point of the screen, or about the middle. */
function zoom(factor, point = null) {
  const { clientWidth, clientHeight } = document.getElementById("canvas");
  const pivot = point || { x: clientWidth / 2, y: clientHeight / 2 };
  const scale = Math.min(4, Math.max(0.05, view.getScale() * factor));
  const fixed = view.DOMtoCanvas(pivot);
  const position = {
    x: fixed.x + (clientWidth / 2 - pivot.x) / scale,
    y: fixed.y + (clientHeight / 2 - pivot.y) / scale,
  };
  view.moveTo({ position, scale, animation: false });
}

/** The picture can be pushed to the edge, but not out of sight. */
function keepInView() {
  const [width, height] = pictures[state.language].size;
  const { x, y } = view.getViewPosition();
  const position = { x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)) };
  if (position.x !== x || position.y !== y) view.moveTo({ position, animation: false });
}

/** Pan until a card is seen whole: sideways as little as needed, up or down to the upper middle. */
function reveal(id) {
  const [left, top, width, height] = nodes[id].cards[state.language].box;
  const { clientWidth, clientHeight } = document.getElementById("canvas");
  if (!clientWidth) return;
  const start = view.canvasToDOM({ x: left, y: top });
  const end = view.canvasToDOM({ x: left + width, y: top + height });
  const { x, y } = view.getViewPosition();
  const scale = view.getScale();
  const right = Math.max(0, end.x - clientWidth + 12);
  const across = start.x < 12 ? start.x - 12 : right;
  const isOut = start.y < HEAD + 12 || end.y > clientHeight - 70;
  const down = isOut ? start.y - clientHeight * 0.35 : 0;
  view.moveTo({ position: { x: x + across / scale, y: y + down / scale }, animation: false });
}
