// ---
// title: {en: Asked for it or exchanged before, ar: طلبت المشاركة أو سبق لها التبادل}
// answers: Has the other city asked to learn, or exchanged with the pilot before (memorandum, exchange, visit)?
// weight: 0.20
// criteria:
//   before:
//     share: 1
//     for:
//       tie: "An exchange or partnership between {candidate} and {city} is on record."
//       asked: "{candidate} has asked to take part in a programme of {city}."
//       often: "{candidate} and {city} were together at {events}."
//       once: "{candidate} and {city} were together at {events}."
//     question: "Has {candidate} asked to learn from {city}, or visited it?"
// labels:
//   continue: "already learns from {city}: continue"
//   declined: "a source says that {city} does not share with it: ask before you plan"
// columns: [candidate, before, before_case, events, label, evidence]
// reference: "NetZeroCities twinning: evidenced interest of the twin"
// parameters: {city: {type: text, description: "Id of the pilot city."}}
// ---
MATCH (c:City {id: $city})
MATCH (o:City)
WHERE o.id <> c.id
OPTIONAL MATCH (c)-[t:PARTNERS_WITH|SHARES_LEARNING_WITH]-(o)
WHERE coalesce(t.form, '') <> 'met'
WITH c, o, collect(DISTINCT t.id) AS ties
OPTIONAL MATCH (o)-[u]->(:Programme)<-[:PILOTS]-(c)
WHERE u.role = 'applicant'
WITH c, o, ties, collect(DISTINCT u.id) AS asked
OPTIONAL MATCH (o)-[v:TOOK_PART_IN]->(e:Event)<-[w:TOOK_PART_IN]-(c)
WITH c, o, ties, asked, collect(DISTINCT e.id) AS own, collect(DISTINCT v.id) AS first
OPTIONAL MATCH (o)-[v:TOOK_PART_IN]->(e:Event)<-[:TOOK_PART_IN]-(:CoordinationBody)<-[:HAS_BODY]-(c)
WITH c, o, ties, asked, own, first, collect(DISTINCT e.id) AS body, collect(DISTINCT v.id) AS second
OPTIONAL MATCH (o)-[:HAS_BODY]->(:CoordinationBody)-[v:TOOK_PART_IN]->(e:Event)<-[:TOOK_PART_IN]-(c)
WITH c, o, ties, asked, own + [x IN body WHERE NOT x IN own] AS own, first + second AS first,
     collect(DISTINCT e.id) AS body, collect(DISTINCT v.id) AS second
OPTIONAL MATCH (o)-[:HAS_BODY]->(:CoordinationBody)-[v:TOOK_PART_IN]->(e:Event)<-[:TOOK_PART_IN]-(:CoordinationBody)<-[:HAS_BODY]-(c)
WITH c, o, ties, asked, own + [x IN body WHERE NOT x IN own] AS own, first + second AS first,
     collect(DISTINCT e.id) AS body, collect(DISTINCT v.id) AS second
WITH c, o, ties, asked, own + [x IN body WHERE NOT x IN own] AS events, first + second AS seen
WITH c, o, ties, asked, events, seen,
     EXISTS { MATCH (c)-[:SHARES_LEARNING_WITH]->(o) } AS learns,
     EXISTS { MATCH (c)<-[:FROM_ACTOR]-(q:Claim)-[:TO_ACTOR]->(o) WHERE q.tie = 'SHARES_LEARNING_WITH' AND q.says = 'no' } AS declined
WHERE size(ties) > 0 OR size(asked) > 0 OR size(events) > 0 OR declined
RETURN o.id AS candidate,
       CASE WHEN size(ties) > 0 OR size(asked) > 0 OR size(events) > 1 THEN 1.0 WHEN size(events) = 1 THEN 0.5 ELSE null END AS before,
       CASE WHEN size(ties) > 0 THEN 'tie' WHEN size(asked) > 0 THEN 'asked' WHEN size(events) > 1 THEN 'often' ELSE 'once' END AS before_case,
       events, CASE WHEN learns THEN 'continue' WHEN declined THEN 'declined' ELSE null END AS label,
       ties + asked + seen AS evidence
ORDER BY candidate
