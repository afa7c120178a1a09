// ---
// title: {en: "Sources disagree", ar: "المصادر مختلفة"}
// answers: Of which ties do sources say both that they are there and that they are not, and which properties have several values?
// because:
//   en:
//     tie: "Sources disagree whether {source} {verb} {target}: {said}."
//     value: "Sources disagree about the {label property} of {source}: {said}."
//   ar:
//     tie: "تختلف المصادر في هذه الصلة: {source} {verb} {target}: {said_ar}."
//     value: "تختلف المصادر في {label property} لدى {source}: {said_ar}."
// mend:
//   en:
//     tie: "Ask {source} and {target} which is right, and note the answer with its date; keep the rows of all sources."
//     value: "Ask {source} for its {label property} and the day it holds for, and note both; keep the rows of all sources."
//   ar:
//     tie: "اسألوا {source} و{target} أيها الصحيح، وسجلوا الجواب بتاريخه؛ وأبقوا صفوف المصادر كلها."
//     value: "اسألوا {source} عن {label property} وعن تاريخ صحته، وسجلوا الجواب؛ وأبقوا صفوف المصادر كلها."
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
