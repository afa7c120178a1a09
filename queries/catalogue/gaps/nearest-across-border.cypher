// ---
// title: {en: "Nearest city across a border", ar: "أقرب مدينة عبر الحدود"}
// answers: Which city and the nearest city of a neighbouring country, within 75 km, have no tie on record?
// because:
//   en: "{a} and {b} lie {km} km apart, in a straight line, on two sides of a border; no tie between them is on record."
//   ar: "تقع {a} و{b} على جانبي حدود، وبينهما {km} كم في خط مستقيم؛ ولا صلة مسجلة بينهما."
// mend:
//   en: "Ask {a} and {b} whether they know each other; offer them a visit."
//   ar: "اسألوا {a} و{b} هل تعرف إحداهما الأخرى، واعرضوا عليهما زيارة."
// missing: {tie: PARTNERS_WITH, from: a, to: b}
// measure: {nearest_abroad: {km: 75}}
// columns: [actor, country, lat, lon, neighbours]
// reference: "Cross-border cooperation of local authorities: Council of Europe, Madrid Outline Convention, 1980; 75 km is a judgement"
// ---
MATCH (c:City)-[:IN_COUNTRY]->(k:Country)
WHERE NOT c.ended AND c.lat IS NOT NULL AND c.lon IS NOT NULL AND k.neighbours IS NOT NULL
RETURN c.id AS actor, k.id AS country, c.lat AS lat, c.lon AS lon, k.neighbours AS neighbours
ORDER BY actor
