/** The detail panel: what a statement says, what proves it, what became of it, what it is tied to. */

/** Show the chosen statement, or nothing. @param {boolean} focus whether the keyboard moves here */
async function showDetail(focus) {
  const panel = part("detail");
  const node = state.selected;
  panel.hidden = node < 0;
  document.documentElement.classList.toggle("chosen", node >= 0);
  if (node < 0) {
    panel.replaceChildren();
    return;
  }
  const details = await loadDetails(node);
  const links = await makeLinks(node);
  const history_ = await makeHistory(node, details);
  if (state.selected !== node) return;
  const kind = graph.type[node] ? say(`target.${graph.type[node]}`) : say(`kind.${graph.kind[node]}`);
  const close = button({ class: "close", "aria-label": say("page.close") }, () => choose(-1), "×");
  panel.setAttribute("aria-label", say("page.detail"));
  panel.replaceChildren(
    make("div", { class: "top" }, make("p", { class: "kind" }, makeMark(graph.kind[node]), kind), close),
    speak("h2", Object.keys(labelOf(node)).length ? labelOf(node) : { en: graph.iri[node] }, { tabindex: -1 }),
    ...otherLabels(node),
    ...keep([noteOf(node) && make("p", { class: `summary verdict-${graph.verdict[node] || "none"}` }, noteOf(node))]),
    ...section("page.evidence", makeEvidence(details.evidence, graph.deadline[node])),
    ...section("page.about", makeFacts(details.facts, listProperties(node))),
    ...section("page.outcomes", details.outcomes.map(makeOutcome)),
    ...section("page.who", makeWho(node, details)),
    ...section("page.up", links.up),
    ...section("page.down", links.down),
    ...section("page.history", history_.events),
    ...section("page.elsewhere", history_.elsewhere),
    ...section("page.cite", [...makeCopy("cite", writeCitation(node, details)), ...makeCopy("query", writeQuery(node))]),
  );
  panel.scrollTop = 0;
  if (focus) /** @type {HTMLElement} */ (panel.querySelector("h2")).focus({ preventScroll: true });
}

/** A heading with its parts; nothing when there are none. @param {string} title @param {Node[]} parts */
function section(title, parts) {
  return parts.length ? [make("h3", {}, say(title)), ...parts] : [];
}

/** @param {number} node */
function otherLabels(node) {
  const shown = pick(labelOf(node)).text;
  return Object.entries(labelOf(node))
    .filter(([, text]) => text !== shown)
    .map(([language, text]) => make("p", { class: "other", lang: TAGS[language] }, text));
}

/** @param {Facts} facts @param {HTMLElement[]} [further] rows that follow */
function makeFacts(facts, further = []) {
  if (!facts.length && !further.length) return [];
  const rows = facts.flatMap(([name, text]) => [make("dt", {}, say(`fact.${name}`)), speak("dd", text)]);
  return [make("dl", {}, ...rows, ...further)];
}

/** What extensions say of a statement. @param {number} node */
function listProperties(node) {
  return graph.properties.filter(({ of }) => of[node]).flatMap(({ label, of }) => [speak("dt", label),
    make("dd", {}, ...of[node].flatMap((number, at) => [at ? say("list.separator") : "", speak("span", graph.texts[number])]))]);
}

/** @param {number} node @param {Details} details */
function makeWho(node, details) {
  const list = makeFacts(details.who)[0] || make("dl");
  const row = graph.documents[graph.document[node]];
  if (row) {
    const title = speak("dd", row.label);
    title.append(make("br"), [row.issued, pick(row.publisher).text].filter(Boolean).join(" · "));
    if (row.source) title.append(make("br"), makeAddress(row.source));
    if (row.hash) title.append(make("br"), make("code", {}, `SHA-256 ${row.hash}`));
    list.append(make("dt", {}, say("fact.document")), title);
  }
  if (details.source) list.append(make("dt", {}, say("fact.source")), make("dd", {}, makeAddress(details.source)));
  list.append(make("dt", {}, say("fact.basis")), make("dd", {}, say(`basis.${graph.basis[node]}`)));
  list.append(make("dt", {}, "IRI"), make("dd", {}, make("code", {}, graph.iri[node])));
  return [list];
}

