// ---
// title: {en: Can receive, ar: القدرة على الاستقبال}
// answers: Has the taker somebody who takes up what it learns, a body, a focal point, a local group?
// weight: 0.15
// counts: gives
// criteria:
//   body:
//     share: 0.4
//     missing: {tie: HAS_BODY, from: taker, to: "some CoordinationBody in {country}"}
//     for: "{taker} has {bodies}."
//     against: "{taker} has no coordination body."
//     question: "Has {taker} a coordination body?"
//     fill: "ties HAS_BODY"
//     ar: {for: "لدى {taker}: {bodies}.", against: "{taker} بلا هيئة تنسيق.", question: "هل لدى {taker} هيئة تنسيق؟"}
//   focal:
//     share: 0.3
//     for: "An office to turn to: {focals}."
//     question: "Which office of {taker} can one turn to?"
//     fill: "mayors and their offices"
//     ar: {for: "جهة يمكن مخاطبتها: {focals}.", question: "أي مكتب يمكن مخاطبته في {taker}؟"}
//   group:
//     share: 0.3
//     missing: {tie: WORKS_IN, from: "some CivilSocietyGroup in {country}", to: taker}
//     for: {one: "{groups} works there.", many: "{groups} work there."}
//     against: "No civil-society group works in {taker}."
//     question: "Which civil-society groups work in {taker}?"
//     fill: "ties WORKS_IN of civil-society groups"
//     ar:
//       for: {one: "تعمل هناك: {groups}.", many: "تعمل هناك: {groups}."}
//       against: "لا مجموعة من المجتمع المدني تعمل في {taker}."
//       question: "أي مجموعات من المجتمع المدني تعمل في {taker}؟"
// columns: [candidate, body, body_evidence, focal, focal_evidence, group, group_case, group_evidence, bodies, focals, groups, country]
// reference: "Strong Cities Network, 2018: a multi-stakeholder local network receives the model"
// parameters:
//   giver: {type: actor, description: "The city that gives; blank if any gives to the taker."}
//   taker: {type: actor, default: "", description: "The city that takes; blank if any takes from the giver."}
// ---
MATCH (t:City) WHERE $taker = '' AND $giver <> '' AND t.id <> $giver
OPTIONAL MATCH (t)-[h:HAS_BODY]->(b:CoordinationBody)
WITH t, collect(DISTINCT b.id) AS bodies, collect(DISTINCT h.id) AS having
OPTIONAL MATCH (t)<-[l:LEADS]-(m:Mayor)
WITH t, bodies, having, collect(DISTINCT m.id) AS focals, collect(DISTINCT l.id) AS leading
OPTIONAL MATCH (t)-[w:WORKS_IN|PARTNERS_WITH]-(g:CivilSocietyGroup) WHERE coalesce(w.form, '') <> 'met'
WITH t, bodies, having, focals, leading, collect(DISTINCT g.id) AS groups, collect(DISTINCT w.id) AS working
RETURN t.id AS candidate,
       CASE WHEN size(bodies) > 0 THEN 1.0 ELSE null END AS body, having AS body_evidence,
       CASE WHEN size(focals) > 0 THEN 1.0 ELSE null END AS focal, leading AS focal_evidence,
       CASE WHEN size(groups) > 0 THEN 1.0 ELSE null END AS group,
       CASE WHEN size(groups) = 1 THEN 'one' ELSE 'many' END AS group_case, working AS group_evidence,
       bodies, focals, groups, coalesce(t.country, '') AS country
ORDER BY candidate
