/**
 * Where cards and links of the cascade stand: directives, goals, actions, targets and outcomes in
 * columns from left to right, a block for each goal, each tree in a band of its own.
 *
 * No two siblings share a height, so a link runs from the card above in the gutter to its right, and
 * then level within the band of the card below, where no other card can stand. A directive is shown
 * beside every block that carries it out, so that no line crosses the page. What belongs to two
 * cards stands under the first; under the other a short card refers to it.
 */

/** @typedef {{node: number, x: number, y: number, width: number, height: number, brief: boolean, tags: number[]}} Card */
/**
 * @typedef {{from: number, to: number, basis: string, points: number[], later: boolean}} Line
 *   lower and upper statement, and corners as x, y; a later line begins where one before it has arrived
 */
/** @typedef {{y: number, height: number, text: Words, node: number, rank: number}} Heading */
/** @typedef {{top: number, bottom: number, cards: number[], lines: number[], lane: number}} Block ranges of cards and lines */
/**
 * @typedef {object} Layout
 * @property {Card[]} cards
 * @property {Line[]} lines
 * @property {Line[]} spans lines that lead from block to block
 * @property {Heading[]} headings
 * @property {Block[]} blocks
 * @property {number} width
 * @property {number} height
 * @property {number[]} columns left edges, none when all stands in one column; an empty one has no width
 * @property {boolean[]} filled whether anything stands in a column
 * @property {Map<number, number>} cardOf the whole card of each statement
 */

/** @type {Record<string, number>} */
const COLUMN = { directive: 0, goal: 1, action: 2, programme: 2, target: 3 };
const LAST = 4;
const GUTTER = 42;
const EDGE = 14;
const GAP = 12;
const BLOCK_GAP = 26;
const INDENT = 18;
const LANE_HEAD = 42;
const BRIEF = 34;
const MOST_STEPS = 4;

/** @param {string} kind */
const columnOf = (kind) => COLUMN[kind] ?? LAST;

/**
 * The layout of what is shown; in a narrow room all cards stand in one column, indented.
 * @param {Uint8Array} shown
 * @param {number} room width in pixels
 * @returns {Layout}
 */
function layOut(shown, room) {
  const narrow = room < 700;
  const filled = findFilled(shown);
  const count = Math.max(1, filled.filter(Boolean).length);
  const width = narrow ? room - 2 * EDGE
    : Math.max(150, Math.min(256, Math.floor((room - 2 * EDGE - (count - 1) * GUTTER) / count)));
  const builder = new Builder(shown, width, narrow, filled);
  builder.build();
  return builder.layout;
}

/** In which columns anything stands; an empty one would only take room. @param {Uint8Array} shown */
function findFilled(shown) {
  const filled = new Array(LAST + 1).fill(false);
  for (let node = 0; node < graph.size; node += 1) if (shown[node]) filled[columnOf(graph.kind[node])] = true;
  return filled;
}

/** Left edges of columns; an empty one begins where the next does. @param {boolean[]} filled @param {number} width */
function lineUp(filled, width) {
  let left = EDGE;
  return filled.map((isFilled) => {
    const own = left;
    if (isFilled) left += width + GUTTER;
    return own;
  });
}

class Builder {
  /** @param {Uint8Array} shown @param {number} width @param {boolean} narrow @param {boolean[]} filled */
  constructor(shown, width, narrow, filled) {
    this.shown = shown;
    this.width = width;
    this.narrow = narrow;
    const columns = narrow ? [] : lineUp(filled, width);
    const right = Math.max(EDGE, ...columns.filter((_, column) => filled[column]));
    /** @type {Layout} */
    this.layout = {
      cards: [], lines: [], spans: [], headings: [], blocks: [], columns, filled, cardOf: new Map(), height: 0,
      width: narrow ? width + 2 * EDGE : right + width + EDGE,
    };
    this.y = 8;
    this.lane = -1;
    /** The column and the step in which each placed statement stands. @type {Map<number, [number, number]>} */
    this.places = new Map();
  }

