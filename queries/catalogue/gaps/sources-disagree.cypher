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
