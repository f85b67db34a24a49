/**
 * The ways of links in the network, in units of the positions. A link touches no sign but its own two:
 * it is straight where nothing stands in between, else bent, else led around each sign in its way.
 * Signs that filters hide count too, so that no link moves when they go.
 */

/** How far a link stays from the middle of a foreign sign; positions keep twice this between signs. */
const CLEAR = 29.5;
/** The largest sign, from its middle to its edge. */
const LARGEST_SIGN = 24;
/** Heights of bends that are tried, as shares of the length, the flattest first; none goes far astray. */
const BENDS = [0.06, 0.12, 0.2, 0.32];
const MOST_HEIGHT = 260;
/** The height at which two links between the same statements pass each other. */
const APART = 14;
/** Of so many signs in the way of a link it is tried to pass on either side; past more than the most no curve winds. */
const MOST_SIDES = 3;
const MOST_WOUND = 12;
/** Pieces that a bend is drawn with. */
const PIECES = 16;
const LEAST_CELL = 120;

/** Statements by the square of a grid, and ways that have been found. */
const ground = {
  cell: 0,
  /** @type {Map<number, number[]>} */ squares: new Map(),
  /** @type {Map<number, number[]>} */ ways: new Map(),
};

/** @param {number} column @param {number} row */
const squareAt = (column, row) => column * 2 ** 26 + row;

/** Sort all statements into squares, once; few stand in each, however far they lie apart. */
function layGround() {
  if (ground.cell) return;
  const { left, top, right, bottom } = boundsOf(Array.from({ length: graph.size }, (_, node) => node));
  ground.cell = Math.max(LEAST_CELL, Math.sqrt(((right - left) * (bottom - top)) / Math.max(1, graph.size)));
  for (let node = 0; node < graph.size; node += 1) {
    const square = squareAt(Math.floor(graph.x[node] / ground.cell), Math.floor(graph.y[node] / ground.cell));
    const known = ground.squares.get(square);
    if (known) known.push(node);
    else ground.squares.set(square, [node]);
  }
}

/**
 * The signs that a straight line comes too near to, other than those of its own link.
 * @param {number[]} line from x, y to x, y
 * @param {number} edge
 */
function listInWay([x, y, u, v], edge) {
  const { cell, squares } = ground;
  const found = [];
  const [from, to] = [graph.edges.from[edge], graph.edges.to[edge]];
  const [left, right] = [Math.min(x, u) - CLEAR, Math.max(x, u) + CLEAR];
  const slope = u === x ? 0 : (v - y) / (u - x);
  for (let column = Math.floor(left / cell); column <= Math.floor(right / cell); column += 1) {
    // The heights that the line has within reach of this column.
    const ends = [column * cell - CLEAR, (column + 1) * cell + CLEAR].map((at) => Math.min(Math.max(at, Math.min(x, u)), Math.max(x, u)));
    const heights = u === x ? [y, v] : ends.map((at) => y + (at - x) * slope);
    const [top, bottom] = [Math.min(...heights) - CLEAR, Math.max(...heights) + CLEAR];
    for (let row = Math.floor(top / cell); row <= Math.floor(bottom / cell); row += 1) {
      for (const node of squares.get(squareAt(column, row)) || []) {
        if (node !== from && node !== to && distanceTo(graph.x[node], graph.y[node], x, y, u, v) < CLEAR) found.push(node);
      }
    }
  }
  return found;
}

/** From a point to the nearest of a line. @param {number} px @param {number} py @param {number} x @param {number} y @param {number} u @param {number} v */
function distanceTo(px, py, x, y, u, v) {
  const square = (u - x) ** 2 + (v - y) ** 2;
  const share = square ? Math.min(1, Math.max(0, ((px - x) * (u - x) + (py - y) * (v - y)) / square)) : 0;
  return Math.hypot(px - x - share * (u - x), py - y - share * (v - y));
}

/** The corners of a link as x, y, from the middle of its lower statement to that of its upper. @param {number} edge */
function wayOf(edge) {
  layGround();
  const known = ground.ways.get(edge);
  if (known) return known;
  const way = findWay(edge);
  ground.ways.set(edge, way);
  return way;
}

/** @param {number} edge */
function findWay(edge) {
  const [from, to] = [graph.edges.from[edge], graph.edges.to[edge]];
  const line = [graph.x[from], graph.y[from], graph.x[to], graph.y[to]];
  const inWay = listInWay(line, edge);
  const isPaired = membersOf(graph.above, to).some((other) => graph.edges.to[other] === from);
  if (!inWay.length && !isPaired) return line;
  const length = Math.hypot(line[2] - line[0], line[3] - line[1]);
  const heights = BENDS.map((share) => share * length).filter((height) => height <= MOST_HEIGHT);
  // Of two links that lead to and fro each keeps to its own left.
  const tried = isPaired ? [APART, ...heights] : heights.flatMap((height) => [height, -height]);
  const height = tried.find((one) => isFree(bend(line, one), edge));
  if (height !== undefined) return bend(line, height);
  const met = placeAlong(line, inWay);
  return listWeaves(line, met).find((way) => isFree(way, edge)) || leadAround(line, met);
}

