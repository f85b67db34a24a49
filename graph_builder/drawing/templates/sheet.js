/** What matches as a file for spreadsheets: a row for each statement, with its words and where they stand. */

/** Excel takes a file without this sign for one in the characters of the country. */
const BYTE_ORDER_MARK = "\uFEFF";
const SEPARATOR = ",";
/** Between several values of one cell. */
const BETWEEN = " | ";
/** What a cell begins with that spreadsheets would run as a formula. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u;
/** Roles of spans whose place gets columns of its own. */
const PLACED = ["clause", "value", "deadline"];

/** Offer the rows of the table, as they are filtered and sorted. */
async function saveSheet() {
  const rows = await writeSheet(sortNodes(listMatches()));
  offer(new Blob([BYTE_ORDER_MARK, rows.map(writeCells).join("")], { type: "text/csv;charset=utf-8" }), `${nameFile("table")}.csv`);
}

/** A row of a file as RFC 4180 has it. @param {string[]} cells */
const writeCells = (cells) => `${cells.map(writeCell).join(SEPARATOR)}\r\n`;

/** A cell that is read as text, whatever it begins with. @param {string} cell */
function writeCell(cell) {
  const plain = cell.replaceAll("\u00A0", " ").replaceAll('"', '""');
  return `"${FORMULA.test(cell) ? "'" : ""}${plain}"`;
}

/** Names of the columns, then a row for each statement. @param {number[]} nodes @returns {Promise<string[][]>} */
async function writeSheet(nodes) {
  const further = graph.properties.filter(({ key }) => !(key in TABLE));
  const names = [
    ...Object.keys(TABLE).map((name) => nameProperty(name) || say(`table.${name}`)), ...further.map(({ key }) => nameProperty(key)),
    say("fact.basis"), "IRI", say("page.words"),
    ...PLACED.flatMap((role) => ["sheet.start", "sheet.end"].map((name) => say(name, { role: say(`page.role.${role}`) }))),
    say("fact.document"), say("fact.source"), "SHA-256",
  ];
  const rows = [names];
  const known = new Set(chunks.keys());
  // One after the other: details are unpacked in chunks, which those that follow share.
  for (const node of nodes) {
    const plain = [...Object.values(TABLE).map(({ read }) => read(node)), ...further.map(({ of }) => joinTexts(of[node] || []))];
    rows.push([...plain, say(`basis.${graph.basis[node]}`), graph.iri[node], ...describeProof(node, await loadDetails(node))]);
  }
  // What nobody has looked at need not stay in memory.
  for (const number of chunks.keys()) if (!known.has(number)) chunks.delete(number);
  return rows;
}

/** The words of a statement, where they stand, and the document that holds them. @param {number} node @param {Details} details */
function describeProof(node, { evidence, source }) {
  const own = evidence.filter((span) => span.directive === undefined);
  const join = (/** @type {string} */ role, /** @type {(span: Span) => string|number} */ read) => (
    own.filter((span) => span.role === role).map(read).join(BETWEEN));
  const first = own.find(({ role }) => role === "clause");
  const row = graph.documents[first ? first.document : graph.document[node]];
  return [
    join("clause", ({ quote }) => quote || ""),
    ...PLACED.flatMap((role) => [join(role, ({ start }) => start), join(role, ({ end }) => end)]),
    row ? writeTitle(row) : "", source || (row ? row.source : ""), row ? row.hash : "",
  ];
}
