// A still picture of what is shown, with its title, date, legend and marking: for PNG, SVG, print and slides.
function still(pen, { width, height, name, whole }) {
  const colours = data.palette[name], head = 54, keys = legendKeys(name), across = Math.max(1, Math.floor((width - 24) / 205)), foot = 30 + Math.ceil(keys.length / across) * 20;
  const box = { width, height: height - head - foot }, before = camera();
  const frame = { ...box, theme: name, hover: "" };
  const seen = whole ? (({ x, y, scale }) => ({ scale, x: box.width / 2 - x * scale, y: box.height / 2 - y * scale }))(fitCamera(box, true))
    : { scale: before.scale * Math.min(box.width / size().width, box.height / size().height), x: 0, y: 0 };
  if (!whole) { const { x, y } = network.getViewPosition(); seen.x = box.width / 2 - x * seen.scale; seen.y = box.height / 2 - y * seen.scale; }
  const arranged = arrange(seen);
  frame.labels = placeLabels(arranged, frame);
  const moved = new Proxy(pen, { get: (target, key) => (typeof target[key] === "function" ? (...args) => target[key](...shifted(key, args, head)) : target[key]) });
  pen.rect(0, 0, width, height, { fill: colours.paper });
  drawScene(moved, arranged, frame);
  pen.rect(0, 0, width, head, { fill: colours.card });
  pen.rect(0, height - foot, width, foot, { fill: colours.card });
  const start = isRtl() ? width - 14 : 14, end = isRtl() ? 14 : width - 14, near = isRtl() ? "right" : "left", far = isRtl() ? "left" : "right";
  pen.text(pick(data.title) || "Liaison", start, 18, { size: 16, weight: 700, fill: colours.ink, align: near });
  pen.text([pick(view().title), state.chosen && view().asks ? nameOf(byId.get(state.chosen)) : "", dated(), data.knownBy ? `${w("known_by")} ${apart(dayText(data.knownBy))}` : ""].filter(Boolean).join(" · "), start, 39, { size: 12, fill: colours.quiet, align: near });
  const marking = `TLP:${data.marking}`;
  ruler.font = `700 12px ${FONT}`;
  const wide = ruler.measureText(marking).width + 12;
  pen.rect(isRtl() ? end - 6 : end - wide + 6, 8, wide, 20, { fill: "#000000" });
  pen.text(marking, end, 18, { size: 12, weight: 700, fill: TLP[data.marking], align: far });
  keys.forEach(({ text, draw }, i) => {
    const column = i % across, x = 14 + column * 205, y = height - foot + 16 + Math.floor(i / across) * 20, left = isRtl() ? width - x : x;
    draw(pen, isRtl() ? left - 11 : left + 11, y);
    ruler.font = `400 11px ${FONT}`;
    pen.text(cut(text, 168), isRtl() ? left - 30 : left + 30, y, { size: 11, fill: colours.ink, align: near });
  });
  pen.text([w("record_short"), view().layout === "geographic" ? w("outline") : ""].filter(Boolean).join(" "), start, height - 11, { size: 10, fill: colours.quiet, align: near });
}
// The same call, so many pixels lower.
function shifted(key, args, by) {
  if (key === "rect") return [args[0], args[1] + by, ...args.slice(2)];
  if (key === "text") return [args[0], args[1], args[2] + by, ...args.slice(3)];
  if (key === "shapes") return [args[0].map(([x, y, r]) => [x, y + by, r]), ...args.slice(1)];
  if (key === "rings") return [args[0].map(ring => ring.map((value, i) => (i % 2 ? value + by : value))), args[1]];
  if (key === "lines") return [args[0].map(([x1, y1, cx, cy, x2, y2]) => [x1, y1 + by, cx, cy === null ? null : cy + by, x2, y2 + by]), args[1]];
  return args;
}
function legendKeys(name) {
  const colours = data.palette[name], keys = [], line = (colour, width, dash) => (pen, x, y) => pen.lines([[x - 11, y, null, null, x + 11, y]], { stroke: colour, width, dash });
  for (const section of new Set(look.gaps.filter(gap => gap.section !== "unknown" || view().gaps.includes("unknown")).map(gap => gap.section))) keys.push({ text: w("sections")[section], draw: line(colours[section], section === "set-aside" ? 1.8 : 2.4, section === "set-aside" ? [2, 4] : [6, 4]) });
  if (look.partners.length) keys.push({ text: w("suggestions"), draw: (pen, x, y) => pen.lines([[x - 11, y, null, null, x + 11, y]], { stroke: colours.partner, width: 2.8, dash: [.1, 7], round: true }) });
  if (view().asks === "dates") for (const change of ["new", "lapsed", "standing"]) keys.push({ text: w("change")[change], draw: line(colours[change], 2.6) });
  else for (const kind of Object.keys(data.ties)) if (look.ties.some(tie => tie.edge.kind === kind)) keys.push({ text: pick(data.ties[kind].label), draw: line(data.ties[kind].colour[name], Math.min(4, data.ties[kind].width)) });
  for (const kind of Object.keys(data.kinds)) if (look.nodes.some(node => node.kind === kind)) keys.push({ text: pick(data.kinds[kind].plural), draw: (pen, x, y) => pen.shapes([[x, y, 5.5]], outlineOf(data.kinds[kind].shape), { fill: data.kinds[kind].shape === "ring" ? colours.paper : data.kinds[kind].colour, stroke: data.kinds[kind].shape === "ring" ? data.kinds[kind].colour : colours.ink, width: data.kinds[kind].shape === "ring" ? 2.4 : 1 }) });
  return keys;
}

const dated = () => `${w(state.clock === "held" ? "as_of" : "known_by")} ${daysShown()}`;

// On paper: light colours, at the ratio of the page, whatever the screen shows.
function printable() {
  pageMarks();
  const pen = new SvgPen(), width = 1120, height = 740;
  still(pen, { width, height, name: "light", whole: true });
  const holder = new DOMParser().parseFromString(pen.done(width, height, pick(data.title)), "image/svg+xml").documentElement;
  const extra = state.table ? [$("table").querySelector("table").cloneNode(true), make("p", { className: "quiet" }, $("more-rows").firstChild.textContent, ...($("more-rows").querySelector("button") ? [" ", tell("rows_printed", { n: $("rows").children.length })] : []))] : state.chosen || state.gap || state.tie || state.question ? [make("h2", {}, $("panel-title").textContent), ...Array.from($("panel-body").children, child => child.cloneNode(true))] : [];
  for (const part of extra) for (const one of [part, ...part.querySelectorAll("[id], [data-key]")]) { one.removeAttribute("id"); one.removeAttribute("data-key"); }
  $("print").replaceChildren(document.importNode(holder, true), make("div", { className: "printed" }, ...extra));
}
addEventListener("beforeprint", printable);

// In the margin of every sheet: how it is marked, what it is of, and its number.
const quoted = text => `"${text.replace(/["\\n\r\f<]/g, sign => `\\${sign.codePointAt(0).toString(16)} `)}"`;
function pageMarks() {
  const [near, far] = isRtl() ? ["right", "left"] : ["left", "right"], kept = "font: 8pt system-ui, 'Noto Sans', 'Noto Sans Arabic', sans-serif; color: #1d2329";
  $("page-marks").textContent = `@page { @bottom-${near} { content: ${quoted([pick(data.title), dated()].filter(Boolean).join(" · "))}; ${kept}; } @bottom-center { content: counter(page); ${kept}; } @bottom-${far} { content: ${quoted(`TLP:${data.marking}`)}; ${kept}; font-weight: 700; } }`;
}
