// ---
// title: {en: Schools that teach with it, ar: مدارس تعلّم معها}
// answers: Does the other city work with schools?
// weight: 0.1
// criteria:
//   schools:
//     for: "{candidate} works with {having}."
//     question: "Does {candidate} work with a school?"
//     fill: "ties TEACHES_WITH"
//     ar: {for: "تعمل {candidate} مع {having}.", question: "هل تعمل {candidate} مع مدرسة؟"}
// columns: [candidate, schools, having, evidence]
// ---
MATCH (s:School)-[t:TEACHES_WITH]-(c:City)
RETURN c.id AS candidate, 1.0 AS schools, collect(DISTINCT s.id) AS having, collect(DISTINCT t.id) AS evidence
ORDER BY candidate
