/** The page: language, filters, deep links, copying. Without it all can be read, in both languages. */

/** @type {{words: Record<string, Record<string, string>>, variants: string}} */
const data = JSON.parse(part("data").textContent || "{}");
/** The tag of each language. */
const TAGS = data.words["language.tag"];

/** The language that is shown. */
const spoken = () => (/** @type {HTMLInputElement} */ (part("in-zh")).checked ? "zh" : "en");

/** A text of the interface with its gaps filled. @param {string} name @param {Record<string, any>} [parts] */
const say = (name, parts = {}) => data.words[name][spoken()].replace(/\{(\w+)\}/g, (_, key) => String(parts[key]));

/** @param {string} id */
const field = (id) => /** @type {HTMLInputElement} */ (part(id));

/** Everything that a language decides and style cannot. */
function showLanguage() {
  const language = spoken();
  document.documentElement.lang = TAGS[language];
  document.documentElement.dataset.language = language;
  document.title = say("page.title");
  fillSelect("of-module", "page.every_module", listModules());
  const kinds = [...new Set(search.entries.map(({ kind }) => kind))];
  fillSelect("of-kind", "page.every_kind", kinds.map((kind) => [kind, say(kind === "question" ? "part.questions" : `kinds.${kind}`)]));
  writeNames();
  narrow();
  openHits(false);
}

/** @returns {[string, string][]} */
function listModules() {
  const modules = [...document.querySelectorAll("[data-module]")];
  const named = modules.map((module) => /** @type {[string, string]} */ ([module.id, shownText(module.querySelector(".module-title")).text]));
  return [...named, ["questions", say("part.questions")]];
}

/** @param {string} id @param {string} every @param {string[][]} choices */
function fillSelect(id, every, choices) {
  const chosen = field(id).value;
  part(id).replaceChildren(...[["", say(every)], ...choices].map(([value, text]) => make("option", { value }, text)));
  field(id).value = chosen;
}

/** Take the language from the address, so that a link can carry it. */
function readLanguage() {
  const wanted = new URLSearchParams(location.search).get("lang") || "";
  if (wanted in TAGS) field(`in-${wanted}`).checked = true;
}

function writeLanguage() {
  const query = new URLSearchParams(location.search);
  query.set("lang", spoken());
  if (location.protocol !== "about:") history.replaceState(null, "", `?${query}${location.hash}`);
}

/** Show what the address names, also when a filter hides it or a browser jumped before the filter. */
function followAddress() {
  let name = location.hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // A lone percent sign stands for itself.
  }
  const card = document.getElementById(name);
  if (!card) return;
  if (card.closest("[hidden]")) {
    for (const id of ["query", "of-module", "of-kind"]) field(id).value = "";
    narrow();
  }
  field("open-contents").checked = false;
  card.scrollIntoView();
}

/** @param {HTMLElement} button */
async function copy(button) {
  const iri = textOf(button.parentElement?.querySelector("code") || null);
  await navigator.clipboard.writeText(iri);
  part("found").textContent = `${say("page.copied")}: ${iri}`;
  button.classList.add("done");
}

function start() {
  takeVariants(data.variants);
  readLanguage();
  readEntries();
  document.documentElement.classList.add("live");
  showLanguage();
  part("query").addEventListener("input", narrow);
  part("query").addEventListener("keydown", searchKey);
  part("query").addEventListener("blur", () => openHits(false));
  for (const id of ["of-module", "of-kind"]) part(id).addEventListener("change", () => { narrow(); openHits(false); });
  for (const language of Object.keys(TAGS)) part(`in-${language}`).addEventListener("change", () => { showLanguage(); writeLanguage(); });
  part("clear").addEventListener("click", clear);
  part("terms").addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest(".copy") : null;
    if (button) copy(/** @type {HTMLElement} */ (button));
  });
  window.addEventListener("hashchange", followAddress);
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("main details")) details.setAttribute("open", "");
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    part("query").focus();
  });
  followAddress();
  document.documentElement.dataset.ready = "";
}

start();
