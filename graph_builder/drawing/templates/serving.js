/** What a statement serves, as facets: the directives that it carries out, and the top of what it is part of. */

/** The statement at the top of what another is part of. @param {number} node */
function topOf(node) {
  let top = node;
  while (graph.parent[top] >= 0) top = graph.parent[top];
  return top;
}

/** The directives that a statement carries out itself. @param {number} node */
function listServed(node) {
  if (graph.kind[node] === "directive") return [];
  const above = [...membersOf(graph.above, node)].map((edge) => graph.edges.to[edge]);
  return [...new Set(above.filter((upper) => graph.kind[upper] === "directive"))];
}

/** Find the values of these facets when one is wanted for the first time: most readers never ask. */
function prepareServed() {
  for (const name of SERVED) {
    if (!state.facets[name].size || facets[name].codes.length) continue;
    const serve = name === "directive" ? listServed : (/** @type {number} */ node) => [topOf(node)];
    /** @type {Map<string, number>} */
    const numbers = new Map();
    const codes = Int32Array.from({ length: graph.size }, (_, node) => {
      for (const one of serve(node)) numbers.set(graph.iri[one], one);
      return node;
    });
    facets[name] = makeFacet(codes, (node) => serve(node).map((one) => graph.iri[one]), (iri) => nameFor(/** @type {number} */ (numbers.get(iri))));
  }
}
