/** Search and filters over the cards; all texts are read from the page itself. */

/**
 * @typedef {object} Entry
 * @property {HTMLElement} card
 * @property {string} kind
 * @property {string} module
 * @property {string} iri
 * @property {string[]} labels what it is called in each language, folded
 * @property {string} text everything that is searched, folded
 */

const MOST_HITS = 12;
/** The name of a card: a text for each language, or one for all. */
const HEADING = ":is(h3, h4)";

const search = {
  /** @type {Entry[]} */ entries: [],
  /** @type {Entry[]} */ hits: [],
  active: -1,
};

/** Read the cards once. */
function readEntries() {
  search.entries = [...document.querySelectorAll("article.card")].map((element) => {
    const card = /** @type {HTMLElement} */ (element);
    const heading = card.querySelector(HEADING);
    const headings = (heading?.children.length ? [...heading.children] : [heading]).map(textOf);
    const iri = textOf(card.querySelector(".iri code"));
    const words = [...card.querySelectorAll(".definition, .note")].map(textOf);
    return {
      card,
      iri,
      kind: card.dataset.kind || "question",
      module: card.closest("[data-module]")?.id || "questions",
      labels: headings.map(fold),
      text: fold([...headings, card.dataset.names || "", iri, card.id, ...words].join(" ")),
    };
  });
}

/** @param {Element|null} element */
const textOf = (element) => (element?.textContent || "").trim();

/** How well an entry answers, the best first; -1 when it does not. @param {Entry} entry @param {string[]} terms */
function rank(entry, terms) {
  if (!terms.every((term) => entry.text.includes(term))) return -1;
  const whole = terms.join(" ");
  const iri = fold(entry.iri);
  const local = iri.split(/[#/]/).pop();
  if (iri === whole || local === whole.replaceAll(" ", "") || entry.labels.includes(whole)) return 0;
  if (entry.labels.some((label) => label.startsWith(whole))) return 1;
  if (entry.labels.some((label) => label.includes(whole))) return 2;
  return iri.includes(whole) ? 3 : 4;
}

/** Show the cards that match, and suggest the best of them. */
function narrow() {
  const terms = termsOf(field("query").value);
  const module = field("of-module").value;
  const kind = field("of-kind").value;
  const ranked = search.entries
    .filter((entry) => (!module || entry.module === module) && (!kind || entry.kind === kind))
    .map((entry) => ({ entry, place: rank(entry, terms) }))
    .filter(({ place }) => place >= 0);
  const matched = new Set(ranked.map(({ entry }) => entry.card));
  for (const { card } of search.entries) card.hidden = !matched.has(card);
  hideEmpty(Boolean(terms.length || module || kind));
  part("nothing").hidden = matched.size > 0;
  part("found").textContent = say("page.found", { found: matched.size, all: search.entries.length });
  ranked.sort((one, other) => one.place - other.place);
  search.hits = terms.length ? ranked.slice(0, MOST_HITS).map(({ entry }) => entry) : [];
  showHits();
}

/** Hide sections of which no card is left, and the introduction while something is sought. @param {boolean} sought */
function hideEmpty(sought) {
  for (const element of document.querySelectorAll(".group, .module, .part")) {
    /** @type {HTMLElement} */ (element).hidden = !element.querySelector("article.card:not([hidden])");
  }
  for (const element of document.querySelectorAll("#about, .diagram")) {
    /** @type {HTMLElement} */ (element).hidden = sought;
  }
  part("clear").hidden = !sought;
}

function showHits() {
  search.active = -1;
  const items = search.hits.map((entry, at) => {
    const heading = shownText(entry.card.querySelector("h4, h3"));
    const item = make("li", { role: "option", id: `hit-${at}`, "aria-selected": "false" },
      make("b", { lang: heading.lang || null }, heading.text), " ",
      entry.kind !== "question" && make("code", {}, entry.card.id), " ",
      make("small", {}, entry.kind === "question" ? say("part.questions") : say(`kind.${entry.kind}`)));
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      go(entry);
    });
    return item;
  });
  part("hits").replaceChildren(...items);
  openHits(items.length > 0);
}

/** The text of a heading in the language that is shown. @param {Element|null} heading */
function shownText(heading) {
  const own = heading?.querySelector(`:scope > [data-in=${spoken()}], :scope > span:not([data-in])`);
  return { text: textOf(own || heading), lang: own?.getAttribute("lang") || "" };
}

/** @param {boolean} open */
function openHits(open) {
  part("hits").hidden = !open;
  part("query").setAttribute("aria-expanded", String(open));
  if (!open) part("query").removeAttribute("aria-activedescendant");
}

/** @param {number} step */
function move(step) {
  search.active = (search.active + step + search.hits.length) % search.hits.length;
  for (const [at] of search.hits.entries()) part(`hit-${at}`).setAttribute("aria-selected", String(at === search.active));
  part("query").setAttribute("aria-activedescendant", `hit-${search.active}`);
  part(`hit-${search.active}`).scrollIntoView({ block: "nearest" });
}

/** Go to a card by its address, so that the way back leads here. @param {Entry} entry */
function go(entry) {
  openHits(false);
  location.hash = `#${entry.card.id}`;
  entry.card.tabIndex = -1;
  entry.card.focus();
}

/** @param {KeyboardEvent} event */
function searchKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && search.hits.length) {
    event.preventDefault();
    openHits(true);
    move(search.active < 0 && step < 0 ? 0 : step);
  } else if (event.key === "Enter" && search.hits.length) {
    event.preventDefault();
    go(search.hits[Math.max(0, search.active)]);
  } else if (event.key === "Escape") {
    if (part("hits").hidden) clear();
    else openHits(false);
  }
}

function clear() {
  for (const id of ["query", "of-module", "of-kind"]) field(id).value = "";
  narrow();
  part("query").focus();
}