  build() {
    /** Statements that stand under no other, by document. @type {Map<number, number[]>} */
    const documents = new Map();
    /** @type {number[]} */
    const directives = [];
    for (let node = 0; node < graph.size; node += 1) {
      if (!this.shown[node] || graph.parent[node] >= 0) continue;
      const document_ = graph.document[node];
      if (graph.kind[node] === "directive") directives.push(node);
      else if (documents.has(document_)) documents.get(document_)?.push(node);
      else documents.set(document_, [node]);
    }
    for (const [document_, roots] of documents) this.addDocument(document_, roots);
    addDirectives(this, directives);
    this.layout.height = this.y;
  }

  /** Pillars come first, then other goals, then what stands under no goal. @param {number} document_ @param {number[]} roots */
  addDocument(document_, roots) {
    const row = graph.documents[document_];
    this.addHeading(row ? row.label : words["page.other"], -1, 0);
    const rank = (/** @type {number} */ node) => (graph.kind[node] !== "goal" ? 2 : this.isPillar(node) ? 0 : 1);
    const ranked = roots.map((node) => [rank(node), node]).sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    let last = 0;
    for (const [own, node] of ranked) {
      if (own && !last && ranked[0][0] === 0) this.addHeading(words["page.others"], -1, 1);
      last = own;
      this.addRoot(node);
    }
  }

  /** @param {Words} text @param {number} node @param {number} rank */
  addHeading(text, node, rank) {
    this.y += rank ? 4 : 10;
    this.layout.headings.push({ y: this.y, height: LANE_HEAD, text, node, rank });
    this.lane = this.layout.headings.length - 1;
    this.y += LANE_HEAD + 4;
  }

  /** @param {number} node */
  childrenOf(node) {
    return [...membersOf(graph.children, node)].filter((child) => this.shown[child]);
  }

  /** @param {number} node */
  isPillar(node) {
    return graph.kind[node] === "goal" && this.childrenOf(node).some((child) => graph.kind[child] === "goal");
  }

  /** @param {number} node */
  addRoot(node) {
    if (this.isPillar(node)) this.addHeading(labelOf(node), node, 1);
    this.addBlock(node, 0, !this.isPillar(node));
  }

  /**
   * A statement with its directives and all below it but other goals, which get blocks of their own.
   * @param {number} node
   * @param {number} step
   * @param {boolean} joined whether goals below it are joined to it by a line
   */
  addBlock(node, step, joined) {
    const block = this.open();
    const top = this.y;
    const column = Math.max(1, columnOf(graph.kind[node]));
    const bottom = this.placeBand(node, column, step, top);
    this.y = this.narrow ? bottom : Math.max(bottom, placeDirectives(this, node, top));
    this.close(block);
    let last = node;
    for (const child of this.childrenOf(node)) {
      if (graph.kind[child] !== "goal" || graph.kind[node] !== "goal") continue;
      this.addBlock(child, joined || this.narrow ? Math.min(step + 1, MOST_STEPS) : step, true);
      if (joined && !this.narrow) this.joinNested(child, node, last);
      last = child;
    }
  }

  open() {
    const { cards, lines } = this.layout;
    return { top: this.y, bottom: 0, cards: [cards.length, 0], lines: [lines.length, 0], lane: this.lane };
  }

  /** @param {Block} block */
  close(block) {
    block.bottom = this.y;
    block.cards[1] = this.layout.cards.length;
    block.lines[1] = this.layout.lines.length;
    this.layout.blocks.push(block);
    this.y += BLOCK_GAP;
  }

