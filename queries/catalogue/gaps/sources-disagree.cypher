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
CALL {
  MATCH (a)-[t]->(b:Actor)
  WHERE t.disputed
  RETURN t.id AS subject, a.id AS source, b.id AS target, type(t) AS verb, coalesce(a.country, b.country) AS country
  UNION ALL
  MATCH (a:Actor)
  RETURN a.id AS subject, a.id AS source, null AS target, null AS verb, a.country AS country
}
WITH subject, source, target, verb, country
RETURN subject, source, target, verb, country
ORDER BY subject
