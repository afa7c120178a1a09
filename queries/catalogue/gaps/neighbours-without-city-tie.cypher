// ---
// title: {en: "Neighbours without a tie between cities", ar: "دولتان جارتان بلا صلة بين مدنهما"}
// answers: Between the cities of which neighbouring countries is no tie on record?
// because:
//   en: "{one} and {other} are neighbours and have {cities:one city|# cities} here between them; no tie between a city of one and a city of the other is on record."
//   ar: "{one} و{other} جارتان لهما هنا {cities:مدينة واحدة|مدينتان|# مدن|# مدينة}؛ ولا صلة مسجلة بين مدينة في إحداهما ومدينة في الأخرى."
// mend:
//   en: "Choose a city of {one} and a city of {other} that lie near each other or share a need, and introduce them."
//   ar: "اختاروا مدينة من {one} وأخرى من {other} متقاربتين أو لهما حاجة مشتركة، وعرّفوا بينهما."
// missing: {tie: PARTNERS_WITH, from: "some City in {one}", to: "some City in {other}"}
// weight: cities
// weighs: "cities of the two countries that are here"
// columns: [one, other, cities]
// reference: "Association of European Border Regions, European Charter for Border and Cross-Border Regions; neighbours as the sheet of actors has them"
// ---
OPTIONAL MATCH (a:City)-[t:TWINNED_WITH|PARTNERS_WITH|SHARES_LEARNING_WITH]-(b:City)
WHERE a.country < b.country AND coalesce(t.form, '') <> 'met'
WITH collect(DISTINCT a.country + ':' + b.country) AS tied
MATCH (k:Country)
MATCH (j:Country)
WHERE k.id < j.id AND (j.id IN split(coalesce(k.neighbours, ''), ';') OR k.id IN split(coalesce(j.neighbours, ''), ';'))
  AND NOT (k.id + ':' + j.id) IN tied
WITH k, j, COUNT { MATCH (c:City)-[:IN_COUNTRY]->(k) WHERE NOT c.ended } AS here,
     COUNT { MATCH (c:City)-[:IN_COUNTRY]->(j) WHERE NOT c.ended } AS there
WHERE here > 0 AND there > 0
RETURN k.id AS one, j.id AS other, here + there AS cities
ORDER BY one, other
