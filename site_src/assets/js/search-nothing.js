/* Why there is no hit: what was tried, and what would give something. */
(function () {
  "use strict";

  /* Characters of a word that stands nowhere up to which its pieces are looked for: unasked, and when somebody asks. */
  const LONGEST_UNASKED = 12;
  const LONGEST_CUT = 24;

  const box = document.getElementById("pk-q");
  const results = document.getElementById("pk-results");
  const engine = window.pkSearch;
  /* search.js stands behind this script in the page. */
  const go = (index, state) => window.pkSearchPage.go(index, state);
  const { emptyChosen, meaningOf, element, button } = window.pkSearchPage;

  const counted = (index, mask) => mask.reduce((sum, has, entry) => sum + (has && index.counted[entry] ? 1 : 0), 0);

  /* How many entries that count hold a string. */
  const held = async (index, chars) => counted(index, await engine.holdersOf(index, chars));

  /* What a word may be cut between: a document's number (文号, folded) and other numbers and Latin words stay whole. */
  const ATOMS = /\p{Script=Han}{0,8}\(\d{4}\)\d+号?|\d+(?:[.,]\d+)*%?|[a-z]+|[^]/gu;
  const atomsOf = (chars) => chars.join("").match(ATOMS) ?? [];

  /* The longest pieces of a word that stand somewhere, from left to right: what is left of one that stands nowhere. */
  async function piecesOf(index, chars) {
    const atoms = chars.length <= LONGEST_CUT ? atomsOf(chars) : [];
    const pieces = [];
    for (let from = 0; from < atoms.length; ) {
      let piece = null;
      for (let to = from + 1; to <= atoms.length; to += 1) {
        const text = atoms.slice(from, to).join("");
        if ([...text].length < 2) continue;
        const count = await held(index, [...text]);
        if (!count) break;
        piece = { text, count, end: to };
      }
      if (piece) pieces.push(piece);
      from = piece ? piece.end : from + 1;
    }
    return pieces;
  }

  /* Marks at which a quotation may be written otherwise; brackets and hyphens also stand in numbers of documents. */
  const MARKS = /[,、;:。.!?·…"'“”‘’「」『』《》〈〉]+/u;

  /* The parts of a word between its marks, and how many entries have them all; null where it has no marks inside. */
  async function unmarked(index, chars) {
    const parts = chars.join("").split(MARKS).filter(Boolean);
    if (parts.join("") === chars.join("") || !parts.length) return null;
    const masks = await Promise.all(parts.map((part) => engine.holdersOf(index, [...part])));
    const count = counted(index, masks[0].map((_, entry) => masks.every((mask) => mask[entry])));
    return count ? { parts, count } : null;
  }

  /* Lines on words to look for instead of one that stands nowhere: those like it, and its pieces. */
  function insteadOf(pieces, meant, instead) {
    const line = (said, name, words) => element("li", null, said, button(name, () => instead(words)));
    return [
      ...meant.map(([word, count]) => line(`相差一字的有“${word}”，${count} 条。`, `改查“${word}”`, [word])),
      ...pieces.map(({ text, count }) => line(`其中“${text}”有 ${count} 条。`, `改查“${text}”`, [text])),
      ...(pieces.length > 1 ? [line("也可拆成这几个词一起查。", "拆开查", pieces.map(({ text }) => text))] : []),
    ];
  }

  /* What other searches join words by, where it stands nowhere. */
  const isSign = (term) => !term.phrase && !term.without && /^(?:or|and|not|[|&+]+)$/i.test(term.text);

  /* What was tried, and what would give something: each word by itself or in pieces, all without the conditions.
     `beside` tells whether something was found that is no provision, `isPast` whether something else was asked since. */
  async function showNothing(index, state, terms, { unfiltered, beside, isPast }) {
    const list = element("ul", { class: "pk-plain" });
    if (unfiltered > 0) {
      list.append(element("li", null, `不加筛选条件有 ${unfiltered} 条。`, button("去掉全部条件", () => go(index, { ...state, chosen: emptyChosen() }))));
    }
    const masks = await Promise.all(terms.map((term) => engine.holdersOf(index, term.chars)));
    const counts = masks.map((mask) => counted(index, mask));
    /* What a document is called, or a preamble says, stands somewhere: its pieces would be no better. */
    const vain = (term, at) => !masks[at].some(Boolean) && !term.without && !term.means;
    /* Of a long word every two characters would be fetched: only for who asks. */
    const short = (term) => term.chars.length <= LONGEST_UNASKED;
    /* Names that the registry knows are listed below by what they are called there: their pieces would be no better. */
    const known = await Promise.all(terms.map(async (term, at) => state.names && vain(term, at) && Boolean((await engine.registered(index, term))?.count)));
    const cut = (term, at) => vain(term, at) && short(term) && !known[at] && !isSign(term);
    const pieces = await Promise.all(terms.map((term, at) => (cut(term, at) ? piecesOf(index, term.chars) : [])));
    const meant = await Promise.all(terms.map((term, at) => (cut(term, at) ? engine.near(index, term.chars) : [])));
    const plain = await Promise.all(terms.map((term, at) => (vain(term, at) && !isSign(term) ? unmarked(index, term.chars) : null)));
    if (isPast()) return;
    terms.forEach((term, at) => {
      const alone = counts[at];
      const said = term.without
        ? `“${term.text}”已排除，含它的有 ${alone} 条。`
        : term.means
          ? `“${term.text}”按${meaningOf(term.means)}算，有 ${term.means.policies.size} 份文件。`
          : !alone && masks[at].some(Boolean)
            ? `“${term.text}”只见于文件名称、文号、制发机关、引言或附表。`
            : !alone && isSign(term)
              ? `“${term.text}”不是检索符号：各词须同时出现；只要其中一个的，请分别检索；不要某词的，在它前面加减号。`
              : `“${term.text}”单独检索有 ${alone} 条。`;
      const rest = terms.filter((other) => other !== term);
      /* Of a lone word that stands nowhere the line above has said all. */
      const line = element("li", rest.length || !vain(term, at) || !short(term) ? null : { hidden: "" }, said);
      if (rest.length) line.append(button("去掉这个词", () => go(index, { ...state, query: rest.map(written).join(" ") })));
      list.append(line);
      const instead = (words) => go(index, { ...state, query: [...rest.map(written), ...words].join(" ") });
      line.after(...insteadOf(pieces[at], meant[at], instead));
      if (plain[at]) line.after(element("li", null, `不计其中的标点，各段都有的有 ${plain[at].count} 条。`, button("不计标点查", () => instead(plain[at].parts))));
      if (!vain(term, at) || short(term) || term.chars.length > LONGEST_CUT || atomsOf(term.chars).length < 2) return;
      const ask = button("看其中哪些词有", async () => {
        ask.disabled = true;
        const found = insteadOf(await piecesOf(index, term.chars), await engine.near(index, term.chars), instead);
        line.after(...(found.length ? found : [element("li", null, "其中连续两字以上的也没有。")]));
        (line.nextElementSibling.querySelector("button") || box).focus();
        ask.remove();
      });
      line.append(ask);
    });
    const number = await engine.numberMeant(index, terms);
    if (isPast()) return;
    if (number) list.prepend(element("li", null, `有文号“${number}”。`, button(`改查“${number}”`, () => go(index, { ...state, query: number }))));
    const folded = terms.filter((term) => !isSign(term) && term.chars.join("") !== term.text).map((term) => `“${term.text}”按“${term.chars.join("")}”查`);
    if (folded.length) list.append(element("li", null, folded.join("，") + "。"));
    if (!pieces.some((found) => found.length) && terms.some((term, at) => vain(term, at) && !known[at] && (short(term) || term.chars.length > LONGEST_CUT) && !term.phrase && atomsOf(term.chars).length > 4)) list.append(element("li", { class: "pk-cut-it" }, "长句可拆成几个词，用空格分开再试。"));
    list.append(element("li", null, `已查 ${index.counted.reduce((sum, one) => sum + one, 0)} 条的标题、正文、责任条款、责任单位和时限，以及文件名称、文号、引言和附表${state.names ? "，并按单位名录查过其他名称" : ""}。除单位名称外不作同义词扩展，可换一种说法。`));
    performance.mark("pk-search-shown");
    const lead = beside
      ? "条文的标题、正文、责任条款和时限中没有。"
      : known.some(Boolean) && terms.length === 1
        ? `没有写作“${terms[0].text}”的条文；按单位名录，它的其他写法见下。`
        : "没有符合的条文。";
    results.append(element("div", { class: "pk-nothing" }, element("p", null, lead), list));
  }

  const written = (term) => (term.without ? "-" : "") + (term.phrase ? `"${term.text}"` : term.text);

  Object.assign(window.pkSearchPage, { showNothing });
})();
