/** Where directives stand in the cascade: beside what carries them out, and the others at the end. */

/** Links to directives that no line can show, because the card stands inside a block. @param {Builder} builder @param {number} node @param {number} column */
function listTags(builder, node, column) {
  if (column === 0) return [];
  const isRoot = graph.parent[node] < 0 || (graph.kind[node] === "goal" && graph.kind[graph.parent[node]] === "goal");
  return isRoot && !builder.narrow ? [] : directivesOf(builder, node);
}

/** Links of a statement to directives that are shown. @param {Builder} builder @param {number} node */
function directivesOf(builder, node) {
  return [...membersOf(graph.above, node)].filter((edge) => {
    const upper = graph.edges.to[edge];
    return graph.kind[upper] === "directive" && builder.shown[upper] && graph.kind[node] !== "directive";
  });
}

/**
 * Directives beside the head of a block, with a line to it.
 * @param {Builder} builder
 * @param {number} node
 * @param {number} top
 * @returns {number} the lower edge
 */
function placeDirectives(builder, node, top) {
  let y = top;
  const head = builder.layout.cards[/** @type {number} */ (builder.layout.cardOf.get(node))];
  for (const edge of directivesOf(builder, node)) {
    const directive = graph.edges.to[edge];
    const isFirst = !builder.layout.cardOf.has(directive);
    const card = builder.addCard(directive, 0, 0, y, false);
    if (isFirst) builder.layout.cardOf.set(directive, builder.layout.cards.indexOf(card, -1));
    builder.addLine(node, directive, edge, routeFromDirective(card, head, graph.edges.basis[edge]));
    y += card.height + GAP;
  }
  return y - GAP;
}

/** Directives that nothing here carries out, and those that have parts. @param {Builder} builder @param {number[]} roots */
function addDirectives(builder, roots) {
  const wanted = roots.filter((node) => !builder.layout.cardOf.has(node) || builder.childrenOf(node).length);
  if (!wanted.length) return;
  builder.addHeading(words["page.directives_rest"], -1, 0);
  for (const node of wanted) {
    const block = builder.open();
    builder.y = placeFamily(builder, node, 0, builder.y);
    builder.close(block);
    builder.y -= BLOCK_GAP - GAP;
  }
}

/** @param {Builder} builder @param {number} node @param {number} step @param {number} top @returns {number} */
function placeFamily(builder, node, step, top) {
  const brief = builder.layout.cardOf.has(node);
  const card = builder.addCard(node, 0, step, top, brief);
  let bottom = top + card.height;
  let arrived = bottom;
  for (const child of builder.childrenOf(node)) {
    const start = bottom + GAP;
    bottom = placeFamily(builder, child, Math.min(step + 1, MOST_STEPS), start);
    const edge = [...membersOf(graph.above, child)].find((link) => graph.edges.to[link] === node);
    const left = builder.left(0, step + 1);
    if (edge !== undefined && !builder.narrow && left > card.x) {
      builder.addLine(child, node, edge, routeDown(card, arrived, left, start));
      arrived = start + PORT;
    }
  }
  return bottom;
}
