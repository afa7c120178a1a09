// ---
// title: {en: Asked for it or exchanged before, ar: طلبت المشاركة أو سبق لها التبادل}
// answers: Has the taker asked to learn, or have the two exchanged before (memorandum, exchange, visit)?
// weight: 0.20
// criteria:
//   before:
//     share: 1
//     for:
//       tie: "An exchange or partnership between {candidate} and {city}, or a body of one, is on record."
//       asked: "{taker} has asked to take part in {programmes}, which {giver} pilots."
//       often: "{theirs} and {ours} were together at {events}."
//       once: "{theirs} and {ours} were together once, at {events}."
//     note: "{notes}"
//     question: "Has {taker} asked to learn from {giver}, or visited it?"
//     fill: "ties TOOK_PART_IN, PARTNERS_WITH and SHARES_LEARNING_WITH of cities and their bodies"
//     ar:
//       for:
//         tie: "بين {candidate} و{city} أو هيئة لإحداهما تبادل أو شراكة مسجلة."
//         asked: "طلبت {taker} المشاركة في {programmes} الذي تجربه {giver}."
//         often: "اجتمع {theirs} و{ours} في {events}."
//         once: "اجتمع {theirs} و{ours} مرة واحدة في {events}."
//       question: "هل طلبت {taker} أن تتعلم من {giver} أو زارتها؟"
// labels:
//   continue: "{taker} already learns from {giver}: continue"
//   declined: "a source says that {giver} does not share with {taker}: ask before you plan"
// vetoes: [declined]
// labels_ar:
//   continue: "{taker} تتعلم من {giver} بالفعل: استمرار"
//   declined: "مصدر يقول إن {giver} لا تشارك {taker}: اسأل قبل التخطيط"
// columns: [candidate, before, before_case, events, ours, theirs, programmes, notes, label, evidence]
// reference: "NetZeroCities twinning: evidenced interest of the twin; one meeting counts half (a judgement)"
// parameters:
//   giver: {type: actor, description: "The city that gives; blank if any gives to the taker."}
//   taker: {type: actor, default: "", description: "The city that takes; blank if any takes from the giver."}
// ---
MATCH (c:City) WHERE c.id = $giver OR c.id = $taker
OPTIONAL MATCH (c)-[:HAS_BODY|LEADS]-(b) WHERE b:CoordinationBody OR b:Mayor
WITH c, collect(DISTINCT b.id) AS bodies
WITH c, [c.id] + bodies AS own
OPTIONAL MATCH (x)-[:TOOK_PART_IN]->(e:Event) WHERE x.id IN own
WITH c, own, collect(DISTINCT e.id) AS attended
MATCH (o:City) WHERE o.id <> c.id
OPTIONAL MATCH (c)-[t:PARTNERS_WITH|SHARES_LEARNING_WITH]-(o) WHERE coalesce(t.form, '') <> 'met'
WITH c, o, own, attended, collect(DISTINCT t.id) AS ties
OPTIONAL MATCH (c)-[:HAS_BODY|LEADS]-(b)-[t:PARTNERS_WITH|SHARES_LEARNING_WITH]-(o) WHERE coalesce(t.form, '') <> 'met'
WITH c, o, own, attended, ties, collect(DISTINCT t.id) AS more
WITH c, o, own, attended, ties + more AS ties
OPTIONAL MATCH (o)-[:HAS_BODY|LEADS]-(b)-[t:PARTNERS_WITH|SHARES_LEARNING_WITH]-(c) WHERE coalesce(t.form, '') <> 'met'
WITH c, o, own, attended, ties, collect(DISTINCT t.id) AS more
WITH c, o, own, attended, ties + more AS ties
OPTIONAL MATCH (c)-[a:PILOTS]->(p:Programme)<-[u]-(o) WHERE u.role = 'applicant' AND $taker = ''
WITH c, o, own, attended, ties, collect(DISTINCT p.id) AS programmes, collect(DISTINCT u.id) + collect(DISTINCT a.id) AS asked
OPTIONAL MATCH (o)-[a:PILOTS]->(p:Programme)<-[u]-(c) WHERE u.role = 'applicant' AND $giver = ''
WITH c, o, own, attended, ties, programmes, asked, collect(DISTINCT p.id) AS others, collect(DISTINCT u.id) + collect(DISTINCT a.id) AS also
WITH c, o, own, attended, ties, programmes + others AS programmes, asked + also AS asked
OPTIONAL MATCH (o)-[:TOOK_PART_IN]->(e:Event) WHERE e.id IN attended
WITH c, o, own, attended, ties, programmes, asked, collect(DISTINCT e.id) AS direct
OPTIONAL MATCH (o)-[:HAS_BODY|LEADS]-(b)-[:TOOK_PART_IN]->(e:Event) WHERE e.id IN attended AND (b:CoordinationBody OR b:Mayor)
WITH c, o, own, ties, programmes, asked, direct, collect(DISTINCT e.id) AS further
WITH c, o, own, ties, programmes, asked, direct + [x IN further WHERE NOT x IN direct] AS events,
     ($taker = '' AND (EXISTS { MATCH (c)-[:SHARES_LEARNING_WITH]->(o) } OR EXISTS { MATCH (c)-[:HAS_BODY|LEADS]-(b)-[:SHARES_LEARNING_WITH]->(o) }))
     OR ($giver = '' AND (EXISTS { MATCH (o)-[:SHARES_LEARNING_WITH]->(c) } OR EXISTS { MATCH (o)-[:HAS_BODY|LEADS]-(b)-[:SHARES_LEARNING_WITH]->(c) })) AS learns,
     ($taker = '' AND EXISTS { MATCH (c)<-[:FROM_ACTOR]-(q:Claim)-[:TO_ACTOR]->(o) WHERE q.tie = 'SHARES_LEARNING_WITH' AND q.says = 'no' })
     OR ($giver = '' AND EXISTS { MATCH (o)<-[:FROM_ACTOR]-(q:Claim)-[:TO_ACTOR]->(c) WHERE q.tie = 'SHARES_LEARNING_WITH' AND q.says = 'no' }) AS declined
