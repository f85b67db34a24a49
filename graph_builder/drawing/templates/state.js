/** What the reader has chosen, in the address of the page, so that a link restores it. */

const VIEWS = ["cascade", "table", "timeline", "matrix", "source", "network"];
const SCHEMES = ["auto", "light", "dark"];
/** Kinds in the order of the cascade. */
const KINDS = ["directive", "goal", "action", "programme", "target", "achievement", "assessment", "observation"];
/** Facets that the coverage asks for; their values stand among the filters when they are chosen. */
const SERVED = ["directive", "goal"];
const FACETS = [...SERVED, "kind", "deadline", "verdict", "theme", "place", "level", "basis", "document"];

const state = {
  view: "cascade",
  scheme: "auto",
  /** The number of the chosen statement, or -1. */
  selected: -1,
  query: "",
  /** The column that the table is sorted by, with a minus for the other way. */
  sort: "",
  /** What the columns of the coverage matrix are. */
  across: "goal",
  /** The document that the source shows, and the offset of the first words in view, or -1. */
  source: "",
  place: -1,
  /** For each facet the values that are wanted; none means all. @type {Record<string, Set<string>>} */
  facets: Object.fromEntries(FACETS.map((name) => [name, new Set()])),
};

/** Whether the page is a frame of a notebook, where there is no address to write to. */
const isFramed = () => location.protocol === "about:";

/** Whether anything is left out. */
const isNarrowed = () => Boolean(state.query) || FACETS.some((name) => state.facets[name].size);

/** Take the state from the address; what it does not know is passed over. */
function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const one = (/** @type {string} */ name, /** @type {string[]} */ known, /** @type {string} */ usual) => {
    const value = given.get(name) || "";
    return known.includes(value) ? value : usual;
  };
  state.view = one("view", VIEWS, "cascade");
  state.scheme = one("scheme", SCHEMES, "auto");
  state.across = one("across", ["goal", "place", "document"], "goal");
  spoken = one("lang", Object.keys(TAGS), document.documentElement.dataset.language || "en");
  state.query = (given.get("q") || "").slice(0, 500);
  state.sort = (given.get("sort") || "").slice(0, 200);
  state.source = (given.get("source") || "").slice(0, 500);
  state.place = /^\d{1,9}$/.test(given.get("at") || "") ? Number(given.get("at")) : -1;
  state.selected = given.has("s") ? graph.iri.indexOf(given.get("s") || "") : -1;
  for (const name of FACETS) {
    const known = new Set(facets[name].keys);
    state.facets[name] = new Set(given.getAll(name).filter((key) => known.has(key) || !known.size));
  }
}

/** The state as parts of an address; what is as usual is left out. */
function listState() {
  const usual = { lang: document.documentElement.dataset.language, scheme: "auto", across: "goal", q: "", sort: "", source: "", at: "-1" };
  const present = { lang: spoken, scheme: state.scheme, across: state.across, q: state.query, sort: state.sort,
    source: state.source, at: String(state.place) };
  const given = new URLSearchParams({ view: state.view });
  for (const [name, value] of Object.entries(present)) {
    if (value !== usual[/** @type {keyof usual} */ (name)]) given.set(name, value);
  }
  for (const name of FACETS) for (const value of state.facets[name]) given.append(name, value);
  if (state.selected >= 0) given.set("s", graph.iri[state.selected]);
  return given;
}

/** Write the state into the address. Another view or statement is a step to go back; a letter typed is none. */
function writeAddress() {
  const given = listState();
  const address = `#${given}`;
  if (location.hash === address || isFramed()) return;
  const before = new URLSearchParams(location.hash.slice(1));
  const isStep = ["view", "s"].some((name) => before.get(name) !== given.get(name));
  if (isStep && location.hash) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}
