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
//         asked: "طلبت {taker} المشاركة في {programmes}، مما تجربه {giver}."
//         often: "جمعت {events} بين {theirs} و{ours}."
//         once: "جمعت {events} بين {theirs} و{ours}، مرة واحدة."
//       question: "هل طلبت {taker} أن تتعلم من {giver} أو زارتها؟"
// labels:
//   continue: "{taker} already learns from {giver}: continue"
//   declined: "a source says that {giver} does not share with {taker}: ask before you plan"
// vetoes: [declined]
// labels_ar:
//   continue: "تتعلم {taker} من {giver} بالفعل: يُستحسن الاستمرار"
//   declined: "يقول مصدر إن {giver} لا تشارك {taker} خبرتها: اسألوا قبل التخطيط"
// columns: [candidate, before, before_case, events, ours, theirs, programmes, notes, label, evidence]
// reference: "NetZeroCities twinning: evidenced interest of the twin; one meeting counts half (a judgement)"
// parameters:
//   giver: {type: actor, description: "The city that gives; blank if any gives to the taker."}
//   taker: {type: actor, default: "", description: "The city that takes; blank if any takes from the giver."}
// ---
MATCH (c:City) WHERE c.id = $giver OR c.id = $taker
OPTIONAL MATCH (c)-[:TOOK_PART_IN]->(e:Event)
WITH c, collect(DISTINCT e.id) AS visited
OPTIONAL MATCH (c)-[:HAS_BODY|LEADS]-(b)-[:TOOK_PART_IN]->(e:Event) WHERE b:CoordinationBody OR b:Mayor
WITH c, visited, collect(DISTINCT e.id) AS further
WITH c, visited + [x IN further WHERE NOT x IN visited] AS attended
// The few that it may have exchanged with, before anything is looked up of each.
OPTIONAL MATCH (c)-[:PARTNERS_WITH|SHARES_LEARNING_WITH]-(o:City)
WITH c, attended, collect(DISTINCT o.id) AS near
OPTIONAL MATCH (c)-[:HAS_BODY|LEADS]-(b)-[:PARTNERS_WITH|SHARES_LEARNING_WITH]-(o:City)
WITH c, attended, near, collect(DISTINCT o.id) AS more
WITH c, attended, near + more AS near
OPTIONAL MATCH (c)-[:PARTNERS_WITH|SHARES_LEARNING_WITH]-(b)-[:HAS_BODY|LEADS]-(o:City)
WITH c, attended, near, collect(DISTINCT o.id) AS more
WITH c, attended, near + more AS near
OPTIONAL MATCH (c)-[a]->(p:Programme)<-[u]-(o:City) WHERE a.role = 'applicant' OR u.role = 'applicant'
WITH c, attended, near, collect(DISTINCT o.id) AS more
WITH c, attended, near + more AS near
OPTIONAL MATCH (e:Event)<-[:TOOK_PART_IN]-(o:City) WHERE e.id IN attended
WITH c, attended, near, collect(DISTINCT o.id) AS more
WITH c, attended, near + more AS near
OPTIONAL MATCH (e:Event)<-[:TOOK_PART_IN]-(b)-[:HAS_BODY|LEADS]-(o:City) WHERE e.id IN attended AND (b:CoordinationBody OR b:Mayor)
WITH c, attended, near, collect(DISTINCT o.id) AS more
WITH c, attended, near + more AS near
OPTIONAL MATCH (c)-[:FROM_ACTOR|TO_ACTOR]-(q:Claim)-[:FROM_ACTOR|TO_ACTOR]-(o:City) WHERE q.tie = 'SHARES_LEARNING_WITH' AND q.says = 'no'
WITH c, attended, near, collect(DISTINCT o.id) AS more
WITH c, attended, near + more AS near
UNWIND near AS ident
WITH DISTINCT c, attended, ident
MATCH (o:City {id: ident}) WHERE o.id <> c.id
OPTIONAL MATCH (c)-[t:PARTNERS_WITH|SHARES_LEARNING_WITH]-(o) WHERE coalesce(t.form, '') <> 'met'
WITH c, o, attended, collect(DISTINCT t.id) AS ties
OPTIONAL MATCH (c)-[:HAS_BODY|LEADS]-(b)-[t:PARTNERS_WITH|SHARES_LEARNING_WITH]-(o) WHERE coalesce(t.form, '') <> 'met'
WITH c, o, attended, ties, collect(DISTINCT t.id) AS more
WITH c, o, attended, ties + more AS ties
OPTIONAL MATCH (o)-[:HAS_BODY|LEADS]-(b)-[t:PARTNERS_WITH|SHARES_LEARNING_WITH]-(c) WHERE coalesce(t.form, '') <> 'met'
WITH c, o, attended, ties, collect(DISTINCT t.id) AS more
WITH c, o, attended, ties + more AS ties
OPTIONAL MATCH (c)-[a:PILOTS]->(p:Programme)<-[u]-(o) WHERE u.role = 'applicant' AND $taker = ''
WITH c, o, attended, ties, collect(DISTINCT p.id) AS programmes, collect(DISTINCT u.id) + collect(DISTINCT a.id) AS asked
OPTIONAL MATCH (o)-[a:PILOTS]->(p:Programme)<-[u]-(c) WHERE u.role = 'applicant' AND $giver = ''
WITH c, o, attended, ties, programmes, asked, collect(DISTINCT p.id) AS others, collect(DISTINCT u.id) + collect(DISTINCT a.id) AS also
WITH c, o, attended, ties, programmes + others AS programmes, asked + also AS asked
OPTIONAL MATCH (o)-[:TOOK_PART_IN]->(e:Event) WHERE e.id IN attended
WITH c, o, attended, ties, programmes, asked, collect(DISTINCT e.id) AS direct
OPTIONAL MATCH (o)-[:HAS_BODY|LEADS]-(b)-[:TOOK_PART_IN]->(e:Event) WHERE e.id IN attended AND (b:CoordinationBody OR b:Mayor)
WITH c, o, ties, programmes, asked, direct, collect(DISTINCT e.id) AS further
WITH c, o, ties, programmes, asked, direct + [x IN further WHERE NOT x IN direct] AS events,
     ($taker = '' AND (EXISTS { MATCH (c)-[l:SHARES_LEARNING_WITH]->(o) WHERE coalesce(l.form, '') <> 'met' }
                       OR EXISTS { MATCH (c)-[:HAS_BODY|LEADS]-(b)-[l:SHARES_LEARNING_WITH]->(o) WHERE coalesce(l.form, '') <> 'met' }))
     OR ($giver = '' AND (EXISTS { MATCH (o)-[l:SHARES_LEARNING_WITH]->(c) WHERE coalesce(l.form, '') <> 'met' }
                          OR EXISTS { MATCH (o)-[:HAS_BODY|LEADS]-(b)-[l:SHARES_LEARNING_WITH]->(c) WHERE coalesce(l.form, '') <> 'met' })) AS learns,
     ($taker = '' AND EXISTS { MATCH (c)<-[:FROM_ACTOR]-(q:Claim)-[:TO_ACTOR]->(o) WHERE q.tie = 'SHARES_LEARNING_WITH' AND q.says = 'no' })
     OR ($giver = '' AND EXISTS { MATCH (o)<-[:FROM_ACTOR]-(q:Claim)-[:TO_ACTOR]->(c) WHERE q.tie = 'SHARES_LEARNING_WITH' AND q.says = 'no' }) AS declined
