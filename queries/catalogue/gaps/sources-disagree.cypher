// ---
// title: {en: "Sources disagree", ar: "المصادر مختلفة"}
// answers: Of which ties do sources say both that they are there and that they are not, and which properties have several values?
// because:
//   en:
//     tie: "Sources disagree whether {source} {verb} {target}: {said}."
//     value: "Sources disagree about {property} of {source}: {said}."
//   ar:
//     tie: "تختلف المصادر في أن {source} {verb} {target}: {said}."
//     value: "تختلف المصادر في {property} لدى {source}: {said}."
// mend:
//   en: "Ask {source} which is right, and note the answer with its date; keep both sources."
//   ar: "اسألوا {source} أيهما الصحيح، وسجلوا الجواب بتاريخه؛ وأبقوا المصدرين."
// section: fragile
// certainty: reported
// severity: medium
// identity: [subject, property]
// measure: {disagreements: {}}
// columns: [subject, source, target, verb, country]
// reference: "Krackhardt 1987, Cognitive social structures, Social Networks 9(2): what to do when reports of one tie differ"
// ---
MATCH (a:Actor)
OPTIONAL MATCH (a)-[t]->(b:Actor) WHERE t.disputed
WITH a, collect(CASE WHEN t IS NULL THEN null
                     ELSE {subject: t.id, target: b.id, verb: type(t), country: coalesce(a.country, b.country)} END) AS disputed
UNWIND disputed + [{subject: a.id, target: null, verb: null, country: a.country}] AS one
RETURN one.subject AS subject, a.id AS source, one.target AS target, one.verb AS verb, one.country AS country
ORDER BY subject
