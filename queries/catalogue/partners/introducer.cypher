// ---
// title: {en: Somebody can introduce them, ar: من يعرّف إحداهما بالأخرى}
// answers: Who is tied to both, and is not the programme's own network?
// weight: 0.05
// criteria:
//   known:
//     share: 1
//     for: "{introducers} can introduce them."
//     question: "Who knows both {candidate} and {city}?"
// columns: [candidate, known, introducers, evidence]
// reference: "Gould and Fernandez 1989, structures of mediation: the liaison between two that are not tied"
// parameters: {city: {type: text, description: "Id of the pilot city."}}
// ---
MATCH (c:City {id: $city})-[t]-(m)-[u]-(o:City)
WHERE o.id <> c.id
  AND (m:City OR m:CivilSocietyGroup OR m:Organisation OR m:NationalCoordinator OR m:Ministry OR m:Authority)
  AND NOT type(t) IN ['IN_COUNTRY', 'BASED_IN', 'LEADS'] AND NOT type(u) IN ['IN_COUNTRY', 'BASED_IN', 'LEADS']
  AND coalesce(t.form, '') <> 'met' AND coalesce(u.form, '') <> 'met'
  AND NOT EXISTS { MATCH (c)-[:PILOTS]->(:Programme)<-[:SUPPORTS]-(m) }
WITH o, m, min(t.id) AS first, min(u.id) AS second
ORDER BY o.id, m.id
RETURN o.id AS candidate, 1.0 AS known, collect(m.id) AS introducers, collect(first) + collect(second) AS evidence
ORDER BY candidate
