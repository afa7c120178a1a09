// A graph of both kinds of edges is read by few programs: all are written from one end to the other, and `directed` says
// which of them mean it. What is shown as GraphML and as GEXF 1.3: actors with their places, ties with who says so; gaps are no ties and stay out.
function shownGraph() {
  const shownTies = look.ties.filter(tie => !tie.faded), shownNodes = look.nodes.filter(node => !look.faded.has(node.id));
  return {
    nodes: shownNodes.map(node => [node, { name: node.name, name_ar: node.ar || "", kind: node.kind, country: node.country, level: node.level, gaps: look.gapCount.get(node.id) || 0, x: place.get(node.id)?.[0] ?? 0, y: place.get(node.id)?.[1] ?? 0 }]),
    edges: shownTies.map(({ edge, record, change }) => [edge, { kind: edge.kind, directed: data.ties[edge.kind].directed, status: change || record.status, since: firstOf(record, "since"), until: firstOf(record, "until"), sources: sourcesOf(record) }]),
  };
}
const typeOf = value => (typeof value === "number" ? "double" : typeof value === "boolean" ? "boolean" : "string");

function graphml() {
  const graph = shownGraph(), keys = (list, of) => (list.length ? Object.entries(list[0][1]).map(([name, value]) => `<key id="${of[0]}_${name}" for="${of}" attr.name="${name}" attr.type="${typeOf(value)}"/>`) : []);
  const told = (values, of) => Object.entries(values).map(([name, value]) => `<data key="${of}_${name}">${escaped(value)}</data>`).join("");
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">', ...keys(graph.nodes, "node"), ...keys(graph.edges, "edge"), '<graph edgedefault="directed">',
    ...graph.nodes.map(([node, values]) => `<node id="${escaped(node.id)}">${told(values, "n")}</node>`),
    ...graph.edges.map(([edge, values]) => `<edge id="${escaped(edge.id)}" source="${escaped(edge.from)}" target="${escaped(edge.to)}">${told(values, "e")}</edge>`), "</graph>", "</graphml>"].join("\n");
}

function gexf() {
  const graph = shownGraph(), names = (list, without) => (list.length ? Object.entries(list[0][1]).filter(([name]) => !without.includes(name)) : []);
  const declared = (list, of, without) => `<attributes class="${of}">${names(list, without).map(([name, value]) => `<attribute id="${name}" title="${name}" type="${typeOf(value)}"/>`).join("")}</attributes>`;
  const told = (values, without) => `<attvalues>${Object.entries(values).filter(([name]) => !without.includes(name)).map(([name, value]) => `<attvalue for="${name}" value="${escaped(value)}"/>`).join("")}</attvalues>`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">', '<graph defaultedgetype="directed">',
    declared(graph.nodes, "node", ["name", "x", "y"]), declared(graph.edges, "edge", []), "<nodes>",
    ...graph.nodes.map(([node, values]) => `<node id="${escaped(node.id)}" label="${escaped(node.name)}">${told(values, ["name", "x", "y"])}<viz:position x="${n(values.x)}" y="${n(-values.y)}" z="0"/></node>`), "</nodes>", "<edges>",
    ...graph.edges.map(([edge, values]) => `<edge id="${escaped(edge.id)}" source="${escaped(edge.from)}" target="${escaped(edge.to)}" type="directed" label="${escaped(values.kind)}">${told(values, [])}</edge>`), "</edges>", "</graph>", "</gexf>"].join("\n");
}
