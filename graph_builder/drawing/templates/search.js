/** The search field: it narrows every view while one types, and suggests statements by kind. */

const MOST_HITS = 12;
const hits = {
  /** @type {number[]} */ nodes: [],
  active: -1,
};

function makeSearch() {
  const field = make("input", {
    id: "query", type: "search", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-expanded": "false", "aria-controls": "hits", "aria-autocomplete": "list", maxlength: 500,
  });
  field.value = state.query;
  field.addEventListener("input", () => {
    void narrow(field.value.trim());
  });
  field.addEventListener("keydown", (event) => searchKey(event));
  field.addEventListener("blur", hideHits);
  const list = make("ul", { id: "hits", role: "listbox", "aria-label": say("page.hits") });
  list.hidden = true;
  part("search").replaceChildren(make("label", { for: "query", class: "unseen" }, say("page.search")), field, list);
  field.placeholder = say("page.search");
}

let waitingForView = 0;

/** Take another query: counts and suggestions at once, the view when the typing pauses. @param {string} query */
async function narrow(query) {
  state.query = query;
  await loadQuotes();
  // While the quotes were on their way another letter may have been typed.
  if (state.query !== query) return;
  applyFilters();
  showFacets();
  showHits();
  clearTimeout(waitingForView);
  waitingForView = window.setTimeout(() => {
    cascade.focused = -1;
    showView();
    writeAddress();
  }, graph.size > 2000 ? 150 : 0);
}

/** @param {KeyboardEvent} event */
function searchKey(event) {
  // The keys that choose among characters while pinyin is typed are not meant for the list.
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && hits.nodes.length) {
    event.preventDefault();
    hits.active = (hits.active + step + hits.nodes.length) % hits.nodes.length;
    markHit();
  } else if (event.key === "Enter") {
    const node = hits.nodes[Math.max(0, hits.active)];
    hideHits();
    if (node !== undefined) choose(node, true);
  } else if (event.key === "Escape" && !part("hits").hidden) {
    event.stopPropagation();
    hideHits();
  }
}

/** Matches whose label is hit come first, then by kind. @returns {number[]} */
function findHits() {
  const { shown, found } = result;
  if (!found || !termsOf(state.query).length) return [];
  /** @type {number[]} */
  const named = [];
  /** @type {number[]} */
  const others = [];
  for (let node = 0; node < graph.size && named.length < MOST_HITS; node += 1) {
    if (shown[node] !== MATCH) continue;
    if (found[node] & NAMED) named.push(node);
    else if (others.length < MOST_HITS) others.push(node);
  }
  const rank = (/** @type {number} */ node) => KINDS.indexOf(graph.kind[node]);
  const best = [...named, ...others].slice(0, MOST_HITS);
  return best.sort((one, other) => rank(one) - rank(other) || one - other);
}

function showHits() {
  hits.nodes = findHits();
  hits.active = -1;
  let kind = "";
  const items = hits.nodes.flatMap((node, at) => {
    const title = graph.kind[node] === kind ? [] : [make("li", { role: "presentation", class: "group" }, say(`kind.${graph.kind[node]}`))];
    kind = graph.kind[node];
    const label = pick(labelOf(node));
    const item = make("li", { role: "option", id: `hit-${at}`, "aria-selected": "false" }, makeMark(kind),
      make("span", { class: "unseen" }, say("page.named", { name: say(`kind.${kind}`) })),
      make("span", { lang: label.lang || null }, ...highlight(label.text || graph.iri[node]), ...makeContext(node)));
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      hideHits();
      choose(node, true);
    });
    return [...title, item];
  });
  part("hits").replaceChildren(...items);
  part("hits").hidden = !items.length;
  part("query").setAttribute("aria-expanded", String(items.length > 0));
  part("live").textContent = say("page.found", { found: result.matches });
}

/** The words of the quote around what was found, or the name of the place. @param {number} node */
function makeContext(node) {
  const terms = termsOf(state.query);
  for (const quote of quotesOf(node)) {
    const signs = Array.from(quote);
    const at = findSign(signs, terms);
    if (at < 0) continue;
    const start = Math.max(0, at - 12);
    return [make("small", { lang: languageOf(node) }, start ? "…" : "", ...highlight(signs.slice(start, at + 40).join("")))];
  }
  const isHit = (/** @type {string} */ name) => terms.some((term) => foldOnce(name).includes(term));
  // A name of the place in another language may be the one that was found.
  const place = namesOf(node).some(isHit) ? undefined : placesOf(node).flatMap(Object.entries).find(([, name]) => isHit(name));
  return place ? [make("small", { lang: TAGS[place[0]] }, ...highlight(place[1]))] : [];
}

/** Where in a text the first of some folded words stands that is in it, in signs; -1 when none is. @param {string[]} signs @param {string[]} terms */
function findSign(signs, terms) {
  const folded = signs.map(fold);
  const whole = folded.join("");
  const hit = terms.map((term) => whole.indexOf(term)).find((at) => at >= 0);
  let at = 0;
  return hit === undefined ? -1 : folded.findIndex((sign) => (at += sign.length) > hit);
}

function markHit() {
  const field = part("query");
  for (const [at] of hits.nodes.entries()) part(`hit-${at}`).setAttribute("aria-selected", String(at === hits.active));
  field.setAttribute("aria-activedescendant", `hit-${hits.active}`);
  part(`hit-${hits.active}`).scrollIntoView({ block: "nearest" });
}

function hideHits() {
  part("hits").hidden = true;
  part("query").setAttribute("aria-expanded", "false");
  part("query").removeAttribute("aria-activedescendant");
  hits.active = -1;
}
