/** What stands in many places: each card holds its own name and sentence, and they are written elsewhere from there. */

/** @typedef {{text: string, lang: string}} Shown */

/** Links that have only the end of their address until then. */
const NAMED = `:is(#contents li li, dt, dd, .names li, .example p, .step, cite, .proof) > a[href^="#"]:not(:has(> code))`;

/** Write every such text in the language that is shown. */
function writeNames() {
  const cards = new Map(search.entries.map(({ card }) => [card.id, card]));
  const names = new Map([...cards].map(([id, card]) => [id, shownText(card.querySelector(HEADING))]));
  for (const source of document.querySelectorAll("#sources li")) names.set(source.id, shownText(source.firstElementChild));
  for (const link of document.querySelectorAll(NAMED)) setText(link, names.get(endOf(link)));
  for (const word of document.querySelectorAll("[data-say]")) writeWord(/** @type {HTMLElement} */ (word));
  for (const link of document.querySelectorAll(".messages a")) writeMessage(link, cards.get(endOf(link)));
  for (const link of document.querySelectorAll(".questions a")) setText(nextTo(link, "before"), names.get(endOf(link)));
  for (const { card, kind } of search.entries) nameCard(card, kind, names.get(card.id));
}

/** A word of the interface, its gaps filled with what stands beside its name. @param {HTMLElement} word */
function writeWord(word) {
  word.textContent = say(word.dataset.say || "", word.dataset);
}

/** The id that a link leads to. @param {Element} link */
const endOf = (link) => (link.getAttribute("href") || "").slice(1);

/** @param {Element} element @param {Shown} [shown] */
function setText(element, shown) {
  if (!shown) return;
  element.textContent = shown.text;
  if (shown.lang && shown.lang !== TAGS[spoken()]) element.setAttribute("lang", shown.lang);
  else element.removeAttribute("lang");
}

/** The text beside a link, made when it is wanted first. @param {Element} link @param {"before"|"after"} side */
function nextTo(link, side) {
  const beside = side === "before" ? link.previousElementSibling : link.nextElementSibling;
  if (beside) return beside;
  const made = make("span");
  link[side](...(side === "before" ? [made, " "] : [" ", made]));
  return made;
}

/** How grave a shape is, and what it tells. @param {Element} link @param {HTMLElement} [card] */
function writeMessage(link, card) {
  if (!card) return;
  setText(link, { text: textOf(card.querySelector("dd.severity")), lang: "" });
  setText(nextTo(link, "after"), shownText(card.querySelector(".definition") || card.querySelector(HEADING)));
}

/** The link and the button of a card. @param {HTMLElement} card @param {string} kind @param {Shown} [name] */
function nameCard(card, kind, name) {
  if (kind === "question" || !name) return;
  const heading = card.querySelector("h4");
  const line = card.querySelector(".iri");
  if (!card.querySelector(".here")) {
    heading?.after(" ", make("a", { class: "here", href: `#${card.id}` }, "#"));
    line?.append(" ", make("button", { type: "button", class: "copy" }));
  }
  card.querySelector(".here")?.setAttribute("aria-label", `${say("page.link")} ${name.text}`);
  const copier = line?.querySelector(".copy");
  copier?.setAttribute("aria-label", `${say("page.copy")} ${name.text}`);
  copier?.replaceChildren(say("page.copy"));
}
