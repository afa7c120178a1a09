// The picture, described once for both pens: land and headings, ties, gaps, partners, actors, names.
let fans = new Map();

// Everything that has a place, in pixels of a camera; hit-testing and labels use the same.
function arrange(camera) {
  const at = ([x, y]) => [x * camera.scale + camera.x, y * camera.scale + camera.y];
  const spots = new Map(), put = { at, spots, boxes: bands.boxes, links: [], ties: [], gaps: [], partners: [], discs: [], camera };
  for (const node of look.nodes) if (place.has(node.id)) { const [x, y] = at(place.get(node.id)); spots.set(node.id, { x, y, r: radiusOf(node, camera.scale), rim: 0, node }); }
  for (const id of [state.chosen, state.other, ...look.partners.map(one => one.id)]) if (spots.has(id)) spots.get(id).rim = 5; // a ring around it
  if (inGroups()) for (const disc of discs) if (disc.count) { const [x, y] = at([disc.x, disc.y]); put.discs.push({ disc, x, y, r: disc.radius * camera.scale }); }
  put.crowds = crowds.map(crowd => { const [x, y] = at(crowd.at); return { crowd, x, y, ...sizeOfMark(crowd, camera.scale) }; });
  if (camera.scale < CLOSE) stepDown(put);
  const mark = new Map(put.crowds.map(one => [one.crowd, { x: one.x, y: one.y, r: one.tall, pill: one }])), spotOf = id => spots.get(id) || mark.get(inCrowd.get(id));
  const level = view().layout === "levels";
  for (const tie of look.ties) {
    const a = spots.get(tie.edge.from), b = spots.get(tie.edge.to);
    if (!a || !b) continue;
    const side = tie.edge.from < tie.edge.to ? 1 : -1, far = Math.hypot(a.x - b.x, a.y - b.y), own = fans.get(tie.edge) || 0;
    const row = level && own === 0 && Math.abs(a.y - b.y) < 40 * (bands.down || 1) * camera.scale && far > 130 * camera.scale ? .1 * far : 0;
    const directed = data.ties[tie.edge.kind].directed;
    put.ties.push({ tie, line: curve(a.x, a.y, b.x, b.y, side * own * Math.min(16, 5 + far * .06) - row, a.r, b.r + (directed ? 2 : 0)) });
  }
  if (inGroups()) for (const link of look.between.values()) {
    const [ax, ay] = at([link.a.x, link.a.y]), [bx, by] = at([link.b.x, link.b.y]);
    put.links.push({ link, line: curve(ax, ay, bx, by, 0, link.a.radius * camera.scale, link.b.radius * camera.scale) });
  }
  const pale = new Set(look.pale);
  for (const gap of [...look.gaps, ...look.pale]) {
    const lit = !pale.has(gap) && gapLit(gap), clear = id => lit && !look.faded.has(id);
    if (gap.section === "unknown" && !lit && look.lit !== null) continue;
    const add = (from, to) => { const a = spotOf(from), b = spotOf(to); if (a && b && a !== b) put.gaps.push({ gap, lit: clear(from) && clear(to), from, to, line: curve(a.x, a.y, b.x, b.y, (from < to ? 1 : -1) * Math.min(46, .1 * Math.hypot(a.x - b.x, a.y - b.y)), a.r + 2, b.r + 2) }); };
    for (const [from, to] of gap.pairs) add(from, to);
    if (gap.hub && (lit && look.lit !== null || gap.section !== "unknown")) {
      if (spotOf(gap.hub)) for (const id of gap.members) add(id, gap.hub);
      else { // what they have in common is not in this view: lines meet in the middle of them
        const there = gap.members.map(id => spotOf(id)).filter(Boolean), middle = { x: there.reduce((sum, one) => sum + one.x, 0) / there.length, y: there.reduce((sum, one) => sum + one.y, 0) / there.length };
        if (there.length > 1) for (const one of there) put.gaps.push({ gap, lit, line: curve(one.x, one.y, middle.x, middle.y, 0, one.r + 2, 0) });
      }
    }
    for (const id of gap.alone || []) if (spots.has(id) && (gap.section !== "unknown" || lit && look.lit !== null)) put.gaps.push({ gap, lit: clear(id), alone: id, ...spots.get(id) });
  }
  const centre = look.partners.length ? spots.get(state.chosen) : null;
  if (centre) look.partners.forEach((one, rank) => { const b = spotOf(one.id); if (b) put.partners.push({ one, rank: rank + 1, b, line: curve(centre.x, centre.y, b.x, b.y, -Math.min(30, .08 * Math.hypot(centre.x - b.x, centre.y - b.y)), centre.r + 3, b.pill ? pillRim(b.pill, centre) + 5 : b.r + 5) }); });
  return put;
}

