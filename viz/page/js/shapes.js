// Shapes of kinds as points around a middle, for picture, SVG and legend alike; null is a circle.
const around = (n, turn, inner = 0) => Array.from({ length: n }, (_, i) => {
  const far = inner && i % 2 ? inner : 1, angle = turn + 2 * Math.PI * i / n;
  return [far * Math.cos(angle), far * Math.sin(angle)];
});
const up = -Math.PI / 2;
const OUTLINES = {
  dot: null, ring: null,
  square: [[-.84, -.84], [.84, -.84], [.84, .84], [-.84, .84]],
  triangle: around(3, up).map(([x, y]) => [1.15 * x, 1.15 * y + .15]), triangleDown: around(3, -up).map(([x, y]) => [1.15 * x, 1.15 * y - .15]),
  diamond: [[0, -1.2], [1, 0], [0, 1.2], [-1, 0]], star: around(10, up, .46).map(([x, y]) => [1.25 * x, 1.25 * y]),
  hexagon: around(6, 0).map(([x, y]) => [1.05 * x, 1.05 * y]), pentagon: around(5, up).map(([x, y]) => [1.1 * x, 1.1 * y]),
  dome: [[1.1, .7], [-1.1, .7], ...Array.from({ length: 9 }, (_, i) => [1.1 * Math.cos(Math.PI * (1 + i / 8)), .7 + 1.4 * Math.sin(Math.PI * (1 + i / 8))])],
  bar: [[-1.2, -.55], [1.2, -.55], [1.2, .55], [-1.2, .55]],
  page: [[-.72, -1.05], [.22, -1.05], [.72, -.55], [.72, 1.05], [-.72, 1.05]],
  hourglass: [[-1, -1.05], [1, -1.05], [-1, 1.05], [1, 1.05]],
  plus: [[-.38, -1.1], [.38, -1.1], [.38, -.38], [1.1, -.38], [1.1, .38], [.38, .38], [.38, 1.1], [-.38, 1.1], [-.38, .38], [-1.1, .38], [-1.1, -.38], [-.38, -.38]],
};
const outlineOf = shape => (shape in OUTLINES ? OUTLINES[shape] : null);

function svg(tag, props, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(props)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
function swatch(kind) {
  const points = outlineOf(kind.shape), hollow = kind.shape === "ring", props = { fill: hollow ? "none" : kind.colour, stroke: hollow ? tintOf(kind) : "currentColor", "stroke-width": hollow ? 2.4 : 1 };
  return svg("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" },
    points ? svg("polygon", { points: points.map(([x, y]) => `${5.6 * x},${5.6 * y}`).join(" "), ...props }) : svg("circle", { r: 5.4, ...props }));
}
const tintOf = kind => (isDark() ? "#c9ced4" : kind.colour);
function stroke(colour, width, dash, arrow) {
  const line = svg("line", { x1: 1, y1: 7, x2: arrow ? 19 : 25, y2: 7, stroke: colour, "stroke-width": width });
  if (dash) line.setAttribute("stroke-dasharray", dash);
  if (dash?.startsWith(".")) line.setAttribute("stroke-linecap", "round");
  return svg("svg", { width: 26, height: 14, "aria-hidden": "true" }, line, ...(arrow ? [svg("polygon", { points: "25,7 18,3 18,11", fill: colour })] : []));
}
