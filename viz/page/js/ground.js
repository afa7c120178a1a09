// What lies under and over the actors: land, frames, names of countries, headings that stay on the screen.
const HEAD = 34; // pixels of the strip of column headings

function drawGround(pen, put, frame, colours) {
  const { scale } = put.camera;
  if (view().layout === "geographic") {
    for (const land of data.land) {
      const rings = land.rings.map(ring => { const flat = []; for (let i = 0; i < ring.length; i += 2) flat.push(...put.at([ring[i], ring[i + 1]])); return flat; });
      pen.rings(rings, { fill: data.countries[land.code] ? colours.own : colours.land, stroke: colours.border, width: 1 });
    }
  }
  for (const [name, left, top, right, bottom] of bands.boxes) {
    const [x1, y1] = put.at([left, top]), [x2, y2] = put.at([right, bottom]);
    if (look.nodes.some(node => inBox(node, name))) pen.rect(x1, y1, x2 - x1, y2 - y1, { fill: colours.region, stroke: colours.border, width: 1 });
  }
  if (view().layout === "levels") bands.rows.forEach(([, begin, end], n) => {
    const [, y1] = put.at([0, begin]), [, y2] = put.at([0, end]);
    if (n % 2 === 0) pen.rect(0, y1, frame.width, y2 - y1, { fill: colours.region });
  });
  for (const { text, x, y, size } of groundNames(put, frame)) pen.text(text, x, y, { size, weight: 600, fill: colours.quiet, halo: colours.paper, align: "center", alpha: .85, spacing: dirOf(text) === "rtl" ? 0 : .6 });
}

// Names that lie under the actors: of countries on the map.
function groundNames(put, frame) {
  const found = [];
  if (view().layout === "geographic") for (const land of data.land) {
    const own = data.countries[land.code], [x, y] = put.at(land.at), text = own ? pick(own) : pick(land.name);
    if (x > 40 && y > 20 && x < frame.width - 40 && y < frame.height - 20) found.push({ text, ...clearOf(put, x, y, text.length * (own ? 4.6 : 3.8)), size: own ? 13 : 11 });
  }
  return found;
}
// A little to the side if actors stand where the name of a country would.
function clearOf(put, x, y, half) {
  const hits = (a, b) => [...put.spots.values()].filter(spot => Math.abs(spot.x - a) < half + spot.r && Math.abs(spot.y - b) < 9 + spot.r).length;
  let best = { x, y }, least = hits(x, y);
  for (const [dx, dy] of [[0, -16], [0, 16], [-22, 0], [22, 0], [-22, -16], [22, 16], [0, -32], [0, 32], [-44, 0], [44, 0]]) { const here = hits(x + dx, y + dy); if (here < least) { least = here; best = { x: x + dx, y: y + dy }; } }
  return best;
}
function inBox(node, name) {
  const box = bands.boxes.find(one => one[0] === name), at = place.get(node.id);
  return box && at && at[0] >= box[1] && at[0] <= box[3] && at[1] >= box[2] && at[1] <= box[4];
}

function wrapped(text, width, size, weight, most) {
  ruler.font = `${weight} ${size}px ${FONT}`;
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = lines[lines.length - 1] ? `${lines[lines.length - 1]} ${word}` : word;
    if (!lines[lines.length - 1] || ruler.measureText(longer).width <= width) lines[lines.length - 1] = longer; else lines.push(word);
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), lines.slice(most - 1).join(" ")].map(line => cut(line, width));
}
function cut(text, width) {
  if (ruler.measureText(text).width <= width) return text;
  const letters = lettersOf(text.slice(0, 4 * width)), fits = many => ruler.measureText(letters.slice(0, many).join("") + "…").width <= width;
  let least = 1, most = letters.length; // by halves: a name may have ten thousand letters
  while (least < most) { const middle = Math.ceil((least + most) / 2); fits(middle) ? (least = middle) : (most = middle - 1); }
  return letters.slice(0, least).join("").trimEnd() + "…";
}
const ruler = document.createElement("canvas").getContext("2d");

// Headings of columns along the top and of rows along the side where reading begins; they stay while the picture moves.
function drawHeadings(pen, put, frame, colours) {
  if (view().layout !== "levels" && !inGroups()) return;
  if (bands.columns.length) {
    pen.rect(0, 0, frame.width, HEAD, { fill: colours.paper, alpha: .92 });
    pen.lines([[0, HEAD, null, null, frame.width, HEAD]], { stroke: colours.line, width: 1 });
    for (const { lines, x } of columnHeadings(put, frame)) lines.forEach((text, i) => pen.text(text, x, HEAD / 2 + (i - (lines.length - 1) / 2) * 14, { size: 12, weight: 600, fill: colours.ink }));
  }
  for (const { text, x, y } of rowHeadings(put, frame)) pen.text(text, x, y, { size: 12, weight: 600, fill: colours.quiet, halo: colours.paper, align: isRtl() ? "right" : "left" });
}

