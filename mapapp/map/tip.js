/* The small box beside the pointer: place, kind, days of what lies under it. */
"use strict";

(function (mapapp) {
  const { make, summary } = mapapp;
  const LINES = 4;

  class Tip {
    /** @param {boolean} placesOnly - the map shows places that have no kind and no days */
    constructor(stage, marks, placesOnly) {
      Object.assign(this, { stage, marks, placesOnly });
      this.box = make("div", "mapapp-tip", stage, { role: "tooltip" });
      this.hide();
    }

    hide() {
      this.box.hidden = true;
      this.mark = null;
    }

    /** Shows a mark beside a point of the stage. */
    show(mark, { x, y }) {
      const { box, stage } = this;
      if (this.mark !== mark) this.fill(mark);
      box.hidden = false;
      box.style.left = `${Math.min(x + 14, stage.clientWidth - box.offsetWidth - 8)}px`;
      box.style.top = `${y + 16 + box.offsetHeight > stage.clientHeight ? y - box.offsetHeight - 10 : y + 16}px`;
    }

    fill(mark) {
      const { box } = this;
      const { events } = this.marks;
      const found = this.marks.eventsOf(mark, 6);
      const name = events.placeName(found[0]);
      this.mark = mark;
      box.replaceChildren();
      make("b", "", box).textContent = name || "Event";
      if (this.placesOnly) return;
      if (mark.count > 1) make("div", "", box).textContent = `${mark.count.toLocaleString("en")} events ${mark.tag ? "somewhere in this area" : "here and around"}`;
      else if (mark.tag) make("div", "", box).textContent = "Somewhere in this area";
      for (const index of found.slice(0, mark.count > 1 ? LINES : 1)) {
        const place = events.placeName(index);
        make("div", "mapapp-tip-line", box).textContent = `${place && place !== name ? `${place}: ` : ""}${summary(events, index)}`;
      }
      if (mark.count > LINES) make("div", "mapapp-quiet", box).textContent = "Click for all";
    }
  }

  Object.assign(mapapp, { Tip });
})(window.mapapp);
