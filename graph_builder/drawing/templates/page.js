/** The page: one state, and the parts that are drawn from it. */

/** Choose a statement, or none with -1; `focus` moves the keyboard to the panel. */
function choose(id, focus = false) {
  const before = state.selected;
  state.selected = id;
  if (id < 0) {
    document.getElementById("detail").hidden = true;
    const line = document.getElementById(`n${before}`);
    if (line && focus !== null) line.focus({ preventScroll: true });
  } else {
    showDetail(nodes[id], choose);
    document.getElementById(`n${id}`).scrollIntoView({ block: "nearest" });
    if (focus) document.querySelector("#detail h2").focus({ preventScroll: true });
  }
  refresh();
  if (id >= 0) requestAnimationFrame(() => reveal(id));
}

function refresh({ moved = false } = {}) {
  refreshOutline();
  redrawCanvas({ moved });
}

/** Everything in another language; data that lack it keep their own. */
function setLanguage(language) {
  state.language = language;
  const root = document.documentElement;
  root.dataset.language = language;
  root.lang = TAGS[language];
  document.title = say("page.title");
  for (const button of document.querySelectorAll("#languages button")) {
    button.setAttribute("aria-pressed", String(button.value === language));
  }
  const names = {
    "#languages": "page.language", "#views": "page.view", "#outline": "page.outline",
    "#canvas": "page.canvas", "#detail": "page.detail",
    '#tools [value="in"]': "page.zoom_in", '#tools [value="out"]': "page.zoom_out",
  };
  for (const [place, name] of Object.entries(names)) {
    document.querySelector(place).setAttribute("aria-label", say(name));
  }
  document.getElementById("search").placeholder = say("page.search");
  if (state.selected >= 0) showDetail(nodes[state.selected], choose);
}

/** On a small screen either the outline or the graph is shown. */
function setView(name) {
  document.documentElement.dataset.view = name;
  for (const button of document.querySelectorAll("#views button")) {
    button.setAttribute("aria-pressed", String(button.value === name));
  }
  if (view) requestAnimationFrame(() => view.redraw());
}

function start() {
  document.documentElement.classList.add("live");
  readPalette();
  setLanguage(state.language);
  setView("outline");
  if (matchMedia("(max-width: 760px)").matches) document.getElementById("legend").open = false;
  startOutline(choose);
  startLegend(() => refresh({ moved: true }));
  startSearch(refresh, choose);
  startCanvas((id) => choose(id));
  for (const button of document.querySelectorAll("#languages button")) {
    button.addEventListener("click", () => {
      setLanguage(button.value);
      refresh({ moved: true });
      showStart();
      if (state.selected >= 0) reveal(state.selected);
    });
  }
  for (const button of document.querySelectorAll("#views button")) {
    button.addEventListener("click", () => setView(button.value));
  }
  const tools = { in: () => zoom(1.25), out: () => zoom(0.8), fit: showAll };
  for (const button of document.querySelectorAll("#tools button")) {
    button.addEventListener("click", tools[button.value]);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.selected >= 0) choose(-1);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readPalette();
    redrawCanvas();
  });
  requestAnimationFrame(() => {
    view.redraw();
    document.documentElement.setAttribute("data-ready", "true");
  });
}

start();