/** A line bent to its left by a height, in pieces. @param {number[]} line @param {number} height */
function bend([x, y, u, v], height) {
  const length = Math.hypot(u - x, v - y) || 1;
  const [a, b] = [(x + u) / 2 + (2 * height * (v - y)) / length, (y + v) / 2 - (2 * height * (u - x)) / length];
  const points = [];
  for (let piece = 0; piece <= PIECES; piece += 1) {
    const at = piece / PIECES;
    const [one, two, three] = [(1 - at) ** 2, 2 * at * (1 - at), at ** 2];
    points.push(one * x + two * a + three * u, one * y + two * b + three * v);
  }
  return points;
}

/** Whether a way comes too near to no foreign sign. @param {number[]} way @param {number} edge */
function isFree(way, edge) {
  for (let at = 0; at + 3 < way.length; at += 2) if (listInWay(way.slice(at, at + 4), edge).length) return false;
  return true;
}

/**
 * Signs near a line by how far along it they stand, and how far to its right.
 * @param {number[]} line
 * @param {number[]} inWay
 */
function placeAlong([x, y, u, v], inWay) {
  const length = Math.hypot(u - x, v - y) || 1;
  return [...new Set(inWay)].map((node) => {
    const [dx, dy] = [graph.x[node] - x, graph.y[node] - y];
    return [(dx * (u - x) + dy * (v - y)) / length, (dy * (u - x) - dx * (v - y)) / length];
  }).sort((one, other) => one[0] - other[0]);
}

/** The place that lies so far along a line and beside it. @param {number[]} line @param {number} along @param {number} beside */
function placeBeside([x, y, u, v], along, beside) {
  const length = Math.hypot(u - x, v - y) || 1;
  return [x + (along * (u - x) - beside * (v - y)) / length, y + (along * (v - y) + beside * (u - x)) / length];
}

/** Ways around all signs that are met: first where the line passes them, then also on other sides of the first few. @param {number[]} line @param {number[][]} met */
function listWeaves(line, met) {
  /** @type {number[][]} */
  const ways = [];
  if (met.length > MOST_WOUND) return ways;
  for (let sides = 0; sides < 2 ** Math.min(met.length, MOST_SIDES); sides += 1) {
    const passes = met.map(([along, beside], at) => [along, beside + ((beside > 0) === ((sides >> at) % 2 === 0) ? -1 : 1) * CLEAR * 1.2]);
    ways.push(weave([line.slice(0, 2), ...passes.map(([along, beside]) => placeBeside(line, along, beside)), line.slice(2)]));
  }
  return ways;
}

/** A smooth curve through knots, however unevenly they lie (Hermite, by the lengths between them). @param {number[][]} knots */
function weave(knots) {
  const lengths = knots.slice(1).map(([x, y], at) => Math.hypot(x - knots[at][0], y - knots[at][1]));
  const turns = knots.map((_, at) => turnAt(knots, lengths, at));
  const points = [...knots[0]];
  lengths.forEach((length, at) => {
    for (let piece = 1; piece <= PIECES; piece += 1) {
      const [one, two] = [piece / PIECES, (piece / PIECES) ** 2];
      const three = one * two;
      const shares = [2 * three - 3 * two + 1, length * (three - 2 * two + one), 3 * two - 2 * three, length * (three - two)];
      for (const axis of [0, 1]) points.push(shares[0] * knots[at][axis] + shares[1] * turns[at][axis] + shares[2] * knots[at + 1][axis] + shares[3] * turns[at + 1][axis]);
    }
  });
  return points;
}

/** The direction of a curve at a knot: from the one before to the one after. @param {number[][]} knots @param {number[]} lengths @param {number} at */
function turnAt(knots, lengths, at) {
  const [before, after] = [knots[Math.max(0, at - 1)], knots[Math.min(knots.length - 1, at + 1)]];
  const length = (lengths[at - 1] || 0) + (lengths[at] || 0) || 1;
  return [(after[0] - before[0]) / length, (after[1] - before[1]) / length];
}

/**
 * A straight line that goes around each sign in its way, on the side where it passes. The circles
 * that it goes around share no point, as statements stand far enough apart.
 * @param {number[]} line
 * @param {number[][]} met
 */
function leadAround(line, met) {
  const points = line.slice(0, 2);
  for (const [along, beside] of met) {
    const half = Math.acos(Math.min(1, Math.abs(beside) / CLEAR));
    const side = beside > 0 ? -1 : 1;
    const steps = Math.max(2, Math.ceil(half / 0.2));
    for (let step = -steps; step <= steps; step += 1) {
      const angle = (half * step) / steps;
      points.push(...placeBeside(line, along + CLEAR * Math.sin(angle), beside + side * CLEAR * Math.cos(angle)));
    }
  }
  return [...points, ...line.slice(2)];
}

/** A way that ends at the edge of a sign. @param {number[]} way @param {number} half the size of the sign */
function cutEnd(way, half) {
  const [u, v] = way.slice(-2);
  let last = way.length - 4;
  while (last > 0 && Math.hypot(way[last] - u, way[last + 1] - v) <= half) last -= 2;
  const [x, y] = [way[last], way[last + 1]];
  const [dx, dy] = [way[last + 2] - x, way[last + 3] - y];
  // Where the piece enters the circle around the end.
  const [a, b, c] = [dx * dx + dy * dy, (x - u) * dx + (y - v) * dy, (x - u) ** 2 + (y - v) ** 2 - half * half];
  const share = a && c > 0 ? Math.min(1, Math.max(0, (-b - Math.sqrt(Math.max(0, b * b - a * c))) / a)) : 0;
  return [...way.slice(0, last + 2), x + share * dx, y + share * dy];
}
