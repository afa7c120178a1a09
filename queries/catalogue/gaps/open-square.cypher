// ---
// title: {en: "Open square", ar: "رباعية مفتوحة"}
// answers: Which two actors of a kind are tied to the same two subjects of a kind and have no tie to each other on record?
// because:
//   en:
//     pair: "{a} and {b} are both tied to {subjects}. No tie between them is on record."
//     group: "{count members} are tied to {subjects}: {members}. For {open} of the {possible} pairs among them no tie is on record."
//   ar:
//     pair: "لكل من {a} و{b} صلة مع {subjects}. ولا صلة مسجلة بينهما."
//     group: "لعدد من الجهات صلة مع {subjects}، وهي {count members}: {members}. ولا صلة مسجلة في {open} من أصل {possible:زوج واحد|زوجين|# أزواج|# زوجًا|# زوج} بينها."
// mend:
//   en: "Bring {a} and {b} together: they meet at more than one place already."
//   ar: "اجمعوا بين {a} و{b}: فهما يلتقيان في أكثر من موضع."
// missing: {tie: PARTNERS_WITH}
// pairs: {of: actor, over: subject, share: 2}
// weighs: "pairs of subjects that the two share"
// parameters:
//   actors: {type: kind, description: "Kind of the two actors, such as City."}
//   subjects: {type: kind, description: "Kind of the two subjects that they share, such as Programme."}
// columns: [actor, subject, country, evidence]
// reference: "Motifs 2,2[III.A] and 2,2[III.B], which the tie turns into III.C and III.D: R package motifr, the motif zoo"
// ---
MATCH (a)-[t]-(s)
WHERE $actors IN labels(a) AND $subjects IN labels(s) AND a.id <> s.id AND NOT t.derived AND NOT a.ended AND NOT s.ended
RETURN a.id AS actor, s.id AS subject, min(a.country) AS country, min(t.id) AS evidence
ORDER BY subject, actor
