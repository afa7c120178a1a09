// ---
// title: {en: Largest schools, ar: أكبر المدارس}
// answers: Which schools have at least so many pupils?
// parameters: {least: {type: whole number, default: 100, description: "Pupils that a school has at least."}}
// columns: [school, country, pupils]
// ---
MATCH (s:School)-[:IN_COUNTRY]->(k:Country)
WHERE s.pupils >= $least
RETURN s.id AS school, k.id AS country, s.pupils AS pupils
ORDER BY pupils DESC, school
