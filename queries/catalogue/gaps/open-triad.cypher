// ---
// title: {en: "Open triad", ar: "ثلاثية مفتوحة"}
// answers: Which two actors of a kind are tied to the same subject of a kind and have no tie to each other on record?
// because:
//   en:
//     pair: "{a} and {b} are both tied to {subjects}. No tie between them is on record."
//     group: "{count members} are tied to {subjects}: {members}. For {open} of the {possible} pairs among them no tie is on record."
//   ar:
//     pair: "لكل من {a} و{b} صلة مع {subjects}. ولا صلة مسجلة بينهما."
//     group: "لعدد من الجهات صلة مع {subjects}، وهي {count members}: {members}. ولا صلة مسجلة في {open} من أصل {possible:زوج واحد|زوجين|# أزواج|# زوجًا|# زوج} بينها."
// mend:
//   en: "Bring {a} and {b} together over {subjects}."
//   ar: "اجمعوا بين {a} و{b} حول {subjects}."
// mend_group:
//   en: "Begin with those tied to {subjects} that nobody else connects, and bring them together over it."
//   ar: "ابدؤوا بالمرتبطين مع {subjects} ممن لا يصل بينهم أحد، واجمعوهم حول ذلك."
// missing: {tie: PARTNERS_WITH}
// pairs: {of: actor, over: subject, group_above: 6}
// weighs: "subjects that the two share"
// parameters:
//   actors: {type: kind, description: "Kind of the two actors, such as City."}
//   subjects: {type: kind, description: "Kind of the subject that they share, such as Programme."}
//   group_above: {type: whole number, default: 6, description: "A subject with more actors than this is one finding."}
// columns: [actor, subject, country, evidence]
// reference: "Motif 1,2[I.C]: Bodin and Tengö 2012, Disentangling intangible social-ecological systems; R package motifr"
// ---
MATCH (a)-[t]-(s)
WHERE $actors IN labels(a) AND $subjects IN labels(s) AND a.id <> s.id AND NOT t.derived AND NOT a.ended AND NOT s.ended
RETURN a.id AS actor, s.id AS subject, min(a.country) AS country, min(t.id) AS evidence
ORDER BY subject, actor
