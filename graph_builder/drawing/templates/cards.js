/** Cards on the canvas: a coloured edge, the sign of the kind, label, and a smaller line below. */

const FONT = '"Segoe UI", "Helvetica Neue", Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
const PADDING = 10;
const LINE = 19;
const LABEL_LEFT = 36;
const VERDICTS = {
  missed: "bad", "cannot-both-hold": "bad", met: "good", exceeded: "good",
  undetermined: "open", "no-evidence": "open", "partly-met": "open",
};
const BOLD = new Set(["goal", "directive"]);

/** Colours of the present theme, read once per theme. */
let palette = {};

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "lane", "card", "edge", "ink", "soft", "rule", "accent", "bad", "good", "open", "later"];
  for (const kind of new Set(nodes.map((node) => node.kind))) names.push(`kind-${kind}`);
  palette = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** The colour that a verdict is written in. */
const verdictColour = (verdict) => palette[VERDICTS[verdict] || "later"];

const SIGNS = new Map();

/** The sign of a kind as a path, taken from the symbols of the page. */
function readSign(kind) {
  if (!SIGNS.has(kind)) {
    const shape = document.querySelector(`#mark-${kind} > *`);
    const path = new Path2D(shape.getAttribute("d") || "");
    if (shape.tagName === "circle") path.arc(8, 8, 6.5, 0, 2 * Math.PI);
    SIGNS.set(kind, path);
  }
  return SIGNS.get(kind);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Object} node
 * @param {boolean} faded
 */
function drawCard(ctx, node, faded) {
  const { box, lines, meta, head } = node.cards[state.language];
  const [left, top, width, height] = box;
  const selected = node.id === state.selected;
  const colour = node.kind === "assessment" ? verdictColour(node.verdict) : palette[`kind-${node.kind}`];
  ctx.save();
  ctx.globalAlpha = faded ? 0.28 : 1;
  ctx.fillStyle = head ? colour : palette.card;
  ctx.strokeStyle = selected ? palette.accent : palette.edge;
  ctx.lineWidth = selected ? 3 : 1;
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, 5);
  ctx.fill();
  ctx.stroke();
  ctx.fillStyle = head ? palette.card : colour;
  if (!head) ctx.fillRect(left + 1, top + 5, 4, height - 10);
  ctx.save();
  ctx.translate(left + 14, top + PADDING + 2);
  ctx.scale(0.9, 0.9);
  ctx.fill(readSign(node.kind), "evenodd");
  ctx.restore();
  drawTexts(ctx, node, head ? palette.card : palette.ink);
  ctx.restore();
}

function drawTexts(ctx, node, ink) {
  const { box, lines, meta } = node.cards[state.language];
  const [left, top, width] = box;
  const room = width - LABEL_LEFT - PADDING + 4;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = ink;
  ctx.font = `${BOLD.has(node.kind) ? 600 : 400} 14px ${FONT}`;
  // The widest width is a last resort: lines are wrapped where the page is built.
  lines.forEach((line, number) => {
    ctx.fillText(line, left + LABEL_LEFT, top + PADDING + LINE * (number + 0.5), room);
  });
  if (meta) {
    ctx.fillStyle = node.verdict ? verdictColour(node.verdict) : palette.soft;
    ctx.font = `${node.verdict ? 600 : 400} 12px ${FONT}`;
    ctx.fillText(meta, left + LABEL_LEFT, top + PADDING + LINE * lines.length + 9, room);
  }
}