WHERE size(ties) > 0 OR size(asked) > 0 OR size(events) > 0 OR declined
OPTIONAL MATCH (o)-[:HAS_BODY|LEADS]-(b) WHERE b:CoordinationBody OR b:Mayor
WITH o, own, collect(DISTINCT b.id) AS bodies, ties, programmes, asked, events, learns, declined
WITH o, own, [o.id] + bodies AS other, ties, programmes, asked, events, learns, declined
OPTIONAL MATCH (e:Event) WHERE e.id IN events
OPTIONAL MATCH (y)-[w:TOOK_PART_IN]->(e)<-[v:TOOK_PART_IN]-(x) WHERE y.id IN other AND x.id IN own
WITH o, ties, programmes, asked, events, learns, declined, collect(DISTINCT x.id) AS ours, collect(DISTINCT y.id) AS theirs,
     collect(DISTINCT CASE WHEN w IS NULL THEN null ELSE e.note END) AS notes, collect(DISTINCT v.id) + collect(DISTINCT w.id) AS seen
RETURN o.id AS candidate,
       CASE WHEN size(ties) > 0 OR size(asked) > 0 OR size(events) > 1 THEN 1.0 WHEN size(events) = 1 THEN 0.5 ELSE null END AS before,
       CASE WHEN size(ties) > 0 THEN 'tie' WHEN size(asked) > 0 THEN 'asked' WHEN size(events) > 1 THEN 'often' ELSE 'once' END AS before_case,
       events, ours, theirs, programmes, notes, CASE WHEN learns THEN 'continue' WHEN declined THEN 'declined' ELSE null END AS label,
       ties + asked + seen AS evidence
ORDER BY candidate
