/* Provisions worded like a passage that stands nowhere as it is: told by the pieces that they share with it, rare ones
   counting more. Only the index is asked; nothing is loaded before a passage was looked for in vain, or somebody asks. */
(function () {
  "use strict";

  /* Characters from which a passage can be looked for by its wording. */
  const SHORTEST = 8;
  /* Lists that are asked for at most; of a longer passage pieces at even distances. */
  const PIECES = 64;
  /* Share of the weight of all pieces: less is chance. */
  const LEAST = 0.12;
  const MOST = 50;
  /* A run of two characters is marked if it stands in no more than this share of all entries. */
  const RARE = 0.1;

  const engine = window.pkSearch;

  const passagesOf = (terms) => terms.filter((term) => !term.without && term.chars.length >= SHORTEST);

  /* At each place of a passage the shortest string that is not frequent, each once. */
  function piecesOf(index, chars) {
    const pieces = [];
    for (let at = 0; at + 1 < chars.length; at += 1) {
      let end = at + 2;
      while (end <= chars.length && !engine.hasPlaces(index, chars.slice(at, end))) end += 1;
      if (end > chars.length) break;
      pieces.push(chars.slice(at, end).join(""));
    }
    return pieces;
  }

  function chosen(pieces) {
    const every = [...new Set(pieces)];
    if (every.length <= PIECES) return every;
    return Array.from({ length: PIECES }, (_, at) => every[Math.floor((at * every.length) / PIECES)]);
  }

  /* {entries: numbers of counted entries by how much of the passages they share, the most first, those only that
     `fitting` has; rare: pieces that few have}.

     As texts are ranked by the words of a question (inverse document frequency): a piece in n of N entries weighs
     log(1 + N / n), one that stands nowhere as much as one in a single entry, and an entry has the weights of the
     pieces that stand in it. */
  async function alike(index, terms, fitting = index.counted, most = MOST) {
    const pieces = chosen(passagesOf(terms).flatMap(({ chars }) => piecesOf(index, chars)));
    const places = await Promise.all(pieces.map((piece) => engine.placesOf(index, [...piece])));
    const holders = places.map((found) => new Set(found.map((place) => engine.entryAt(index, place))));
    const weights = holders.map((held) => Math.log(1 + index.entries / Math.max(1, held.size)));
    const scores = new Float64Array(index.entries);
    holders.forEach((held, at) => held.forEach((entry) => (scores[entry] += weights[at])));
    const least = LEAST * weights.reduce((sum, weight) => sum + weight, 0);
    const entries = [];
    scores.forEach((score, entry) => index.counted[entry] && fitting[entry] && score > 0 && score >= least && entries.push(entry));
    entries.sort((a, b) => scores[b] - scores[a] || a - b);
    return { entries: entries.slice(0, most), rare: new Set(pieces.filter((_, at) => holders[at].size <= RARE * index.entries)) };
  }

  /* {same: how many characters of the passages stand in some texts, two and more together; of: how many they have;
     runs: those to be marked, as terms}. */
  function shared(texts, terms, rare) {
    const folded = texts.map((text) => pkText.fold(text).chars.join(""));
    const stands = (run) => folded.some((text) => text.includes(run));
    const runs = new Set();
    let same = 0;
    let of = 0;
    for (const { chars } of passagesOf(terms)) {
      of += chars.length;
      for (let at = 0; at + 1 < chars.length; ) {
        let end = at + 2;
        if (!stands(chars.slice(at, end).join(""))) {
          at += 1;
          continue;
        }
        while (end < chars.length && stands(chars.slice(at, end + 1).join(""))) end += 1;
        const run = chars.slice(at, end);
        if (run.length > 2 || rare.has(run.join(""))) runs.add(run.join(""));
        same += run.length;
        at = end;
      }
    }
    return { same, of, runs: [...runs].map((run) => ({ text: run, chars: [...run], without: false })) };
  }

  Object.assign(engine, { alike, shared, canBeAlike: (terms) => passagesOf(terms).length > 0 });
})();