  /**
   * A card, to its right the bands of what is below it, then what stands in its own column.
   * @param {number} node
   * @param {number} column
   * @param {number} step
   * @param {number} top
   * @returns {number} the lower edge
   */
  placeBand(node, column, step, top) {
    const card = this.addCard(node, column, step, top, false);
    this.places.set(node, [column, step]);
    const below = this.listBelow(node);
    const right = below.filter(([child]) => columnOf(graph.kind[child]) > column);
    const nested = below.filter(([child]) => columnOf(graph.kind[child]) <= column);
    let bottom = card.y + card.height;
    /** The height at which the trunk of each basis has arrived. @type {Map<string, number>} */
    const trunks = new Map();
    let y = this.narrow ? bottom + GAP : top;
    for (const [child, edge, brief] of right) {
      const start = y;
      const far = columnOf(graph.kind[child]);
      y = this.place(child, far, this.narrow ? step + 1 : 0, y, brief) + GAP;
      if (!this.narrow) {
        const { points, later } = routeRight(card, this.left(far, 0), start, graph.edges.basis[edge], trunks);
        this.addLine(child, node, edge, points, later);
      }
      bottom = Math.max(bottom, y - GAP);
    }
    let arrived = card.y + card.height;
    for (const [child, edge, brief] of nested) {
      const start = bottom + GAP;
      bottom = this.place(child, column, Math.min(step + 1, MOST_STEPS), start, brief);
      if (!this.narrow && this.left(column, step + 1) > card.x) {
        const points = routeDown(card, arrived, this.left(column, step + 1), start);
        this.addLine(child, node, edge, points, arrived > card.y + card.height);
        arrived = start + PORT;
      }
    }
    return bottom;
  }

  /** @param {number} child @param {number} column @param {number} step @param {number} y @param {boolean} brief */
  place(child, column, step, y, brief) {
    if (!brief) return this.placeBand(child, column, Math.min(step, MOST_STEPS), y);
    const card = this.addCard(child, column, Math.min(step, MOST_STEPS), y, true);
    return card.y + card.height;
  }

  /**
   * What stands below a statement: child, link and whether it stands elsewhere and is only named.
   * @param {number} node
   * @returns {[number, number, boolean][]}
   */
  listBelow(node) {
    /** @type {[number, number, boolean][]} */
    const below = [];
    for (const edge of membersOf(graph.below, node)) {
      const child = graph.edges.from[edge];
      const isGoalBlock = graph.kind[child] === "goal" && graph.kind[node] === "goal" && graph.parent[child] === node;
      if (this.shown[child] && !isGoalBlock) below.push([child, edge, graph.parent[child] !== node]);
    }
    return below.sort((one, other) => Number(one[2]) - Number(other[2]) || one[0] - other[0]);
  }

  /** @param {number} column @param {number} step */
  left(column, step) {
    return (this.narrow ? EDGE : this.layout.columns[column]) + INDENT * Math.min(step, MOST_STEPS);
  }

  /**
   * @param {number} node
   * @param {number} column
   * @param {number} step
   * @param {number} y
   * @param {boolean} brief
   */
  addCard(node, column, step, y, brief) {
    const x = this.left(column, step);
    const width = this.width - INDENT * Math.min(step, MOST_STEPS);
    const tags = brief ? [] : listTags(this, node, column);
    const height = brief ? BRIEF : measureCard(node, width, tags.length);
    const card = { node, x, y, width, height, brief, tags };
    if (!brief) this.layout.cardOf.set(node, this.layout.cards.length);
    this.layout.cards.push(card);
    return card;
  }

  /**
   * The line from a goal down to a goal that is part of it, in the space left by the indent.
   * @param {number} child
   * @param {number} node
   * @param {number} last the goal before it, down to which the line is drawn already
   */
  joinNested(child, node, last) {
    const edge = [...membersOf(graph.above, child)].find((link) => graph.edges.to[link] === node);
    const at = (/** @type {number} */ one) => this.layout.cards[/** @type {number} */ (this.layout.cardOf.get(one))];
    const [upper, lower, before] = [at(node), at(child), at(last)];
    if (edge === undefined || lower.x <= upper.x) return;
    const arrived = last === node ? upper.y + upper.height : before.y + PORT;
    const points = routeDown(upper, arrived, lower.x, lower.y);
    this.layout.spans.push({ from: child, to: node, basis: graph.edges.basis[edge], points, later: last !== node });
  }

  /** @param {number} from @param {number} to @param {number} edge @param {number[]} points @param {boolean} [later] */
  addLine(from, to, edge, points, later = false) {
    this.layout.lines.push({ from, to, basis: graph.edges.basis[edge], points, later });
  }
}
