// ---
// title: {en: Ready to begin, ar: الجاهزية للبدء}
// answers: Has the city what a pilot needs, a body, an action plan, trained actors, the mayor's commitment?
// weight: 0.20
// criteria:
//   body:
//     share: 0.3
//     missing: {tie: HAS_BODY, from: candidate, to: "some CoordinationBody in {country}"}
//     for: "{candidate} has {bodies}."
//     against: "{candidate} has no coordination body."
//     question: "Has {candidate} a coordination body?"
//     fill: "ties HAS_BODY"
//     ar: {for: "لدى {candidate}: {bodies}.", against: "{candidate} بلا هيئة تنسيق.", question: "هل لدى {candidate} هيئة تنسيق؟"}
//   plan:
//     share: 0.2
//     missing: {tie: ADOPTED, from: candidate, to: "some Plan in {country}"}
//     for: "{candidate} has adopted {plans}."
//     against: "{candidate} has adopted no action plan."
//     question: "Has {candidate} adopted a local action plan?"
//     fill: "ties ADOPTED"
//     ar: {for: "اعتمدت {candidate}: {plans}.", against: "{candidate} لم تعتمد خطة عمل.", question: "هل اعتمدت {candidate} خطة عمل محلية؟"}
//   trained:
//     share: 0.2
//     for: "{trained_actors} took part in {trainings}."
//     question: "Who of {candidate} has been trained, and at which event?"
//     fill: "ties TOOK_PART_IN of cities, their bodies and groups"
//     ar: {for: "ممن شارك في {trainings}: {trained_actors}.", question: "من من {candidate} تلقى تدريبا، وفي أي فعالية؟"}
//   commitment:
//     share: 0.3
//     for: "{committed} signed a memorandum with {partners}."
//     question: "Has the mayor of {candidate} committed to it, for example by a memorandum?"
//     fill: "ties of mayors with form memorandum"
//     ar: {for: "بين {committed} و{partners} مذكرة موقعة.", question: "هل التزم رئيس بلدية {candidate} بذلك، مثلا بمذكرة؟"}
// columns: [candidate, body, body_evidence, plan, plan_evidence, trained, trained_evidence, commitment, commitment_evidence, bodies, plans, trained_actors, trainings, committed, partners, country]
// reference: "Strong Cities Network, 2018: a multi-stakeholder network, a local action plan, training of local actors; shares are a judgement"
// parameters: {programme: {type: actor, default: "", description: "The programme; without it every one that means to share."}}
// ---
MATCH (c:City)
OPTIONAL MATCH (c)-[h:HAS_BODY]->(b:CoordinationBody)
WITH c, collect(DISTINCT b.id) AS bodies, collect(DISTINCT h.id) AS having
OPTIONAL MATCH (c)-[a:ADOPTED]->(p:Plan)
WITH c, bodies, having, collect(DISTINCT p.id) AS plans, collect(DISTINCT a.id) AS adopting
OPTIONAL MATCH (c)-[:HAS_BODY]->(:CoordinationBody)-[a:ADOPTED]->(p:Plan)
WITH c, bodies, having, plans, adopting, collect(DISTINCT p.id) AS further, collect(DISTINCT a.id) AS also
WITH c, bodies, having, plans + further AS plans, adopting + also AS adopting
OPTIONAL MATCH (c)-[v:TOOK_PART_IN]->(e:Event)
WITH c, bodies, having, plans, adopting, collect(DISTINCT e.id) AS events, collect(DISTINCT v.id) AS seen
OPTIONAL MATCH (c)-[:HAS_BODY|LEADS|WORKS_IN]-(x)-[v:TOOK_PART_IN]->(e:Event)
WITH c, bodies, having, plans, adopting, events, seen, collect(DISTINCT x.id) AS others, collect(DISTINCT e.id) AS further, collect(DISTINCT v.id) AS also
OPTIONAL MATCH (c)<-[:LEADS]-(m:Mayor)-[t]-(n)-[:SUPPORTS]->(r:Programme)
WHERE t.form = 'memorandum' AND (r.id = $programme OR n.id = $programme OR ($programme = '' AND r.shares = 'yes'))
WITH c, bodies, having, plans, adopting, events, seen, others, further, also,
     collect(DISTINCT m.id) AS mayors, collect(DISTINCT n.id) AS partners, collect(DISTINCT t.id) AS signing
OPTIONAL MATCH (c)-[t]-(n)-[:SUPPORTS]->(r:Programme)
WHERE t.form = 'memorandum' AND (r.id = $programme OR n.id = $programme OR ($programme = '' AND r.shares = 'yes'))
WITH c, bodies, having, plans, adopting, events, seen, others, further, also, mayors, partners, signing,
     collect(DISTINCT n.id) AS more, collect(DISTINCT t.id) AS signed
RETURN c.id AS candidate,
       CASE WHEN size(bodies) > 0 THEN 1.0 ELSE null END AS body, having AS body_evidence,
       CASE WHEN size(plans) > 0 THEN 1.0 ELSE null END AS plan, adopting AS plan_evidence,
       CASE WHEN size(events) + size(further) > 0 THEN 1.0 ELSE null END AS trained, seen + also AS trained_evidence,
       CASE WHEN size(partners) + size(more) > 0 THEN 1.0 ELSE null END AS commitment, signing + signed AS commitment_evidence,
       bodies, plans, CASE WHEN size(events) > 0 THEN [c.id] ELSE [] END + others AS trained_actors,
       events + [x IN further WHERE NOT x IN events] AS trainings,
       CASE WHEN size(mayors) > 0 THEN mayors ELSE [c.id] END AS committed,
       partners + [x IN more WHERE NOT x IN partners] AS partners, coalesce(c.country, '') AS country
ORDER BY candidate
