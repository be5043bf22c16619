/* The reader's choice of how the map is drawn: marks or heat, what sizes mean, what lies under them. */
"use strict";

(function (mapapp) {
  const { make } = mapapp;
  const SIZES = { alike: "all alike", figures: "by people killed or hurt", reports: "by reports" };
  const TILES_NOTE = (host) => `The background is asked from ${host}: that leaves this machine, and says which part of the map you look at.`;

  class Display {
    /**
     * @param {{name: string, host: string}|null} tiles - the online background that may be switched on
     * @param {(choice: {size: string, heat: boolean, tiles: boolean}) => void} changed
     */
    constructor(side, tiles, changed) {
      this.changed = changed;
      this.choice = { size: "alike", heat: false, tiles: false };
      this.box = make("details", "mapapp-box mapapp-show", side);
      make("summary", "", this.box).textContent = "Display";
      this.buildHeat();
      this.size = this.select("Size", SIZES, (value) => this.set({ size: value }));
      if (tiles) this.buildTiles(tiles);
    }

    set(part) {
      Object.assign(this.choice, part);
      this.changed(this.choice);
    }

    buildHeat() {
      const row = make("div", "mapapp-modes", this.box, { role: "group", "aria-label": "Events as" });
      this.buttons = [["Marks", false], ["Heat", true]].map(([words, heat]) => {
        const button = make("button", "", row, { type: "button", "aria-pressed": String(!heat) });
        button.textContent = words;
        button.addEventListener("click", () => {
          this.buttons.forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
          this.set({ heat });
        });
        return button;
      });
    }

    select(words, options, chosen) {
      const label = make("label", "mapapp-choice", this.box);
      make("span", "", label).textContent = words;
      const select = make("select", "", label);
      for (const [value, text] of Object.entries(options)) make("option", "", select, { value }).textContent = text;
      select.addEventListener("change", () => chosen(select.value));
      return select;
    }

    /* Nothing is asked from elsewhere before the words that say so have stood there and been agreed to. */
    buildTiles({ name, host }) {
      this.background = this.select("Background", { drawn: "drawn", tiles: name }, (value) => this.askTiles(value === "tiles"));
      this.ask = make("div", "mapapp-ask", this.box);
      make("p", "", this.ask).textContent = TILES_NOTE(host);
      this.agree = make("button", "mapapp-button", this.ask, { type: "button" });
      this.agree.textContent = "Show it";
      this.agree.addEventListener("click", () => {
        this.ask.hidden = true;
        this.set({ tiles: true });
      });
      this.ask.hidden = true;
      this.failed = make("p", "mapapp-failed", this.box, { role: "status" });
      this.failed.hidden = true;
    }

    askTiles(wanted) {
      this.failed.hidden = true;
      this.ask.hidden = !wanted;
      if (wanted) this.agree.focus({ preventScroll: true });
      else if (this.choice.tiles) this.set({ tiles: false });
    }

    /** Back to the drawn map, with the reason. */
    sayFailed(words) {
      this.background.value = "drawn";
      this.failed.textContent = words;
      this.failed.hidden = false;
      this.box.open = true;
      this.set({ tiles: false });
    }

    /** Offers only sizes that these events have something to say about. */
    setEvents(events) {
      this.box.hidden = !events.size;
      for (const option of this.size.options) {
        const weights = events.weights[option.value];
        option.hidden = option.disabled = option.value !== "alike" && !(weights && weights.some((weight) => weight > 0));
      }
      if (this.size.selectedOptions[0] && this.size.selectedOptions[0].disabled) {
        this.size.value = "alike";
        this.set({ size: "alike" });
      }
    }
  }

  Object.assign(mapapp, { Display });
})(window.mapapp);
