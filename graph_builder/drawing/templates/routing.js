/**
 * The corners of links in the cascade. A link leaves the card above at its right side, runs down in
 * the gutter and then level into the card below; links of one basis from one card share a trunk.
 */

/** The height below the upper edge of a card at which links arrive. */
const PORT = 17;
/** How far a link that runs down in the space of an indent stands from the edge of the card. */
const INSET = 9;
/** A link of each basis leaves at a height of its own. @type {Record<string, number>} */
const SHIFT = { stated: 0, interpreted: 5, derived: 10 };

/**
 * From a card to one in a column further right; it begins where the trunk of its basis has arrived.
 * @param {Card} card
 * @param {number} left where the card below begins
 * @param {number} start its upper edge
 * @param {string} basis
 * @param {Map<string, number>} trunks the height that each trunk has reached
 */
function routeRight(card, left, start, basis, trunks) {
  const turn = turnOf(card, basis);
  const y = start + PORT + SHIFT[basis];
  const arrived = trunks.get(basis);
  const port = card.y + PORT + SHIFT[basis];
  const points = arrived !== undefined ? [turn, arrived, turn, y]
    : [card.x + card.width, port, ...(y === port ? [] : [turn, port, turn, y])];
  trunks.set(basis, y);
  return { points: [...points, left, y], later: arrived !== undefined };
}

/** From a directive to the head of the block beside it. @param {Card} card @param {Card} head @param {string} basis */
function routeFromDirective(card, head, basis) {
  const turn = turnOf(card, basis);
  const [from, to] = [card.y + PORT + SHIFT[basis], head.y + PORT + SHIFT[basis]];
  const corners = from === to ? [] : [turn, from, turn, to];
  return [card.x + card.width, from, ...corners, head.x, to];
}

/** Where a link turns in the gutter to the right of a card. @param {Card} card @param {string} basis */
const turnOf = (card, basis) => card.x + card.width + GUTTER / 2 + SHIFT[basis] - 5;

/**
 * Down from a card to one that is indented below it, in the space that the indent leaves.
 * @param {Card} card
 * @param {number} arrived where it begins: below the card, or where a link before it has arrived
 * @param {number} left where the card below begins
 * @param {number} start its upper edge
 */
function routeDown(card, arrived, left, start) {
  const [x, y] = [card.x + INSET, start + PORT];
  return [x, arrived, x, y, left, y];
}

/** The corners of a line all the way from the upper card. @param {Layout} layout @param {Line} line */
function followUp(layout, { to, basis, points, later }) {
  const upper = layout.cards[layout.cardOf.get(to) ?? -1];
  if (!later || !upper) return points;
  const right = upper.x + upper.width;
  if (points[0] < right) return [points[0], upper.y + upper.height, ...points.slice(2)];
  const port = upper.y + PORT + SHIFT[basis];
  return [right, port, points[0], port, ...points.slice(2)];
}

/** A path through corners; what is far out of view is cut short, as browsers draw no longer lines well. @param {number[]} points @param {number} top @param {number} bottom */
function trace(points, top, bottom) {
  const parts = [];
  for (let at = 0; at < points.length; at += 2) {
    const y = Math.min(Math.max(points[at + 1], top - 1000), bottom + 1000);
    parts.push(`${at ? "L" : "M"}${points[at]} ${y}`);
  }
  return parts.join("");
}

/** @param {Line} line @param {number} top @param {number} bottom */
function isLineBetween({ points }, top, bottom) {
  let [low, high] = [points[1], points[1]];
  for (let at = 3; at < points.length; at += 2) {
    low = Math.min(low, points[at]);
    high = Math.max(high, points[at]);
  }
  return low < bottom && high > top;
}
