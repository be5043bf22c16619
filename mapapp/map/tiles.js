/* Online tiles under the events, only when the reader switched them on; the drawn map comes back when they fail. */
"use strict";

(function (mapapp) {
  const FAILURES = 3;

  class Tiles {
    /** @param {{address: string, name: string, attribution: string}} source - address with {z}, {x}, {y} as Leaflet has them */
    constructor(map, source, failed) {
      Object.assign(this, { map, source, failed });
      this.layer = null;
    }

    get host() {
      return new URL(this.source.address.replace(/[{}]/g, ""), location.href).host.replace(/^s\./, "");
    }

    show() {
      if (this.layer) return;
      this.errors = 0;
      this.loaded = 0;
      this.layer = L.tileLayer(this.source.address, { maxZoom: 19, referrerPolicy: "strict-origin-when-cross-origin" });
      this.layer.on("tileload", () => {
        this.loaded++;
      });
      this.layer.on("tileerror", () => {
        this.errors++;
        if (this.loaded || this.errors < FAILURES) return;
        this.hide();
        this.failed(`${this.host} did not answer, so the background is drawn again. Try later, or without a network stay with it.`);
      });
      this.layer.addTo(this.map);
    }

    hide() {
      if (this.layer) this.layer.remove();
      this.layer = null;
    }
  }

  /** Tells the page around that something is asked from elsewhere; a page of another origin is left alone. */
  function tellPage(on) {
    try {
      window.parent.document.documentElement.toggleAttribute("data-mapapp-tiles", on);
    } catch {
      // It says nothing of tiles then.
    }
  }
  window.addEventListener("pagehide", () => tellPage(false));

  Object.assign(mapapp, { Tiles, tellPage });
})(window.mapapp);
