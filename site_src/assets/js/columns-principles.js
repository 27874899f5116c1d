/* Columns of principles that readers choose (see columns.js). Nobody has put these principles into rows: each goes to
   the row of its title, of its domain or of the principle most like it in words, or gets a row of its own. */
(function () {
  "use strict";

  const TITLES = 0.6; // of the shorter title's pairs of characters: 依法行政 and 坚持依法行政, not any two that begin with 坚持
  const TEXTS = 0.35; // of the shorter text's, for those whose titles differ

  const { kinds, words, columnsTable, headOf, provision, stateBox } = window.policykbChosen;
  const bare = (text) => text.replace(/[^\p{L}\p{N}]/gu, "");

  function principlesTable(form) {
    const container = form.closest("[data-compare]");
    const body = container.querySelector("table.pk-compare").tBodies[0];
    const { make, likeness } = window.policykbCompare;
    const { link } = window.policykbProvisions;
    const subjects = Array.from(body.rows, (row) => ({
      row: row,
      domain: row.dataset.domain || "",
      held: Array.from(row.querySelectorAll(".pk-provision"), (place) => ({
        title: place.querySelector(".pk-provision-title").textContent,
        text: place.querySelector('template[data-base=""]').content.textContent,
      })),
    }));
    subjects.forEach(({ row }, at) => { row.dataset.row = "subject-" + at; });

    /* How well a principle fits into a row; 0 where it does not. */
    function fit(subject, item) {
      if (subject.held.some((one) => bare(one.title) === bare(item.title))) return 3;
      const titles = Math.max(0, ...subject.held.map((one) => likeness(one.title, item.title)));
      if (titles >= TITLES) return 1 + titles;
      const domain = item.domains.length ? item.domains[0].id : "";
      if (domain && domain === subject.domain) return 1;
      const texts = Math.max(0, ...subject.held.map((one) => likeness(one.text, item.text.join(""))));
      return texts >= TEXTS ? texts : 0;
    }

    function subjectOf(item) {
      const ranked = subjects.map((subject) => ({ subject: subject, fit: fit(subject, item) }));
      const best = ranked.reduce((one, next) => (next.fit > one.fit ? next : one), { subject: null, fit: 0 });
      return best.subject || newSubject(item);
    }

    function newSubject(item) {
      const domain = item.domains[0];
      const name = domain ? link("", "domains/" + domain.id + ".html", item.title) : item.title;
      const head = make("th", "", name);
      head.scope = "row";
      const row = make("tr", "", head);
      row.dataset.row = "subject-" + subjects.length;
      for (const { dataset } of container.querySelectorAll("thead th[data-policy]")) row.append(emptyCell(dataset.policy));
      body.append(row);
      subjects.push({ row: row, domain: domain ? domain.id : "", held: [] });
      return subjects[subjects.length - 1];
    }

    /* What the column says where it has no such principle: as in another row of it, if there is one. */
    function emptyCell(policy) {
      const said = body.querySelector('td[data-policy="' + policy + '"] > .pk-empty-cell');
      const cell = make("td", "state-present-column", said ? said.cloneNode(true) : lacking(false));
      cell.dataset.policy = policy;
      return cell;
    }

    function lacking(unknown) {
      return unknown ? stateBox("unknown", ["所收文本不全，没有这一项不等于原文没有。"]) : stateBox("absent", ["“基本原则”一节没有这一项。"]);
    }

    function columnOf(id, data) {
      const items = data.items.filter((item) => item.kind === words.principle);
      const placed = new Map();
      for (const item of items) {
        const subject = subjectOf(item);
        placed.set(subject, [...(placed.get(subject) || []), item]);
        subject.held.push({ title: item.title, text: item.text.join("") });
      }
      const state = items.length ? "present" : data.second_hand ? "unknown" : "absent";
      const none = () => stateBox(state, [data.second_hand ? "所收文本没有“基本原则”一节，不等于原文没有。" : "全文没有“基本原则”一节。"]);
      const cells = subjects.map((subject) => {
        const here = (placed.get(subject) || []).map((item) => provision(id, data, item));
        const cell = make("td", "state-" + state + "-column", ...(here.length ? here : [items.length ? lacking(data.second_hand) : none()]));
        cell.dataset.policy = id;
        return [subject.row.dataset.row, cell];
      });
      const head = headOf(id, data, { state: state, shown: items });
      return { id: id, head: head, cells: Object.fromEntries(cells), base: items.length > 0, hue: data.hue, short: data.short, data: data, items: items };
    }

    /* Rows in which none of the columns shown has a principle say nothing. */
    container.addEventListener("pk-columns", () => {
      for (const { row } of subjects) row.hidden = !row.querySelector("td:not([hidden]) .pk-provision");
    });
    columnsTable(container, form, columnOf);
  }

  kinds.principles = principlesTable;
})();
