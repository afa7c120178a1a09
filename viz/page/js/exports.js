// What goes out: the picture as PNG or SVG, what is shown as CSV, GraphML or GEXF, and a line to put the map into a page.
const stem = () => (fold(data.title.en || "liaison").replaceAll(" ", "-") || "liaison") + `-${state.view}`;
function save(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` }));
  const anchor = make("a", { href: url, download: name });
  document.body.append(anchor); anchor.click(); anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  say(tell("saved", { name }));
}
const stillSize = () => { const { width, height } = size(); return { width: Math.max(900, width), height: Math.max(640, height + 110), name: theme(), whole: false }; };
function saveSvg() { const pen = new SvgPen(), box = stillSize(); still(pen, box); save(`${stem()}.svg`, "image/svg+xml", pen.done(box.width, box.height, `${pick(data.title)}: ${pick(view().title)}`)); }
function savePng() {
  const box = stillSize(), canvas = make("canvas", { width: box.width * 2, height: box.height * 2 }), context = canvas.getContext("2d");
  context.scale(2, 2);
  still(new CanvasPen(context), box);
  canvas.toBlob(blob => save(`${stem()}.png`, "image/png", blob));
}

// A cell that a spreadsheet would take for a formula begins with an apostrophe.
const cell = value => { const text = String(value ?? ""), safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text; return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe; };
const csv = (head, rows) => `\ufeff${[head, ...rows].map(row => row.map(cell).join(",")).join("\r\n")}\r\n`;
function saveCsv(list) {
  const rows = rowsOf(list);
  const made = { actors: [["id", "name", "name_ar", "kind", "country", "level", "ties", "gaps"], node => [node.id, node.name, node.ar, node.kind, node.country, node.level, look.degree.get(node.id) || 0, look.gapCount.get(node.id) || 0]],
    ties: [["from", "tie", "to", "since", "until", "status", "sources"], ({ edge, record, change }) => [edge.from, edge.kind, edge.to, firstOf(record, "since"), firstOf(record, "until"), change || record.status, sourcesOf(record)]],
    gaps: [["id", "rule", "section", "certainty", "severity", "country", "because", "mend", "actors", "decision", "office", "decided", "due", "reason"], gap => [gap.id, gap.rule, gap.section, gap.certainty, gap.severity, gap.country, pick(gap.because), pick(gap.mend), gap.actors.join(";"), ...["decision", "office", "date", "due", "reason"].map(name => gap.decision?.[name] || "")]] }[list];
  save(`${stem()}-${list}.csv`, "text/csv", csv(made[0], rows.map(made[1])));
}
function embed() {
  const file = location.protocol === "file:" ? decodeURIComponent(location.pathname.split("/").pop()) : location.href.split("#")[0];
  $("embed-text").value = `<iframe src="${escaped(file + address())}" title="${escaped(pick(data.title))}" width="100%" height="640" loading="lazy" style="border:0" sandbox="allow-scripts allow-downloads"></iframe>`;
  $("embed").showModal();
  $("embed-text").select();
}
const SAVES = [["save_png", savePng], ["save_svg", saveSvg], ["save_csv_actors", () => saveCsv("actors")], ["save_csv_ties", () => saveCsv("ties")], ["save_csv_gaps", () => saveCsv("gaps")],
  ["save_graphml", () => save(`${stem()}.graphml`, "application/xml", graphml())], ["save_gexf", () => save(`${stem()}.gexf`, "application/xml", gexf())], ["save_embed", () => embed()], ["print", () => print()]];
