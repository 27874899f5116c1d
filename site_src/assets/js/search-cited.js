/* What is copied out of a table, a footnote or a report and asked for: a provision by its place and number (盘锦 三(二)),
   a document's number without its brackets (国发2016 76号). Numbers of provisions stand in no text, so what they lead to
   is named beside the hits. */
(function () {
  "use strict";

  /* Documents of a place that are looked through for a number, and documents of a site in which a number alone is. */
  const MOST = 12;
  const LONGEST = 60;

  /* Numbers on the way to a provision, folded: 三(二)1, 五3, 基本原则二, 附表第4行, 第十二条; no year, no 十二 alone. */
  const HAN = "[一二三四五六七八九十百零]+";
  const NUMBER = new RegExp(`^(?=.*[(第]|基本原则|附[件表]|${HAN}\\d)(?:基本原则|附[件表])?(?:第?${HAN}[条款项段行章节是]?|第\\d{1,3}[条款项段行]|\\((?:${HAN}|\\d{1,2})\\)|\\d{1,2}(?!\\d))*$`, "u");
  const DOCUMENT = /^(\p{Script=Han}{1,10}?)\(?(\d{4})\)?[年第-]*(\d{1,4})号?$/u;

  const engine = window.pkSearch;

  const joined = (terms) => (terms.some((term) => term.without) ? [] : terms.flatMap((term) => term.chars));

  /* Documents that a beginning names; of none the whole of a small site. */
  async function documentsOf(index, chars) {
    if (!chars.length) return index.policies.map((_, policy) => policy);
    const named = engine.ofPlace(index, chars);
    if (named) return [...named.policies].filter((policy) => named.places.includes(index.regions[index.region[policy]][0]));
    return [...((await engine.ofDocument(index, chars))?.policies ?? [])];
  }

  async function numbered(index, policy, number) {
    const entries = [];
    for (let entry = index.perPolicy[policy]; entry < index.perPolicy[policy + 1]; entry += 1) entries.push(entry);
    const texts = await Promise.all(entries.map((entry) => engine.textOf(index, entry)));
    return entries.filter((_, at) => texts[at].item && texts[at].label && pkText.joined(texts[at].label) === number);
  }

  /* Entries that are called so. */
  async function cited(index, terms) {
    const chars = joined(terms);
    if (chars.length > LONGEST) return [];
    for (let at = 0; at < chars.length; at += 1) {
      const number = chars.slice(at).join("").replace(/^附件(?=第)/u, "附表"); // as rows were called, and are printed
      if (!NUMBER.test(number)) continue;
      const policies = await documentsOf(index, chars.slice(0, at));
      if (!policies.length || policies.length > MOST) continue;
      const found = (await Promise.all(policies.map((policy) => numbered(index, policy, number)))).flat();
      if (found.length) return found;
    }
    return [];
  }

  /* A document's number as it is written, where only its brackets or 号 were left out and something has it so. */
  async function numberMeant(index, terms) {
    const [, letters, year, number] = joined(terms).join("").match(DOCUMENT) ?? [];
    if (!letters) return "";
    const { chars } = pkText.fold(`${letters}〔${year}〕${number}号`);
    if (terms.length === 1 && terms[0].chars.join("") === chars.join("")) return ""; // That is what was asked for.
    const held = await engine.holdersOf(index, chars);
    return held.some(Boolean) ? `${letters}〔${year}〕${number}号` : "";
  }

  Object.assign(engine, { cited, numberMeant });
})();
