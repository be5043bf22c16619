/* What the window and the axes are, in words; for screen readers too. */
"use strict";

(function (mapapp) {
  const { make, DateFields } = mapapp;
  /* A screen reader is told of a window that rests. */
  const REST_MS = 700;
  /* The axis is not worth zooming for less. */
  const WHOLE_ENOUGH = 0.97;
  const COLOURS = "Its colours are the kinds, as in the legend.";
  const FAINT = "Faint parts are days on which an event may have happened, but most likely did not.";
  const KEYS = "Drag on the bars for another window, its handles or the window itself to move it; turn the wheel to zoom the axis; double click for all days. " +
    "By keys: arrows move what has the focus by one, with Shift by ten, Page up and down by a month, Home and End to the ends, + and − zoom, Space plays.";

  class Caption {
    /** @param {Timeline} timeline - whose window and axis this describes */
    constructor(timeline, controls) {
      this.timeline = timeline;
      this.dates = new DateFields(timeline, controls);
      this.spoken = make("div", "mapapp-spoken", controls, { role: "status" });
    }

    /** The line below the bars: what they mean, short, with the way to all of it; the ways to all days and to the window. */
    buildFoot(section) {
      const foot = make("div", "mapapp-foot", section);
      this.note = make("button", "mapapp-note", foot, { type: "button", title: "What the bars mean", "aria-expanded": "false" });
      this.note.addEventListener("click", () => this.open(this.meaning.hidden));
      this.beyond = make("span", "mapapp-beside", foot);
      this.zoomButton = this.link(foot, "Zoom to window", () => this.timeline.toggleZoom());
      this.allButton = this.link(foot, "All days", () => this.timeline.reset());
      this.meaning = make("div", "mapapp-box mapapp-meaning", section, { role: "region", "aria-label": "What the bars mean" });
      this.meaning.hidden = true;
      section.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || this.meaning.hidden) return;
        this.open(false);
        this.note.focus();
      });
    }

    link(line, words, action) {
      const button = make("button", "mapapp-link", line, { type: "button" });
      button.textContent = words;
      button.addEventListener("click", action);
      return button;
    }

    open(open) {
      this.meaning.hidden = !open;
      this.note.setAttribute("aria-expanded", String(open));
    }

    /** The window, whenever it moves. */
    show() {
      const { timeline } = this;
      const { first, last, scale, has } = timeline;
      this.dates.show();
      this.allButton.disabled = !has || timeline.isExact();
      if (!has || !scale) return;
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

    /** What the axes mean, whenever they are drawn: in short, and in full. */
    explain() {
      const { histogram, scale } = this.timeline;
      const { unitInWords, isCut, top, highest, someFaint } = histogram;
      const folds = scale.shown().filter((part) => part.fold);
      const cut = isCut ? `cut off at ${count(top)}, the highest has ${count(highest)}` : "";
      const zoomed = scale.isZoomed ? `zoomed to ${this.zoomInWords()}` : "";
      const bar = `A bar is ${unitInWords}`;
      write(this.note, [bar, cut, folds.length ? `${folds.length === 1 ? "a stretch" : `${folds.length} stretches`} folded` : "", zoomed].filter(Boolean).join("; "));
      const faint = someFaint ? FAINT : "";
      this.meaning.replaceChildren();
      for (const words of [`${bar}. ${COLOURS}`, cut && sentence(cut), faint, ...folds.map((part) => this.foldInWords(part)), zoomed && sentence(zoomed), KEYS]) {
        if (words) make("p", "", this.meaning).textContent = words;
      }
      this.zoomButton.textContent = scale.isZoomed ? "Whole axis" : "Zoom to window";
    }

    foldInWords({ from, to, fold }) {
      const words = this.timeline.calendar.span(from, to - 1);
      return `Folded: ${words}, ${fold === "empty" ? "no events" : "only events whose day is not known"}.`;
    }

    zoomInWords() {
      const shown = this.timeline.scale.shown();
      return this.timeline.calendar.span(shown[0].from, shown[shown.length - 1].to - 1);
    }

    /** Tells a screen reader window and count once they rest; while it plays, nothing. */
    announce() {
      clearTimeout(this.speaking);
      this.speaking = setTimeout(() => {
        const { player, has, counting, calendar, first, last, events } = this.timeline;
        if (player.playing || !has) return;
        this.spoken.textContent = `${calendar.span(first, last)}: ${count(counting.inWindow(first, last))} of ${count(events.size)} events`;
      }, REST_MS);
    }
  }

  const count = (number) => (number >= 1 ? Math.round(number) : number).toLocaleString("en");

  const sentence = (words) => `${words[0].toUpperCase()}${words.slice(1)}.`;

  function write(element, words) {
    if (element.textContent !== words) element.textContent = words;
  }

  Object.assign(mapapp, { Caption });
})(window.mapapp);
