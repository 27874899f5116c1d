/* Who answers for what in documents that readers choose (see columns.js): the matrix of classes and domains, who leads,
   what names nobody; and the page of one class. Counted as generator/render/mentions.py counts it. */
(function () {
  "use strict";

  const { kinds, words, chosenPage, frame, headCell: head, itemLink, place, placeChip } = window.policykbChosen;
  const ROLES = { 牵头: "lead", 责任: "responsible", 配合: "cooperate" };
  const NOWHERE = "none"; // in addresses, for provisions without a domain

  const make = (...given) => window.policykbCompare.make(...given);
  const link = (...given) => window.policykbProvisions.link(...given);
  const functionName = new Map(words.functions || []);

  /* Every unit of a document: [{data, item, unit, domain, place, provision}]; a row of the annex counts for its task. */
  function mentionsOf({ id, data }) {
    const tasks = new Map(data.items.filter((item) => item.kind !== words.principle).map((item) => [item.id, item]));
    const domainOf = (task) => (tasks.has(task) && tasks.get(task).domains.length ? tasks.get(task).domains[0].id : "");
    const said = Array.from(tasks.values()).flatMap((item) => item.units.map((unit) => ({
      id, data, item: item, unit: unit, domain: domainOf(item.id), provision: item.id, place: item.open === words.heading ? "上级标题" : "正文",
    })));
    const annex = (data.annex || []).flatMap(([row, task, ...units]) => units.map(([role, raw, name]) => ({
      id, data, item: { id: row, number: data.others[row][0], title: data.others[row][1] }, unit: { role: role, raw: raw, function: name, name: "" },
      domain: domainOf(task), provision: task || row, place: "附表",
    })));
    return [...said, ...annex];
  }

  function grouped(list, key) {
    const found = new Map();
    for (const one of list) found.set(key(one), [...(found.get(key(one)) || []), one]);
    return found;
  }

  /* The domains on which the documents have provisions, [id, name] in the vocabulary's order. */
  function domainsOf(chosen) {
    const names = new Map(chosen.flatMap(({ data }) => data.items.flatMap((item) => item.domains.map((domain) => [domain.id, domain.name]))));
    return chosen.length ? Object.keys(chosen[0].data.cells).filter((domain) => names.has(domain)).map((domain) => [domain, names.get(domain)]) : [];
  }

  const rolesOf = (found) => Object.keys(ROLES).filter((role) => found.some(({ unit }) => unit.role === role));
  const counted = (found) => new Set(found.map((one) => one.provision)).size;

  /* What a document says about units in a domain, where none of those looked for is named. */
  function standing({ data }, domain, found) {
    if (found.some((one) => one.domain === domain)) return "named";
    const has = data.items.some((item) => item.kind !== words.principle && (item.domains.length ? item.domains[0].id : "") === domain);
    return has ? "unnamed" : data.second_hand ? "unknown" : "nothing";
  }

  const FRAME = "pk-scroll pk-tall";

  /* ---- all classes ---- */

  function mark(found, name, domain) {
    const [{ id, data }] = found;
    const roles = rolesOf(found);
    const node = link("pk-mark pk-mark-" + ROLES[roles[0]] + " hue-" + data.hue, "units/" + name + ".html#c-" + (domain || NOWHERE), data.short);
    const count = counted(found);
    node.title = data.short + "：" + roles.join("、") + "，" + count + " 条";
    node.dataset.policy = id;
    if (count > 1) node.append(make("span", "pk-count", String(count)));
    return node;
  }

  function matrix(found) {
    const named = found.filter(({ unit }) => unit.function);
    const used = new Set(named.map((one) => one.domain));
    const groups = words.groups.map(([name, held]) => [name, held.filter(([domain]) => used.has(domain))]).filter(([, held]) => held.length);
    const corner = head("col", "职能类别");
    corner.className = "pk-corner";
    corner.rowSpan = 2;
    const first = make("tr", "", corner, ...groups.map(([name, held]) => {
      const cell = head("colgroup", name);
      cell.className = "pk-group";
      cell.colSpan = held.length;
      return cell;
    }));
    const columns = groups.flatMap(([, held]) => held);
    const second = make("tr", "", ...columns.map(([domain, name]) => {
      const cell = head("col", link("", "domains/" + domain + ".html", name));
      cell.className = "pk-upright";
      return cell;
    }));
    const byClass = grouped(named, ({ unit }) => unit.function);
    const rows = words.functions.filter(([name]) => byClass.has(name)).map(([name, title]) => {
      const byDomain = grouped(byClass.get(name), (one) => one.domain);
      const cells = columns.map(([domain]) => make("td", "", ...[...grouped(byDomain.get(domain) || [], (one) => one.id).values()].map((here) => mark(here, name, domain))));
      return make("tr", "", head("row", link("", "units/" + name + ".html", title)), ...cells);
    });
    return make("table", "pk-matrix", make("thead", "", first, second), make("tbody", "", ...rows));
  }

  function leadCell(one, domain, found) {
    const here = found.filter((mention) => mention.id === one.id && mention.domain === domain);
    const role = ["牵头", "责任"].find((name) => here.some(({ unit }) => unit.role === name));
    const units = here.map(({ unit }) => unit).filter((unit) => unit.role === role);
    const cell = make("td", "pk-leads");
    for (const name of new Set(units.map((unit) => unit.function).filter(Boolean))) {
      cell.append(link("pk-mark pk-mark-" + ROLES[role] + " hue-" + one.data.hue, "units/" + name + ".html#c-" + domain, functionName.get(name) || name), " ");
    }
    for (const raw of new Set(units.filter((unit) => !unit.function).map((unit) => unit.raw))) cell.append(make("span", "pk-mark", raw), " ");
    if (role === "责任") cell.append(make("span", "pk-quiet pk-nowrap", "责任"));
    const none = { named: "未分", unnamed: "不明", unknown: "不明", nothing: "—" };
    if (!role) cell.append(make("span", "pk-standing", none[standing(one, domain, here)]));
    return cell;
  }

  function leads(chosen, found) {
    const shown = domainsOf(chosen).filter(([domain]) => chosen.some((one) => ["named", "unnamed"].includes(standing(one, domain, found.filter((mention) => mention.id === one.id)))));
    const rows = shown.map(([domain, name]) => make("tr", "", head("row", link("", "domains/" + domain + ".html", name)), ...chosen.map((one) => leadCell(one, domain, found))));
    const top = make("tr", "", head("col", "领域"), ...chosen.map((one) => head("col", placeChip(one.data))));
    return make("table", "pk-table pk-lead-table", make("thead", "", top), make("tbody", "", ...rows));
  }

  /* Provisions that lack something, of each document that has it at all. */
  function lacks(chosen, what, has, anywhere) {
    const tasks = ({ data }) => data.items.filter((item) => item.kind !== words.principle);
    const nodes = chosen.filter((one) => anywhere(one, tasks(one))).map((one) => {
      const lacking = tasks(one).filter((item) => !has(item));
      const lines = lacking.map((item) => make("li", "", itemLink(one.data, item.id), " " + item.title + " ", make("span", "pk-quiet", item.kind)));
      const said = make("summary", "", one.data.short + "：" + tasks(one).length + " 条中 " + lacking.length + " 条未写" + what);
      const fold = make("details", "pk-fold", said, lines.length ? make("ul", "pk-plain", ...lines) : make("p", "pk-quiet", "每条都写明了" + what + "。"));
      fold.open = lines.length > 0 && lines.length <= 6;
      return fold;
    });
    const silent = chosen.filter((one) => !anywhere(one, tasks(one)));
    const told = silent.length ? [make("p", "pk-quiet", "以下文件所收的文本通篇不写" + what + "，不逐条列出：", ...silent.flatMap(({ data }) => [placeChip(data), " "]))] : [];
    return [...nodes, ...told];
  }

  function unitsPage(form) {
    chosenPage(form, (chosen) => {
      const found = chosen.flatMap(mentionsOf);
      const none = () => make("p", "pk-empty", "所选文件都没有写明责任单位。");
      place("matrix").replaceChildren(found.length ? frame("职能类别与领域对照表", FRAME, matrix(found)) : none());
      place("leads").replaceChildren(frame("各领域牵头单位的职能类别", FRAME, leads(chosen, found)));
      place("without-unit").replaceChildren(...lacks(chosen, "责任单位", (item) => item.units.length, (one, tasks) => tasks.some((item) => item.units.length)));
      const limited = ({ data }, tasks) => tasks.some((item) => item.deadlines.length) || (data.limits || []).some(([, kind, , , where]) => where === "annex" && kind !== "quantity");
      place("without-deadline").replaceChildren(...lacks(chosen, "时限", (item) => item.deadlines.length, limited));
    });
  }

  /* ---- one class ---- */

  function names(chosen, found) {
    const rows = chosen.flatMap((one) => {
      const here = found.filter((mention) => mention.id === one.id && mention.place !== "上级标题");
      return [...grouped(here, ({ unit }) => unit.raw)].map(([raw, same], at) => make("tr", "",
        make("td", "", ...(at ? [] : [placeChip(one.data)])),
        make("td", "pk-wrap", same.map(({ unit }) => unit.name).find(Boolean) || raw),
        make("td", "pk-wrap", raw, make("span", "pk-quiet", "（" + same.length + "）"))));
    });
    const top = make("tr", "", head("col", "地区"), head("col", "名称"), head("col", "文中写法（次数）"));
    return make("table", "pk-table", make("thead", "", top), make("tbody", "", ...rows));
  }

  function standingCell(one, domain, found, all) {
    const here = found.filter((mention) => mention.id === one.id && mention.domain === domain);
    const cell = make("td");
    for (const role of rolesOf(here)) cell.append(make("span", "pk-mark pk-mark-" + ROLES[role] + " hue-" + one.data.hue, role), " ");
    if (counted(here) > 1) cell.append(make("span", "pk-quiet", counted(here) + " 条"));
    const none = { named: "未列", unnamed: "不明", unknown: "不明", nothing: "—" };
    if (!here.length) cell.append(make("span", "pk-standing", none[standing(one, domain, all.get(one.id) || [])]));
    return cell;
  }

  function classDomains(chosen, found, all, listed) {
    const rows = listed.map(([domain, name]) => {
      const way = make("a", "", name);
      way.href = "#c-" + (domain || NOWHERE);
      return make("tr", "", head("row", way), ...chosen.map((one) => standingCell(one, domain, found, all)));
    });
    const top = make("tr", "", head("col", "领域"), ...chosen.map((one) => head("col", placeChip(one.data))));
    return make("table", "pk-matrix pk-matrix-small", make("thead", "", top), make("tbody", "", ...rows));
  }

  function provisionRows(found) {
    const rows = grouped(found, (one) => [one.id, one.item.id, one.unit.role].join(" "));
    return [...rows.values()].map((same) => {
      const [{ data, item, unit, place: where }] = same;
      return make("tr", "",
        make("td", "", placeChip(data)),
        make("td", "pk-wrap", itemLink(data, item.id, item.number), " " + item.title),
        make("td", "", make("span", "pk-mark pk-mark-" + ROLES[unit.role] + " hue-" + data.hue, unit.role)),
        make("td", "pk-wrap", same.map((one) => one.unit.raw).join("　")),
        make("td", "", where));
    });
  }

  function provisions(found, listed) {
    const bodies = listed.map(([domain, name]) => {
      const title = head("rowgroup", domain ? link("", "domains/" + domain + ".html", name) : name);
      title.colSpan = 5;
      title.id = "c-" + (domain || NOWHERE);
      return make("tbody", "", make("tr", "pk-group-head", title), ...provisionRows(found.filter((one) => one.domain === domain)));
    });
    const top = make("tr", "", ...["地区", "条文", "角色", "写作", "所在"].map((name) => head("col", name)));
    return make("table", "pk-table", make("thead", "", top), ...bodies);
  }

  function classPage(form) {
    const [name, title] = words.class;
    chosenPage(form, (chosen) => {
      const all = new Map(chosen.map((one) => [one.id, mentionsOf(one)]));
      const found = [...all.values()].flat().filter(({ unit }) => unit.function === name);
      const listed = [...domainsOf(chosen), ["", "未归领域"]].filter(([domain]) => found.some((one) => one.domain === domain));
      const told = { names: () => names(chosen, found), domains: () => classDomains(chosen, found, all, listed), provisions: () => provisions(found, listed) };
      const labels = { names: "各地名称", domains: "领域与地区对照", provisions: "全部条文" };
      for (const [part, made] of Object.entries(told)) {
        place(part).replaceChildren(found.length ? frame(labels[part], FRAME, made()) : make("p", "pk-empty", "所选文件都没有写到“" + title + "”一类的单位。"));
      }
    });
  }

  kinds.units = unitsPage;
  kinds.class = classPage;
})();
