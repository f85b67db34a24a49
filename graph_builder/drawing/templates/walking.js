/** The keyboard: right leads to what is below a statement, left to what it serves, up and down to its neighbours. */

/** @param {HTMLElement} stage */
function startWalking(stage) {
  stage.addEventListener("keydown", (event) => {
    const held = event.target;
    const card = held instanceof HTMLElement && held.dataset.card;
    if (!card || !cascade.layout) {
      if (held instanceof HTMLElement && held.matches("[data-node]") && walkList(stage, held, event.key)) event.preventDefault();
      return;
    }
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

/** The first statement below a statement, or what it is part of or else serves first; -1 when there is none. @param {number} node @param {string} key */
function findTie(node, key) {
  if (key === "ArrowRight") {
    const first = membersOf(graph.below, node).reduce((least, edge) => Math.min(least, graph.edges.from[edge]), graph.size);
    return first < graph.size ? first : -1;
  }
  if (key !== "ArrowLeft") return -1;
  const [above] = membersOf(graph.above, node);
  return graph.parent[node] >= 0 || above === undefined ? graph.parent[node] : graph.edges.to[above];
}

/** From one statement that a view lists to another; false when the key means nothing here. @param {HTMLElement} stage @param {HTMLElement} held @param {string} key */
function walkList(stage, held, key) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step) {
    const all = [...stage.querySelectorAll("button[data-node]")];
    const next = all[all.indexOf(held) + step];
    if (!(next instanceof HTMLElement) || !all.includes(held)) return false;
    next.focus();
    return true;
  }
  const node = findTie(Number(held.dataset.node), key);
  if (node < 0) return key === "ArrowLeft" || key === "ArrowRight";
  // What the view does not list is shown in the panel.
  if (showInList(node)) {
    focusStatement(node);
    document.activeElement?.scrollIntoView({ block: "nearest" });
  } else choose(node, true);
  tell(node);
  return true;
}

/** Bring the row of a statement into view; false when no view lists it now. @param {number} node */
function showInList(node) {
  if (state.view === "table" && showRow) return showRow(node);
  return findStatement(node) !== null;
}

/** In the panel left and right lead along the links, whatever the view. @param {KeyboardEvent} event */
function walkPanel(event) {
  if (event.target instanceof HTMLTextAreaElement || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const node = findTie(state.selected, event.key);
  if (node < 0) return;
  event.preventDefault();
  choose(node, true);
  tell(node);
}

/** Say what a statement is tied to. @param {number} node */
function tell(node) {
  const [up, down] = [graph.above, graph.below].map((groups) => membersOf(groups, node).length);
  part("live").textContent = say("page.walked", { up, down });
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
  tell(node);
}
