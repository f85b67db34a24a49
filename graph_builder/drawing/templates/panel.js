/** The detail panel: what a statement says, what proves it, what became of it, what it is tied to. */

/** Show a statement; `choose` is called with the number of another one. */
function showDetail(node, choose) {
  const panel = document.getElementById("detail");
  const close = make("button", { type: "button", "aria-label": say("page.close") }, "×");
  close.addEventListener("click", () => choose(-1));
  const kind = node.type ? say(`target.${node.type}`) : say(`kind.${node.kind}`);
  panel.replaceChildren(
    make("div", { class: "top" }, make("p", { class: "kind" }, makeMark(node.kind), kind), close),
    speak("h2", node.label, { tabindex: "-1" }),
    ...otherLabels(node),
    ...makeSummary(node),
    ...section("page.evidence", makeEvidence(node)),
    ...section("page.about", makeFacts(node.facts)),
    ...section("page.outcomes", node.outcomes.map(makeOutcome)),
    ...section("page.who", makeWho(node)),
    ...section("page.up", makeLinks(node, "from", "to", "up", choose)),
    ...section("page.down", makeLinks(node, "to", "from", "down", choose)),
  );
  panel.hidden = false;
  panel.scrollTop = 0;
}

/** A heading with its parts; nothing when there are none. */
function section(title, parts) {
  return parts.length ? [make("h3", {}, say(title)), ...parts] : [];
}

function otherLabels(node) {
  const shown = pick(node.label).text;
  return Object.entries(texts[node.label])
    .filter(([, text]) => text !== shown)
    .map(([language, text]) => make("p", { class: "other", lang: TAGS[language] }, text));
}

/** The line below the label on the card: deadline and verdict. */
function makeSummary(node) {
  const attributes = { class: `summary verdict-${node.verdict || "none"}` };
  return pick(node.meta).text ? [speak("p", node.meta, attributes)] : [];
}

function makeFacts(facts) {
  if (!facts.length) return [];
  const list = make("dl");
  for (const [name, words] of facts) {
    list.append(make("dt", {}, say(`fact.${name}`)), speak("dd", words));
  }
  return [list];
}

function makeWho(node) {
  const facts = makeFacts(node.who);
  const document_ = documents[node.document];
  const list = facts[0] || make("dl");
  if (document_) {
    const title = speak("dd", document_.label);
    const day = [document_.issued, pick(document_.publisher).text].filter(Boolean).join(" · ");
    title.append(make("br"), day);
    if (document_.source) title.append(make("br"), makeAddress(document_.source));
    list.append(make("dt", {}, say("fact.document")), title);
  }
  if (node.source) list.append(make("dt", {}, say("fact.source")), make("dd", {}, makeAddress(node.source)));
  list.append(make("dt", {}, "IRI"), make("dd", {}, make("code", {}, node.iri)));
  return [list];
}

/** A link out of the page; only addresses of the web become one. */
function makeAddress(address) {
  if (!/^https?:\/\//.test(address)) return make("span", {}, address);
  const link = make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, say("page.address"));
  link.title = address;
  return link;
}

/** Spans of the text: inside each clause the value, the deadline and cited words are marked. */
function makeEvidence(node) {
  const clauses = node.evidence.filter((span) => span.role === "clause");
  const inside = (outer, span) => span !== outer && outer.quote && span.document === outer.document
    && span.start >= outer.start && span.end <= outer.end;
  const rest = node.evidence.filter((span) => span.role !== "clause" && span.role !== "link"
    && !clauses.some((clause) => inside(clause, span)));
  const parts = clauses.map((clause) => {
    const marks = node.evidence.filter((span) => span.role !== "clause" && span.role !== "link" && inside(clause, span));
    return makeSpan(clause, marks);
  });
  return [...parts, ...rest.map((span) => makeSpan(span, []))];
}

function makeSpan(span, marks) {
  const part = make("div");
  const name = (part) => say("page.where", { role: say(`page.role.${part.role}`), place: say("page.characters", part) });
  const title = documents[span.document] ? pick(documents[span.document].label) : { text: "", lang: "" };
  const where = make("p", { class: "place" }, name(span));
  for (const mark of marks) {
    where.append(make("br"), name(mark), describeResolution(mark));
  }
  where.append(describeResolution(span), make("br"), make("span", { lang: title.lang }, title.text));
  if (span.quote) {
    part.append(markQuote(span, marks));
  } else if (span.hash) {
    where.append(make("br"), say("page.withheld"), " ", make("code", {}, `SHA-256 ${span.hash}`));
  }
  part.append(where);
  return part;
}

function describeResolution(span) {
  if (!span.resolution) return "";
  const origin = span.origin && documents[span.origin.document];
  const place = origin ? `, ${say("page.origin")} ${pick(origin.label).text}, ${say("page.characters", span.origin)}` : "";
  return ` (${pick(span.resolution).text}${place})`;
}

/** The quote with its marked parts. Offsets count code points, so the text is cut into those. */
function markQuote(span, marks) {
  const points = Array.from(span.quote);
  const quote = make("blockquote", { lang: span.language });
  if (span.role !== "clause") {
    quote.append(make("mark", { class: span.role }, span.quote));
    return quote;
  }
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const [start, end] = [mark.start - span.start, mark.end - span.start];
    if (start < at) continue;
    quote.append(points.slice(at, start).join(""));
    quote.append(make("mark", { class: mark.role, title: say(`page.role.${mark.role}`) }, points.slice(start, end).join("")));
    at = end;
  }
  quote.append(points.slice(at).join(""));
  return quote;
}

function makeOutcome(outcome) {
  const part = make("div", { class: `outcome verdict-${outcome.verdict || "none"}` });
  part.append(...makeFacts(outcome.facts));
  for (const dd of part.querySelectorAll("dd:first-of-type")) {
    if (outcome.verdict) dd.className = `verdict verdict-${outcome.verdict}`;
  }
  for (const observation of outcome.observations) {
    part.append(speak("h4", observation.label), ...makeFacts(observation.facts));
    for (const [text, lang] of observation.words) part.append(make("blockquote", { lang }, text));
    if (observation.source) part.append(make("p", { class: "place" }, makeAddress(observation.source)));
  }
  return part;
}

/** Buttons to the statements at the other end, each with what ties them and on whose word. */
function makeLinks(node, near, far, direction, choose) {
  return edges.filter((edge) => edge[near] === node.id).map((edge) => {
    const other = nodes[edge[far]];
    const button = make("button", { type: "button" }, makeMark(other.kind), speak("span", other.label));
    button.addEventListener("click", () => choose(other.id, true));
    const relations = edge.relations.map((relation) => say(`${direction}.${relation}`)).join(", ");
    const trust = edge.confidence ? `, ${say("fact.confidence").toLowerCase()} ${edge.confidence}` : "";
    const part = make("div", { class: "link" }, button, make("p", {}, `${relations} · ${say(`basis.${edge.basis}`)}${trust}`));
    const lower = nodes[edge.from];
    for (const span of lower.evidence.filter((span) => span.directive === edge.to && span.quote)) {
      part.append(make("p", { lang: span.language }, `“${span.quote}”`));
    }
    return part;
  });
}
