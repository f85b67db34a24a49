/** Lanes and links on the canvas. Corners come with the page; nothing is laid out here. */

const DASHES = { stated: [], interpreted: [7, 4], derived: [2, 4] };
const CORNER = 6;

/** Bands behind the rows of a pillar or a document, with the title of the latter. */
function drawLanes(ctx) {
  for (const { title, box } of pictures[state.language].lanes) {
    ctx.fillStyle = palette.lane;
    ctx.beginPath();
    ctx.roundRect(...box, 8);
    ctx.fill();
    if (title) {
      ctx.fillStyle = palette.soft;
      ctx.font = `600 13px ${FONT}`;
      ctx.textAlign = "left";
      ctx.textBaseline = "middle";
      ctx.fillText(title, box[0] + 14, box[1] + 22);
    }
  }
}

/** Add to the path a line with round corners through points given as x, y, x, y. */
function trace(ctx, points) {
  ctx.moveTo(points[0], points[1]);
  for (let at = 2; at + 3 < points.length; at += 2) {
    const [x, y, nextX, nextY] = points.slice(at, at + 4);
    const room = Math.min(
      Math.hypot(x - points[at - 2], y - points[at - 1]),
      Math.hypot(nextX - x, nextY - y),
    );
    ctx.arcTo(x, y, nextX, nextY, Math.min(CORNER, room / 2));
  }
  ctx.lineTo(points[points.length - 2], points[points.length - 1]);
}

/**
 * Links, the chosen ones on top. A border in the colour of the ground lets a line that crosses
 * another pass over it, so that a crossing is not read as a junction.
 */
function drawLinks(ctx, chain) {
  const bright = (edge) => chain !== null && chain.has(edge.from) && chain.has(edge.to);
  const shown = edges.filter((edge) => edge.lines[state.language].length && isShown(nodes[edge.from]) && isShown(nodes[edge.to]));
  ctx.lineCap = "butt";
  for (const trunk of groupByTrunk(shown.filter((edge) => !bright(edge)))) {
    drawTrunk(ctx, trunk, palette.rule, chain ? 0.25 : 0.9, 1.4);
  }
  for (const trunk of groupByTrunk(shown.filter(bright))) drawTrunk(ctx, trunk, palette.accent, 1, 2.4);
}

/** Links that leave the same point with the same basis share a line. */
function groupByTrunk(links) {
  const trunks = new Map();
  for (const link of links) {
    const [x, y] = link.lines[state.language];
    const key = `${x} ${y} ${link.basis}`;
    if (!trunks.has(key)) trunks.set(key, []);
    trunks.get(key).push(link);
  }
  return trunks.values();
}

function drawTrunk(ctx, links, colour, alpha, width) {
  // One path: where links share a line it is not drawn twice, so it does not grow darker.
  ctx.beginPath();
  for (const link of links) trace(ctx, link.lines[state.language]);
  ctx.setLineDash([]);
  ctx.globalAlpha = 0.8;
  ctx.strokeStyle = palette.lane;
  ctx.lineWidth = width + 3.5;
  ctx.stroke();
  ctx.setLineDash(DASHES[links[0].basis]);
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
  ctx.setLineDash([]);
  for (const link of links.filter(isWithinColumn)) {
    const [x, y] = link.lines[state.language];
    drawHead(ctx, x, y);
  }
  ctx.globalAlpha = 1;
}

/** Links between cards of one column do not run left to right, so they show a head. */
function isWithinColumn(link) {
  const [lower, upper] = [nodes[link.from], nodes[link.to]].map((node) => node.cards[state.language].box);
  return lower[0] + lower[2] === upper[0] + upper[2];
}

function drawHead(ctx, x, y) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - 8, y - 4);
  ctx.lineTo(x - 8, y + 4);
  ctx.fill();
}
