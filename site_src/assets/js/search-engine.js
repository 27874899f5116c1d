/* Finds strings in data/search/*.js, exactly; shows nothing. The files are loaded by script elements, so that it
   works from file:// too. How: generator/render/search/postings.py; numbers: generator/render/search/codec.py. */
(function () {
  "use strict";

  const UNIT = 16;
  const BODY = 64;
  const SLOT = 4096;
  const ENTRIES = SLOT / BODY;
  const LAST = 32;
  const BITS = 6;
  const FLAGS = 5;

  const arrived = new Map();
  const loading = new Map();
  const keep = (name, value) => void arrived.set(name, value);
  const asTable = (value) => new Map(Object.entries(value));
  let place = { folder: "", version: "" };

  function load(name) {
    if (arrived.has(name)) return Promise.resolve(arrived.get(name));
    if (!loading.has(name)) {
      const arrives = window.policykbScript(`${place.folder}/${name}.js?v=${place.version}`).then(() => {
        if (!arrived.has(name)) throw new Error(name);
        return arrived.get(name);
      }, (error) => {
        loading.delete(name);
        throw error;
      });
      loading.set(name, arrives);
    }
    return loading.get(name);
  }

  /* ---------- numbers ---------- */

  let digitOf = null;

  function numbers(text, from = 0) {
    const found = [];
    let value = 0;
    let weight = 1;
    for (let at = from; at < text.length; at += 1) {
      const digit = digitOf[text.charCodeAt(at)];
      value += digit * weight;
      if (digit < LAST) {
        found.push(value);
        value = 0;
        weight = 1;
      } else weight *= 60;
    }
    return found;
  }

  function ascending(text, from = 0) {
    const found = numbers(text, from);
    for (let at = 1; at < found.length; at += 1) found[at] += found[at - 1];
    return found;
  }

  function clusters(text) {
    const found = [];
    let last = 0;
    for (let at = 0; at < text.length; ) {
      let value = 0;
      let weight = 1;
      let digit = LAST;
      for (; digit >= LAST; at += 1, weight *= 60) {
        digit = digitOf[text.charCodeAt(at)];
        value += digit * weight;
      }
      let place = last + value;
      found.push(place);
      for (digit = LAST; digit >= LAST; at += 1, place += FLAGS) {
        digit = digitOf[text.charCodeAt(at)];
        for (let bit = 0; bit < FLAGS; bit += 1) if ((digit >> bit) & 1) found.push(place + 1 + bit);
      }
      last = found[found.length - 1];
    }
    return found;
  }

  function members(text) {
    if (text[0] === "-") return ascending(text, 1);
    const found = [];
    for (let at = 1; at < text.length; at += 1) {
      const bits = digitOf[text.charCodeAt(at)];
      for (let bit = 0; bit < BITS; bit += 1) if ((bits >> bit) & 1) found.push((at - 1) * BITS + bit);
    }
    return found;
  }

  function shardOf(chars, shards) {
    let value = 2166136261;
    for (const char of chars) value = Math.imul(value ^ char.codePointAt(0), 16777619) >>> 0;
    return value % shards;
  }

  /* ---------- the index ---------- */

  function sums(text, unit = 1) {
    const counts = numbers(text);
    const starts = new Int32Array(counts.length + 1);
    counts.forEach((count, at) => (starts[at + 1] = starts[at] + count * unit));
    return starts;
  }

  function frequentOf(meta) {
    const found = new Set();
    const way = [];
    const chars = [...meta.frequent];
    for (let at = 0; at + 1 < chars.length; at += 2) {
      const depth = digitOf[chars[at].charCodeAt(0)];
      way.length = depth - 1;
      way.push(chars[at + 1]);
      found.add(way.join(""));
    }
    return found;
  }

  /* For each slot of the long text the document that has it, or -1 (generator/render/search/places.py). */
  function slotsOf(meta, slot, starts, perPolicy) {
    const found = new Int32Array(meta.slots).fill(-1);
    slot.forEach((first, policy) => {
      const length = starts[perPolicy[policy + 1]] - starts[perPolicy[policy]];
      found.fill(policy, first, first + Math.max(1, Math.ceil(length / SLOT)));
    });
    return found;
  }

  /* Behind the id of a place: with all that stand below it. */
  const BELOW = "+";

  /* {places: those that have documents and those above them, [id, name, short name]; wholes: those with documents below
     them, as values of the facet; regionValues: for each region the values of the facet that it has}. */
  function regionsOf(meta) {
    const places = [...meta.regions.map(([id, name, short]) => [id, name, short]), ...meta.uppers];
    const isAbove = new Set(meta.above);
    const wholes = places.flatMap(([id, name, short], at) => (isAbove.has(at) ? [{ id: id + BELOW, name: name + "及下级", short: short + "及下级" }] : []));
    const regionValues = meta.regions.map(([id], region) => {
      const own = [id];
      for (let at = region; at >= 0; at = meta.above[at]) if (isAbove.has(at)) own.push(places[at][0] + BELOW);
      return own;
    });
    return { places, wholes, regionValues };
  }

  function prepare(meta) {
    digitOf = new Uint8Array(128);
    [...meta.digits].forEach((digit, at) => (digitOf[digit.charCodeAt(0)] = at));
    pkText.addTraditional(meta.traditional);
    const perPolicy = sums(meta.per_policy);
    const policyOf = new Int32Array(meta.entries);
    for (let policy = 0; policy + 1 < perPolicy.length; policy += 1) policyOf.fill(policy, perPolicy[policy], perPolicy[policy + 1]);
    const counted = new Uint8Array(meta.entries).fill(1);
    for (const entry of ascending(meta.uncounted)) counted[entry] = 0;
    const starts = sums(meta.lengths, UNIT);
    const slot = numbers(meta.slot);
    const names = new Map(meta.domains);
    const held = { countedKinds: meta.counted, starts, perPolicy, slot, inSlot: slotsOf(meta, slot, starts, perPolicy), names };
    return { ...meta, ...held, ...regionsOf(meta), chunkStarts: sums(meta.chunks), policyOf, counted, frequent: frequentOf(meta) };
  }

  /* The last of ascending `starts` that is not above `value`. */
  function holder(starts, value) {
    let low = 0;
    let high = starts.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= value) low = middle;
      else high = middle;
    }
    return low;
  }

  /* ---------- strings ---------- */

  async function listed(index, chars) {
    const shard = await load("g" + shardOf(chars, index.shards.grams));
    return shard.get(chars.join(""));
  }

  /* Listed strings that cover `chars` without a gap, as [offset, characters]. */
  function cover(index, chars) {
    const isFrequent = (from, to) => to - from < 2 || index.frequent.has(chars.slice(from, to).join(""));
    const pieces = [];
    let at = 0;
    while (at < chars.length) {
      let end = at + 2;
      while (end <= chars.length && isFrequent(at, end)) end += 1;
      if (end > chars.length) break;
      pieces.push([at, chars.slice(at, end)]);
      at = end;
    }
    if (at < chars.length) {
      let from = chars.length - 2;
      while (isFrequent(from, chars.length)) from -= 1;
      pieces.push([from, chars.slice(from)]);
    }
    return pieces;
  }

  /* The entry that has a number in the long text. */
  function entryOf(index, number) {
    const policy = index.inSlot[Math.floor(number / ENTRIES)];
    return index.perPolicy[policy] + number - index.slot[policy] * ENTRIES;
  }

  /* Where a place of the long text is if its documents stand one after the other in record order. */
  function closedUp(index, place) {
    const policy = index.inSlot[Math.floor(place / SLOT)];
    return index.starts[index.perPolicy[policy]] + place - index.slot[policy] * SLOT;
  }

  const hasPlaces = (index, chars) => chars.length > 1 && !index.frequent.has(chars.join(""));

  /* Pieces of a long string asked for at once: what stands nowhere mostly shows by the first ones. */
  const FIRST = 2;

  /* Where in the long text a string begins that is not frequent and no single character. */
  async function placesOf(index, chars) {
    const pieces = cover(index, chars);
    let left = null;
    for (let at = 0, size = FIRST; at < pieces.length; at += size, size = at === FIRST ? FIRST : pieces.length) {
      const asked = pieces.slice(at, at + size);
      const lists = await Promise.all(asked.map(([, piece]) => listed(index, piece)));
      if (lists.some((list) => list === undefined)) return [];
      const begins = lists.map((list, number) => ascending(list).map((begin) => begin - asked[number][0])).sort((a, b) => a.length - b.length);
      for (const others of begins) {
        const also = left && new Set(others);
        left = left ? left.filter((begin) => also.has(begin)) : others;
      }
      if (!left.length) return [];
    }
    return left;
  }

  /* The entry in which a place of the long text is. */
  const entryAt = (index, place) => holder(index.starts, closedUp(index, place));

  /* Per entry: 0 without the string, 1 with it, 2 with it in the title. */
  async function holdersOf(index, chars) {
    const found = new Uint8Array(index.entries);
    if (!hasPlaces(index, chars)) {
      const [entries, titled] = (await listed(index, chars)) ?? ["", ""];
      for (const number of clusters(entries)) found[entryOf(index, number)] = 1;
      for (const number of clusters(titled)) found[entryOf(index, number)] = 2;
      return found;
    }
    for (const begin of (await placesOf(index, chars)).map((place) => closedUp(index, place))) {
      const entry = holder(index.starts, begin);
      found[entry] = Math.max(found[entry], begin - index.starts[entry] < BODY ? 2 : 1);
    }
    return found;
  }

  /* ---------- questions ---------- */

  const QUOTED = /([-－−]?)(?:"([^"]*)"|＂([^＂]*)＂|[“”„‟]([^“”„‟]*)[“”„‟]|「([^」]*)」|『([^』]*)』)(?=\s|$)|\S+/g;

  /* Words apart by blanks. A whole word in quotation marks is a phrase; inside a word they are what they are. */
  function parse(query) {
    const terms = [];
    for (const [whole, sign, ...phrases] of query.matchAll(QUOTED)) {
      const phrase = phrases.find((inside) => inside !== undefined);
      const isPhrase = phrase !== undefined;
      const without = isPhrase ? Boolean(sign) : /^[-－−]./.test(whole);
      const text = isPhrase ? phrase : without ? whole.slice(1) : whole;
      const chars = pkText.fold(text).chars;
      if (chars.length) terms.push({ text, chars, without, phrase: isPhrase });
    }
    return terms;
  }

  /* Fetch what a question being typed will ask for. */
  function expect(index, query) {
    for (const { chars } of parse(query)) {
      const pieces = chars.length === 1 || index.frequent.has(chars.join("")) ? [chars] : cover(index, chars).slice(0, FIRST).map(([, piece]) => piece);
      /* Should it fail, the question itself will say so. */
      for (const piece of pieces) listed(index, piece).catch(() => null);
    }
  }

  /* What the registry knows of a unit's name: the names it is registered by, its other forms, who names the unit. */
  async function registered(index, term) {
    if (term.without || term.chars.length < 2) return null;
    const shard = await load("n" + shardOf(term.chars, index.shards.names));
    const found = shard.get(term.chars.join(""));
    if (!found) return null;
    const [names, count, forms, entries, functions] = found;
    return { term, names, count, forms, entries: members(entries), functions };
  }

  const year = (date) => (date ? String(Math.floor(date / 10000)) : "unknown");

  function valueOfPolicy(index, policy, facet) {
    if (facet === "type") return index.types[index.type[policy]];
    if (facet === "status") return index.statuses[index.status[policy]][0];
    if (facet === "year") return year(index.date[policy]);
    const [id, , , level] = index.regions[index.region[policy]];
    return facet === "region" ? id : level;
  }

  /* ---------- words that name places or documents: every entry of these counts as having them ---------- */

  /* Numbers of the documents of the places with a name, those below them included, and these places' names. */
  function ofPlace(index, chars) {
    if (chars.length < 2) return null;
    const wanted = chars.join("");
    const asked = new Set(index.places.flatMap(([, ...forms], at) => (forms.some((form) => pkText.joined(form) === wanted) ? [at] : [])));
    if (!asked.size) return null;
    const below = (at) => at >= 0 && (asked.has(at) || below(index.above[at]));
    const policies = new Set(index.region.flatMap((region, policy) => (below(region) ? [policy] : [])));
    const hasBelow = [...policies].some((policy) => !asked.has(index.region[policy]));
    return { kind: "place", names: [...asked].map((at) => index.places[at][1]), places: [...asked].map((at) => index.places[at][0]), policies, hasBelow };
  }

  /* The document that pages call by its place, year and number (宜兴2020, 国家2012（5）; generator/render/index.py). */
  function ofLabel(index, chars) {
    const [, place, year, number] = chars.join("").match(/^(\D{2,})(\d{4})(?:\((\d+)\))?$/) ?? [];
    if (!place) return null;
    const fits = (policy) => {
      const [, name, short] = index.regions[index.region[policy]];
      return [name, short].some((form) => pkText.joined(form) === place) && valueOfPolicy(index, policy, "year") === year;
    };
    const all = index.policies.flatMap((_, policy) => (fits(policy) ? [policy] : []));
    const policies = new Set(number ? all.slice(number - 1, number) : all);
    return policies.size ? { kind: "document", names: [], policies } : null;
  }

  /* A document's number (文号), or so much of a title that it is no common word. */
  const NAMES_DOCUMENT = (chars) => chars.length >= 10 || /\d号$/.test(chars.join("")) || /\(\d{4}\)\d+$/.test(chars.join(""));

  async function ofDocument(index, chars) {
    const label = ofLabel(index, chars);
    if (label) return label;
    if (!NAMES_DOCUMENT(chars)) return null;
    const held = await holdersOf(index, chars);
    const policies = new Set(index.policies.flatMap((_, policy) => (held[index.perPolicy[policy]] ? [policy] : [])));
    return policies.size ? { kind: "document", names: [], policies } : null;
  }

  /* What words name: for each {term, kind, names, policies, ids}. Nothing where no other word is left to be found. */
  async function named(index, terms) {
    const wanted = terms.filter((term) => !term.without);
    if (wanted.length < 2) return [];
    const found = await Promise.all(wanted.map(async ({ chars }) => ofPlace(index, chars) ?? (await ofDocument(index, chars))));
    if (found.every(Boolean)) return [];
    return found.flatMap((meant, at) => (meant ? [{ term: wanted[at], ...meant, ids: new Set([...meant.policies].map((policy) => index.policies[policy])) }] : []));
  }

  /* {titles: per entry how many words stand in its title, plus one, or 0 where it is no hit; sets: for each word its
     holders; lent: per entry whether it is without a word that names its place or document}. */
  async function find(index, terms, names = []) {
    const sets = await Promise.all(terms.map((term) => holdersOf(index, term.chars)));
    const lent = new Uint8Array(index.entries);
    for (const { term, policies } of names) {
      const own = sets[terms.indexOf(term)];
      for (let entry = 0; entry < index.entries; entry += 1) if (!own[entry] && policies.has(index.policyOf[entry])) own[entry] = lent[entry] = 1;
    }
    const titles = new Uint8Array(index.entries).fill(1);
    sets.forEach((set, at) => {
      if (terms[at].without) for (let entry = 0; entry < titles.length; entry += 1) titles[entry] = set[entry] ? 0 : titles[entry];
      else for (let entry = 0; entry < titles.length; entry += 1) titles[entry] = set[entry] && titles[entry] ? titles[entry] + set[entry] - 1 : 0;
    });
    return { titles, sets, lent };
  }

  /* As `titles` of what was found, for the entries that are hits only with what the registry knows. */
  function byRegistry(index, terms, found, registry) {
    const extended = new Uint8Array(index.entries);
    if (!registry.length) return extended;
    const also = terms.map((term) => new Set(registry.find((known) => known.term === term)?.entries));
    for (let entry = 0; entry < index.entries; entry += 1) {
      const fits = (term, at) => (term.without ? !found.sets[at][entry] : found.sets[at][entry] || also[at].has(entry));
      if (!found.titles[entry] && terms.every(fits)) {
        extended[entry] = terms.reduce((score, term, at) => score + (term.without ? 0 : Math.max(0, found.sets[at][entry] - 1)), 1);
      }
    }
    return extended;
  }

  /* ---------- order and text ---------- */

  /* Entry numbers: by how many words stand in the title, or the latest document first; else as they stand. */
  function ordered(index, found, order) {
    const byScore = [];
    for (let entry = 0; entry < found.length; entry += 1) {
      if (found[entry] && index.counted[entry]) (byScore[order === "date" ? 0 : found[entry]] ??= []).push(entry);
    }
    const entries = byScore.reverse().flat();
    const date = (entry) => index.date[index.policyOf[entry]];
    return order === "date" ? entries.sort((a, b) => date(b) - date(a) || a - b) : entries;
  }

  async function textOf(index, entry) {
    const chunk = holder(index.chunkStarts, entry);
    const first = holder(index.chunkStarts, index.perPolicy[index.policyOf[entry]]);
    const [head, entries] = await load(`t-${index.policies[index.policyOf[entry]]}-${chunk - first}`);
    const [policy, title, number, short, badge, hue, date] = head;
    const [item, kind, label, heading, text, path, domains, units, open, deadlines, duty] = entries[entry - index.chunkStarts[chunk]];
    return { document: { policy, title, number, short, badge, hue, date }, item, kind, label, heading, text, path, domains, units, open, deadlines, duty };
  }

  /* The whole of it: numbers of the counted entries, in order, that fit a question and chosen values of facets. */
  async function search(index, query, chosen = {}, order = "") {
    const terms = parse(query);
    const { titles } = await find(index, terms, await named(index, terms));
    /* search-masks.js stands behind this script in the page. */
    const { chosenAny, masks, facetsOf, through } = window.pkSearch;
    const made = chosenAny(chosen) ? masks(index, await facetsOf(), chosen) : {};
    return ordered(index, through(index, titles, made, null), order);
  }

  function open(folder, version) {
    place = { folder, version };
    return load("meta").then(prepare);
  }

  window.pkSearch = Object.assign(window.pkSearch ?? {}, {
    meta: (value) => keep("meta", value),
    facets: (value) => keep("facets", value),
    grams: (number, value) => keep("g" + number, asTable(value)),
    names: (number, value) => keep("n" + number, asTable(value)),
    texts: (name, value) => keep("t-" + name, value),
    open, load, members, parse, expect, named, ofPlace, ofLabel, ofDocument, find, byRegistry, registered, holdersOf, hasPlaces, placesOf, entryAt, ordered, textOf, search, valueOfPolicy,
  });
})();
