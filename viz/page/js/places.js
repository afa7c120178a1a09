// Where actors stand in the picture: as computed for the view, mirrored for right to left, or around the chosen one.
let place = new Map(), crowds = [], inCrowd = new Map(), bands = { rows: [], columns: [], boxes: [] };

function placeAll() {
  const shown = view();
  crowds = []; inCrowd = new Map();
  if (inGroups()) { placeGroups(); return; }
  const stored = data.large ? null : data.places[isCrowded() ? `${shown.places}-few` : shown.places], mirror = isRtl() && shown.layout === "levels" ? -1 : 1;
  place = new Map(); crowds = []; inCrowd = new Map();
  bands = { rows: [], columns: [], boxes: [] };
  if (shown.layout === "around") { placeAround(); return; }
  if (isCrowded()) gather(stored, mirror);
  for (const node of look.nodes) { const at = stored.points[node.at]; if (at && !inCrowd.has(node.id)) place.set(node.id, [mirror * at[0], at[1]]); }
  const flip = (begin, end) => (mirror < 0 ? [-end, -begin] : [begin, end]);
  bands = { rows: stored.rows, columns: stored.columns.map(([name, begin, end]) => [name, ...flip(begin, end)]), boxes: closedUp(stored, shown.layout === "geographic") };
  if (shown.layout === "levels") fillRoom();
  const spare = look.nodes.filter(node => !place.has(node.id) && !inCrowd.has(node.id)); // a chosen actor of a kind that the view leaves out
  if (spare.length) { const [left, , , bottom] = extent(); spare.forEach((node, n) => place.set(node.id, [left + n * 120, bottom + 90])); }
}

// Frames around whom the picture shows of them: who is left closes up, in the order of the rows. Under a network the frame comes
// up to those above it and is as wide as they are; beside a map it stays where it is.
function closedUp(stored, still) {
  return stored.boxes.flatMap(box => {
    const [name, left, top, right, bottom] = box, inside = ([x, y]) => x >= left && x <= right && y >= top && y <= bottom;
    const slots = stored.points.filter(at => at && inside(at)), there = look.nodes.filter(node => place.has(node.id) && inside(place.get(node.id)));
    if (!there.length) return [];
    if (there.length === slots.length) return [box];
    const [xs, ys] = [0, 1].map(axis => [...new Set(slots.map(at => at[axis]))].sort((a, b) => a - b)), [wide, tall] = [xs, ys].map(list => (list.length > 1 ? list[1] - list[0] : 0));
    const others = [...place.values()].filter(at => !inside(at)), span = axis => [Math.min(...others.map(at => at[axis])), Math.max(...others.map(at => at[axis]))];
    const up = still || !others.length ? 0 : Math.max(...stored.points.filter(at => at && !inside(at)).map(at => at[1])) - span(1)[1];
    const [from, to] = others.length ? span(0) : [xs[0], xs[xs.length - 1]], fit = Math.max(Math.floor((to - from) / (wide || 1)) + 1, Math.ceil(Math.sqrt(1.2 * there.length)));
    const across = Math.min(there.length, xs.length, still ? Infinity : fit), rows = Math.ceil(there.length / across), begin = still ? xs[0] : (from + to) / 2 - (across - 1) / 2 * wide;
    const order = there.map(node => [place.get(node.id), node.id]).sort(([a], [b]) => a[1] - b[1] || a[0] - b[0]);
    order.forEach(([, id], n) => place.set(id, [begin + n % across * wide, ys[0] - up + Math.floor(n / across) * tall]));
    const low = bottom - ys[ys.length - 1], end = Math.max(begin + (across - 1) * wide + right - xs[xs.length - 1], begin + 2.4 * wide);
    return [[name, begin - xs[0] + left, top - up, end, ys[0] - up + (rows - 1) * tall + low]];
  });
}

