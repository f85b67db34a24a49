/** What proves a statement: its clauses with value, deadline and cited words marked apart. */

/** @param {Span[]} spans @param {string} deadline the day that the words of the deadline mean */
function makeEvidence(spans, deadline) {
  const clauses = spans.filter(({ role }) => role === "clause");
  const inside = (/** @type {Span} */ outer, /** @type {Span} */ span) => span !== outer && outer.quote
    && span.document === outer.document && span.start >= outer.start && span.end <= outer.end;
  const others = spans.filter(({ role }) => role !== "clause" && role !== "link");
  const alone = others.filter((span) => !clauses.some((clause) => inside(clause, span)));
  return [
    ...clauses.map((clause) => makeSpan(clause, others.filter((span) => inside(clause, span)), deadline)),
    ...alone.map((span) => makeSpan(span, [], deadline)),
  ];
}

/** @param {Span} span @param {Span[]} marks @param {string} deadline */
function makeSpan(span, marks, deadline) {
  const name = (/** @type {Span} */ one) => {
    const where = say("page.where", { role: say(`page.role.${one.role}`), place: say("page.characters", one) });
    if (one.role !== "deadline" || !one.quote || !deadline) return describeResolution(one, where);
    const quoted = make("span", { lang: one.language || null }, one.quote);
    return describeResolution(one, phrase("page.deadline_means", { where, words: quoted, day: deadline }));
  };
  const where = make("p", { class: "where" }, name(span));
  for (const mark of marks) {
    where.append(make("br"), make("span", { class: `key ${mark.role}` }), name(mark));
  }
  const row = graph.documents[span.document];
  if (row) where.append(make("br"), speak("span", row.label));
  if (!span.quote && span.hash) where.append(make("br"), say("page.withheld"), " ", make("code", {}, `SHA-256 ${span.hash}`));
  return make("div", {}, span.quote ? markQuote(span, marks) : null, where);
}

/** Where a span stands, and how what it cites was found. @param {Span} span @param {string|Node} where */
function describeResolution(span, where) {
  if (!span.resolution) return where;
  const resolution = speak("span", span.resolution);
  const origin = span.origin && graph.documents[span.origin.document];
  if (!origin) return phrase("page.resolution", { where, resolution });
  return phrase("page.resolution_from", { where, resolution, document: speak("span", origin.label), origin: say("page.characters", span.origin) });
}

/** The quote with its marked parts. Offsets count code points, so the text is cut into those. @param {Span} span @param {Span[]} marks */
function markQuote(span, marks) {
  const text = span.quote || "";
  const quote = make("blockquote", { lang: span.language || null });
  if (span.role !== "clause") {
    quote.append(make("mark", { class: span.role }, text));
    return quote;
  }
  const points = Array.from(text);
  let at = 0;
  for (const mark of [...marks].sort((one, other) => one.start - other.start || other.end - one.end)) {
    const [start, end] = [mark.start - span.start, mark.end - span.start];
    if (start < at) continue;
    quote.append(points.slice(at, start).join(""));
    quote.append(make("mark", { class: mark.role, title: say(`page.role.${mark.role}`) }, points.slice(start, end).join("")));
    at = end;
  }
  quote.append(points.slice(at).join(""));
  return quote;
}

/** A link out of the page; only addresses of the web become one. @param {string} address */
function makeAddress(address) {
  if (!/^https?:\/\//.test(address)) return make("span", {}, address);
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address }, say("page.address"));
}

/** What to write when the statement is cited. @param {number} node @param {Details} details */
function writeCitation(node, details) {
  const span = details.evidence.find(({ role, quote }) => role === "clause" && quote) || details.evidence.find(({ role }) => role === "clause");
  const row = graph.documents[span ? span.document : graph.document[node]];
  const speaker = details.who.find(([name]) => name === "issued_by");
  const parts = [
    span && span.quote ? say("page.quoted", { quote: span.quote }) : pick(labelOf(node)).text,
    speaker && pick(speaker[1]).text,
    ...(row ? [pick(row.label).text, pick(row.publisher).text, row.issued] : []),
    span && say("page.characters", span),
    ...(row ? [row.hash && `SHA-256 ${row.hash}`, row.source] : []),
    graph.iri[node],
  ];
  return parts.filter(Boolean).join(say("cite.separator"));
}

/** A query that gives the same from the graph: what the statement says, cites and is judged by, and what is tied to it. @param {number} node */
function writeQuery(node) {
  // An IRI of the graph holds none of these signs; what has them is not pasted into a query.
  const iri = `<${graph.iri[node].replace(/[<>"{}|\\^`\s]/g, encodeURIComponent)}>`;
  return `PREFIX pc: <https://w3id.org/polcom/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?subject ?property ?value ?name ?document ?start ?end ?quote ?graph WHERE {
  {
    { VALUES ?subject { ${iri} } }
    UNION { ${iri} pc:citation|pc:qualifiedImplementation|pc:reports|pc:basedOn ?subject }
    UNION { ?subject pc:assesses ${iri} }
    UNION { ${iri} ^pc:assesses/pc:basedOn ?subject }
    ?subject ?property ?value
  } UNION {
    VALUES ?value { ${iri} }
    ?subject ?property ?value
  }
  OPTIONAL { GRAPH ?graph { ?subject ?property ?value } }
  OPTIONAL { ?value rdfs:label|skos:prefLabel ?name FILTER(LANGMATCHES(LANG(?name), "${TAGS[spoken]}")) }
  OPTIONAL {
    ?value pc:inDocument ?document ; pc:startOffset ?start ; pc:endOffset ?end
    OPTIONAL { ?value pc:quote ?quote }
  }
}
ORDER BY ?subject ?property ?value`;
}
