/** The page: one state, the views that show it, and the frame around them. */

/** @type {Record<string, (stage: HTMLElement, keep: boolean) => void|Promise<void>>} */
const SHOW = { cascade: showCascade, table: showTable, timeline: showTimeline, matrix: showMatrix, source: showSource, network: showNetwork };

const PICTURES = new Set(["cascade", "timeline", "matrix", "network"]);

/**
 * Take a change of the state, and draw what depends on it.
 * @param {Partial<typeof state>} change
 */
function update(change) {
  Object.assign(state, change);
  applyFilters();
  cascade.focused = -1;
  showFacets();
  part("live").textContent = sayMatches();
  showView();
  writeAddress();
}

/** Choose a statement, or none with -1. @param {number} node @param {boolean} [focus] whether the keyboard moves to the panel */
function choose(node, focus = false) {
  const before = state.selected;
  state.selected = node;
  state.place = -1;
  const held = document.activeElement;
  // Who chooses by the keyboard reads on in the panel.
  const isByKey = held !== null && held !== document.body && held.matches(":focus-visible");
  void showDetail(focus || (node >= 0 && isByKey));
  markView(part("stage"), node >= 0 ? node : before);
  writeAddress();
  if (node < 0 && before >= 0) focusStatement(before);
}

/** Show the new choice: by marking it where the view can stay, else by drawing the view anew. @param {HTMLElement} stage @param {number} node */
function markView(stage, node) {
  const isRoomy = stage.clientWidth === roomOfView;
  if (state.view === "cascade" && isRoomy) markCascade(stage);
  else if (state.view === "source" && markSource(stage)) return;
  else if (state.view === "network" && isRoomy && markNetwork()) return;
  else if (["cascade", "network", "source"].includes(state.view)) keepPlace(stage, node);
  else markChosen(stage);
}

/** The width that the view was drawn for. */
let roomOfView = 0;

/** Draw the view anew, so that a card stays at the height where it was. @param {HTMLElement} stage @param {number} node */
function keepPlace(stage, node) {
  const offset = () => {
    const card = stage.querySelector(`[data-node="${node}"]`);
    return card ? card.getBoundingClientRect().top : null;
  };
  const before = offset();
  showView(true);
  const after = offset();
  if (state.view === "cascade" && before !== null && after !== null) stage.scrollTop += after - before;
}

/** The statement that gets the keyboard when the view shows it, or -1. */
let awaited = -1;

/** Where a statement stands in the view, if it does. @param {number} node */
const findStatement = (node) => part("stage").querySelector(`button[data-node="${node}"], [data-node="${node}"] button, mark[data-nodes~="${node}"]`);

/** Give the keyboard back to where a statement stands in the view. @param {number} node */
function focusStatement(node) {
  awaited = -1;
  const found = findStatement(node);
  if (found instanceof HTMLElement) found.focus({ preventScroll: true });
  else {
    part("stage").focus({ preventScroll: true });
    awaited = node;
  }
}

/** A view that has taken its time may show now what is to have the keyboard, unless the reader has moved on. */
function focusAwaited() {
  if (awaited >= 0 && document.activeElement === part("stage")) focusStatement(awaited);
}

/** Give the keyboard to what stands now where an element stood that is gone. @param {HTMLElement} stage @param {Element} held @param {boolean} keep */
function focusAgain(stage, held, keep) {
  const statement = held.closest("[data-node]");
  const name = held.id ? `#${CSS.escape(held.id)}` : `[data-sort="${held.getAttribute("data-sort")}"]`;
  const found = stage.querySelector(name);
  if (found instanceof HTMLElement) found.focus({ preventScroll: true });
  else if (keep && statement instanceof HTMLElement) focusStatement(Number(statement.dataset.node));
  else stage.focus({ preventScroll: true });
}

/** @param {boolean} [keep] whether the reader stays where the view is scrolled to */
function showView(keep = false) {
  const stage = part("stage");
  const top = keep ? stage.scrollTop : 0;
  const held = stage.contains(document.activeElement) ? document.activeElement : null;
  stage.onscroll = null;
  stage.className = `view-${state.view}`;
  // A picture reads from left to right in every language, as its places are counted from the left.
  stage.dir = PICTURES.has(state.view) ? "ltr" : "";
  stage.setAttribute("aria-label", say(`view.${state.view}`));
  stage.replaceChildren();
  roomOfView = stage.clientWidth;
  const drawn = SHOW[state.view](stage, keep);
  if (drawn) void drawn.then(focusAwaited);
  if (keep) stage.scrollTop = top;
  // What had the keyboard is drawn anew; it gets it back.
  if (held && held !== stage) focusAgain(stage, held, keep);
  for (const tab of part("views").querySelectorAll("button[value]")) {
    if (tab.getAttribute("value") !== state.view) {
      tab.removeAttribute("aria-current");
      continue;
    }
    tab.setAttribute("aria-current", "page");
    // On a telephone the tabs are wider than the screen.
    tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

/** Header, views and filters in the language of the page. */
function showFrame() {
  const root = document.documentElement;
  root.dataset.spoken = spoken;
  root.lang = TAGS[spoken];
  root.dir = LANGUAGES.direction[spoken];
  root.dataset.scheme = state.scheme;
  document.title = say("page.title");
  const views = part("views");
  views.setAttribute("aria-label", say("page.view"));
  views.replaceChildren(...VIEWS.map((view) => button({ value: view }, () => openView(view), say(`view.${view}`))));
  makeSearch();
  showTools();
  showFacets();
}

/** @param {string} view */
function openView(view) {
  // Where filters cover the view, who opens a view wants to see it.
  if (getComputedStyle(part("side")).position === "absolute") document.documentElement.dataset.side = "closed";
  awaited = -1;
  update({ view });
}

/** Take up the address, at the start and when the reader goes back or pastes another. */
async function restore() {
  readAddress();
  if (state.query) await loadQuotes();
  applyFilters();
  showFrame();
  void showDetail(false);
  showView();
}

function listen() {
  const stage = part("stage");
  startWalking(stage);
  part("detail").addEventListener("keydown", walkPanel);
  startPrint();
  // Followed as an address it would take the place of all that the reader has chosen.
  /** @type {HTMLElement} */ (document.querySelector(".skip")).addEventListener("click", (event) => {
    event.preventDefault();
    stage.focus();
  });
  stage.addEventListener("click", (event) => {
    const card = event.target instanceof Element && event.target.closest("[data-card]");
    if (card instanceof HTMLElement) choose(Number(card.dataset.node), event.detail === 0);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!(event.target instanceof Element && event.target.closest(".menu"))) closeMenu();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && !closeMenu() && state.selected >= 0) choose(-1);
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      part("query").focus();
    }
  });
  addEventListener("hashchange", () => void restore());
  watchSpacing(() => showView(true));
  let waiting = 0;
  new ResizeObserver(() => {
    if (Math.abs(stage.clientWidth - roomOfView) < 2) {
      // What has become visible by more height is drawn as if it had been scrolled to.
      stage.dispatchEvent(new Event("scroll"));
    } else {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => showView(true), 120);
    }
  }).observe(stage);
}

async function start() {
  await loadGraph();
  prepareFacets();
  addColumns();
  takeVariants(graph.variants);
  for (const id of ["search", "tools", "views", "side", "stage"]) part(id).hidden = false;
  document.documentElement.classList.add("live");
  await restore();
  listen();
  requestAnimationFrame(() => document.documentElement.setAttribute("data-ready", "true"));
  await prepareFolding();
}

start().catch((error) => {
  part("failure").hidden = false;
  throw error;
});