const strength = (kind, record) => kind.width * .9 + Math.min(2.4, .7 * (record.sources - 1));
function tieStyle(tie, colours) {
  const kind = data.ties[tie.edge.kind], lit = tieLit(tie), all = look.lit === null;
  const colour = tie.change ? colours[tie.change] : kind.colour[colours.name];
  return { colour, width: strength(kind, tie.record) + (lit && !all ? 1 : 0), alpha: tie.faded ? .12 : lit ? (all ? Math.max(.3, .78 * density()) : 1) : .13, arrow: kind.directed };
}

function drawScene(pen, put, frame) {
  const colours = { ...data.palette[frame.theme], name: frame.theme };
  drawGround(pen, put, frame, colours);
  if (inGroups()) drawGroups(pen, put, frame, colours);
  if (!frame.moving || look.ties.length < 4000) drawTies(pen, put, colours);
  if (!frame.moving || look.gaps.length < 2000) drawGaps(pen, put, colours, frame);
  drawPartners(pen, put, colours);
  drawCrowds(pen, put, colours);
  drawActors(pen, put, frame, colours);
  for (const label of frame.labels || []) drawLabel(pen, put, label, colours);
  drawHeadings(pen, put, frame, colours);
}

function drawTies(pen, put, colours) {
  const strokes = new Map(), heads = new Map();
  for (const { tie, line } of put.ties) {
    const style = tieStyle(tie, colours), key = `${style.alpha}|${style.colour}|${style.width}`;
    if (!strokes.has(key)) strokes.set(key, { style, list: [], rings: [] });
    strokes.get(key).list.push(line);
    if (style.arrow) strokes.get(key).rings.push(arrowHead(line, style.width));
  }
  for (const { style, list, rings } of [...strokes.values()].sort((a, b) => a.style.alpha - b.style.alpha)) {
    pen.lines(list, { stroke: style.colour, width: style.width, alpha: style.alpha });
    if (rings.length) pen.rings(rings, { fill: style.colour, alpha: style.alpha });
  }
}

function drawGaps(pen, put, colours) {
  for (const lit of [false, true]) {
    const groups = grouped(put.gaps.filter(one => one.lit === lit), one => `${one.gap.section}|${one.gap.severity === "high"}|${Boolean(one.alone)}`);
    for (const list of groups.values()) {
      const { section, severity } = list[0].gap, quiet = section === "unknown" && look.lit === null, aside = section === "set-aside";
      const style = { stroke: colours[section], width: quiet ? 1 : aside ? 1.6 : severity === "high" ? 3 : look.lit === null && section === "met" ? 1.2 + density() : 2.2, alpha: lit ? (quiet ? .5 : look.lit === null && section === "met" ? Math.max(.25, density()) : 1) : .12, dash: aside ? [2, 4] : [7, 5] };
      if (list[0].alone) pen.shapes(list.map(one => [one.x, one.y, one.r + 5]), null, style);
      else pen.lines(list.map(one => one.line), style);
    }
  }
}

// Suggested, not on record: dotted in a colour of their own, wider for a higher score, with the rank on the line, and drawn
// for the chosen city only.
const partnerWidth = one => 1.6 + 2.6 * one.score;
function drawPartners(pen, put, colours) {
  if (!put.partners.length) return;
  for (const { one, line, rank, b } of [...put.partners].reverse()) {
    const alpha = !state.partner || state.partner === one.id ? 1 : .25, width = partnerWidth(one), [x, y] = pointOn(line, .72);
    pen.lines([line], { stroke: colours.partner, width, dash: [.1, width + 4.5], round: true, alpha });
    pen.rings([arrowHead(line, 1.6)], { fill: colours.partner, alpha });
    if (b.pill) pen.rect(b.x - b.pill.wide - 3, b.y - b.pill.tall - 3, 2 * b.pill.wide + 6, 2 * b.pill.tall + 6, { stroke: colours.partner, width: 1.8, alpha });
    else pen.shapes([[b.x, b.y, b.r + 4]], null, { stroke: colours.partner, width: 1.8, alpha });
    pen.shapes([[x, y, 9]], null, { fill: colours.card, stroke: colours.partner, width: 1.8, alpha });
    pen.text(String(rank), x, y + .5, { size: 11, weight: 700, fill: colours.ink, alpha });
  }
}

