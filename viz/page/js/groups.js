// Large networks: a disc per country and level that unfolds, and lines that stand for all ties between two discs.
const discs = (data.groups?.discs || []).map(([level, code, x, y, radius]) => ({ id: `group:${level}:${code}`, level, code, x, y, radius }));
const discOf = new Map(discs.map(disc => [disc.id, disc]));
const inGroups = () => data.large && view().layout !== "around";
const peopled = () => (discs.some(disc => disc.count) ? discs.filter(disc => disc.count) : discs);
const groupOf = node => `group:${node.level}:${node.country}`;
const discName = disc => `${countryName(disc.code)}, ${wordOf("level", disc.level)}`;

function placeGroups() {
  place = new Map();
  const points = data.groups.points;
  for (const disc of discs) Object.assign(disc, { count: 0, gaps: 0, open: state.open.has(disc.id) });
  for (const node of look.nodes) {
    const disc = discOf.get(groupOf(node));
    disc.count += 1;
    if (disc.open || node.id === state.chosen || node.id === state.other) place.set(node.id, points[node.at]);
  }
  for (const gap of look.gaps) for (const id of new Set(gap.actors.map(id => groupOf(byId.get(id))))) discOf.get(id).gaps += 1;
  const levels = new Set(peopled().map(disc => disc.level));
  bands = { rows: data.groups.rows.filter(([level]) => levels.has(level)), columns: [], boxes: [] };
  look.between = new Map();
  const add = (a, b, what) => {
    if (a === b) return;
    const key = a < b ? `${a}|${b}` : `${b}|${a}`;
    if (!look.between.has(key)) look.between.set(key, { id: key, a: discOf.get(a < b ? a : b), b: discOf.get(a < b ? b : a), ties: 0, gaps: 0 });
    look.between.get(key)[what] += 1;
  };
  for (const { edge } of look.ties) if (!place.has(edge.from) || !place.has(edge.to)) add(groupOf(edge.a), groupOf(edge.b), "ties");
  for (const gap of look.gaps) for (const [a, b] of gap.pairs) if (look.visible.has(a) && look.visible.has(b)) add(groupOf(byId.get(a)), groupOf(byId.get(b)), "gaps");
}

function unfold(id) {
  go(now => { now.open = new Set(now.open); now.open.has(id) ? now.open.delete(id) : now.open.add(id); });
  const disc = discOf.get(id);
  if (disc.open) { moveTo(disc.x, disc.y, Math.min(2, 0.8 * Math.min(size().width, size().height) / (2 * disc.radius))); }
  hideCard(); // it told of the disc as it was
  say(tell(disc.open ? "unfolded" : "folded", { name: discName(disc) }));
}
