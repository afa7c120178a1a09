// ---
// title: {en: Needs it, ar: الحاجة}
// answers: Is the city reported to need a practice or the means for one?
// weight: 0.10
// criteria:
//   need:
//     share: 1
//     for: "{candidate} is reported to need {practices}."
//     question: "What does {candidate} need most, and who says so?"
//     fill: "ties NEEDS"
//     ar: {for: "يذكر مصدر أن {candidate} تحتاج إلى {practices}.", question: "ما أشد ما تحتاج إليه {candidate}، ومن يقول ذلك؟"}
// columns: [candidate, need, practices, evidence]
// reference: "EUI city-to-city exchange: one named challenge"
// ---
MATCH (c:City)-[t:NEEDS]->(p:Practice)
RETURN c.id AS candidate, 1.0 AS need, collect(DISTINCT p.id) AS practices, collect(DISTINCT t.id) AS evidence
ORDER BY candidate
