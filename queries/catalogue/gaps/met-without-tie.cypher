// ---
// title: {en: "Met, and no tie on record", ar: اجتمعا ولا صلة مسجلة بينهما}
// answers: Which actors of one kind were at the same event or in the same programme (their bodies and mayors counted as theirs) and have no tie on record?
// because:
//   en:
//     pair: "{a} and {b} were both {in subjects}. No tie between them is on record."
//     group: "{count members} were {in subjects}: {members}. For {open} of the {possible} pairs among them no tie is on record."
//   ar:
//     pair: "كان كل من {a} و{b} {in subjects}. ولا صلة مسجلة بينهما."
//     group: "من {those subjects} {subjects} {count members}: {members}. ولا صلة مسجلة في {open} من أصل {possible:زوج واحد|زوجين|# أزواج|# زوجًا|# زوج} بينها."
// mend:
//   en: "Ask {a} and {b} whether they stayed in touch; offer them an exchange."
//   ar: "اسألوا {a} و{b} هل بقيا على تواصل، واعرضوا عليهما تبادلًا."
// mend_group:
//   en: "Ask the {those subjects} of {subjects} which of them stayed in touch, and note it; begin with those that are new to each other."
//   ar: "اسألوا {those subjects} {subjects} من منهم بقي على تواصل، وسجلوا ذلك؛ وابدؤوا بمن لا يعرف بعضهم بعضًا."
// missing: {tie: PARTNERS_WITH}
// section: met
// pairs: {of: actor, over: subject, group_above: 4}
// weighs: "events and programmes that the two share"
// columns: [actor, subject, kind, country, via, evidence]
// reference: "Bodin and Tengö 2012, Disentangling intangible social-ecological systems: the open triad of two actors and a shared subject"
// ---
MATCH (x)-[t:TOOK_PART_IN|MEMBER_OF|PILOTS]->(s)
WHERE (s:Event OR s:Programme) AND NOT coalesce(t.role, '') IN ['organiser', 'moderator', 'funder']
WITH x, collect([s.id, t.id]) AS found
MATCH (x)-[:ACTS_FOR*0..1]->(a)
WHERE NOT a.ended AND (a:City OR a:NationalCoordinator OR a:CivilSocietyGroup)
UNWIND found AS one
RETURN a.id AS actor, one[0] AS subject,
       CASE WHEN a:City THEN 'City' WHEN a:NationalCoordinator THEN 'NationalCoordinator' ELSE 'CivilSocietyGroup' END AS kind,
       a.country AS country, min(CASE WHEN x.id <> a.id THEN x.id END) AS via, min(one[1]) AS evidence
ORDER BY subject, actor
