/** The cascade: cards and links as elements, of which only those in view exist. */

const AHEAD = 500;
const COLUMN_NAMES = ["column.directive", "column.goal", "column.action", "column.target", "column.outcome"];

const cascade = {
  /** @type {Layout|null} */ layout: null,
  /** @type {Map<number, HTMLElement>} */ live: new Map(),
  /** @type {HTMLElement|null} */ body: null,
  /** @type {SVGSVGElement|null} */ lines: null,
  /** @type {HTMLElement|null} */ lane: null,
  /** Statements that are tied to the chosen one. @type {Set<number>|null} */ chain: null,
  /** The card that the keyboard is on. */ focused: -1,
  drawn: "",
};

/** @param {HTMLElement} stage */
function showCascade(stage) {
  cascade.live.clear();
  cascade.drawn = "";
  cascade.layout = layOut(result.shown, stage.clientWidth || innerWidth);
  const { layout } = cascade;
  cascade.lines = draw("svg", { class: "links", "aria-hidden": "true" });
  cascade.lane = make("p", { class: "lane-now", "aria-hidden": "true" });
  cascade.body = make("div", { class: "cascade", role: "group", "aria-label": say("view.cascade") }, cascade.lines);
  put(cascade.body, { height: layout.height + 40, width: layout.width });
  const isFresh = graph.size > 0 && !isNarrowed();
  stage.replaceChildren(...keep([
    layout.columns.length > 0 && makeHeads(layout), isFresh && makeWelcome(), cascade.lane, cascade.body,
  ]));
  if (!layout.cards.length) cascade.body.append(make("p", { class: "empty" }, sayNothing()));
  stage.onscroll = () => drawWindow(stage);
  cascade.chain = findChain();
  if (state.selected >= 0) revealCard(stage, state.selected);
  drawWindow(stage);
}

/** How to read the picture, and questions to begin with, as far as the graph has an answer. */
function makeWelcome() {
  /** @type {[string, string, string][]} */
  const questions = [["ask.missed", "verdict", "missed"], ["ask.no_evidence", "verdict", "no-evidence"], ["ask.undated", "deadline", "none"]];
  const asked = questions.filter(([, facet, key]) => facets[facet].keys.includes(key));
  const isNarrow = cascade.layout !== null && !cascade.layout.columns.length;
  return make("div", { class: "welcome" }, make("p", {}, say(isNarrow ? "page.welcome_narrow" : "page.welcome")), ...asked.map(([name, facet, key]) => (
    button({ class: "ask" }, () => {
      state.facets[facet].add(key);
      update({});
    }, say(name)))));
}

/** What stands where nothing is to be seen. */
const sayNothing = () => say(graph.size ? "page.no_match" : "page.empty");

/** @param {Layout} layout */
function makeHeads(layout) {
  const heads = make("div", { class: "heads", "aria-hidden": "true" });
  put(heads, { width: layout.width });
  COLUMN_NAMES.forEach((name, column) => {
    if (!layout.filled[column]) return;
    const head = make("span", {}, say(name));
    put(head, { left: layout.columns[column] });
    heads.append(head);
  });
  return heads;
}

/** Draw what has come into view, and drop what has left it. @param {HTMLElement} stage */
function drawWindow(stage) {
  const { layout, body } = cascade;
  if (!layout || !body) return;
  const top = stage.scrollTop - body.offsetTop - AHEAD;
  const bottom = top + stage.clientHeight + 2 * AHEAD;
  /** @type {Set<number>} */
  const wanted = new Set();
  /** @type {Line[]} */
  const lines = [];
  const blocks = blocksBetween(layout, top, bottom);
  for (const block of blocks) {
    for (let at = block.cards[0]; at < block.cards[1]; at += 1) {
      const { y, height } = layout.cards[at];
      if (y < bottom && y + height > top) wanted.add(at);
    }
    for (let at = block.lines[0]; at < block.lines[1]; at += 1) {
      if (isLineBetween(layout.lines[at], top, bottom)) lines.push(layout.lines[at]);
    }
  }
  for (const line of layout.spans) if (isLineBetween(line, top, bottom)) lines.push(line);
  drawCards(layout, wanted);
  drawHeadings(layout, top, bottom);
  drawLines(lines, top, bottom);
  nameLane(layout, stage.scrollTop - body.offsetTop + 40, blocks);
}

