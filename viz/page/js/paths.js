// How two actors are connected: the shortest ways between them over the ties on record, without what the reader left out.
const WAYS = 6;
function pathsBetween(from, to) {
  const record = now(), far = new Map([[from, 0]]), before = new Map([[from, []]]);
  let ring = [from];
  while (ring.length && !far.has(to)) {
    const next = [];
    for (const id of ring) for (const edge of edgesOf.get(id)) {
      const told = record.ties.get(edge), other = edge.from === id ? edge.to : edge.from;
      if (!told || told.status === "denied" || countryTie(edge) || offTie(edge, told) || (other !== to && offActor(byId.get(other)))) continue;
      if (!far.has(other)) { far.set(other, far.get(id) + 1); before.set(other, []); next.push(other); }
      if (far.get(other) === far.get(id) + 1) before.get(other).push([id, edge]);
    }
    ring = next;
  }
  if (!far.has(to)) return [];
  const many = new Map([[from, 1]]), number = id => { // how many there are, of which WAYS are told
    if (!many.has(id)) many.set(id, [...new Set(before.get(id).map(one => one[0]))].reduce((sum, prior) => sum + number(prior), 0));
    return many.get(id);
  };
  const whole = [], walk = (id, actors, list) => {
    if (whole.length >= WAYS) return;
    if (id === from) { whole.push({ actors: [from, ...actors], edges: list }); return; }
    const seen = new Set();
    for (const [prior, edge] of before.get(id).sort((a, b) => (a[0] < b[0] ? -1 : 1))) if (!seen.has(prior)) { seen.add(prior); walk(prior, [id, ...actors], [edge, ...list]); }
  };
  walk(to, [], []);
  whole.all = number(to);
  return whole;
}
function connect(id) {
  go(now => { letting(now).other = id; });
  bringLit();
  keepCamera();
  say([w("paths"), $("panel-body").querySelector(".told")?.textContent].filter(Boolean).join(": "));
}
function pathPanel() {
  const [a, b] = [byId.get(state.chosen), byId.get(state.other)], found = pathsBetween(a.id, b.id);
  const crumb = [button(bdi(`${isRtl() ? "→" : "←"} ${nameOf(a)}`), () => choose(a.id, { focus: true }), { className: "name", key: "crumb" })];
  const body = [make("p", {}, link(a.id), " · ", link(b.id))];
  if (!found.length) body.push(make("p", { className: "told", textContent: w("no_path") }));
  else body.push(make("p", { className: "quiet told", textContent: [tell("paths_found", { n: found.all, steps: found[0].edges.length }), found.all > found.length ? tell("paths_kept", { n: found.length }) : ""].filter(Boolean).join(" ") }));
  if (filtered()) body.push(make("p", { className: "quiet", textContent: w("paths_filtered") }));
  for (const path of found) body.push(make("ol", { className: "path" }, ...path.actors.map((id, i) => make("li", {}, link(id), i < path.edges.length ? make("div", { className: "src" }, wayOf(path.edges[i], id)) : ""))));
  return [w("paths"), body, crumb];
}
function wayOf(edge, id) { const kind = data.ties[edge.kind]; return button(`${edge.from === id || !kind.directed ? pick(kind.label) : pick(kind.inverse)} ↓`, () => openTie(edge.id, { focus: true }), { className: "name", key: `way:${edge.id}` }); }
