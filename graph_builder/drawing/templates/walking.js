/** The keyboard in the cascade: right leads to what is below a statement, left to what it serves. */

/** @param {HTMLElement} stage */
function startWalking(stage) {
  stage.addEventListener("keydown", (event) => {
    const card = event.target instanceof HTMLElement && event.target.dataset.card;
    if (!card || !cascade.layout) return;
    const next = findNext(Number(card), event.key);
    if (next === null) return;
    event.preventDefault();
    if (next !== undefined) focusCard(stage, next);
  });
  stage.addEventListener("focusin", (event) => {
    const card = event.target instanceof HTMLElement && event.target.dataset.card;
    if (!card) return;
    cascade.focused = Number(card);
    for (const [at, element] of cascade.live) element.tabIndex = at === cascade.focused ? 0 : -1;
  });
}

/**
 * The card that a key leads to; undefined when there is none, null when the key means nothing here.
 * @param {number} at
 * @param {string} key
 * @returns {number|null|undefined}
 */
function findNext(at, key) {
  const layout = /** @type {Layout} */ (cascade.layout);
  const card = layout.cards[at];
  const edges = (/** @type {Groups} */ groups, /** @type {Numbers} */ ends) => (
    [...membersOf(groups, card.node)].map((edge) => ends[edge]).filter((node) => layout.cardOf.has(node))
  );
  switch (key) {
    case "ArrowRight": {
      const below = edges(graph.below, graph.edges.from).sort((one, other) => one - other);
      return layout.cardOf.get(below[0]);
    }
    case "ArrowLeft": {
      const above = edges(graph.above, graph.edges.to);
      const parent = graph.parent[card.node];
      return layout.cardOf.get(layout.cardOf.has(parent) ? parent : above[0]);
    }
    case "ArrowDown": return neighbour(at, 1);
    case "ArrowUp": return neighbour(at, -1);
    case "Home": return 0;
    case "End": return layout.cards.length - 1;
    default: return null;
  }
}

/** The next card of the same column. @param {number} at @param {number} step */
function neighbour(at, step) {
  const { cards, columns } = /** @type {Layout} */ (cascade.layout);
  if (!columns.length) return cards[at + step] ? at + step : undefined;
  const column = (/** @type {number} */ x) => columns.findLastIndex((left) => left <= x);
  const own = column(cards[at].x);
  for (let other = at + step; other >= 0 && other < cards.length; other += step) {
    if (column(cards[other].x) === own) return other;
  }
  return undefined;
}

/** Bring a card into view, give it the keyboard, and say what it is tied to. @param {HTMLElement} stage @param {number} at */
function focusCard(stage, at) {
  const { cards } = /** @type {Layout} */ (cascade.layout);
  const { y, height, node } = cards[at];
  const top = y + /** @type {HTMLElement} */ (cascade.body).offsetTop;
  if (top < stage.scrollTop + 80 || top + height > stage.scrollTop + stage.clientHeight - 10) {
    stage.scrollTop = top - stage.clientHeight / 3;
  }
  drawWindow(stage);
  const card = cascade.live.get(at);
  if (card) card.focus({ preventScroll: true });
  const up = membersOf(graph.above, node).length;
  const down = membersOf(graph.below, node).length;
  part("live").textContent = say("page.walked", { up, down });
}