/** @param {Layout} layout @param {number} top @param {number} bottom */
function blocksBetween(layout, top, bottom) {
  const { blocks } = layout;
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle].bottom < top) low = middle + 1;
    else high = middle;
  }
  const found = [];
  for (let at = low; at < blocks.length && blocks[at].top < bottom; at += 1) found.push(blocks[at]);
  return found;
}

/** @param {Layout} layout @param {Set<number>} wanted */
function drawCards(layout, wanted) {
  const { live } = cascade;
  const held = document.activeElement;
  for (const [at, card] of live) {
    // The card that has the keyboard stays, or the reader would lose the place.
    if (wanted.has(at) || card === held) continue;
    card.remove();
    live.delete(at);
  }
  const fresh = document.createDocumentFragment();
  for (const at of wanted) {
    if (live.has(at)) continue;
    const card = makeCard(layout.cards[at], at);
    live.set(at, card);
    fresh.append(card);
  }
  if (cascade.body) cascade.body.append(fresh);
}

/** @param {Card} card @param {number} at */
function makeCard(card, at) {
  const { node, x, y, width, height, brief } = card;
  const kind = graph.kind[node];
  const title = pick(titleOf(node));
  const made = make(
    "button",
    { type: "button", class: classOf(card), "data-card": at, "data-node": node, tabindex: at === startingCard() ? 0 : -1 },
    makeMark(kind),
    make("span", { class: "unseen" }, say("page.named", { name: say(`kind.${kind}`) })),
    make("span", { class: "label", lang: title.lang || null }, ...highlight(title.text || graph.iri[node])),
  );
  const note = brief ? "" : noteOf(node);
  if (note) made.append(make("span", { class: `note verdict-${graph.verdict[node] || "none"}` }, note));
  for (const edge of card.tags.slice(0, MOST_TAGS)) made.append(makeTag(edge));
  if (card.tags.length > MOST_TAGS) made.append(make("span", { class: "tag" }, `+${card.tags.length - MOST_TAGS}`));
  if (node === state.selected) made.setAttribute("aria-current", "true");
  put(made, { left: x, top: y, width, height });
  return made;
}

/** A directive that the card carries out, where no line can lead to it. @param {number} edge */
function makeTag(edge) {
  const { text, lang } = pick(labelOf(graph.edges.to[edge]));
  return make("span", { class: `tag ${graph.edges.basis[edge]}` }, makeMark("directive"),
    make("span", { class: "unseen" }, say("page.named", { name: say("up.implements") })), make("span", { class: "name", lang: lang || null }, text));
}

/** @param {Card} card */
function classOf({ node, brief }) {
  const names = ["card", `kind-${graph.kind[node]}`];
  if (brief) names.push("brief");
  if (result.shown[node] === CONTEXT) names.push("context");
  if (cascade.chain && !cascade.chain.has(node)) names.push("faded");
  if (cascade.chain && cascade.chain.has(node)) names.push("tied");
  return names.join(" ");
}

/** The card that Tab leads to. */
function startingCard() {
  const { layout, focused } = cascade;
  if (!layout) return 0;
  if (focused >= 0 && focused < layout.cards.length) return focused;
  return layout.cardOf.get(state.selected) ?? 0;
}

/** @param {Layout} layout @param {number} top @param {number} bottom */
function drawHeadings(layout, top, bottom) {
  const seen = layout.headings.filter(({ y, height }) => y < bottom && y + height > top);
  const names = seen.map(({ y }) => y).join();
  if (!cascade.body || cascade.drawn === names) return;
  cascade.drawn = names;
  for (const old of cascade.body.querySelectorAll(".heading-row")) old.remove();
  for (const { y, height, text, node, rank } of seen) {
    const row = make(rank ? "h3" : "h2", { class: `heading-row rank-${rank}` }, node >= 0 && makeMark("goal"), speak("span", text),
      node >= 0 && layout.columns.length > 0 && make("span", { class: "sum" }, sumTargets(node)));
    put(row, { top: y, height, width: layout.width - 2 * EDGE });
    cascade.body.append(row);
  }
}

/** How many targets stand under a goal, and what became of them, in words. @param {number} node */
function sumTargets(node) {
  const targets = listUnder(node).filter((one) => graph.kind[one] === "target" && result.shown[one]);
  if (!targets.length) return "";
  const verdicts = countVerdicts(targets).sort((one, other) => other.count - one.count);
  const named = verdicts.length > 1 ? verdicts.map((verdict) => say("page.verdict", verdict)) : verdicts.map(({ name }) => name);
  return say("page.targets", { count: targets.length, verdicts: named.join(say("list.comma")) });
}

