/* The buttons at the corner of the map: nearer, farther, all events, the selected one, full screen. */
"use strict";

(function (mapapp) {
  const { make } = mapapp;
  const PICTURES = { all: "M1 4V1h3M8 1h3v3M11 8v3H8M4 11H1V8", selected: "M6 0v4M6 8v4M0 6h4M8 6h4", whole: "M1 1h10v10H1zM1 1l3.5 3.5M11 11L7.500 7.500" };

  class Buttons {
    /** @param {{all: () => void, selected: () => void}} ways - where the buttons lead */
    constructor(map, root, ways) {
      const box = L.control.zoom({ position: "topleft" }).addTo(map).getContainer();
      this.root = root;
      this.all = this.button(box, "Show all events", PICTURES.all, ways.all);
      this.selected = this.button(box, "Show the selected event", PICTURES.selected, ways.selected);
      this.whole = this.button(box, "Full screen", PICTURES.whole, () => this.toggleWhole());
      this.selected.hidden = true;
      // A frame without permission cannot fill the screen; a button that does nothing is none.
      this.whole.hidden = !document.fullscreenEnabled || !root.requestFullscreen;
      document.addEventListener("fullscreenchange", () => this.name());
    }

    button(box, name, picture, press) {
      const link = make("a", "mapapp-fit", box, { href: "#", role: "button", title: name, "aria-label": name });
      mapapp.icon(picture, link).classList.add("mapapp-stroke");
      L.DomEvent.on(link, "click", L.DomEvent.stop).on(link, "click", press);
      return link;
    }

    toggleWhole() {
      if (document.fullscreenElement) document.exitFullscreen();
      else this.root.requestFullscreen().catch(() => {
        this.whole.hidden = true;
      });
    }

    name() {
      const words = document.fullscreenElement === this.root ? "Leave full screen" : "Full screen";
      this.whole.title = words;
      this.whole.setAttribute("aria-label", words);
    }
  }

  Object.assign(mapapp, { Buttons });
})(window.mapapp);