// From the middle of a pill to its edge, towards a point.
const pillRim = ({ x, y, wide, tall }, to) => { const far = Math.hypot(to.x - x, to.y - y) || 1; return Math.min(wide / Math.abs((to.x - x) / far || 1e-9), tall / Math.abs((to.y - y) / far || 1e-9)); };

// A mark that stands for several of a kind is a pill with their number: here half its width and half its height. Where the
// scale is small it is a number beside a small shape.
function sizeOfMark(crowd, scale) {
  const small = scale < READABLE;
  return { small, wide: small ? 9 + 3.5 * String(crowd.members.length).length : Math.max(20, Math.min(25, 52 * scale)), tall: Math.max(8, Math.min(10, 20 * scale)) };
}
// Where marks would lie over actors, or over one another, they go down until they are clear.
const CLOSE = .5, LOWER = 4, MOST_LOWER = 30;
function stepDown(put) {
  const taken = new Boxes();
  for (const { x, y, r } of put.spots.values()) taken.add([x - r, y - r, x + r, y + r], null);
  for (const one of [...put.crowds].sort((a, b) => a.y - b.y)) {
    const box = y => [one.x - one.wide, y - one.tall, one.x + one.wide, y + one.tall];
    let n = 0;
    while (n < MOST_LOWER && taken.hit(box(one.y + n * LOWER), "")) n += 1;
    if (n < MOST_LOWER) one.y += n * LOWER;
    taken.add(box(one.y), null);
  }
}
function drawCrowds(pen, put, colours) {
  for (const { crowd, x, y, wide, tall, small } of put.crowds) {
    const lit = crowd.members.some(node => !look.faded.has(node.id) && isLit(node.id));
    pen.rect(x - wide, y - tall, 2 * wide, 2 * tall, { fill: colours.card, stroke: colours.border, width: 1, alpha: lit ? 1 : .5 });
    const kind = data.kinds[crowd.kind];
    pen.shapes([small ? [x - wide + 6, y, 4] : [x - 13, y, 5]], outlineOf(kind.shape), { fill: kind.colour, stroke: colours.ink, width: 1, alpha: lit ? 1 : .5 });
    pen.text(small ? String(crowd.members.length) : `× ${crowd.members.length}`, small ? x + 4 : x + 7, y, { size: small ? 11 : 12, fill: lit ? colours.ink : colours.quiet });
  }
}

function drawActors(pen, put, frame, colours) {
  for (const lit of [false, true]) {
    const groups = grouped([...put.spots.values()].filter(spot => (isLit(spot.node.id) && !look.faded.has(spot.node.id)) === lit), spot => spot.node.kind);
    for (const [name, list] of groups) {
      const kind = data.kinds[name], hollow = kind.shape === "ring", alpha = lit ? 1 : .22;
      pen.shapes(list.map(({ x, y, r }) => [x, y, r]), outlineOf(kind.shape), { fill: hollow ? colours.paper : kind.colour, stroke: hollow ? (frame.theme === "dark" ? colours.quiet : kind.colour) : colours.ink, width: hollow ? 2.6 : 1.1, alpha });
    }
  }
  for (const [id, width] of [[state.chosen, 3.4], [state.other, 3.4], [frame.hover, 2]]) {
    const spot = put.spots.get(id);
    if (spot) pen.shapes([[spot.x, spot.y, spot.r + 4.5]], null, { stroke: colours.accent, width });
  }
}

function drawLabel(pen, put, label, colours) {
  const at = label.id ? put.spots.get(label.id) : label.frame ? cornerOf(put, label.frame) : label.on && pointOnTie(put, label.on, label.t);
  if (!at) return;
  if (label.leader) pen.lines([leaderLine(at, label.dx, label.dy, (label.box[2] - label.box[0]) / 2, (label.box[3] - label.box[1]) / 2)], { stroke: colours.quiet, width: 1 });
  label.lines.forEach((text, i) => pen.text(text, at.x + label.dx, at.y + label.dy + (i - (label.lines.length - 1) / 2) * label.height, { size: label.size, weight: label.weight, fill: label.quiet ? colours.quiet : colours.ink, halo: colours.paper, align: "center" }));
}
function cornerOf(put, name) {
  const box = bands.boxes.find(one => one[0] === name);
  if (!box) return null;
  const [x, y] = put.at([box[1], box[2]]);
  return { x, y };
}
function pointOnTie(put, edge, t) {
  const found = put.ties.find(one => one.tie.edge === edge);
  if (!found) return null;
  const [x, y] = pointOn(found.line, t);
  return { x, y };
}
