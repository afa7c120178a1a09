// ---
// title: {en: Can receive, ar: القدرة على الاستقبال}
// answers: Has the other city somebody who takes up what it learns, a focal point, a body, a local group?
// weight: 0.15
// criteria:
//   body:
//     share: 0.4
//     for: "{candidate} has {bodies}."
//     question: "Has {candidate} a coordination body?"
//   focal:
//     share: 0.3
//     for: "There is {focals} as a focal point."
//     question: "Who is the focal point in {candidate}?"
//   group:
//     share: 0.3
//     for: "{groups} works there."
//     question: "Which civil-society groups work in {candidate}?"
// columns: [candidate, body, focal, group, bodies, focals, groups, evidence]
// reference: "Strong Cities Network, 2018: a multi-stakeholder local network receives the model"
// parameters: {city: {type: text, description: "Id of the pilot city."}}
// ---
MATCH (o:City)
WHERE o.id <> $city
OPTIONAL MATCH (o)-[h:HAS_BODY]->(b:CoordinationBody)
WITH o, collect(DISTINCT b.id) AS bodies, collect(DISTINCT h.id) AS one
OPTIONAL MATCH (o)<-[l:LEADS]-(m:Mayor)
WITH o, bodies, one, collect(DISTINCT m.id) AS focals
OPTIONAL MATCH (o)-[t:WORKS_IN|PARTNERS_WITH]-(g:CivilSocietyGroup)
WHERE coalesce(t.form, '') <> 'met'
WITH o, bodies, one, focals, collect(DISTINCT g.id) AS groups, collect(DISTINCT t.id) AS two
WHERE size(bodies) + size(focals) + size(groups) > 0
RETURN o.id AS candidate,
       CASE WHEN size(bodies) > 0 THEN 1.0 ELSE null END AS body,
       CASE WHEN size(focals) > 0 THEN 1.0 ELSE null END AS focal,
       CASE WHEN size(groups) > 0 THEN 1.0 ELSE null END AS group,
       bodies, focals, groups, one + two AS evidence
ORDER BY candidate
