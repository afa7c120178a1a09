// ---
// title: {en: Needs what the pilot offers, ar: تحتاج ما تقدمه المدينة الرائدة}
// answers: Is the other city reported to need what the pilot offers, or can it exchange with it as an equal?
// weight: 0.20
// criteria:
//   need:
//     share: 1
//     for:
//       needs: "{candidate} is reported to need {practices}, which {city} offers."
//       equal: "Both have a mechanism of their own and can exchange as equals: {bodies}."
//     question: "Does {candidate} need {offered}?"
// columns: [candidate, need, need_case, practices, bodies, offered, evidence]
// reference: "EUI city-to-city exchange: one named challenge, a peer with expertise; an equal counts three quarters (a judgement)"
// parameters: {city: {type: text, description: "Id of the pilot city."}}
// ---
MATCH (c:City {id: $city})
OPTIONAL MATCH (c)-[:OFFERS]->(p:Practice)
WITH c, collect(DISTINCT p.id) AS offered
OPTIONAL MATCH (c)-[:HAS_BODY]->(b:CoordinationBody)
WITH c, offered, collect(DISTINCT b.id) AS own
MATCH (o:City)
WHERE o.id <> c.id
OPTIONAL MATCH (o)-[t:NEEDS]->(p:Practice)
WHERE p.id IN offered
WITH o, offered, own, collect(DISTINCT p.id) AS practices, collect(DISTINCT t.id) AS said
OPTIONAL MATCH (o)-[h:HAS_BODY]->(b:CoordinationBody)
WITH o, offered, own, practices, said, collect(DISTINCT b.id) AS theirs, collect(DISTINCT h.id) AS having
RETURN o.id AS candidate,
       CASE WHEN size(practices) > 0 THEN 1.0 WHEN size(own) > 0 AND size(theirs) > 0 THEN 0.75 ELSE null END AS need,
       CASE WHEN size(practices) > 0 THEN 'needs' ELSE 'equal' END AS need_case,
       practices, own + theirs AS bodies, offered,
       CASE WHEN size(practices) > 0 THEN said WHEN size(own) > 0 THEN having ELSE [] END AS evidence
ORDER BY candidate
