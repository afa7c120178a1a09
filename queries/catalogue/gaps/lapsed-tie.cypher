// ---
// title: {en: "Lapsed tie", ar: "صلة لم تتجدد"}
// answers: Which ties ended, or were last spoken of, more than so many months before the day that is asked about, and are not renewed on record?
// because:
//   en:
//     ended: "{source} {verb} {target} until {last}; nothing on record says that this was renewed."
//     silent: "{source} {verb} {target}; no source has said so since {last}."
//   ar:
//     ended: "{source} {verb} {target} حتى {last}؛ ولا شيء مسجل يقول إن ذلك تجدد."
//     silent: "{source} {verb} {target}؛ ولم يذكر ذلك أي مصدر منذ {last}."
// mend:
//   en: "Ask {source} and {target} whether the tie between them still stands; note the day, or renew it."
//   ar: "اسألوا {source} و{target} هل ما زالت الصلة بينهما قائمة؛ وسجلوا اليوم، أو جددوها."
// section: fragile
// severity: medium
// identity: [tie]
// parameters:
//   months: {type: months, default: 24, description: "How many months without a renewal make a tie lapsed."}
// columns: [tie, source, target, verb, last, country, certainty, case, evidence]
// reference: "Decay of ties: Burt 2000, Decay functions, Social Networks 22(1)"
// ---
CALL {
  MATCH (a)<-[:FROM_ACTOR]-(q:Claim)-[:TO_ACTOR]->(b)
  WHERE q.ended AND NOT a.ended AND NOT b.ended
  WITH a, b, q.tie_id AS tie, q.tie AS verb, max(q.last_day) AS last
  WHERE last < date($months)
  RETURN tie, a.id AS source, b.id AS target, verb, last, coalesce(a.country, b.country) AS country,
         'reported' AS certainty, 'ended' AS told
  UNION ALL
  MATCH (a)-[t:COOPERATES_WITH|PARTNERS_WITH|MEMBER_OF]-(b)
  WHERE startNode(t).id = a.id AND t.last_day IS NULL AND coalesce(t.form, '') <> 'met' AND t.last_said < date($months)
    AND (t.first_day IS NULL OR t.first_day < date($months)) AND NOT a.ended AND NOT b.ended
  RETURN t.id AS tie, a.id AS source, b.id AS target, type(t) AS verb, t.last_said AS last,
         coalesce(a.country, b.country) AS country, 'unrecorded' AS certainty, 'silent' AS told
}
WITH tie, source, target, verb, last, country, certainty, told
RETURN tie, source, target, verb, last, country, certainty, told AS case, [tie] AS evidence
ORDER BY tie