// Rows, or columns, further apart, as far as the room of the picture goes and at most STRETCH, so that no band of it stays empty;
// where the whole was asked for it is small, and more room is needed.
const STRETCH = 2, STRETCH_WHOLE = 3;
function fillRoom() {
  if (!bands.rows.length || !size().width || !size().height) return;
  const [wide, tall] = roomOf(size()), [left, top, right, bottom] = wholeExtent(), { scale } = fitCamera(size(), state.entire);
  const [across, down] = [wide / scale / (right - left), tall / scale / (bottom - top)].map(more => Math.min(state.entire ? STRETCH_WHOLE : STRETCH, Math.max(1, more)));
  for (const [id, [x, y]] of place) place.set(id, [x * across, y * down]);
  for (const crowd of crowds) crowd.at = [crowd.at[0] * across, crowd.at[1] * down];
  Object.assign(bands, { across, down });
  bands.rows = bands.rows.map(([name, begin, end]) => [name, begin * down, end * down]);
  bands.columns = bands.columns.map(([name, begin, end]) => [name, begin * across, end * across]);
}

// Those that nothing is told of stand together as one mark until the reader wants them all; the chosen never does.
const isCrowded = () => !state.whole && `${view().places}-few` in data.places;
function gather(stored, mirror) {
  for (const [level, country, kind, members, x, y] of stored.crowds) {
    const apart = members.map(at => nodes[at]).filter(node => look.visible.has(node.id)), gathered = apart.filter(node => node.id !== state.chosen && node.id !== state.other && !look.ways.has(node.id));
    if (!gathered.length) continue;
    const crowd = { id: `${level}~${country}~${kind}`, level, country, kind, members: gathered, at: [mirror * x, y - (gathered.length < apart.length ? 44 : 0)] };
    crowds.push(crowd);
    for (const node of gathered) inCrowd.set(node.id, crowd);
  }
}
function showAll(on) { go(now => { now.whole = on; }, { refit: true }); }

// The chosen actor in the middle; the others on rings, those with the same kind of tie side by side, partners by rank.
function placeAround() {
  if (!state.chosen || !look.visible.has(state.chosen)) return;
  place.set(state.chosen, [0, 0]);
  const rank = new Map((view().asks === "city" ? look.partners : []).map((one, n) => [one.id, n]));
  const tied = new Map();
  for (const { edge } of look.ties) for (const [id, other] of [[edge.from, edge.to], [edge.to, edge.from]])
    if (other === state.chosen && !tied.has(id)) tied.set(id, edge.kind);
  const order = Object.keys(data.ties), others = look.nodes.filter(node => node.id !== state.chosen);
  const key = node => [rank.has(node.id) ? 0 : 1, rank.get(node.id) ?? (tied.has(node.id) ? order.indexOf(tied.get(node.id)) : order.length), node.country];
  const sorted = others.map(node => [key(node), node]).sort((a, b) => a[0][0] - b[0][0] || a[0][1] - b[0][1] || byText(a[0][2], b[0][2]) || (a[1].id < b[1].id ? -1 : 1)).map(one => one[1]);
  const outer = rank.size ? sorted.filter(node => rank.has(node.id)) : sorted, inner = rank.size ? sorted.filter(node => !rank.has(node.id)) : [];
  const [wide, tall] = size().height > size().width ? [.82, 1.4] : [1.35, 1]; // as the picture is: a phone is held upright
  const ring = (list, radius, turn, stagger) => list.forEach((node, n) => {
    const angle = turn + (isRtl() ? -1 : 1) * 2 * Math.PI * n / list.length, far = radius + (stagger && n % 2 ? stagger : 0);
    place.set(node.id, [wide * far * Math.cos(angle), tall * far * Math.sin(angle)]);
  });
  ring(outer, Math.max(190, outer.length * 13), -Math.PI / 2, outer.length > 14 ? 60 : 0);
  ring(inner, 105, -Math.PI / 2 + 0.4, 0);
}

function extent() {
  let box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of [...place.values(), ...crowds.map(crowd => crowd.at)]) box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
  return box[0] === Infinity ? [-100, -100, 100, 100] : box;
}
