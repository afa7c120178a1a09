// ---
// title: {en: What ties on record let expect, ar: ما تتوقعه العلاقات المسجلة}
// answers: How high does the other city stand in the list of the link ranker, fitted to twinnings on record?
// weight: 0
// ranker: TWINNED_WITH
// criteria:
//   foreseen:
//     share: 1
//     for:
//       tied: "{candidate} and {city} are twinned, on record; that is what cities did, not what they learned."
//       next: "Going by twinnings on record, {candidate} is number {place} of {of} that {city} would be twinned with next{weighed}; that is what cities did, not what they learned."
//     question: "Is {candidate} or {city} twinned with anybody?"
//     ar:
//       for:
//         tied: "{candidate} و{city} توأمان حسب السجل؛ وهذا ما فعلته المدن لا ما تعلمته."
//         next: "بحسب التوأمات المسجلة، رقم {candidate} هو {place} من {of} في ترتيب من قد تتوأم معها {city} لاحقا{weighed}؛ وهذا ما فعلته المدن لا ما تعلمته."
//       question: "هل من توأمة مسجلة لإحدى المدينتين: {candidate} و{city}؟"
// texts:
//   weighed:
//     dated: " (weights fitted to {fitted_to} twinnings as of {fitted_as_of})"
//     undated: " (weights fitted to {fitted_to} twinnings)"
// texts_ar:
//   weighed:
//     dated: " (أوزان مستخلصة من {fitted_to} توأمة حتى {fitted_as_of})"
//     undated: " (أوزان مستخلصة من {fitted_to} توأمة)"
// columns: [candidate, foreseen, foreseen_case, foreseen_evidence, place, of, weighed, fitted_to, fitted_as_of]
// reference: "conditional logit on nearness in the network, McFadden 1974; docs/backtest.md says how well it does"
// parameters: {city: {type: actor, description: "The pilot city."}}
// ---
MATCH (c:City {id: $city})
MATCH (o:City) WHERE o.id <> c.id
OPTIONAL MATCH (c)-[t:TWINNED_WITH]-(o)
WITH o, collect(DISTINCT t.id) AS twins
RETURN o.id AS candidate, null AS foreseen, null AS foreseen_case, twins AS foreseen_evidence, null AS place, null AS of,
       null AS weighed, null AS fitted_to, null AS fitted_as_of
ORDER BY candidate
