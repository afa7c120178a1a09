// The slider over time: what held on a day, or what was known by a day; and a second day for the view of two dates.
function timeline() {
  const box = $("time");
  box.hidden = months.length < 2;
  if (box.hidden) return;
  const dates = view().asks === "dates";
  if (dates && !state.second) state.second = months[0];
  const clocks = ["held", "known"].map(name => button(w(`clock_${name}`), () => go(now => { now.clock = name; }), { "aria-pressed": String(state.clock === name), key: `clock:${name}` }));
  redo(box, make("div", { className: "seg", role: "group", "aria-label": w("clock") }, ...clocks),
    dates ? slider("second", w("first_date")) : "", slider("day", dates ? w("second_date") : w(state.clock === "held" ? "as_of" : "known_by")),
    state.day !== data.asOf ? button(w("back_to_date"), () => go(now => { now.day = data.asOf; }), { key: "back-day" }) : "");
}
function slider(name, label) {
  const at = day => { let best = 0; months.forEach((month, i) => { if (month <= day) best = i; }); return best; };
  const shown = make("bdi", { className: "date", textContent: dayText(state[name]) });
  const range = make("input", { type: "range", min: 0, max: months.length - 1, value: at(state[name]), "aria-label": label, "aria-valuetext": dayText(state[name]), key: `slide:${name}`, on: {
    input: () => { state[name] = months[range.value]; shown.textContent = dayText(state[name]); range.setAttribute("aria-valuetext", dayText(state[name])); lookAgain(); placeAll(); fans = fan(look.ties); network.redraw(); },
    change: () => { const day = months[range.value]; go(now => { now[name] = day; }); say(`${label} ${dayText(day)}${comma()}${tell("n_ties", { n: look.ties.length })}`); } } });
  return make("label", { className: "slide" }, make("span", {}, label), range, shown);
}
