// ---
// title: {en: "One practice, no tie", ar: "ممارسة مشتركة ولا صلة"}
// answers: Which cities offer or need the same practice (their bodies counted as theirs) and have no tie on record?
// because:
//   en:
//     pair: "{a} and {b} both offer or need {subjects}. No tie between them is on record."
//     group: "{count members} offer or need {subjects}: {members}. For {open} of the {possible} pairs among them no tie is on record."
//   ar:
//     pair: "لدى كل من {a} و{b} عرض أو حاجة في {subjects}. ولا صلة مسجلة بينهما."
//     group: "لدى {count members} عرض أو حاجة في {subjects}: {members}. ولا صلة مسجلة في {open} من أصل {possible:زوج واحد|زوجين|# أزواج|# زوجًا|# زوج} بينها."
// mend:
//   en: "Ask {a} and {b} to tell each other how they go about {subjects}."
//   ar: "اطلبوا من {a} و{b} أن يُطلع كل منهما الآخر على طريقة عمله في {subjects}."
// mend_group:
//   en: "Ask those that offer or need {subjects} to tell each other how they go about it; begin with one that offers and one that needs it."
//   ar: "اطلبوا ممن لديهم عرض أو حاجة في {subjects} أن يُطلع بعضهم بعضًا على طريقة عمله؛ وابدؤوا بمن يقدم ومن يحتاج."
// missing: {tie: PARTNERS_WITH}
// pairs: {of: actor, over: subject, group_above: 6}
// weighs: "practices that the two share"
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
