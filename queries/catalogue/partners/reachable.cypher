// ---
// title: {en: Can be reached, ar: سهولة الوصول}
// answers: Do the two have a language in common, are they near, twinned, or in one programme?
// weight: 0.15
// criteria:
//   language:
//     share: 0.25
//     for: "They have a language in common."
//     against: "They have no language in common."
//     question: "Which languages are in use in {candidate}?"
//   nearness:
//     share: 0.25
//     for: "They are {km} km apart."
//     against: "They are {km} km apart."
//     question: "Where does {candidate} lie?"
//   twinned:
//     share: 0.25
//     for: "They are twinned."
//     question: "Are {candidate} and {city} twinned?"
//   programme:
//     share: 0.25
//     for: "Both are in {programmes}."
//     question: "Is {candidate} in a programme with {city}?"
// columns: [candidate, language, nearness, twinned, programme, km, programmes, evidence]
// reference: "Distance on a sphere of 6,371 km, nothing counts beyond 500 km; a judgement"
// parameters: {city: {type: text, description: "Id of the pilot city."}}
// ---
MATCH (c:City {id: $city})
OPTIONAL MATCH (c)-[:IN_COUNTRY]->(k:Country)
MATCH (o:City)
WHERE o.id <> c.id
OPTIONAL MATCH (o)-[:IN_COUNTRY]->(n:Country)
OPTIONAL MATCH (c)-[t:TWINNED_WITH]-(o)
WITH c, o, coalesce(c.languages, k.languages) AS ours, coalesce(o.languages, n.languages) AS theirs, collect(DISTINCT t.id) AS twins
OPTIONAL MATCH (c)-[m:MEMBER_OF|PILOTS]->(p)<-[w:MEMBER_OF|PILOTS]-(o)
WITH c, o, ours, theirs, twins, collect(DISTINCT p.id) AS programmes, collect(DISTINCT w.id) AS shared
WITH c, o, ours, theirs, twins, programmes, shared,
     sin(radians(o.lat - c.lat) / 2) * sin(radians(o.lat - c.lat) / 2)
     + cos(radians(c.lat)) * cos(radians(o.lat)) * sin(radians(o.lon - c.lon) / 2) * sin(radians(o.lon - c.lon) / 2) AS chord
WITH c, o, ours, theirs, twins, programmes, shared, round(2 * 6371 * asin(sqrt(chord))) AS km
RETURN o.id AS candidate,
       CASE WHEN ours IS NULL OR theirs IS NULL THEN null
            WHEN any(x IN split(ours, ';') WHERE x IN split(theirs, ';')) THEN 1.0 ELSE 0.0 END AS language,
       CASE WHEN km IS NULL THEN null WHEN km >= 500 THEN 0.0 ELSE 1.0 - km / 500.0 END AS nearness,
       CASE WHEN size(twins) > 0 THEN 1.0 ELSE null END AS twinned,
       CASE WHEN size(programmes) > 0 THEN 1.0 ELSE null END AS programme,
       km, programmes, twins + shared AS evidence
ORDER BY candidate
