/** Filters, which are the legend too: signs, names and live counts. */

/** Values of a facet beyond this are shown on demand. */
const FEW = 8;
/** @type {Set<string>} */
const unfolded = new Set();

function showFacets() {
  const side = part("side");
  side.setAttribute("aria-label", say("page.filters"));
  const held = document.activeElement instanceof HTMLElement ? document.activeElement.id : "";
  side.replaceChildren(makeStatus(), ...FACETS.flatMap(makeFacetGroup), makeLineLegend());
  showFilterCount();
  const again = held && document.getElementById(held);
  if (again && side.contains(again)) again.focus({ preventScroll: true });
}

/** How many filters are set, where they are out of sight. */
function showFilterCount() {
  const count = FACETS.reduce((sum, name) => sum + state.facets[name].size, 0);
  const text = count ? say("page.filters_set", { count }) : say("page.filters");
  if (part("filters").textContent !== text) part("filters").textContent = text;
}

function makeStatus() {
  const status = make("div", { class: "matches" }, make("p", { id: "matches" }, sayMatches()));
  if (isNarrowed()) status.append(button({ id: "clear" }, clearFilters, say("page.clear")));
  return status;
}

/** How many statements match, in words. */
function sayMatches() {
  return isNarrowed() ? say("page.matches", { matches: result.matches, all: graph.size }) : say("page.all", { count: graph.size });
}

function clearFilters() {
  for (const name of FACETS) state.facets[name].clear();
  /** @type {HTMLInputElement} */ (part("query")).value = "";
  update({ query: "" });
  part("query").focus();
}

/** @param {string} name */
function makeFacetGroup(name) {
  const { keys } = facets[name];
  const chosen = state.facets[name];
  const isServed = SERVED.includes(name);
  // Directives and goals would make long lists that the coverage shows better.
  const order = isServed ? orderValues(name).filter((value) => chosen.has(keys[value])) : orderValues(name);
  if (isServed && !chosen.size) return [];
  // A facet with one value tells nothing apart, unless it has been chosen.
  if (keys.length < 2 && name !== "kind" && !chosen.size) return [];
  const isOpen = unfolded.has(name) || order.length <= FEW + 2;
  const shown = isOpen ? order : order.filter((value, at) => at < FEW || chosen.has(keys[value]));
  const list = make("ul", {}, ...shown.map((value) => makeValue(name, value)));
  const set = make("fieldset", { "data-facet": name }, make("legend", {}, nameProperty(name) || say(`facet.${name}`)), list);
  if (!isOpen) {
    set.append(button({ class: "more", id: `more-${name}` }, () => {
      unfolded.add(name);
      showFacets();
    }, say("page.more", { count: order.length - shown.length })));
  }
  return [set];
}

/** Kinds in the order of the cascade, years by time, all else by number. @param {string} name */
function orderValues(name) {
  const { keys } = facets[name];
  const counts = result.counts[name] || new Int32Array(keys.length);
  const all = keys.map((_, value) => value);
  if (name === "kind") return all.sort((one, other) => KINDS.indexOf(keys[one]) - KINDS.indexOf(keys[other]));
  if (name === "deadline") return all.sort((one, other) => keys[one].localeCompare(keys[other]));
  return all.sort((one, other) => counts[other] - counts[one] || keys[one].localeCompare(keys[other]));
}

/** @param {string} name @param {number} value */
function makeValue(name, value) {
  const key = facets[name].keys[value];
  const number = (result.counts[name] || [])[value] || 0;
  const box = make("input", { type: "checkbox", id: `f-${name}-${value}`, "data-key": key });
  box.checked = state.facets[name].has(key);
  box.addEventListener("change", () => {
    if (box.checked) state.facets[name].add(key);
    else state.facets[name].delete(key);
    update({});
  });
  const label = pick(facets[name].labels[value]);
  const tone = name === "verdict" ? `name verdict-${key}` : "name";
  return make("li", {}, make("label", { class: number ? null : "none" }, box, name === "kind" ? makeMark(key) : null,
    make("span", { class: tone, lang: label.lang || null }, label.text || key), make("span", { class: "count" }, String(number))));
}

/** What the three kinds of line mean. */
function makeLineLegend() {
  return make("div", { class: "lines" }, make("h2", {}, say("page.lines")), make("ul", {}, ...["stated", "interpreted", "derived"].map((basis) => (
    make("li", {}, draw("svg", { class: `line ${basis}`, viewBox: "0 0 34 8", "aria-hidden": "true" }, draw("path", { d: "M0 4h34" })), say(`basis.${basis}`))))));
}
