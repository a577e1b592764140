// The coder's desk in the browser. It draws what Python sends, and says which key was pressed; it decides nothing.
// Texts of the corpus become text nodes; the one piece of HTML, the codebook page, is escaped where it is made.
// Places are code points of the item, as in Python, and not the UTF-16 units of JavaScript.

const WAIT = 5000; // milliseconds until Python must have answered

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}
// Keys pressed on these nodes stay from JupyterLab, where two d delete a cell; each node has to say so itself.
const KEPT = { "data-lm-suppress-shortcuts": "true" };
const key = (name) => make("kbd", {}, name);
const points = (text) => Array.from(text).length;

function render({ model, el }) {
  const fixed = model.get("fixed");
  const settling = fixed.between.length > 0;
  let screen = {};
  let letters = [];
  let anchor = -1, cursor = -1; // words between which keys select; -1: none
  let chosen = null; // what the mouse selected
  let waiting = null;
  let noting = false;

  // --- to Python -----------------------------------------------------------------------------------------------------
  function send(command) {
    if (waiting) return; // until the last decision is on the disk
    root.setAttribute("aria-busy", "true");
    waiting = setTimeout(() => {
      waiting = null;
      root.removeAttribute("aria-busy");
      say("Not saved: Python does not answer. Run the notebook's cell again; everything saved before is kept.", true);
    }, WAIT);
    model.send({ key: screen.key, ...command });
  }

  // --- parts ---------------------------------------------------------------------------------------------------------
  const bar = make("div", { class: "fc-fill" });
  const told = make("span", { class: "fc-told" });
  const badge = make("span", { class: "fc-badge" });
  const text = make("div", { class: "fc-item", lang: "en" });
  const before = make("div", { class: "fc-context" });
  const after = make("div", { class: "fc-context" });
  const pane = make("div", { class: "fc-text", tabindex: "-1", ...KEPT }, before, text, after);
  const message = make("div", { class: "fc-message", role: "status", "aria-live": "polite" });
  const answers = make("div", { class: "fc-answers" });
  const doubts = make("div", { class: "fc-group" });
  const versions = make("div", { class: "fc-versions" });
  const note = make("textarea", {
    class: "fc-note", rows: "2", ...KEPT, "aria-label": "Note on this item", placeholder: "note on this item",
    onblur: () => saveNote(), onfocus: () => { noting = true; },
  });
  const page = make("div", { class: "fc-page", hidden: true, tabindex: "0", ...KEPT, "aria-label": "Codebook page" });
  page.innerHTML = fixed.page;
  const pageButton = button("c", fixed.page ? "Codebook" : "No codebook page", () => togglePage());
  pageButton.disabled = !fixed.page;

  function button(name, label, act, more = {}) {
    return make("button", { type: "button", class: "fc-button", tabindex: "-1", ...KEPT, onclick: () => { act(); root.focus({ preventScroll: true }); },
      onmousedown: (event) => event.preventDefault(), ...more }, key(name), make("span", {}, label));
  }
  function saveNote() {
    if (noting && note.value.trim() !== screen.note) send({ do: "note", note: note.value });
    noting = false;
  }
  function togglePage() {
    page.hidden = !page.hidden;
    pageButton.setAttribute("aria-expanded", String(!page.hidden));
  }
  function say(words, isBad) {
    message.textContent = words;
    message.classList.toggle("fc-bad", Boolean(isBad));
  }

  // --- what is selected ----------------------------------------------------------------------------------------------
  function selected() {
    if (chosen) return chosen;
    if (cursor < 0) return null;
    const [first, last] = [Math.min(anchor, cursor), Math.max(anchor, cursor)];
    return { start: screen.words[first][0], end: screen.words[last][1] };
  }
  function readMouse() {
    const selection = text.getRootNode().getSelection?.() ?? document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    const lead = document.createRange();
    lead.selectNodeContents(text);
    lead.setEnd(range.startContainer, range.startOffset);
    const start = points(lead.toString());
    chosen = { start, end: start + points(range.toString()) };
    anchor = cursor = -1;
    selection.removeAllRanges();
    drawText();
    say(fixed.labels.length ? "Selected: press a number for its label, or m without one." : "Selected: press m to mark it.");
  }
  function move(step, isWider) {
    const words = screen.words;
    if (!words.length) return;
    if (chosen) {
      const there = words.findIndex(([, end]) => end > chosen.start);
      cursor = anchor = there < 0 ? words.length - 1 : there;
      chosen = null;
    } else if (cursor < 0) cursor = anchor = step > 0 ? 0 : words.length - 1;
    else {
      cursor = Math.min(Math.max(cursor + step, 0), words.length - 1);
      if (!isWider) anchor = cursor;
    }
    drawText();
    text.querySelector(".fc-selected")?.scrollIntoView({ block: "nearest" });
  }
  function mark(label) {
    const place = selected();
    if (place) send({ do: "mark", ...place, label });
    else say("Nothing is selected: move to a word with ← and →, or select it with the mouse.", true);
  }
  function unmark() {
    const place = selected();
    const isOn = place && screen.marks.some(([start, end]) => start < place.end && place.start < end);
    if (isOn) send({ do: "unmark", ...place });
    else if (screen.proposed.length) send({ do: "reject" });
    else if (screen.marks.length === 1) send({ do: "unmark", start: screen.marks[0][0], end: screen.marks[0][1] });
    else say("No mark here: move to a mark with ← and →, then press x.", true);
  }

  // --- drawing -------------------------------------------------------------------------------------------------------
  function drawText() {
    const at = selected();
    const edges = new Set([0, letters.length]);
    const places = [...screen.marks, ...screen.proposed, ...(at ? [[at.start, at.end]] : [])];
    for (const [start, end] of places) { edges.add(start); edges.add(end); }
    const cuts = [...edges].filter((edge) => edge >= 0 && edge <= letters.length).sort((x, y) => x - y);
    const pieces = [];
    for (let place = 0; place + 1 < cuts.length; place += 1) {
      const [start, end] = [cuts[place], cuts[place + 1]];
      const own = screen.marks.find((one) => one[0] <= start && end <= one[1]);
      const proposed = screen.proposed.find((one) => one[0] <= start && end <= one[1]);
      const piece = make("span", {}, letters.slice(start, end).join(""));
      if (own) piece.classList.add("fc-mark");
      if (own && own[1] === end) piece.dataset.label = own[2] || fixed.task;
      if (proposed) piece.classList.add("fc-proposed");
      if (proposed && proposed[1] === end) piece.dataset.label = `${proposed[2] || fixed.task}?`;
      if (proposed && proposed === screen.proposed[0]) piece.classList.add("fc-first");
      if (at && at.start <= start && end <= at.end) piece.classList.add("fc-selected");
      pieces.push(piece);
    }
    text.replaceChildren(...pieces);
  }
  function drawMarking() {
    const labels = fixed.labels.map((label, place) => button(
      place < 9 ? String(place + 1) : "·", fixed.apart.includes(label) ? `${label} (not counted)` : label, () => mark(label)));
    const open = screen.proposed.length;
    answers.replaceChildren(
      make("div", { class: "fc-group" }, ...labels, button("m", labels.length ? `${fixed.task}, no label` : `mark ${fixed.task}`, () => mark("")),
        button("x", open ? "reject / remove mark" : "remove mark", unmark),
        open ? button("a", "accept proposal", () => send({ do: "accept" })) : null),
      make("div", { class: "fc-group" },
        button("0", "none here, next", () => send({ do: "none" }), { disabled: screen.marks.length > 0 }),
        button("Enter", `${screen.marks.length} marked, next`, () => send({ do: "finish" }), { disabled: !screen.marks.length }),
        button("?", "undecided, next", () => send({ do: "undecided" }))));
  }
  function drawQuestions() {
    const rows = fixed.questions.map((question, place) => {
      const given = screen.answers[question.name];
      const proposed = screen.proposed_answers[question.name];
      const isHere = place === screen.question;
      const options = question.answers.map((label, number) => make("button", {
        type: "button", tabindex: "-1", ...KEPT, class: "fc-button", "aria-pressed": String(given === label),
        onmousedown: (event) => event.preventDefault(),
        onclick: () => { send({ do: "answer", question: question.name, answer: label }); root.focus({ preventScroll: true }); },
      }, isHere ? key(digit(question, number)) : null, make("span", {}, given === label ? `✓ ${label}` : label)));
      const differs = settling && screen.versions.length === 2
        && screen.versions[0].answers[question.name] !== screen.versions[1].answers[question.name];
      return make("div", { class: `fc-question${isHere ? " fc-here" : ""}`, "aria-current": isHere ? "true" : null,
        onclick: () => { if (!isHere) send({ do: "choose", question: place }); } },
        make("div", {}, question.text), make("div", { class: "fc-group" }, ...options,
          proposed ? make("span", { class: "fc-hint" }, `proposed: ${proposed}`) : null,
          differs ? make("span", { class: "fc-hint" }, `A: ${screen.versions[0].answers[question.name] ?? "–"} · B: ${screen.versions[1].answers[question.name] ?? "–"}`) : null));
    });
    answers.replaceChildren(...rows);
    doubts.replaceChildren(...[fixed.proposals ? button("a", "accept proposal", () => send({ do: "accept" })) : null,
      button("?", "undecided, next", () => send({ do: "undecided" }))].filter(Boolean));
    answers.querySelector(".fc-here")?.scrollIntoView({ block: "nearest" });
  }
  const digit = (question, number) => {
    const value = typeof question.values[0] === "number" && isPlain(question) ? question.values[number] : number + 1;
    return value >= 0 && value <= 9 ? String(value) : "·";
  };
  const isPlain = (question) => question.answers[0] === "yes" || /^-?\d+$/.test(question.answers[0]);
  function drawVersions() {
    versions.hidden = !settling;
    if (!settling) return;
    versions.replaceChildren(...screen.versions.map((version, place) => {
      const name = "AB"[place];
      const marks = version.marks.map((one, number) => `${version.words[number]}${one[2] ? ` (${one[2]})` : ""}`).join(", ");
      return button(name.toLowerCase(), fixed.marking ? `${name}: ${marks || "none"}` : `take ${name}`, () => send({ do: "take", version: place }));
    }));
  }
  function fill() {
    clearTimeout(waiting);
    waiting = null;
    const old = screen;
    screen = model.get("screen");
    const isNew = old.key !== screen.key;
    if (isNew || old.text !== screen.text) {
      letters = Array.from(screen.text);
      anchor = cursor = -1;
      pane.scrollTop = 0;
    }
    if (isNew || !screen.refused) chosen = null;
    const close = (around) => around.replace(/\s*\n\s*/g, "\n").trim();
    before.textContent = close(screen.before);
    after.textContent = close(screen.after);
    before.hidden = !screen.before;
    after.hidden = !screen.after;
    drawText();
    if (fixed.marking) drawMarking(); else drawQuestions();
    drawVersions();
    if (!noting || isNew) note.value = screen.note;
    bar.style.width = `${100 * screen.done / screen.items}%`;
    told.textContent = `${screen.done} of ${screen.items} decided${screen.undecided ? ` · ${screen.undecided} undecided` : ""}`;
    badge.textContent = `item ${screen.at + 1}${screen.status === "open" ? "" : screen.status === "done" ? ": decided ✓" : ": undecided ?"}`;
    const end = screen.finished ? "All items are decided; the table is .codings in Python. " : "";
    say(`${end}${screen.message === "saved" ? `Saved in ${fixed.file}.` : screen.message === "taken back" ? "Taken back." : screen.message}${screen.drift ? ` (${screen.drift})` : ""}`, screen.refused);
    if (screen.finished && !screen.refused) message.classList.add("fc-end"); else message.classList.remove("fc-end");
    if (isNew && old.key && !screen.before && fixed.marking === false) pane.scrollTop = 0;
    else if (isNew) text.scrollIntoView?.({ block: "nearest" });
    root.removeAttribute("aria-busy");
    root.dataset.step = screen.step;
  }

  // --- keys ----------------------------------------------------------------------------------------------------------
  function pressed(event) {
    if (event.target === note) {
      if (event.key === "Escape") { event.preventDefault(); root.focus({ preventScroll: true }); }
      event.stopPropagation();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const isMove = event.key.startsWith("Arrow") || event.key.startsWith("Page");
    if (event.key === "Tab" || event.key === "Escape") return;
    event.stopPropagation();
    if (event.target.tagName === "BUTTON" && (event.key === "Enter" || event.key === " ")) return; // its own click
    if (event.repeat && !isMove) { event.preventDefault(); return; } // a key held down decides once
    const act = action(event);
    if (!act) return;
    event.preventDefault();
    act();
  }
  function action({ key: name, shiftKey }) {
    const common = {
      n: () => send({ do: "next" }), p: () => send({ do: "previous" }), o: () => send({ do: "next_open" }),
      u: () => send({ do: "undo" }), "?": () => send({ do: "undecided" }), c: () => fixed.page && togglePage(),
      t: () => note.focus(), PageDown: () => pane.scrollBy(0, pane.clientHeight * 0.85), PageUp: () => pane.scrollBy(0, -pane.clientHeight * 0.85),
    };
    if (settling && (name === "a" || name === "b")) return () => send({ do: "take", version: name === "a" ? 0 : 1 });
    if (common[name]) return common[name];
    if (name === "a") return () => send({ do: "accept" });
    if (fixed.marking) {
      if (name === "ArrowRight" || name === "ArrowLeft") return () => move(name === "ArrowRight" ? 1 : -1, shiftKey);
      if (name === "ArrowDown" || name === "ArrowUp") return () => pane.scrollBy(0, name === "ArrowDown" ? 60 : -60);
      if (name === "0") return () => send({ do: "none" });
      if (name === "Enter") return () => send({ do: "finish" });
      if (name === "m") return () => mark("");
      if (name === "x") return unmark;
      const label = /^[1-9]$/.test(name) ? fixed.labels[Number(name) - 1] : undefined;
      if (/^[1-9]$/.test(name)) return () => (label ? mark(label) : say(`No label has the number ${name}.`, true));
      return null;
    }
    if (name === "ArrowRight" || name === "ArrowLeft") return () => send({ do: name === "ArrowRight" ? "next" : "previous" });
    if (name === "ArrowDown" || name === "ArrowUp") return () => send({ do: "choose", question: screen.question + (name === "ArrowDown" ? 1 : -1) });
    if (name === " ") return () => pane.scrollBy(0, pane.clientHeight * 0.85);
    if (/^[0-9]$/.test(name)) {
      const question = fixed.questions[screen.question];
      const place = question.answers.findIndex((_, number) => digit(question, number) === name);
      return () => (place < 0 ? say(`The key ${name} is no answer to this question.`, true)
        : send({ do: "answer", question: question.name, answer: question.answers[place] }));
    }
    return null;
  }

  const root = make("div", {
    class: "framing-coder tex2jax_ignore mathjax_ignore", ...KEPT, tabindex: "0", role: "application",
    "aria-label": `Coding of ${fixed.task} by ${fixed.coder}`, onkeydown: pressed,
  },
  make("div", { class: "fc-head" }, make("b", {}, settling ? `Adjudication: ${fixed.task}` : `${fixed.task} · ${fixed.coder}`), told, badge,
    make("div", { class: "fc-bar" }, bar),
    make("div", { class: "fc-tools" }, button("p", "previous", () => send({ do: "previous" })), button("n", "next", () => send({ do: "next" })),
      button("o", "next open", () => send({ do: "next_open" })), button("u", "undo", () => send({ do: "undo" })), pageButton)),
  make("div", { class: "fc-asleep" }, "Click here, or reach this with the Tab key, to code by keys."),
  make("div", { class: `fc-body ${fixed.marking ? "fc-marking" : "fc-asking"}` }, pane,
    make("div", { class: "fc-side" }, versions, answers, doubts, make("label", { class: "fc-noting" }, make("span", {}, key("t"), " note"), note))),
  message, page);
  pane.addEventListener("mouseup", () => { if (fixed.marking) setTimeout(readMouse); });
  root.addEventListener("mousedown", (event) => { if (event.target !== note) setTimeout(() => root.focus({ preventScroll: true })); });
  el.append(root);
  model.on("change:screen", fill);
  fill();
  say(screen.done ? "Going on where the file stops." : "", false);
  return () => { clearTimeout(waiting); model.off("change:screen", fill); };
}

export default { render };