/** @param {Outcome} outcome */
function makeOutcome(outcome) {
  const made = make("div", { class: `outcome verdict-${outcome.verdict || "none"}` }, ...makeFacts(outcome.facts));
  const first = made.querySelector("dd");
  if (first && outcome.verdict) first.className = `verdict verdict-${outcome.verdict}`;
  for (const seen of outcome.observations) {
    made.append(speak("h4", seen.label), ...makeFacts(seen.facts));
    for (const [text, lang] of seen.words) made.append(make("blockquote", { lang }, text));
    if (seen.source) made.append(make("p", { class: "where" }, makeAddress(seen.source)));
  }
  return made;
}

/** Links of one direction beyond this are counted. */
const MOST_LISTED = 60;

/** Links up and down, each with what ties the two, on whose word, and the words that prove it. @param {number} node */
async function makeLinks(node) {
  const { from, to } = graph.edges;
  return {
    up: await listLinks(membersOf(graph.above, node), to, "up"),
    down: await listLinks(membersOf(graph.below, node), from, "down"),
  };
}

/** The first of them, and how many are left. @param {Int32Array} edges @param {Numbers} ends @param {string} direction */
async function listLinks(edges, ends, direction) {
  const left = edges.length - MOST_LISTED;
  const shown = [...edges.subarray(0, MOST_LISTED)].map((edge) => makeLink(edge, ends[edge], direction));
  return [...await Promise.all(shown), ...(left > 0 ? [make("p", { class: "more" }, say("page.more", { count: left }))] : [])];
}

/** @param {number} edge @param {number} other @param {string} direction */
async function makeLink(edge, other, direction) {
  const { basis, relations, confidence, from, to } = graph.edges;
  const names = relations[edge].split(" ").map((relation) => say(`${direction}.${relation}`)).join(say("list.comma"));
  const tie = say(confidence[edge] ? "page.tie_confident" : "page.tie",
    { relations: names, basis: say(`basis.${basis[edge]}`), confidence: confidence[edge] });
  const line = draw("svg", { class: `line ${basis[edge]}`, viewBox: "0 0 34 8", "aria-hidden": "true" }, draw("path", { d: "M0 4h34" }));
  const made = make("div", { class: "link" },
    button({}, () => choose(other, true), makeMark(graph.kind[other]), speak("span", nameFor(other))),
    make("p", {}, line, tie));
  const { evidence } = await loadDetails(from[edge]);
  const proofs = evidence.filter((span) => span.directive === to[edge]);
  // A citation and the link that rests on it are proved by the same words.
  for (const span of new Map(proofs.map((proof) => [`${proof.document} ${proof.start} ${proof.end}`, proof])).values()) {
    const quote = span.quote ? make("q", { lang: span.language || null }, span.quote) : null;
    const hash = !span.quote && span.hash ? make("code", {}, ` SHA-256 ${span.hash}`) : null;
    made.append(make("p", { class: "proof" }, quote, " ", say("page.characters", span), hash));
  }
  return made;
}

/** The label of a statement, or its IRI when it has none. @param {number} node @returns {Words} */
const nameFor = (node) => (Object.keys(titleOf(node)).length ? titleOf(node) : { en: graph.iri[node] });

/** Put the text of a field on the clipboard. @param {HTMLTextAreaElement} field */
async function copyField(field) {
  const held = document.activeElement;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Some frames and addresses may not write there; the older way asks for no permission.
    field.focus();
    document.execCommand("copy");
    if (held instanceof HTMLElement) held.focus({ preventScroll: true });
  }
}

/** A text with a button that copies it. @param {string} name @param {string} text */
function makeCopy(name, text) {
  const field = make("textarea", { readonly: "", rows: name === "query" ? 8 : 5, "aria-label": say(`copy.${name}`), class: name, spellcheck: "false" });
  field.value = text;
  const act = async () => {
    await copyField(field);
    part("live").textContent = say("copy.done");
    copy.textContent = say("copy.done");
  };
  const copy = button({ class: `copy-${name}` }, () => void act(), say(`copy.${name}`));
  return [field, copy];
}
