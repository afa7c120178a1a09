// ---
// title: {en: "Critical tie", ar: "صلة حرجة"}
// answers: Which tie between two actors of one kind closes most triads, so that its loss would open them?
// because:
//   en: "{a} and {b} have a tie and share {subjects}. Without it there would be {triads:one more open triad|# more open triads}: two who share a subject and have no tie."
//   ar: "بين {a} و{b} صلة، وهما مشتركان في {subjects}. وبدونها تزيد {triads:ثلاثية مفتوحة واحدة|ثلاثيتان مفتوحتان|# ثلاثيات مفتوحة|# ثلاثية مفتوحة}: طرفان لهما موضوع مشترك ولا صلة بينهما."
// mend:
//   en: "Keep the tie of {a} and {b}: note when it was last renewed, and by whom."
//   ar: "حافظوا على الصلة بين {a} و{b}: سجلوا متى تجددت آخر مرة ومن جددها."
// section: fragile
// certainty: unrecorded
// severity: low
// identity: [a, b]
// measure: {critical: {at_least: 2}}
// weighs: "triads that would open without it"
// columns: [actor, subject, kind, evidence]
// reference: "Critical edges: Angst and Seppelt, R package motifr; Bodin and Tengö 2012"
// ---
MATCH (x)-[t:TOOK_PART_IN|MEMBER_OF|PILOTS]->(s)
WHERE (s:Event OR s:Programme) AND NOT coalesce(t.role, '') IN ['organiser', 'moderator', 'funder']
WITH x, collect([s.id, t.id]) AS found
MATCH (x)-[:ACTS_FOR*0..1]->(a)
WHERE NOT a.ended AND (a:City OR a:NationalCoordinator OR a:CivilSocietyGroup)
UNWIND found AS one
RETURN a.id AS actor, one[0] AS subject,
       CASE WHEN a:City THEN 'City' WHEN a:NationalCoordinator THEN 'NationalCoordinator' ELSE 'CivilSocietyGroup' END AS kind,
       min(one[1]) AS evidence
ORDER BY subject, actor
