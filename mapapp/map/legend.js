/* What stands on the map beside the events: how many are shown, what the signs mean, the kinds, the scale. */
"use strict";

(function (mapapp) {
  const { make, symbolPicture, weightRadius } = mapapp;
  const SIZE_WORDS = { figures: "killed or hurt, by one report at most", reports: "reports of it" };
  const SIZE_SAMPLES = [1, 10, 100];
  const KM = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
  /* px; a narrower map has its signs folded away at first. */
  const NARROW = 640;
  const SIGNS = { happened: "happened", claimed: "as someone says", planned: "planned", denied: "denied", area: "somewhere in this area" };

  /** How many events are shown, with the way to a list of them; and what is not on the map. */
  class Counts {
    constructor(stage, openList) {
      const box = make("div", "mapapp-box mapapp-count", stage);
      // The time control says count and window together, when they rest.
      this.words = make("span", "", box);
      this.list = make("button", "mapapp-link", box, { type: "button" });
      this.list.textContent = "List";
      this.list.addEventListener("click", () => openList(this.list));
      this.wide = make("div", "mapapp-wide", box);
      this.leftOut = make("div", "mapapp-left-out", box);
    }

    /** @param {number} wide - how many of those shown lie somewhere in a month or more */
    show(shown, events, wide) {
      const words = `${shown.toLocaleString("en")} of ${events.size.toLocaleString("en")} events in this window`;
      if (this.words.textContent !== words) this.words.textContent = words;
      this.list.hidden = shown === 0;
      this.wide.textContent = wide ? `${wide} of them may lie anywhere in a month or more` : "";
      const { undated, unplaced } = events.leftOut;
      const parts = [];
      if (undated) parts.push(`${undated} without a day`);
      if (unplaced) parts.push(`${unplaced} without a place`);
      this.leftOut.textContent = parts.length ? `${parts.join(", ")}: not on this map` : "";
    }
  }

  /** The meaning of the signs, and the scale of the map. */
  class Legend {
    constructor(stage, map) {
      this.map = map;
      const key = make("div", "mapapp-box mapapp-key", stage, { role: "group", "aria-label": "What the signs mean" });
      this.fold = make("button", "mapapp-fold", key, { type: "button" });
      this.fold.textContent = "Signs";
      this.fold.addEventListener("click", () => this.open(this.signs.hidden));
      this.signs = make("div", "mapapp-signs", key);
      this.kinds = make("div", "mapapp-kinds", this.signs);
      for (const [sign, text] of Object.entries(SIGNS)) {
        const item = make("span", "", this.signs);
        make("i", `mapapp-symbol mapapp-${sign}`, item, { "aria-hidden": "true" });
        item.appendChild(document.createTextNode(text));
      }
      this.open(stage.clientWidth > NARROW);
      this.sizes = make("span", "mapapp-sizes", key);
      this.scale = make("span", "mapapp-scale", key);
      this.scaleText = make("span", "", this.scale);
      this.scaleBar = make("i", "", this.scale, { "aria-hidden": "true" });
    }

    open(open) {
      this.signs.hidden = !open;
      this.fold.setAttribute("aria-expanded", String(open));
    }

    /** The symbols of the kinds that the events have, where no list of kinds on the map explains them. */
    showKinds(events, colour) {
      this.kinds.replaceChildren();
      events.groups.forEach((group, index) => {
        if (!events.begins[index].length) return;
        const item = make("span", "", this.kinds);
        symbolPicture(group.symbol, colour(index), item);
        item.appendChild(document.createTextNode(group.label));
      });
    }

    /** What the size of a mark says, or the colours of the heat. */
    showSizes(size, heat) {
      this.sizes.replaceChildren();
      if (heat) {
        for (const part of ["few events", null, "many"]) {
          if (part) this.sizes.appendChild(document.createTextNode(part));
          else make("i", "mapapp-ramp", this.sizes, { "aria-hidden": "true" });
        }
        return;
      }
      if (size === "alike") return;
      this.sizes.appendChild(document.createTextNode(SIZE_WORDS[size]));
      for (const weight of SIZE_SAMPLES) {
        const across = `${Math.round(2 * weightRadius(weight))}px`;
        Object.assign(make("i", "mapapp-sample", this.sizes, { "aria-hidden": "true" }).style, { width: across, height: across });
        this.sizes.appendChild(document.createTextNode(String(weight)));
      }
    }

    showScale() {
      const { map } = this;
      const middle = map.getSize().y / 2;
      const metres = map.distance(map.containerPointToLatLng([0, middle]), map.containerPointToLatLng([100, middle]));
      const km = KM.filter((each) => each * 1000 <= metres).pop() || 1;
      this.scaleText.textContent = `${km} km`;
      this.scaleBar.style.width = `${Math.min(300, Math.round(100 * km * 1000 / metres))}px`;
    }
  }

  /** The list of kinds: it explains the colours, counts, and filters; groups without any event are left out of it. */
  class Groups {
    constructor(stage, colour, changed) {
      Object.assign(this, { colour, changed });
      this.hidden = new Set();
      this.box = make("details", "mapapp-box mapapp-groups", stage);
      make("summary", "", this.box).textContent = "Kind";
      this.list = make("div", "", this.box, { role: "group", "aria-label": "Kind" });
      this.box.open = window.innerWidth > 800;
    }

    setEvents(events) {
      this.events = events;
      this.list.replaceChildren();
      this.numbers = events.groups.map((group, index) => this.row(group, index, events.begins[index].length === 0));
      this.box.hidden = !events.size;
    }

    row(group, index, hidden) {
      const label = make("label", "", this.list);
      const check = make("input", "", label, { type: "checkbox" });
      check.checked = !this.hidden.has(group.id);
      check.addEventListener("change", () => {
        if (check.checked) this.hidden.delete(group.id);
        else this.hidden.add(group.id);
        this.changed();
      });
      symbolPicture(group.symbol, this.colour(index), label);
      label.appendChild(document.createTextNode(group.label));
      label.hidden = hidden;
      return make("span", "mapapp-number", label);
    }

    /** Events of each group in the window. */
    show(events, counts) {
      if (this.events !== events) this.setEvents(events);
      this.numbers.forEach((cell, group) => {
        cell.textContent = counts[group].toLocaleString("en");
      });
    }

    showAll() {
      this.hidden.clear();
      if (this.events) this.setEvents(this.events);
      this.changed();
    }
  }

  Object.assign(mapapp, { Counts, Legend, Groups });
})(window.mapapp);