const BEFORE = 52; // from the edge of a row to the middle of its first actors, at scale 1
// At the top of what is seen of each row; the lower the band above its actors, the nearer to its edge.
function rowHeadings(put, frame) {
  ruler.font = `600 12px ${FONT}`;
  return bands.rows.flatMap(([level, begin, end]) => {
    const [, y1] = put.at([0, begin]), [, y2] = put.at([0, end]), top = Math.max(y1, bands.columns.length ? HEAD : 0);
    if (Math.min(y2, frame.height) - top < 18) return [];
    const text = wordOf("level", level), long = ruler.measureText(text).width, y = top + (inGroups() ? 12 : Math.max(8, Math.min(12, BEFORE * (bands.down || 1) * put.camera.scale - 15)));
    return [{ text, x: isRtl() ? frame.width - 8 : 8, y, box: isRtl() ? [frame.width - long - 8, y - 7, frame.width - 8, y + 7] : [8, y - 7, long + 8, y + 7] }];
  });
}

// Each in the middle of what is seen of its column, moved aside as far as its neighbours need; if all that is too long for the
// width, the code stands for a name that its column has no room for; and if the codes are, only those stay that have room.
function columnHeadings(put, frame) {
  const seen = bands.columns.map(([code, begin, end]) => ({ code, whole: (end - begin) * put.camera.scale, left: Math.max(put.at([begin, 0])[0], 0), right: Math.min(put.at([end, 0])[0], frame.width) })).filter(one => one.right - one.left > Math.min(14, .9 * one.whole)).sort((a, b) => a.left - b.left);
  ruler.font = `600 12px ${FONT}`;
  const measured = lines => Math.max(...lines.map(line => ruler.measureText(line).width));
  for (const one of seen) { const name = countryName(one.code); one.lines = ruler.measureText(name).width <= one.right - one.left + 8 ? [name] : halves(name).map(line => cut(line, 150)); one.wide = measured(one.lines); }
  if (seen.reduce((sum, one) => sum + one.wide + 8, 0) > frame.width) for (const one of seen) if (one.code && one.wide > one.right - one.left + 8) { one.lines = [one.code]; one.wide = measured(one.lines); }
  if (seen.reduce((sum, one) => sum + one.wide + 8, 0) > frame.width) return thinnedOut(seen, frame.width);
  let edge = 4;
  for (const one of seen) { one.x = Math.max((one.left + one.right) / 2, edge + one.wide / 2); edge = one.x + one.wide / 2 + 8; }
  edge = frame.width - 4;
  for (const one of seen.reverse()) { one.x = Math.min(one.x, edge - one.wide / 2); edge = one.x - one.wide / 2 - 8; }
  return seen.map(withBox);
}
const withBox = one => ({ ...one, box: [one.x - one.wide / 2, HEAD / 2 - 7 * one.lines.length, one.x + one.wide / 2, HEAD / 2 + 7 * one.lines.length] });
function thinnedOut(seen, width) {
  let edge = 0;
  return seen.flatMap(one => {
    const x = (one.left + one.right) / 2;
    if (x - one.wide / 2 < edge + 4 || x + one.wide / 2 > width - 4) return [];
    edge = x + one.wide / 2 + 4;
    return [withBox({ ...one, x })];
  });
}

// Of the lines between discs only the strongest are drawn, or all of the one that is pointed at; the rest would be one grey.
const STRONGEST = 80;
function drawGroups(pen, put, frame, colours) {
  const most = Math.max(1, ...put.links.map(one => one.link.ties)), strongest = (list, what, n) => new Set(list.filter(one => one.link[what]).sort((a, b) => b.link[what] - a.link[what]).slice(0, n));
  const own = put.links.filter(({ link }) => [link.a.id, link.b.id].includes(frame.hover)), ties = strongest(own.length ? own : put.links, "ties", own.length ? 400 : STRONGEST), gaps = strongest(own.length ? own : put.links, "gaps", own.length ? 400 : STRONGEST / 2);
  for (const { link, line } of ties) pen.lines([line], { stroke: colours.quiet, width: .6 + 6 * link.ties / most, alpha: .2 + .5 * link.ties / most });
  for (const { line } of gaps) pen.lines([line], { stroke: colours.missing, width: 1.6, dash: [7, 5], alpha: .8 });
  for (const { disc, x, y, r } of put.discs) {
    pen.shapes([[x, y, r]], null, { fill: disc.open ? colours.region : colours.own, stroke: colours.border, width: 1.2, alpha: disc.open ? .8 : 1 });
    if (!disc.open && r > 6) {
      pen.text(disc.code || "–", x, y - (r > 20 ? 7 : 0), { size: Math.max(11, Math.min(16, r / 2)), weight: 700, fill: colours.ink });
      if (r > 20) pen.text(figure(disc.count), x, y + 8, { size: 11, fill: colours.ink });
    }
  }
}
