/** Pens tell what they draw: strokes as corners, signs and texts with their place on the canvas. */
(() => {
  const drawn = new WeakMap();
  window.marksOf = (canvas) => drawn.get(canvas) || [];
  const pens = CanvasRenderingContext2D.prototype;
  const place = (pen, x, y) => {
    const { a, b, c, d, e, f } = pen.getTransform();
    return [a * x + c * y + e, b * x + d * y + f];
  };
  const scaleOf = (pen) => pen.getTransform().a;
  const basisOf = ([dash, gap]) => (dash === undefined ? "stated" : dash > gap ? "interpreted" : "derived");
  const add = (pen, mark) => {
    if (!drawn.has(pen.canvas)) drawn.set(pen.canvas, []);
    drawn.get(pen.canvas).push(mark);
  };
  const before = (name, act) => {
    const own = pens[name];
    pens[name] = function draw(...given) {
      act(this, ...given);
      return own.apply(this, given);
    };
  };
  before("clearRect", (pen) => drawn.delete(pen.canvas));
  before("beginPath", (pen) => { pen.parts = []; });
  before("moveTo", (pen, x, y) => pen.parts.push([place(pen, x, y)]));
  before("lineTo", (pen, x, y) => pen.parts.at(-1).push(place(pen, x, y)));
  before("stroke", (pen) => {
    const [width, basis] = [pen.lineWidth * scaleOf(pen), basisOf(pen.getLineDash())];
    for (const points of pen.parts) add(pen, { what: "link", points, width, basis });
  });
  before("fill", (pen, path) => {
    // The path of a sign is 16 units wide.
    if (path instanceof Path2D) add(pen, { what: "sign", middle: place(pen, 8, 8), half: 8 * scaleOf(pen) });
  });
  before("fillRect", (pen, x, y, width) => {
    const half = width / 2;
    add(pen, { what: "sign", middle: place(pen, x + half, y + half), half: half * scaleOf(pen) });
  });
  before("fillText", (pen, text, x, y) => {
    const half = pen.measureText(text).width / 2;
    const box = [...place(pen, x - half, y), ...place(pen, x + half, y + parseFloat(pen.font))];
    add(pen, { what: "name", text, box });
  });
  // A new width empties a canvas.
  const width = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, "width");
  Object.defineProperty(HTMLCanvasElement.prototype, "width", { ...width, set(value) {
    drawn.delete(this);
    width.set.call(this, value);
  } });
})();
