// ---
// title: {en: Spread over countries, ar: التوزع على الدول}
// answers: In which country does the learning of a pilot come to be at home?
// weight: 0.20
// set: spread
// columns: [candidate, country]
// reference: "A pilot in another country shows that the model travels; the weight is a judgement"
// ---
MATCH (c:City)-[:IN_COUNTRY]->(k:Country)
RETURN c.id AS candidate, k.id AS country
ORDER BY candidate, country
