// ---
// title: {en: "One practice, no tie", ar: "ممارسة مشتركة ولا صلة"}
// answers: Which cities offer or need the same practice (their bodies counted as theirs) and have no tie on record?
// because:
//   en:
//     pair: "{a} and {b} both have to do with {subjects}; no tie between them is on record."
//     group: "{n} cities have to do with {subjects}: {members}; {open} of {possible} pairs of them have no tie on record."
//   ar:
//     pair: "لكل من {a} و{b} شأن بـ{subjects}؛ ولا صلة مسجلة بينهما."
//     group: "لعدد {n} من المدن شأن بـ{subjects}: {members}؛ و{open} من أصل {possible} زوجًا منها بلا صلة مسجلة."
// mend:
//   en: "Ask {a} and {b} to tell each other how they do it."
//   ar: "اطلبوا من {a} و{b} أن يطلع كل منهما الآخر على طريقته."
// mend_group:
//   en: "Ask the members to tell each other how they do it; begin with one that offers and one that needs."
//   ar: "اطلبوا من الأعضاء أن يطلع بعضهم بعضًا على طريقته؛ وابدؤوا بمن يقدم ومن يحتاج."
// missing: {tie: PARTNERS_WITH}
// pairs: {of: actor, over: subject, group_above: 6}
// columns: [actor, subject, country, evidence]
// reference: "Bodin and Tengö 2012, Disentangling intangible social-ecological systems: the open triad of two actors and a shared subject"
// ---
MATCH (x)-[t:OFFERS|NEEDS]->(s:Practice)
WITH x, collect([s.id, t.id]) AS found
MATCH (x)-[:ACTS_FOR*0..1]->(a:City)
WHERE NOT a.ended
UNWIND found AS one
RETURN a.id AS actor, one[0] AS subject, a.country AS country, min(one[1]) AS evidence
ORDER BY subject, actor