WHERE size(ties) > 0 OR size(asked) > 0 OR size(events) > 0 OR declined
OPTIONAL MATCH (o)-[w:TOOK_PART_IN]->(e:Event) WHERE e.id IN events
WITH c, o, ties, programmes, asked, events, learns, declined, collect(DISTINCT w.id) AS seen, collect(DISTINCT e.note) AS notes
OPTIONAL MATCH (o)-[:HAS_BODY|LEADS]-(b)-[w:TOOK_PART_IN]->(e:Event) WHERE e.id IN events AND (b:CoordinationBody OR b:Mayor)
WITH c, o, ties, programmes, asked, events, learns, declined, seen, notes, collect(DISTINCT b.id) AS bodies,
     collect(DISTINCT w.id) AS more, collect(DISTINCT e.note) AS further
WITH c, o, ties, programmes, asked, events, learns, declined, [x IN [o.id] WHERE size(seen) > 0] + bodies AS theirs, seen + more AS seen,
     notes + [x IN further WHERE NOT x IN notes] AS notes
OPTIONAL MATCH (c)-[v:TOOK_PART_IN]->(e:Event) WHERE e.id IN events
WITH c, o, ties, programmes, asked, events, learns, declined, theirs, seen, notes, collect(DISTINCT v.id) AS own
OPTIONAL MATCH (c)-[:HAS_BODY|LEADS]-(b)-[v:TOOK_PART_IN]->(e:Event) WHERE e.id IN events AND (b:CoordinationBody OR b:Mayor)
WITH c, o, ties, programmes, asked, events, learns, declined, theirs, seen, notes, own, collect(DISTINCT b.id) AS bodies,
     collect(DISTINCT v.id) AS more
WITH o, ties, programmes, asked, events, learns, declined, theirs, notes, [x IN [c.id] WHERE size(own) > 0] + bodies AS ours, own + more + seen AS seen
RETURN o.id AS candidate,
       CASE WHEN size(ties) > 0 OR size(asked) > 0 OR size(events) > 1 THEN 1.0 WHEN size(events) = 1 THEN 0.5 ELSE null END AS before,
       CASE WHEN size(ties) > 0 THEN 'tie' WHEN size(asked) > 0 THEN 'asked' WHEN size(events) > 1 THEN 'often' ELSE 'once' END AS before_case,
       events, ours, theirs, programmes, notes, CASE WHEN learns THEN 'continue' WHEN declined THEN 'declined' ELSE null END AS label,
       ties + asked + seen AS evidence
ORDER BY candidate
