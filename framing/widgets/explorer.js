// The explorer's part in the browser. It draws what Python sends and sends back what is chosen; it computes nothing.
// Texts of the corpus become text nodes; the one piece of HTML, the marked article, is escaped where it is made.

const TABS = [["article", "Article"], ["lines", "Lines in context"], ["counts", "Counts"]];
const SORTS = [["text", "as in the texts"], ["left", "words before the cue"], ["cue", "cue"],
  ["right", "words after the cue"], ["outlet", "outlet"], ["date", "date"]];
const PAGE = 50;
const number = (value) => value.toLocaleString("en");
let widgets = 0;

// Keys pressed on this node stay from JupyterLab, where two d delete a cell; the node itself has to say so.
function keepKeys(node) {
  node.setAttribute("data-lm-suppress-shortcuts", "true");
}

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) node.setAttribute(name, value);
  }
  if (["BUTTON", "INPUT", "SELECT"].includes(node.tagName) || node.hasAttribute("tabindex")) keepKeys(node);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function render({ model, el }) {
  const id = `framing-explorer-${widgets += 1}`;
  const send = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
  };
  let waiting;
  const soon = (values, wait = 200) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => send(values), wait);
  };

  // --- filters -------------------------------------------------------------------------------------------------------
  const choices = model.get("choices");
  const field = (name, label, control) => {
    control.setAttribute("aria-label", label);
    return make("label", { class: "fe-field" }, make("span", {}, label), control);
  };
  const select = (name) => make("select", {
    onchange: (event) => {
      if (event.target.value !== "several") send({ [name]: event.target.value === "all" ? [] : [event.target.value.slice(1)] });
    },
  });
  const lists = { outlet: select("outlet"), device: select("device"), voice: select("voice") };
  const entry = (name, kind, wait, more = {}) => make("input", {
    type: kind, ...more, oninput: (event) => soon({ [name]: event.target.value }, wait),
    onchange: (event) => { clearTimeout(waiting); send({ [name]: event.target.value }); },
  });
  const entries = {
    search: entry("search", "search", 250, { placeholder: "words in the article", spellcheck: "false" }),
    speaker: entry("speaker", "search", 250, { placeholder: "part of a name", list: `${id}-speakers`, spellcheck: "false" }),
  };
  const [least, most] = choices.dates;
  if (least) {
    const day = (name) => make("input", {
      type: "date", min: least, max: most, onchange: (event) => send({ [name]: event.target.value }),
    });
    Object.assign(entries, { first_date: day("first_date"), last_date: day("last_date") });
  }
  const clear = make("button", {
    type: "button", class: "fe-button",
    onclick: () => send({ outlet: [], device: [], voice: [], speaker: "", first_date: "", last_date: "", search: "", behind: false }),
  }, "Clear filters");
  const filters = make("div", { class: "fe-filters", role: "search", "aria-label": "Filters" },
    field("search", "Search", entries.search),
    choices.outlet.length > 1 ? field("outlet", "Outlet", lists.outlet) : null,
    field("device", "Device", lists.device),
    choices.voice.length > 1 ? field("voice", "Voice", lists.voice) : null,
    choices.speaker.length ? field("speaker", "Speaker", entries.speaker) : null,
    least ? field("first_date", "From", entries.first_date) : null,
    least ? field("last_date", "To", entries.last_date) : null,
    clear,
    make("datalist", { id: `${id}-speakers` }, ...choices.speaker.map((name) => make("option", { value: name }))));
  const behind = make("div", { class: "fe-behind" });
  const status = make("div", { class: "fe-status", role: "status", "aria-live": "polite" });

  function fillFilters() {
    for (const [name, list] of Object.entries(lists)) {
      const chosen = model.get(name);
      const value = chosen.length === 0 ? "all" : chosen.length === 1 ? `=${chosen[0]}` : "several";
      list.replaceChildren(
        make("option", { value: "all" }, `all ${name}s`),
        ...(value === "several" ? [make("option", { value: "several" }, chosen.join(", "))] : []),
        ...choices[name].map((word) => make("option", { value: `=${word}` }, word)));
      list.value = value;
      list.classList.toggle("fe-set", value !== "all");
    }
    for (const [name, input] of Object.entries(entries)) {
      if (input !== el.getRootNode().activeElement) input.value = model.get(name);
      input.classList.toggle("fe-set", model.get(name) !== "");
    }
    behind.replaceChildren(...(model.get("behind") ? [
      make("span", {}, make("b", {}, "Behind the row: "), choices.behind),
      make("button", { type: "button", class: "fe-button", onclick: () => send({ behind: false }) }, "Show all cues"),
    ] : []));
    behind.hidden = !model.get("behind");
  }

  // --- pages ---------------------------------------------------------------------------------------------------------
  function turner(name, what) {
    const told = make("span");
    const turn = (step) => send({ [name]: Math.max(0, model.get(name) + step * PAGE) });
    const back = make("button", { type: "button", class: "fe-button", "aria-label": `previous ${what}`, onclick: () => turn(-1) }, "‹");
    const on = make("button", { type: "button", class: "fe-button", "aria-label": `next ${what}`, onclick: () => turn(1) }, "›");
    const node = make("div", { class: "fe-turner" }, back, told, on);
    const fill = (page) => {
      const last = page.first + page.rows.length;
      told.textContent = page.total ? `${number(page.first + 1)}–${number(last)} of ${number(page.total)}` : `no ${what}`;
      back.disabled = page.first === 0;
      on.disabled = last >= page.total;
    };
    return { node, fill };
  }

  // --- the list of articles ------------------------------------------------------------------------------------------
  const list = make("div", {
    class: "fe-list", role: "listbox", tabindex: "0", "aria-label": "Articles: arrow keys open one",
    onkeydown: (event) => {
      const steps = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
      if (!(event.key in steps)) return;
      event.preventDefault();
      const { rows } = model.get("articles_shown");
      const now = rows.findIndex((row) => row.row === model.get("article"));
      const next = rows[Math.min(rows.length - 1, Math.max(0, now + steps[event.key]))];
      if (next) open(next.row, -1, false);
    },
  });
  const articleTurner = turner("first_article", "articles");
  const open = (row, cue, toArticle = true) => {
    send({ article: row, cue, ...(toArticle ? { tab: "article" } : {}) });
  };

  function fillList() {
    const page = model.get("articles_shown");
    if (!page.rows) return;
    articleTurner.fill(page);
    list.replaceChildren(...page.rows.map((row) => make("div", {
      class: "fe-item", role: "option", id: `${id}-a${row.row}`, "data-row": row.row,
      onclick: () => { open(row.row, -1, model.get("tab") === "counts"); list.focus(); },
    },
    make("div", { class: "fe-title", dir: "auto" }, row.title || row.doc_id),
    make("div", { class: "fe-under" }, [row.outlet, row.date].filter(Boolean).join(" · "),
      make("span", { class: "fe-number" }, `${number(row.cues)} cue${row.cues === 1 ? "" : "s"}`)))));
    markOpen();
    status.replaceChildren(make("b", {}, number(page.total)), ` of ${number(page.of)} articles`);
  }

  function markOpen() {
    for (const item of list.children) {
      const isOpen = Number(item.dataset.row) === model.get("article");
      item.setAttribute("aria-selected", isOpen);
      if (isOpen) {
        list.setAttribute("aria-activedescendant", item.id);
        if (item.offsetTop < list.scrollTop || item.offsetTop + item.offsetHeight > list.scrollTop + list.clientHeight)
          list.scrollTop = item.offsetTop - list.clientHeight / 3;
      }
    }
  }

  // --- the article, the lines, the counts ----------------------------------------------------------------------------
  const panes = { article: make("div"), lines: make("div"), counts: make("div") };
  const ticked = new Map(); // the devices switched by hand, for all articles
  panes.article.addEventListener("change", (event) => {
    if (event.target.matches(".framing-key input")) ticked.set(event.target.className, event.target.checked);
  });

  function fillArticle() {
    panes.article.innerHTML = model.get("html");
    for (const box of panes.article.querySelectorAll(".framing-key input"))
      if (ticked.has(box.className)) box.checked = ticked.get(box.className);
    const focus = panes.article.querySelector(".framing-focus");
    panes.article.scrollTop = 0;
    if (focus) {
      const from = focus.getBoundingClientRect().top - panes.article.getBoundingClientRect().top;
      panes.article.scrollTop = from - panes.article.clientHeight / 3;
    }
    markOpen();
  }

  const sort = make("select", { onchange: (event) => send({ sort: event.target.value, first_line: 0 }) },
    ...SORTS.map(([value, words]) => make("option", { value }, words)));
  const lineTurner = turner("first_line", "lines");
  const lines = make("tbody", {
    onkeydown: (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const cues = [...lines.querySelectorAll("button")];
      const next = cues[cues.indexOf(event.target) + step];
      if (next) next.focus();
    },
  });
  panes.lines.append(
    make("div", { class: "fe-bar" }, make("label", { class: "fe-field fe-inline" }, make("span", {}, "Sort by"), sort), lineTurner.node),
    make("table", { class: "fe-lines" },
      make("colgroup", {}, make("col", { class: "fe-left" }), make("col"), make("col", { class: "fe-where" })), lines));

  function fillLines() {
    const page = model.get("lines_shown");
    if (!page.rows) return;
    sort.value = model.get("sort");
    lineTurner.fill(page);
    const one = (text) => text.replace(/\s+/g, " ");
    lines.replaceChildren(...page.rows.map((row) => {
      const label = row.subtype ? `${row.device} ${row.subtype}` : row.device;
      const where = [row.voice, row.speaker, model.get("device").length === 1 ? row.subtype : label, row.outlet, row.date];
      const whole = `${row.left}${row.match}${row.right}\n${[label, row.voice, row.speaker, row.outlet, row.date, row.doc_id].filter(Boolean).join(" · ")}`;
      return make("tr", { title: whole, onclick: () => open(row.row, row.cue) },
        make("td", { class: "fe-l" }, make("div", {}, make("bdi", {}, one(row.left)))),
        make("td", { class: "fe-r" }, make("div", {},
          make("button", { type: "button", "aria-label": `${row.match || "no cue word"}: open the article` }, one(row.match) || "▸"),
          make("bdi", {}, one(row.right)))),
        make("td", { class: "fe-w" }, where.filter(Boolean).join(" · ")));
    }));
  }

  function fillCounts() {
    const counts = model.get("counts_shown");
    if (!counts.rows) return;
    const cell = (value, chosen, label) => make("td", {}, value === 0 ? "0" : make("button", {
      type: "button", "aria-label": `${number(value)}: ${label}; show the lines`, onclick: () => send({ ...chosen, tab: "lines" }),
    }, number(value)));
    const greatest = Math.max(1, ...counts.rows.map((row) => row.cues));
    const head = (word) => make("th", { scope: "col" }, word);
    const rows = counts.rows.map((row) => make("tr", {},
      make("th", { scope: "row" }, row.device),
      make("td", { class: "fe-share", "aria-hidden": "true" }, bar(row.cues / greatest)),
      cell(row.cues, { device: [row.device] }, row.device),
      make("td", {}, number(row.articles)),
      ...row.by_voice.map((value, place) => cell(value, { device: [row.device], voice: [counts.voices[place]] },
        `${row.device}, ${counts.voices[place]}`)),
      ...row.by_outlet.map((value, place) => counts.outlets[place] === "other outlets" ? make("td", {}, number(value))
        : cell(value, { device: [row.device], outlet: [counts.outlets[place]] }, `${row.device}, ${counts.outlets[place]}`))));
    panes.counts.replaceChildren(
      make("div", { class: "fe-scroll", tabindex: "0", role: "region", "aria-label": "Counts" }, make("table", { class: "fe-counts" },
        make("thead", {},
          make("tr", {}, make("td", { colspan: "4" }),
            counts.voices.length ? make("th", { colspan: counts.voices.length, scope: "colgroup" }, "by voice") : null,
            counts.outlets.length ? make("th", { colspan: counts.outlets.length, scope: "colgroup" }, "by outlet") : null),
          make("tr", {}, head("device"), make("td"), head("cues"), head("articles"), ...counts.voices.map(head), ...counts.outlets.map(head))),
        make("tbody", {}, ...rows))),
      make("p", { class: "fe-note" }, "All cues that the filter shows, text of the page included. Rates, and what a codebook page counts apart, are left to framing.count. A number opens its lines."));
  }

  function bar(share) {
    const node = make("div", { class: "fe-fill" });
    node.style.width = `${Math.round(100 * share)}%`;
    return node;
  }

  // --- tabs ----------------------------------------------------------------------------------------------------------
  const tabs = TABS.map(([name, words]) => make("button", {
    type: "button", role: "tab", id: `${id}-tab-${name}`, "aria-controls": `${id}-${name}`,
    onclick: () => send({ tab: name }),
  }, words));
  const tablist = make("div", {
    class: "fe-tabs", role: "tablist", "aria-label": "Views",
    onkeydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = (TABS.findIndex(([name]) => name === model.get("tab")) + step + TABS.length) % TABS.length;
      send({ tab: TABS[next][0] });
      tabs[next].focus();
    },
  }, ...tabs);
  for (const [name] of TABS) {
    const pane = panes[name];
    pane.className = `fe-pane fe-${name}-pane`;
    pane.id = `${id}-${name}`;
    pane.setAttribute("role", "tabpanel");
    pane.setAttribute("aria-labelledby", `${id}-tab-${name}`);
  }
  panes.article.tabIndex = 0; // so that keys scroll it
  keepKeys(panes.article);

  function fillTabs() {
    TABS.forEach(([name], place) => {
      const isFront = name === model.get("tab");
      tabs[place].setAttribute("aria-selected", isFront);
      tabs[place].tabIndex = isFront ? 0 : -1;
      panes[name].hidden = !isFront;
    });
  }

  const root = make("div", { class: "framing-explorer tex2jax_ignore mathjax_ignore" },
    filters, behind,
    make("div", { class: "fe-body" },
      make("div", { class: "fe-side" }, make("div", { class: "fe-bar" }, status, articleTurner.node), list),
      make("div", { class: "fe-main" }, tablist, ...Object.values(panes))));
  el.append(root);

  const changes = [
    ["outlet device voice speaker first_date last_date search behind", fillFilters],
    ["articles_shown", fillList], ["lines_shown sort", fillLines], ["counts_shown", fillCounts],
    ["html", fillArticle], ["article", markOpen], ["tab", fillTabs],
  ];
  const listeners = changes.flatMap(([names, fill]) => names.split(" ").map((name) => [`change:${name}`, fill]));
  for (const [event, fill] of listeners) model.on(event, fill);
  for (const [, fill] of changes) fill();
  return () => {
    clearTimeout(waiting);
    for (const [event, fill] of listeners) model.off(event, fill);
  };
}

export default { render };
