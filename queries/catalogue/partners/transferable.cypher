// ---
// title: {en: What the pilot learned can be transferred, ar: قابلية نقل ما تعلمته المدينة الرائدة}
// answers: How alike are the contexts of the pilot and of another city, in size, region, border and mechanism?
// weight: 0.25
// criteria:
//   likeness:
//     share: 0.25
//     for: "They are of similar size ({population} and {own} inhabitants)."
//     against: "They differ in size ({population} and {own} inhabitants)."
//     question: "How many people live in {candidate}?"
//   region:
//     share: 0.25
//     for: "A programme of {city} works in {country}."
//     against: "No programme of {city} works in {country}, on record."
//   border:
//     share: 0.25
//     for:
//       same: "Both are in {country}."
//       border: "{home} and {country} share a border."
//     against: "{home} and {country} share no border."
//   mechanism:
//     share: 0.25
//     for: "Both have a coordination body."
//     question: "Has {candidate} a coordination body, such as a local safety council?"
// columns: [candidate, likeness, region, border, border_case, mechanism, own, population, home, country]
// reference: "NetZeroCities twinning: similar challenges and context; weights are a judgement"
// parameters: {city: {type: text, description: "Id of the pilot city."}}
// ---
MATCH (c:City {id: $city})
OPTIONAL MATCH (c)-[:IN_COUNTRY]->(k:Country)
OPTIONAL MATCH (c)-[:PILOTS]->(:Programme)-[:WORKS_IN]->(r:Country)
WITH c, k, collect(DISTINCT r.id) AS programmes, EXISTS { MATCH (c)-[:HAS_BODY]->(:CoordinationBody) } AS body
MATCH (o:City)
WHERE o.id <> c.id
OPTIONAL MATCH (o)-[:IN_COUNTRY]->(n:Country)
RETURN o.id AS candidate,
       CASE WHEN c.population IS NULL OR o.population IS NULL THEN null
            WHEN c.population < o.population THEN toFloat(c.population) / o.population
            ELSE toFloat(o.population) / c.population END AS likeness,
       CASE WHEN size(programmes) = 0 THEN null WHEN n.id IN programmes THEN 1.0 ELSE 0.0 END AS region,
       CASE WHEN n.id = k.id THEN 1.0 WHEN k.neighbours IS NULL THEN null
            WHEN n.id IN split(k.neighbours, ';') THEN 1.0 ELSE 0.0 END AS border,
       CASE WHEN n.id = k.id THEN 'same' ELSE 'border' END AS border_case,
       CASE WHEN body AND EXISTS { MATCH (o)-[:HAS_BODY]->(:CoordinationBody) } THEN 1.0 ELSE null END AS mechanism,
       c.population AS own, o.population AS population, k.id AS home, n.id AS country
ORDER BY candidate
