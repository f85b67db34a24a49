/** What a saved picture of the network shows, which lies open by itself: links, signs and names. */
(() => {
  const place = (shape, x, y) => {
    const { a, b, c, d, e, f } = shape.getCTM();
    return [a * x + c * y + e, b * x + d * y + f];
  };
  const body = document.querySelector("svg > g");
  const bases = { "": "stated", "7 4": "interpreted", "2 4": "derived" };
  const links = [...body.querySelectorAll("path.link")].map((path) => ({
    what: "link",
    points: path.getAttribute("d").slice(1).split("L").map((point) => place(body, ...point.split(" ").map(Number))),
    width: Number(path.getAttribute("stroke-width")),
    basis: bases[path.getAttribute("stroke-dasharray") || ""],
  }));
  const signs = [...body.querySelectorAll("path:not(.link)")].map((path) => (
    { what: "sign", middle: place(path, 8, 8), half: 8 * path.getCTM().a }));
  const names = [...body.querySelectorAll("text")].flatMap((text) => {
    const size = Number(text.getAttribute("font-size"));
    return (text.children.length ? [...text.children] : [text]).map((line) => {
      const [x, y] = place(body, Number(line.getAttribute("x")), Number(line.getAttribute("y")));
      // A space at the end is not seen.
      const left = x - line.getComputedTextLength() / 2;
      const right = left + line.getSubStringLength(0, line.textContent.trimEnd().length);
      return { what: "name", text: line.textContent, box: [left, y - 0.75 * size, right, y + 0.2 * size] };
    });
  });
  return [...links, ...signs, ...names];
})();
