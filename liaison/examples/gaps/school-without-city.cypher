// ---
// title: {en: School without a city, ar: مدرسة بلا مدينة}
// answers: Which schools have no tie to a city on record?
// because:
//   en:
//     none: "{school} has no tie to a city on record."
//     some: "{school} has no tie to a city on record; {peers:another school|# other schools} of {country} {peers:has|have} one."
//   ar: {none: "ليس مسجلًا أي ارتباط بين {school} ومدينة.", some: "ليس مسجلًا أي ارتباط بين {school} ومدينة."}
// mend: {en: {none: "Ask {school} whom it knows.", some: "Ask {school} whom it knows."}}
// missing: {tie: TEACHES_WITH, from: school, to: "some City in {country}"}
// columns: [school, country, peers, case]
// ---
MATCH (k:Country)<-[:IN_COUNTRY]-(s:School)
WITH k, s, EXISTS { MATCH (s)-[:TEACHES_WITH]-(:City) } AS tied
WITH k, collect(s.id) AS schools, collect(CASE WHEN tied THEN s.id END) AS having
UNWIND [x IN schools WHERE NOT x IN having] AS school
RETURN school, k.id AS country, size(having) AS peers, CASE WHEN size(having) = 0 THEN 'none' ELSE 'some' END AS case
ORDER BY country, school
