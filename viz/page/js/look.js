// What is to be seen: the view, less what the reader left out, at the date that is shown.
let look = { nodes: [], ties: [], gaps: [], visible: new Set(), lit: null, near: new Set() };
const NONE = "-";

const offActor = node => state.kinds.has(node.kind) || state.countries.has(node.country || NONE) || state.levels.has(node.level);
const offTie = (edge, record) => state.ties.has(edge.kind) || (state.sources.size > 0 && record.claims.every(claim => state.sources.has(sources[claim.source]?.id || NONE)));
// By anything but its section: a gap that rests on sources goes with the last of them.
const offGapBut = gap => state.certainties.has(gap.certainty) || state.countries.has(gap.country || NONE) || (state.sources.size > 0 && gap.evidence.length > 0 && gap.evidence.every(([at]) => state.sources.has(sources[at]?.id || NONE)));
const offGap = gap => state.sections.has(gap.section) || offGapBut(gap);
const isOpen = gap => gap.section !== "unknown" && gap.section !== "set-aside"; // known to be missing, and not decided to be left
const partnersOf = id => (state.noPartners ? [] : partnersBy.get(id) || []);
const showsPartners = () => Boolean(state.chosen) && !state.other && !state.gap && !state.tie && (view().asks === "city" || state.chosen === data.focus || partnersOf(state.chosen).length > 0);

function inView(node) {
  if (node.id === state.chosen || node.id === state.other) return true;
  return !node.frame && view().kinds.includes(node.kind);
}

// Whom a picture around one actor shows: those it is tied to, or its partners and who can introduce them; all, or without
// those that only what is left out leads to.
function circle(record, all) {
  const found = new Set([state.chosen]);
  if (!state.chosen) return found;
  if (view().asks === "city") {
    for (const one of partnersOf(state.chosen)) { found.add(one.id); for (const id of one.introducers) found.add(id); }
    return found;
  }
  for (const edge of edgesOf.get(state.chosen)) if (record.ties.has(edge) && view().ties.includes(edge.kind) && (all || !offTie(edge, record.ties.get(edge)))) found.add(edge.from === state.chosen ? edge.to : edge.from);
  for (const gap of gapsOf.get(state.chosen) || []) if (gapsHold() && isOpen(gap) && (all || !offGap(gap))) for (const id of gap.actors) found.add(id);
  return found;
}

function lookAgain() {
  const record = now(), shown = view(), around = shown.layout === "around" ? circle(record, state.fade) : null, near = around && circle(record, false);
  const dates = shown.asks === "dates" && state.second ? moment(...times(state.second)) : null;
  const found = [], faded = new Set(), ways = state.chosen && state.other ? pathsBetween(state.chosen, state.other) : [];
  const onWay = new Set(ways.flatMap(path => path.actors)), wayTies = new Set(ways.flatMap(path => path.edges));
  for (const node of nodes) {
    if (!(record.present[node.at] || dates?.present[node.at])) continue;
    if (!onWay.has(node.id) && (!inView(node) || (around && !around.has(node.id)))) continue;
    if (offActor(node) && node.id !== state.chosen && !onWay.has(node.id)) { if (!state.fade) continue; faded.add(node.id); }
    else if (near && !near.has(node.id) && !onWay.has(node.id)) faded.add(node.id);
    found.push(node);
  }
  const visible = new Set(found.map(node => node.id)), ties = [];
  const both = dates ? new Map([...dates.ties, ...record.ties]) : record.ties;
  for (const [edge, told] of both) {
    if (told.status === "denied" || !(shown.ties.includes(edge.kind) || wayTies.has(edge)) || !visible.has(edge.from) || !visible.has(edge.to) || edge.a === edge.b) continue;
    const off = offTie(edge, told);
    if (off && !state.fade) continue;
    const change = dates ? changeOf(record.ties.get(edge), dates.ties.get(edge)) : "";
    if (change === null) continue;
    ties.push({ edge, record: told, change, faded: off || faded.has(edge.from) || faded.has(edge.to) });
  }
  const held = gapsHold() && shown.gaps.length ? data.gaps.filter(gap => shown.gaps.includes(gap.section) && gap.actors.some(id => visible.has(id))) : [];
  const gaps = held.filter(gap => !offGap(gap) && gap.actors.some(id => visible.has(id) && !faded.has(id))), kept = new Set(gaps);
  look = { nodes: found, ties, gaps, pale: state.fade ? held.filter(gap => !kept.has(gap)) : [], visible, faded, record, dates, lit: null, near: new Set(), ways: onWay, connected: wayTies, answer: state.question ? answer(state.question) : null };
  look.degree = new Map();
  for (const { edge, faded: off } of ties) if (!off) for (const id of [edge.from, edge.to]) look.degree.set(id, (look.degree.get(id) || 0) + 1);
  look.gapCount = new Map();
  for (const gap of gaps) if (isOpen(gap)) for (const id of gap.actors) look.gapCount.set(id, (look.gapCount.get(id) || 0) + 1);
  look.partners = showsPartners() && visible.has(state.chosen) ? partnersOf(state.chosen).filter(one => visible.has(one.id) && !faded.has(one.id)) : [];
  look.lit = litActors();
}

// What became of a tie between the first date (the earlier of the two) and the second.
function changeOf(at, then) {
  const [early, late] = state.second < state.day ? [then, at] : [at, then], stood = early && early.status !== "denied", stands = late && late.status !== "denied";
  return stood ? (stands ? "standing" : "lapsed") : stands ? "new" : null;
}

// The actors that stand out; null if all do.
function litActors() {
  const found = new Set();
  if (lit) return new Set(gapById.get(lit).actors);
  if (state.question) { return look.answer.actors; }
  if (state.gap) { for (const id of gapById.get(state.gap).actors) found.add(id); return found; }
  if (state.tie) { const edge = edgeById.get(state.tie); return new Set([edge.from, edge.to]); }
  if (state.chosen && state.other) return new Set([...look.ways, state.chosen, state.other]);
  if (!state.chosen) return null;
  found.add(state.chosen);
  if (state.partner) { const one = look.partners.find(each => each.id === state.partner); for (const id of [state.partner, ...(one?.introducers || [])]) { found.add(id); look.near.add(id); } return found; }
  for (const { edge } of look.ties) if (edge.from === state.chosen || edge.to === state.chosen) { found.add(edge.from); found.add(edge.to); look.near.add(edge.from === state.chosen ? edge.to : edge.from); }
  for (const gap of look.gaps) if (gap.actors.includes(state.chosen)) for (const id of gap.actors) { found.add(id); look.near.add(id); }
  for (const one of look.partners) { found.add(one.id); look.near.add(one.id); }
  look.near.delete(state.chosen);
  return found;
}
const isLit = id => look.lit === null || look.lit.has(id);
const tieLit = tie => {
  if (tie.faded || lit) return false;
  if (state.tie) return tie.edge.id === state.tie;
  if (state.chosen && state.other) return look.connected.has(tie.edge);
  if (state.gap || state.question) return false;
  if (state.partner) return look.lit.has(tie.edge.from) && look.lit.has(tie.edge.to);
  return !state.chosen || tie.edge.from === state.chosen || tie.edge.to === state.chosen;
};
const gapLit = gap => {
  if (lit) return gap.id === lit;
  if (state.gap) return gap.id === state.gap;
  if (state.question) return look.answer.gaps.has(gap);
  if (state.tie || (state.chosen && state.other)) return false;
  if (state.partner) return gap.actors.includes(state.chosen) && gap.actors.includes(state.partner);
  return !state.chosen || gap.actors.includes(state.chosen);
};
