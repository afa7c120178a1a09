// ---
// title: {en: Has shown that it can teach, ar: أثبتت أنها قادرة على التعليم}
// answers: Does the giver offer a practice, has it piloted a programme, and has it shared with others before?
// weight: 0.15
// counts: takes
// criteria:
//   offers:
//     share: 0.4
//     for: "{giver} offers {practices}."
//     question: "What does {giver} offer that others can learn?"
//     fill: "ties OFFERS"
//     ar: {for: "تقدم {giver}: {practices}.", question: "ماذا تقدم {giver} ليتعلمه غيرها؟"}
//   pilots:
//     share: 0.3
//     for: "{giver} has piloted {programmes}."
//     question: "Has {giver} piloted a programme?"
//     fill: "ties PILOTS"
//     ar: {for: "جرّبت {giver}: {programmes}.", question: "هل جرّبت {giver} برنامجا؟"}
//   shared:
//     share: 0.3
//     for: "{giver} has shared with {learners} before."
//     question: "With whom has {giver} shared what it learned?"
//     fill: "ties SHARES_LEARNING_WITH"
//     ar: {for: "سبق أن شاركت {giver} خبرتها مع {learners}.", question: "مع من شاركت {giver} ما تعلمته؟"}
// columns: [candidate, offers, offers_evidence, pilots, pilots_evidence, shared, shared_evidence, practices, programmes, learners]
// reference: "Haupt, Chelleri, van Herk and Zevenbergen 2020: cities learn from those with similar challenges or from front-runners"
// parameters:
//   giver: {type: actor, default: "", description: "The city that gives; blank if any gives to the taker."}
//   taker: {type: actor, description: "The city that takes; blank if any takes from the giver."}
// ---
MATCH (g:City) WHERE g.id = $giver OR ($giver = '' AND $taker <> '' AND g.id <> $taker)
OPTIONAL MATCH (g)-[f:OFFERS]->(p:Practice)
WITH g, collect(DISTINCT p.id) AS practices, collect(DISTINCT f.id) AS offering
OPTIONAL MATCH (g)-[a:PILOTS]->(r:Programme)
WITH g, practices, offering, collect(DISTINCT r.id) AS programmes, collect(DISTINCT a.id) AS piloting
OPTIONAL MATCH (g)-[s:SHARES_LEARNING_WITH]->(l:City)
WITH g, practices, offering, programmes, piloting, collect(DISTINCT l.id) AS learners, collect(DISTINCT s.id) AS sharing
WHERE $taker <> '' AND size(practices) + size(programmes) + size(learners) > 0
RETURN g.id AS candidate,
       CASE WHEN size(practices) > 0 THEN 1.0 ELSE null END AS offers, offering AS offers_evidence,
       CASE WHEN size(programmes) > 0 THEN 1.0 ELSE null END AS pilots, piloting AS pilots_evidence,
       CASE WHEN size(learners) > 0 THEN 1.0 ELSE null END AS shared, sharing AS shared_evidence,
       practices, programmes, learners
ORDER BY candidate
