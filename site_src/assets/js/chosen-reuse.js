/* Who shares words with whom among documents that readers choose (see columns.js). Compared here, as nobody has compared
   these documents with each other: runs of so many letters, folded as generator/compare/folding.py folds them. */
(function () {
  "use strict";

  const { kinds, chosenPage, frame, headCell, itemLink, place, placeChip } = window.policykbChosen;
  const RUN = 10;
  const LISTED = 60;
  const STEPS = [0.005, 0.02, 0.05, 0.1, 0.2]; // shares from which a cell is one shade darker

  const make = (...given) => window.policykbCompare.make(...given);
  const percent = (share) => (share * 100).toFixed(1) + "%";

  /* What stands for 和, unless it is a syllable of another word (普及, 参与, 及时): the signs before and behind it. */
  const AND = { 及: [/[普涉危顾触波累推]/, /[时早格至]/], 与: [/[参赋给]/, /[会时]/] };

  /* The letters of a provision with their places in its text; 和, 及, 以及, 与 are the same, 政府 and 人民政府 too. */
  function lettersOf(item) {
    const text = item.text.join("\n");
    const signs = [];
    const places = [];
    for (const { 0: sign, index } of text.matchAll(/人民(?=政府)|以及|[\p{L}\p{N}]/gu)) {
      if (sign === "人民") continue;
      const [before, behind] = AND[sign] || [];
      const joins = sign === "以及" || (before && !before.test(text[index - 1] || "") && !behind.test(text[index + 1] || ""));
      signs.push(joins ? "和" : sign.normalize("NFKC").toLowerCase());
      places.push(index);
    }
    return { item: item, text: text, signs: signs, places: places };
  }

  function measured({ data }) {
    return data.digest ? [] : data.items.map(lettersOf).filter(({ signs }) => signs.length >= RUN);
  }

  const gramAt = (signs, at) => signs.slice(at, at + RUN).join("");

  function gramsOf(provisions) {
    const found = new Map();
    for (const one of provisions) {
      for (let at = 0; at + RUN <= one.signs.length; at += 1) {
        const gram = gramAt(one.signs, at);
        if (!found.has(gram)) found.set(gram, []);
        found.get(gram).push([one, at]);
      }
    }
    return found;
  }

  /* The runs of one document's provisions that stand in the other: [{from, at, length, to}], `to` the other's provision. */
  function runsIn(provisions, grams) {
    const found = [];
    for (const from of provisions) {
      for (let at = 0; at + RUN <= from.signs.length; ) {
        let best = { length: 0, to: null };
        for (const [to, start] of grams.get(gramAt(from.signs, at)) || []) {
          let length = RUN;
          while (at + length < from.signs.length && start + length < to.signs.length && from.signs[at + length] === to.signs[start + length]) length += 1;
          if (length > best.length) best = { length, to };
        }
        if (best.to) found.push({ from, at, ...best });
        at += best.length || 1;
      }
    }
    return found;
  }

  function heatTable(chosen, held, shared) {
    const total = (id) => held.get(id).reduce((sum, one) => sum + one.signs.length, 0);
    const head = (scope, data) => headCell(scope, placeChip(data));
    const cell = (one, other) => {
      if (one === other) return make("td", "pk-heat-self", "—");
      if (!total(one.id) || !total(other.id)) return make("td", "pk-heat-none", make("span", "pk-quiet", "不适用"));
      const chars = shared.get(one.id + " " + other.id).reduce((sum, run) => sum + run.length, 0);
      const share = chars / total(one.id);
      return make("td", "pk-heat-" + STEPS.filter((step) => share >= step).length, make("b", "", percent(share)), " ", make("span", "pk-quiet", chars + " 字"));
    };
    const rows = chosen.map((one) => make("tr", "", head("row", one.data), ...chosen.map((other) => cell(one, other))));
    return make("table", "pk-table pk-heat", make("thead", "", make("tr", "", headCell("col", "本文件"), ...chosen.map((one) => head("col", one.data)))), make("tbody", "", ...rows));
  }

  /* Each passage once, with every provision in which it was met, the longest first; none inside a longer one of theirs. */
  function passages(chosen, shared) {
    const met = new Map();
    for (const one of chosen) {
      for (const other of chosen) {
        for (const { from, at, length, to } of shared.get(one.id + " " + other.id) || []) {
          const folded = from.signs.slice(at, at + length).join("");
          if (!met.has(folded)) met.set(folded, { length: length, text: from.text.slice(from.places[at], from.places[at + length - 1] + 1), holders: new Map() });
          met.get(folded).holders.set(one.id + " " + from.item.id, [one, from.item]).set(other.id + " " + to.item.id, [other, to.item]);
        }
      }
    }
    const kept = [];
    for (const [folded, run] of [...met].sort(([, a], [, b]) => b.length - a.length)) {
      const inside = kept.some((longer) => longer.folded.includes(folded) && [...run.holders.keys()].every((ref) => longer.holders.has(ref)));
      if (!inside) kept.push({ folded, ...run });
    }
    return kept;
  }

  function passageTable(chosen, found) {
    const order = new Map(chosen.map(({ id }, at) => [id, at]));
    const rows = found.slice(0, LISTED).map(({ length, text, holders }) => {
      const places = [...holders.values()].sort(([a], [b]) => order.get(a.id) - order.get(b.id));
      const links = places.flatMap(([one, item], at) => [at ? "、" : "", itemLink(one.data, item.id)]);
      return make("tr", "", make("td", "pk-num", String(length)), make("td", "pk-wrap pk-passage", text), make("td", "pk-wrap", ...links));
    });
    const heads = [["字数", "pk-num"], ["文字", ""], ["见于", ""]].map(([name, className]) => {
      const cell = headCell("col", name);
      cell.className = className;
      return cell;
    });
    return make("table", "pk-table", make("thead", "", make("tr", "", ...heads)), make("tbody", "", ...rows));
  }

  function draw(chosen) {
    const held = new Map(chosen.map((one) => [one.id, measured(one)]));
    const grams = new Map(chosen.map(({ id }) => [id, gramsOf(held.get(id))]));
    const shared = new Map();
    for (const one of chosen) for (const other of chosen) if (one !== other) shared.set(one.id + " " + other.id, runsIn(held.get(one.id), grams.get(other.id)));
    const told = "每行一份文件：它的条文有多少字也见于各列的文件，占它自身的比例。所选文件在本页逐字比对，连续 " + RUN + " 字以上相同才算。摘编不是正式文本，不参与。";
    const few = () => make("p", "pk-empty", "再选一份文件才能比较。");
    place("heat").replaceChildren(...(chosen.length > 1 ? [make("p", "pk-quiet", told), frame("文件之间相同文字的比例", "pk-scroll", heatTable(chosen, held, shared))] : [few()]));
    const found = passages(chosen, shared);
    const count = make("p", "pk-quiet", "所选文件之间共 " + found.length + " 段，由长到短列出" + (found.length > LISTED ? "前 " + LISTED + " 段" : "") + "；字数不计标点。");
    const none = make("p", "pk-empty", chosen.length > 1 ? "所选文件之间没有连续 " + RUN + " 字以上相同的条文文字。" : "再选一份文件才能比较。");
    place("passages").replaceChildren(...(found.length ? [count, frame("最长的相同文字", "pk-scroll pk-tall", passageTable(chosen, found))] : [none]));
  }

  kinds.reuse = (form) => chosenPage(form, draw);
})();
