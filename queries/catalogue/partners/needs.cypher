// ---
// title: {en: Needs what is offered, ar: تحتاج ما هو معروض}
// answers: Is the taker reported to need what the giver offers, or can the two exchange as equals?
// weight: 0.20
// criteria:
//   need:
//     share: 1
//     missing: {tie: NEEDS, from: taker, to: offered}
//     for:
//       needs: "{taker} is reported to need {practices}, which {giver} offers."
//       equal: "Both have a mechanism of their own and can exchange as equals: {bodies}."
//     against: "{taker} does not need {offered}, which {giver} offers."
//     question:
//       theirs: "Does {taker} need {offered}?"
//       ours: "What does {giver} offer that others can learn?"
//     fill: "ties OFFERS and NEEDS"
//     ar:
//       for:
//         needs: "يذكر مصدر أن {taker} تحتاج إلى {practices}، وهو ما تقدمه {giver}."
//         equal: "لكل منهما آلية خاصة ويمكنهما التبادل كندّين: {bodies}."
//       against: "لا تحتاج {taker} إلى {offered}، وهو ما تقدمه {giver}."
//       question: {theirs: "هل تحتاج {taker} إلى {offered}؟", ours: "ماذا تقدم {giver} ليتعلمه غيرها؟"}
// columns: [candidate, need, need_case, need_unknown, practices, bodies, offered, evidence]
// reference: "EUI city-to-city exchange: one named challenge, a peer with expertise; an equal counts three quarters (a judgement)"
// parameters:
//   giver: {type: actor, description: "The city that gives; blank if any gives to the taker."}
//   taker: {type: actor, default: "", description: "The city that takes; blank if any takes from the giver."}
// ---
MATCH (g:City) WHERE g.id = $giver OR ($giver = '' AND $taker <> '' AND g.id <> $taker)
OPTIONAL MATCH (g)-[f:OFFERS]->(p:Practice)
WITH g, collect(DISTINCT p.id) AS offered
OPTIONAL MATCH (g)-[h:HAS_BODY]->(b:CoordinationBody)
WITH g, offered, collect(DISTINCT b.id) AS mine, collect(DISTINCT h.id) AS having
MATCH (t:City) WHERE t.id = $taker OR ($taker = '' AND $giver <> '' AND t.id <> $giver)
OPTIONAL MATCH (t)-[n:NEEDS]->(p:Practice)<-[f:OFFERS]-(g)
WITH g, t, offered, mine, having, collect(DISTINCT p.id) AS practices, collect(DISTINCT n.id) + collect(DISTINCT f.id) AS said
OPTIONAL MATCH (t)-[h:HAS_BODY]->(b:CoordinationBody)
WITH g, t, offered, mine, having, practices, said, collect(DISTINCT b.id) AS theirs, collect(DISTINCT h.id) AS also
RETURN CASE WHEN $taker = '' THEN t.id ELSE g.id END AS candidate,
       CASE WHEN size(practices) > 0 THEN 1.0 WHEN size(mine) > 0 AND size(theirs) > 0 THEN 0.75 ELSE null END AS need,
       CASE WHEN size(practices) > 0 THEN 'needs' ELSE 'equal' END AS need_case,
       CASE WHEN size(offered) = 0 THEN 'ours' ELSE 'theirs' END AS need_unknown,
       practices, mine + theirs AS bodies, offered,
       CASE WHEN size(practices) > 0 THEN said WHEN size(mine) > 0 AND size(theirs) > 0 THEN having + also ELSE [] END AS evidence
ORDER BY candidate
