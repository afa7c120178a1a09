// ---
// title: {en: Met, and no tie on record, ar: اجتمعا ولا صلة مسجلة بينهما}
// answers: Which actors of one kind were at the same event or in the same programme (their bodies and mayors counted as theirs) and have no tie on record?
// because:
//   pair: "{a} and {b} were both in {subjects}; no tie between them is on record."
//   group: "{n} actors were in {subjects}: {members}; {open} of {possible} pairs of them have no tie on record."
// mend: "Ask {a} and {b} whether they stayed in touch; offer them an exchange."
// mend_group: "Ask the members which of them stayed in touch, and note it; begin with those that are new to each other."
// missing: {tie: PARTNERS_WITH}
// section: met
// pairs: {of: actor, over: subject, group_above: 4}
// columns: [actor, subject, kind, country, via, evidence]
// reference: "Bodin and Tengö 2012, Disentangling intangible social-ecological systems: the open triad of two actors and a shared subject"
// ---
MATCH (x)-[t:TOOK_PART_IN|MEMBER_OF|PILOTS]->(s)
WHERE (s:Event OR s:Programme) AND NOT coalesce(t.role, '') IN ['organiser', 'moderator', 'funder']
OPTIONAL MATCH (x)<-[:HAS_BODY]-(c:City)
OPTIONAL MATCH (x)-[:LEADS]->(d:City)
WITH s, t, x, CASE WHEN c IS NULL THEN d ELSE c END AS c
WITH s, t, CASE WHEN c IS NULL THEN x ELSE c END AS a, CASE WHEN c IS NULL THEN null ELSE x.id END AS body
WHERE a:City OR a:NationalCoordinator OR a:CivilSocietyGroup
OPTIONAL MATCH (a)-[:IN_COUNTRY]->(k:Country)
RETURN a.id AS actor, s.id AS subject, a.kind AS kind, min(k.id) AS country, min(body) AS via, min(t.id) AS evidence
ORDER BY subject, actor
