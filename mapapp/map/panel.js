/* The panel of a page without an app around it: one event, or a list of events. All texts are set as text. */
"use strict";

(function (mapapp) {
  const { make } = mapapp;
  const LONGEST_NAME = 40;
  const LONGEST_ALIKE = 8;

  /** What the event is called: its kind, or that of its group. */
  function kindOf(events, index) {
    return events.kinds[events.kind[index]] || events.group(index).label;
  }

  /* The app keeps the texts to itself and shows them beside the map. */
  function saidBy(events, index) {
    const name = events.text("claimed_by", index);
    return name ? `says ${name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name}` : "as someone says";
  }

  /** Kind, status where it did not simply happen, who says so where it is not the report itself, days. */
  function summary(events, index) {
    const status = events.status(index);
    const said = events.isSaid(index) ? `, ${saidBy(events, index)}` : "";
    const corrected = events.corrected(index) ? ", corrected by people" : "";
    return `${kindOf(events, index)}${status === "happened" ? "" : ` (${status})`}${said}, ${events.span(index)}${corrected}`;
  }

  const SIDES = { own: "of the side that is said to have done it", other: "of another side than the one that is said to have done it" };

  /** "98 % sure", never 0 or 100; "" where the table does not say. */
  function sure(text) {
    const share = Number(text);
    return text && Number.isFinite(share) ? `${Math.min(99, Math.max(1, Math.round(share * 100)))} % sure` : "";
  }

  /** What is told of an event: name, words, reasons. What the table does not have is empty. */
  function facts(events, index) {
    const text = (name) => events.text(name, index);
    const doubt = text("unconfirmed") && `Unconfirmed: “${text("unconfirmed")}”`;
    const isTold = events.texts.claimed_by;
    return [
      ["What", kindOf(events, index)],
      ["Status", events.status(index)],
      ["Where", text("place_label") || events.placeName(index), text("place_reason"), sure(text("place_confidence"))],
      ["When", events.span(index), text("date_evidence"), events.likelySpan(index)],
      ["Says who", text("claimed_by") || (isTold ? "The report itself" : ""), SIDES[text("claim_side")], doubt],
      ["Figures", text("figures_said")],
      ["Sureness", sure(text("confidence"))],
      ["Corrected by people", events.corrected(index)],
    ];
  }

  function addFact(list, name, words, reasons) {
    make("dt", "", list).textContent = name;
    const value = make("dd", "", list);
    value.textContent = words;
    for (const reason of reasons) if (reason) make("small", "mapapp-quiet", value).textContent = reason;
  }

  /** The sentence, marked, between what the table has of its paragraph. */
  function addQuotation(events, index, into) {
    const sentence = events.text("sentence", index);
    if (!sentence) return;
    const quotation = make("blockquote", "", into, { dir: "auto" });
    quotation.append(events.text("before", index));
    make("mark", "", quotation).textContent = sentence;
    quotation.append(events.text("after", index));
  }

  /** Source, title, address and the quoted sentence, as plain text. */
  function citation(events, index) {
    const text = (name) => events.text(name, index);
    const head = [text("source"), text("article_title"), text("published")].filter(Boolean).join(". ");
    return [head && `${head}.`, text("url"), `“${text("sentence")}”`].filter(Boolean).join("\n");
  }

  /* Where the browser has no clipboard for this page, or refuses it, a selection can be copied all the same. */
  function copied(text) {
    const selected = () => copiedAsSelection(text);
    return navigator.clipboard ? navigator.clipboard.writeText(text).catch(selected) : selected();
  }

  function copiedAsSelection(text) {
    const field = make("textarea", "", document.body);
    field.value = text;
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("not copied"));
  }

  class Panel {
    /**
     * @param {HTMLElement} stage - over which it lies
     * @param {HTMLElement} root - gets the class "mapapp-with-panel" while it is open
     * @param {{choose: function(number), colour: function(number): string, neighbour: function(string, number): number}}
     *   ways - to take an event, to know the colour of a group, and the event before (-1) or after (1) that with an id; -1 for none
     */
    constructor(stage, root, ways) {
      Object.assign(this, { root, ways, listOpen: false, returnTo: null });
      this.element = make("aside", "mapapp-panel", stage, { "aria-label": "Event", tabindex: "-1" });
      this.element.hidden = true;
      root.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && this.isOpen) this.close();
      });
    }

    get isOpen() {
      return !this.element.hidden;
    }

    open(title, returnTo) {
      this.element.replaceChildren();
      this.returnTo = returnTo || null;
      const head = make("header", "", this.element);
      make("h2", "", head).textContent = title;
      const close = make("button", "mapapp-button", head, { type: "button", "aria-label": "Close" });
      mapapp.icon("M2 2l8 8M10 2l-8 8", close).classList.add("mapapp-stroke");
      close.addEventListener("click", () => this.close());
      this.element.hidden = false;
      this.root.classList.add("mapapp-with-panel");
    }

    close() {
      this.element.hidden = true;
      this.listOpen = false;
      this.root.classList.remove("mapapp-with-panel");
      if (this.returnTo) this.returnTo.focus({ preventScroll: true });
    }

    /** Closes a list that no longer holds; the keys stay where they are. */
    dropList() {
      if (!this.listOpen) return;
      this.returnTo = null;
      this.close();
    }

    closeList() {
      if (this.listOpen) this.close();
    }

    /**
     * @param {Events} events
     * @param {number[]} indices - of the events in the list
     * @param {string} title
     * @param {HTMLElement|null} returnTo - what gets the keys when the list is closed
     * @param {number} limit - how many a list holds at most
     */
    openList(events, indices, title, returnTo, limit) {
      this.open(title, returnTo);
      this.listOpen = true;
      this.list = make("ol", "mapapp-list", this.element);
      this.more = make("p", "mapapp-quiet", this.element);
      this.fillList(events, indices, limit);
      const first = this.list.querySelector("button");
      if (first) first.focus({ preventScroll: true });
    }

    /** The lines of the open list, also anew: the keys stay on the event that they were on, and the list where it was scrolled to. */
    fillList(events, indices, limit) {
      const { scrollTop } = this.element;
      const focused = this.listed && this.listed[[...this.list.children].indexOf(document.activeElement?.closest("li"))];
      this.listed = indices.map((index) => events.ids.at(index));
      this.list.replaceChildren();
      for (const index of indices) this.addLine(events, index, this.list);
      this.more.textContent = indices.length >= limit ? `The first ${limit}; move the window for the rest.` : "";
      const line = this.list.children[this.listed.indexOf(focused)];
      if (line) line.querySelector("button").focus({ preventScroll: true });
      this.element.scrollTop = scrollTop;
    }

    addLine(events, index, list) {
      const button = make("button", "", make("li", "", list), { type: "button" });
      const group = mapapp.groupOf(events.look[index]);
      mapapp.symbolPicture(events.groups[group].symbol, this.ways.colour(group), button, mapapp.shapeOf(events.look[index]));
      const words = make("span", "", button);
      make("b", "", words).textContent = events.placeName(index) || "Event";
      make("span", "", words).textContent = summary(events, index);
      button.addEventListener("click", () => this.ways.choose(index));
    }

    /** The facts of one event and its sentence. */
    openEvent(events, index, returnTo) {
      const place = events.placeName(index);
      const kind = kindOf(events, index);
      this.open(events.text("title", index) || `${kind}${place ? `, ${place}` : ""}`, returnTo);
      this.listOpen = false;
      if (this.root.contains(document.activeElement)) this.element.focus({ preventScroll: true });
      const list = make("dl", "", this.element);
      for (const [name, words, ...reasons] of facts(events, index)) if (words) addFact(list, name, words, reasons);
      addQuotation(events, index, this.element);
      this.addSource(events, index);
      this.addAlike(events, index);
      this.addSteps(events, index);
    }

    /* What other sentences tell of the same happening, each with its source, days and figures. */
    addAlike(events, index) {
      const alike = events.others("incident", index, LONGEST_ALIKE + 1);
      if (!alike.length) return;
      make("h3", "", this.element).textContent = "The same happening, told elsewhere";
      const list = make("ul", "mapapp-list", this.element);
      for (const other of alike.slice(0, LONGEST_ALIKE)) {
        const button = make("button", "", make("li", "", list), { type: "button" });
        const words = make("span", "", button);
        const told = ["article_title", "source"].map((name) => events.text(name, other)).filter(Boolean);
        make("b", "", words).textContent = told.join(", ") || "Another report";
        make("span", "", words).textContent = [events.span(other), events.text("figures_said", other)].filter(Boolean).join(" · ");
        button.addEventListener("click", () => this.ways.choose(other));
      }
      if (alike.length > LONGEST_ALIKE) make("p", "mapapp-quiet", this.element).textContent = "And more.";
    }

    /* Earlier and later among what is shown, and the citation to take along. */
    addSteps(events, index) {
      const row = make("p", "mapapp-panel-row", this.element);
      const buttons = {};
      for (const [words, direction] of [["◀ Earlier", -1], ["Later ▶", 1]]) {
        const button = buttons[direction] = make("button", "mapapp-button", row, { type: "button" });
        button.textContent = words;
        // By its id: the events may be others by the time of the press.
        const next = () => this.ways.neighbour(events.ids.at(index), direction);
        button.disabled = next() < 0;
        button.addEventListener("click", () => {
          if (next() < 0) return;
          this.ways.choose(next());
          this.focusStep(direction);
        });
      }
      if (!events.text("sentence", index)) return;
      const copy = make("button", "mapapp-button", row, { type: "button" });
      copy.textContent = "Copy citation";
      const said = make("span", "mapapp-quiet", row, { role: "status" });
      copy.addEventListener("click", () => copied(citation(events, index)).then(
        () => { said.textContent = "Copied"; }, () => { said.textContent = "The browser did not let us copy"; }));
    }

    /* The panel was made anew: the keys go back to the button that was pressed, or to the other one at the end. */
    focusStep(direction) {
      const [earlier, later] = this.element.querySelectorAll(".mapapp-panel-row button");
      const pressed = direction < 0 ? earlier : later;
      if (pressed) (pressed.disabled ? (direction < 0 ? later : earlier) : pressed).focus({ preventScroll: true });
    }

    addSource(events, index) {
      const words = ["article_title", "source", "published"].map((name) => events.text(name, index)).filter(Boolean).join(", ");
      const url = events.text("url", index);
      const line = make("p", "mapapp-quiet", this.element);
      if (!/^https?:\/\//i.test(url)) line.textContent = words;
      else make("a", "", line, { href: url, rel: "noopener noreferrer", target: "_blank" }).textContent = words || url;
    }
  }

  Object.assign(mapapp, { Panel, summary });
})(window.mapapp);