/** All that stands under a statement. @param {number} node @returns {number[]} */
function listUnder(node) {
  const under = [];
  const waiting = [node];
  while (waiting.length) {
    const children = membersOf(graph.children, /** @type {number} */ (waiting.pop()));
    for (const child of children) {
      under.push(child);
      waiting.push(child);
    }
  }
  return under;
}

/** Links in view; those of the chosen statement whole and on top. @param {Line[]} lines @param {number} top @param {number} bottom */
function drawLines(lines, top, bottom) {
  const { layout, chain } = cascade;
  if (!cascade.lines || !layout) return;
  put(cascade.lines, { width: layout.width, height: layout.height });
  const isTied = (/** @type {Line} */ line) => chain !== null && chain.has(line.from) && chain.has(line.to);
  const paths = lines.map((line) => draw("path", {
    d: trace(isTied(line) ? followUp(layout, line) : line.points, top, bottom), "data-from": line.from, "data-to": line.to,
    class: `${line.basis}${isTied(line) ? " tied" : ""}${chain && !isTied(line) ? " faded" : ""}`,
  }));
  paths.sort((one, other) => Number(one.classList.contains("tied")) - Number(other.classList.contains("tied")));
  cascade.lines.replaceChildren(...paths);
}

/** Name the lane that fills the view, when its heading has scrolled away. @param {Layout} layout @param {number} y @param {Block[]} blocks */
function nameLane(layout, y, blocks) {
  if (!cascade.lane) return;
  const block = blocks.find(({ bottom }) => bottom > y);
  const heading = block && layout.headings[block.lane];
  const isAway = heading && heading.y + heading.height < y;
  cascade.lane.hidden = !isAway;
  if (isAway) cascade.lane.replaceChildren(speak("span", heading.text));
}

/** The chosen statement with all that it serves and all that serves it. @returns {Set<number>|null} */
function findChain() {
  if (state.selected < 0) return null;
  const chain = new Set([state.selected]);
  for (const [groups, ends] of [[graph.above, graph.edges.to], [graph.below, graph.edges.from]]) {
    const waiting = [state.selected];
    const seen = new Set(waiting);
    while (waiting.length && chain.size < 5000) {
      const node = /** @type {number} */ (waiting.pop());
      for (const edge of membersOf(/** @type {Groups} */ (groups), node)) {
        const next = /** @type {Numbers} */ (ends)[edge];
        if (seen.has(next)) continue;
        seen.add(next);
        chain.add(next);
        waiting.push(next);
      }
    }
  }
  return chain;
}

/** Show another choice without building everything anew. @param {HTMLElement} stage */
function markCascade(stage) {
  const { layout, live } = cascade;
  if (!layout) return;
  cascade.chain = findChain();
  if (state.selected >= 0) revealCard(stage, state.selected);
  for (const [at, card] of live) {
    card.className = classOf(layout.cards[at]);
    if (layout.cards[at].node === state.selected) card.setAttribute("aria-current", "true");
    else card.removeAttribute("aria-current");
    card.tabIndex = at === startingCard() ? 0 : -1;
  }
  drawWindow(stage);
}

/** Scroll as little as needed until a card is seen. @param {HTMLElement} stage @param {number} node */
function revealCard(stage, node) {
  const { layout, body } = cascade;
  if (!layout || !body) return;
  const at = layout.cardOf.get(node);
  if (at === undefined) return;
  // Another card of the same statement may be the one in view.
  for (const [seen, element] of cascade.live) {
    if (layout.cards[seen].node === node && isInView(stage, element)) return;
  }
  const { x, y, width, height } = layout.cards[at];
  const top = body.offsetTop + y;
  if (top < stage.scrollTop + 80 || top + height > stage.scrollTop + stage.clientHeight - 20) {
    stage.scrollTop = top - stage.clientHeight / 3;
  }
  if (x + width > stage.scrollLeft + stage.clientWidth) stage.scrollLeft = x + width + EDGE - stage.clientWidth;
  if (x < stage.scrollLeft) stage.scrollLeft = x - EDGE;
}

/** @param {HTMLElement} stage @param {HTMLElement} element */
function isInView(stage, element) {
  const [inner, outer] = [element.getBoundingClientRect(), stage.getBoundingClientRect()];
  return inner.top >= outer.top + 40 && inner.bottom <= outer.bottom && inner.left >= outer.left && inner.right <= outer.right;
}
