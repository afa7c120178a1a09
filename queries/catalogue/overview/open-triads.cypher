// ---
// title: {en: Open triads by subject, ar: الثلاثيات المفتوحة حسب الموضوع}
// answers: Which pairs of one kind were in the same event or programme and have no tie on record, of the subjects from one id up to another?
// columns: [subject, a, b, kind]
// parameters:
//   first: {type: text, default: "", description: "Subjects from this id on."}
//   last: {type: text, default: "~", description: "Subjects before this id: for a network that does not fit on one machine, ask for a few at a time."}
// reference: "Bodin and Tengö 2012: the open triad of two actors and a shared subject; without the bodies and mayors that met-without-tie counts as their city's"
// ---
MATCH (s)
WHERE (s:Event OR s:Programme) AND s.id >= $first AND s.id < $last
MATCH (x)-[t:TOOK_PART_IN|MEMBER_OF|PILOTS]->(s)
WHERE (x:City OR x:NationalCoordinator OR x:CivilSocietyGroup) AND NOT coalesce(t.role, '') IN ['organiser', 'moderator', 'funder']
WITH DISTINCT s, x
WITH s, collect(x) AS members
UNWIND members AS x
UNWIND members AS y
WITH s, x, y
WHERE x.id < y.id AND x.kind = y.kind AND NOT EXISTS { MATCH (x)-[v]-(y) WHERE coalesce(v.form, '') <> 'met' }
RETURN s.id AS subject, x.id AS a, y.id AS b, x.kind AS kind
ORDER BY subject, a, b
