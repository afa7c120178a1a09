// ---
// title: {en: Who can introduce whom, ar: من يمكنه التعريف بمن}
// answers: Who has a tie to an office, organisation or city that is more than a meeting, and so can introduce it to others?
// columns: [introducer, actor, tie, carries]
// reference: "Gould and Fernandez 1989, structures of mediation: the liaison; who carries a programme of a pilot is none for it, as in partners/introducer"
// ---
MATCH (m)-[t]-(a:Actor)
WHERE (m:City OR m:CivilSocietyGroup OR m:Organisation OR m:NationalCoordinator OR m:Ministry OR m:Authority) AND NOT m.ended
  AND (a:City OR a:Mayor OR a:NationalCoordinator OR a:Ministry OR a:Authority OR a:CivilSocietyGroup OR a:Organisation OR a:CoordinationBody)
  AND NOT a.ended AND m.id <> a.id
  AND NOT type(t) IN ['IN_COUNTRY', 'BASED_IN', 'LEADS', 'ACTS_FOR'] AND coalesce(t.form, '') <> 'met'
RETURN m.id AS introducer, a.id AS actor, t.id AS tie, EXISTS { MATCH (a)-[:PILOTS]->(:Programme)<-[:SUPPORTS]-(m) } AS carries
ORDER BY introducer, actor, tie
