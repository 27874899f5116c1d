/* What may have been meant by a word that stands nowhere: what is written that differs from it in one character. Only
   the index is asked, and a few texts are read; nothing is loaded before a word was looked for in vain. */
(function () {
  "use strict";

  const SHORTEST = 3;
  const LONGEST = 12;
  const TEXTS = 6;
  const SHOWN = 3;

  const engine = window.pkSearch;

  const counted = (index, mask) => mask.reduce((sum, has, entry) => sum + (has && index.counted[entry] ? 1 : 0), 0);

  async function stands(index, chars) {
    return !chars.length || (await engine.holdersOf(index, chars)).some(Boolean);
  }

  /* How many characters from the front stand somewhere together, and how many from the back. */
  async function reach(index, chars) {
    const length = chars.length;
    let front = 0;
    while (front < length && (await stands(index, chars.slice(0, front + 1)))) front += 1;
    let back = 0;
    while (back < length && (await stands(index, chars.slice(length - back - 1)))) back += 1;
    return [front, back];
  }

  /* Entries that may have `left`, some character and `right` one after the other, those with `left` in the title first. */
  async function candidates(index, left, right) {
    if (left.length && right.length && engine.hasPlaces(index, left) && engine.hasPlaces(index, right)) {
      const behind = new Set((await engine.placesOf(index, right)).map((place) => place - left.length - 1));
      const both = (await engine.placesOf(index, left)).filter((place) => behind.has(place));
      return [...new Set(both.map((place) => engine.entryAt(index, place)))];
    }
    const masks = await Promise.all([left, right].filter((part) => part.length).map((part) => engine.holdersOf(index, part)));
    const found = [];
    masks[0].forEach((score, entry) => masks.every((mask) => mask[entry]) && found.push([score, entry]));
    return found.sort((a, b) => b[0] - a[0] || a[1] - b[1]).map(([, entry]) => entry);
  }

  /* What stands between `left` and `right` in the texts of some entries: letters only, another digit is another number. */
  async function between(index, left, right) {
    const found = new Set();
    for (const entry of (await candidates(index, left, right)).slice(0, TEXTS)) {
      const { heading, text, units, duty } = await engine.textOf(index, entry);
      for (const field of [heading, text, ...units.map(([, raw]) => raw), ...duty]) {
        const { chars } = pkText.fold(field);
        for (let at = left.length; at + right.length < chars.length; at += 1) {
          const fits = left.every((char, to) => chars[at - left.length + to] === char) && right.every((char, to) => chars[at + 1 + to] === char);
          if (fits && /\p{L}/u.test(chars[at])) found.add([...left, chars[at], ...right].join(""));
        }
      }
    }
    return found;
  }

  /* Written words that differ from one that stands nowhere in one character, put, left out or another one, as
     [word, how many entries have it], those with most first. */
  async function near(index, chars) {
    const length = chars.length;
    if (length < SHORTEST || length > LONGEST) return [];
    const [front, back] = await reach(index, chars);
    const words = new Set();
    for (let at = 0; at < length; at += 1) {
      if (/\p{N}/u.test(chars[at])) continue;
      const [left, right, rest] = [chars.slice(0, at), chars.slice(at + 1), chars.slice(at)];
      if (left.length > front) break;
      if (right.length <= back) {
        for (const word of await between(index, left, right)) words.add(word);
        if (length > SHORTEST) words.add([...left, ...right].join(""));
      }
      if (at && rest.length <= back) for (const word of await between(index, left, rest)) words.add(word);
    }
    /* A piece of another one (失信惩 of 失信惩戒) is no word of its own. */
    const whole = [...words].filter((word) => ![...words].some((other) => other !== word && other.includes(word)));
    const held = await Promise.all(whole.map(async (word) => [word, counted(index, await engine.holdersOf(index, [...word]))]));
    return held.filter(([, count]) => count).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, SHOWN);
  }

  engine.near = near;
})();
