// What lies beyond the edges of a picture by level: how many countries, on a button that goes there.
function tellBeyond(put) {
  const { width } = size(), own = $("canvas").getBoundingClientRect(), columns = view().layout === "levels" && !inGroups() ? bands.columns : [];
  const middle = ([, begin, end]) => put.at([(begin + end) / 2, 0])[0], beyond = { left: columns.filter(one => middle(one) < 0), right: columns.filter(one => middle(one) > width) };
  for (const [side, list] of Object.entries(beyond)) {
    const mark = $(`beyond-${side}`), names = list.map(([code]) => countryName(code)), text = list.length === 1 ? names[0] : tell("more_countries", { n: list.length });
    if (!list.length && document.activeElement === mark) $("picture").focus({ preventScroll: true });
    mark.hidden = !list.length;
    mark.replaceChildren(...[make("span", { "aria-hidden": "true" }, "← "), bdi(text), make("span", { "aria-hidden": "true" }, " →")].filter((_, at) => at !== (side === "left" ? 2 : 0)));
    mark.dir = "ltr";
    mark.title = names.join(comma());
    mark.setAttribute("aria-label", list.length === 1 ? text : `${text}: ${names.join(comma())}`);
  }
  return ["left", "right"].map(side => $(`beyond-${side}`).getBoundingClientRect()).filter(box => box.width).map(box => [box.left - own.left - 3, box.top - own.top - 3, box.right - own.left + 3, box.bottom - own.top + 3]);
}
for (const [side, way] of [["left", -1], ["right", 1]]) $(`beyond-${side}`).addEventListener("click", () => {
  const { x, y } = network.getViewPosition(); // most of a screen further, and not past the last column
  const ends = bands.columns.map(([, begin, end]) => (way < 0 ? begin : end)), half = size().width / 2 / network.getScale(), most = (way < 0 ? Math.min : Math.max)(...ends) - way * (half - 14);
  const to = x + way * 1.4 * half;
  moveTo(way < 0 ? Math.max(to, most) : Math.min(to, most), y);
});
