/* What the window and the axes are, in words; for screen readers too. */
"use strict";

(function (mapapp) {
  const { make, DateFields } = mapapp;
  /* A screen reader is told of a window that rests. */
  const REST_MS = 700;
  /* A longer note has a line of its own. */
  const LONG_NOTE = 30;
  /* The axis is not worth zooming for less. */
  const WHOLE_ENOUGH = 0.97;

  class Caption {
    /** @param {Timeline} timeline - whose window and axis this describes */
    constructor(timeline, controls) {
      this.timeline = timeline;
      const links = make("div", "mapapp-links", controls);
      this.allButton = this.link(links, "All days", () => timeline.reset());
      this.zoomButton = this.link(links, "Zoom to window", () => timeline.toggleZoom());
      make("div", "mapapp-break", controls);
      this.words = make("div", "mapapp-words", controls);
      this.note = make("span", "mapapp-note", controls);
      this.beyond = make("span", "mapapp-note", controls);
      this.dates = new DateFields(timeline, controls);
      this.spoken = make("div", "mapapp-spoken", controls, { role: "status" });
    }

    link(line, words, action) {
      const button = make("button", "mapapp-link", line, { type: "button" });
      button.textContent = words;
      button.addEventListener("click", action);
      return button;
    }

    /** The window, whenever it moves. */
    show() {
      const { timeline } = this;
      const { calendar, first, last, scale, has } = timeline;
      this.words.textContent = has ? calendar.span(first, last) : "";
      this.allButton.disabled = !has || timeline.isExact();
      if (!has || !scale) return;
      this.dates.show();
      write(this.beyond, this.beyondInWords());
      const [from, to] = scale.viewOf(first, last);
      this.zoomButton.classList.toggle("mapapp-away", !scale.isZoomed && to - from > WHOLE_ENOUGH);
    }

    /* Days without any event before the first or after the last are no fault, but said. */
    beyondInWords() {
      const { calendar, first, last, events, mode } = this.timeline;
      const [begin, end] = events.extent;
      if (last < begin) return `All events are later, from ${calendar.words(begin)} on`;
      if (first > end) return `All events are earlier, until ${calendar.words(end, true)}`;
      const reachesOut = (first < begin || last > end) && mode === "window";
      return reachesOut ? `The events are of ${calendar.span(begin, end)}` : "";
    }

    /** What the axes mean, whenever they are drawn. */
    explain() {
      const { histogram, scale } = this.timeline;
      const { unitInWords, isCut, top, highest, someFaint } = histogram;
      const parts = [`A bar is ${unitInWords}`];
      if (isCut) parts.push(`cut off at ${count(top)}, the highest has ${count(highest)}`);
      if (someFaint) parts.push("faint: possible days");
      for (const part of scale.shown()) if (part.fold) parts.push(this.foldInWords(part));
      if (scale.isZoomed) parts.push(`zoomed to ${this.zoomInWords()}`);
      write(this.note, parts.join("; "));
      this.note.classList.toggle("mapapp-long", this.note.textContent.length > LONG_NOTE);
      this.zoomButton.textContent = scale.isZoomed ? "Whole axis" : "Zoom to window";
    }

    foldInWords({ from, to, fold }) {
      const words = this.timeline.calendar.span(from, to - 1);
      return fold === "empty" ? `folded: ${words}, no events` : `folded: ${words}, only events whose day is not known`;
    }

    zoomInWords() {
      const shown = this.timeline.scale.shown();
      return this.timeline.calendar.span(shown[0].from, shown[shown.length - 1].to - 1);
    }

    /** Tells a screen reader window and count once they rest; while it plays, nothing. */
    announce() {
      clearTimeout(this.speaking);
      this.speaking = setTimeout(() => {
        const { player, has, counting, first, last, events } = this.timeline;
        if (player.playing || !has) return;
        this.spoken.textContent = `${this.words.textContent}: ${counting.inWindow(first, last)} of ${events.size} events`;
      }, REST_MS);
    }
  }

  const count = (number) => (number >= 1 ? Math.round(number) : number).toLocaleString("en");

  function write(element, words) {
    if (element.textContent !== words) element.textContent = words;
  }

  Object.assign(mapapp, { Caption });
})(window.mapapp);
