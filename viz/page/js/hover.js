// The card beside the pointer: what it is on, in a few words; the panel tells the rest.
function showCard(hit, x, y) {
  const card = $("card");
  if (!hit) { hideCard(); return; }
  const key = Object.entries(hit)[0].join(":");
  if (card.dataset.of !== key) { card.dataset.of = key; card.replaceChildren(...cardLines(hit).filter(Boolean)); }
  card.hidden = false;
  const { width, height } = size(), wide = card.offsetWidth, tall = card.offsetHeight;
  card.style.left = `${Math.max(4, x + 16 + wide > width ? x - wide - 12 : x + 16)}px`;
  card.style.top = `${Math.max(4, y + 16 + tall > height ? y - tall - 12 : y + 16)}px`;
}
function hideCard() { $("card").hidden = true; $("card").dataset.of = ""; }

function cardLines({ actor, gap, tie, partner, crowd, disc, link: pair }) {
  const strong = text => make("strong", { dir: dirOf(text), textContent: text }), line = text => make("span", {}, text);
  if (actor) {
    const node = byId.get(actor);
    return [strong(nameOf(node)), line([pick(data.kinds[node.kind].label), node.country && countryName(node.country)].filter(Boolean).join(comma())),
      line([tell("n_ties", { n: look.degree.get(actor) || 0 }), tell("n_gaps", { n: look.gapCount.get(actor) || 0 })].join(" · "))];
  }
  if (partner) {
    const at = look.partners.findIndex(each => each.id === partner), one = look.partners[at];
    return [strong(`${at + 1}. ${nounOf(partner)}`), line(w("suggested")), line(tell("score_of", { score: Math.round(one.score * 100), high: Math.round(one.high * 100) }))];
  }
  if (gap) { const one = gapById.get(gap); return [spoken(one.because, "strong"), line(w("sections")[one.section])]; }
  if (tie) {
    const edge = edgeById.get(tie), claims = claimsOf(edge), from = claims.find(claim => claim.source >= 0);
    return [make("strong", {}, sentence(tieSentence(edge))), from && make("span", {}, `${w("source")}: `, bdi(sources[from.source].title), sources[from.source].date ? comma() : "", bdi(sources[from.source].date || "")), claims.length > 1 && line(tell("n_claims", { n: claims.length }))];
  }
  if (crowd) {
    const one = crowds.find(each => each.id === crowd), names = one.members.slice(0, 8).map(nameOf);
    return [strong(`${pick(data.kinds[one.kind].plural)}${comma()}${countryName(one.country)}`), line(names.join(comma()) + (one.members.length > 8 ? ` … ${one.members.length - 8}` : "")), line(w("click_to_unfold"))];
  }
  if (disc) { const one = discOf.get(disc); return [strong(discName(one)), line(tell("n_actors", { n: one.count })), line(tell("n_gaps", { n: one.gaps })), line(w(one.open ? "click_to_fold" : "click_to_unfold"))]; }
  const one = look.between.get(pair);
  return [strong(`${discName(one.a)} – ${discName(one.b)}`), line(tell("n_ties", { n: one.ties })), line(tell("n_gaps", { n: one.gaps }))];
}
