// Where lines run, in pixels: parallel ties apart, ends at the rim of their shapes, and how far a point is from a line.
// Half the width of an actor: grows with its ties, somewhat with the scale, and is less where many are to be seen.
const density = () => Math.min(1, Math.sqrt(260 / Math.max(look.nodes.length, 1)));
const SEED = 9; // half the width of an actor in a disc at most, at scale 1: those beside it stay apart
const radiusOf = (node, scale) => (inGroups() ? Math.min(Math.max(1.6, SEED * scale), radiusAlone(node, scale)) : radiusAlone(node, scale));
const radiusAlone = (node, scale) => Math.max(3.2 + 1.8 * density(), (5.2 + 1.9 * Math.sqrt(Math.min(node.degree, 36))) * Math.max(.45, density()) * Math.min(1.5, Math.max(.62, scale ** .6)));

// The place of each tie among those between the same two: 0 for a lone one, else -1, 1, -2, …
function fan(ties) {
  const pairs = grouped(ties, ({ edge }) => (edge.from < edge.to ? `${edge.from}|${edge.to}` : `${edge.to}|${edge.from}`)), found = new Map();
  for (const list of pairs.values()) list.forEach((tie, i) => found.set(tie.edge, i - (list.length - 1) / 2));
  return found;
}

// A line from a to b, bent to the side by so many pixels, its ends cut at the rims.
function curve(ax, ay, bx, by, bend, from, to) {
  const dx = bx - ax, dy = by - ay, far = Math.hypot(dx, dy) || 1;
  const cx = (ax + bx) / 2 - dy / far * bend * 2, cy = (ay + by) / 2 + dx / far * bend * 2;
  const head = Math.hypot(bx - cx, by - cy) || 1, tail = Math.hypot(ax - cx, ay - cy) || 1;
  const x1 = ax + (cx - ax) / tail * Math.min(from, far / 3), y1 = ay + (cy - ay) / tail * Math.min(from, far / 3);
  const x2 = bx - (bx - cx) / head * Math.min(to, far / 3), y2 = by - (by - cy) / head * Math.min(to, far / 3);
  return Math.abs(bend) < .5 ? [x1, y1, null, null, x2, y2] : [x1, y1, cx, cy, x2, y2];
}
function pointOn([x1, y1, cx, cy, x2, y2], t) {
  if (cx === null) return [x1 + (x2 - x1) * t, y1 + (y2 - y1) * t];
  const u = 1 - t;
  return [u * u * x1 + 2 * u * t * cx + t * t * x2, u * u * y1 + 2 * u * t * cy + t * t * y2];
}
function arrowHead(line, width) {
  const [x, y] = [line[4], line[5]], [fx, fy] = line[2] === null ? [line[0], line[1]] : [line[2], line[3]];
  const far = Math.hypot(x - fx, y - fy) || 1, ux = (x - fx) / far, uy = (y - fy) / far, long = 6 + 1.7 * width, wide = 2.6 + 1.1 * width;
  return [x, y, x - ux * long - uy * wide, y - uy * long + ux * wide, x - ux * long + uy * wide, y - uy * long - ux * wide];
}
function farFrom(line, px, py) {
  let least = Infinity, [ax, ay] = pointOn(line, 0);
  const steps = line[2] === null ? 1 : 10;
  for (let i = 1; i <= steps; i++) {
    const [bx, by] = pointOn(line, i / steps), dx = bx - ax, dy = by - ay, t = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(px - ax - t * dx, py - ay - t * dy));
    [ax, ay] = [bx, by];
  }
  return least;
}
