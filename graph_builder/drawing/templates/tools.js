/** What the header offers: filters, languages, colours, and a menu of what is done with the page as a whole. */

function showTools() {
  const next = SCHEMES[(SCHEMES.indexOf(state.scheme) + 1) % SCHEMES.length];
  part("tools").replaceChildren(
    button({ id: "filters", "aria-expanded": String(isSideOpen()), "aria-controls": "side" }, toggleSide, say("page.filters")),
    makeLanguages(),
    button({ id: "scheme", title: say(`scheme.${state.scheme}`) }, () => paintIn(next), say(`scheme.${state.scheme}`)),
    makeMenu(),
  );
}

/** The switch of languages, each by its own name: a button for the other of two, else a list. */
function makeLanguages() {
  const codes = Object.keys(TAGS);
  const [other] = codes.filter((code) => code !== spoken);
  if (codes.length === 2) return button({ id: "language", lang: TAGS[other] }, () => speakIn(other), LANGUAGES.name[other]);
  const choice = make("select", { id: "language", "aria-label": say("page.language") }, ...codes.map((code) => {
    const option = make("option", { value: code, lang: TAGS[code] }, LANGUAGES.name[code]);
    option.selected = code === spoken;
    return option;
  }));
  choice.addEventListener("change", () => speakIn(choice.value));
  return choice;
}

/** What is done with the page as a whole. */
function makeMenu() {
  const menu = make("details", { class: "menu" }, make("summary", {}, say("page.menu")), make("div", {},
    button({ id: "save-png" }, () => void savePicture("png"), say("export.png")),
    button({ id: "save-svg" }, () => void savePicture("svg"), say("export.svg")),
    make("p", { class: "more" }, say("export.light")),
    button({ id: "save-sheet" }, () => void saveSheet(), say("export.sheet")),
    button({ id: "print-page" }, () => void loadQuotes().then(() => print()), say("page.print")),
    // In a frame of a notebook there is no address to copy.
    isFramed() ? null : button({ id: "copy-link" }, () => void copyLink(), say("page.link"))));
  menu.addEventListener("click", (event) => {
    if (event.target instanceof HTMLButtonElement) closeMenu();
  });
  return menu;
}

/** Close what is done with the page; false when it is not open. */
function closeMenu() {
  const menu = /** @type {HTMLDetailsElement|null} */ (document.querySelector(".menu[open]"));
  if (!menu) return false;
  const held = menu.contains(document.activeElement);
  menu.open = false;
  if (held) /** @type {HTMLElement} */ (menu.querySelector("summary")).focus();
  return true;
}

/** Copy the address, or where that is not allowed put it where the reader can. */
async function copyLink() {
  const field = make("textarea", { class: "unseen", readonly: "", "aria-label": say("page.link") });
  field.value = location.href;
  document.body.append(field);
  await copyField(field);
  field.remove();
  announce(say("copy.done"));
}

/** Say something to every reader for a while. @param {string} text */
function announce(text) {
  part("live").textContent = text;
  const note = make("p", { class: "toast" }, text);
  document.body.append(note);
  setTimeout(() => note.remove(), 4000);
}

const isSideOpen = () => getComputedStyle(part("side")).display !== "none";

function toggleSide() {
  document.documentElement.dataset.side = isSideOpen() ? "closed" : "open";
  showView(true);
  part("filters").setAttribute("aria-expanded", String(isSideOpen()));
}

/** @param {string} language */
function speakIn(language) {
  spoken = language;
  showFrame();
  showView(true);
  void showDetail(false);
  writeAddress();
  part("language").focus();
}

/** @param {string} scheme */
function paintIn(scheme) {
  state.scheme = scheme;
  document.documentElement.dataset.scheme = scheme;
  showTools();
  if (state.view === "network") showView(true);
  writeAddress();
  part("scheme").focus();
}
