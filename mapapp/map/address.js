/* The address of the page around the map: window, mode and view are written into it as they change. No run of Python. */
"use strict";

(function (mapapp) {
  const REST_MS = 300;
  const { dayParts } = mapapp;
  /* What the map writes by itself; the rest of the query is the page's. */
  const OF_MAP = ["from", "to", "mode", "at"];
  const two = (number) => String(number).padStart(2, "0");

  /** A day number as ISO 8601. */
  function isoDay(day) {
    const [year, month, date] = dayParts(day);
    return `${String(year).padStart(4, "0")}-${two(month + 1)}-${two(date)}`;
  }

  /** The middle of the map and its zoom, as exact as a pixel: "48.5,38,7". */
  function written(map) {
    const { lat, lng } = map.getCenter();
    const digits = Math.max(2, Math.ceil(map.getZoom() / 3));
    return [lat, lng].map((each) => String(Number(each.toFixed(digits)))).concat(String(Number(map.getZoom().toFixed(2)))).join(",");
  }

  /** The query with these parameters set, those without a value taken out; commas stay readable. */
  function merged(search, values) {
    const params = new URLSearchParams(search);
    for (const [name, value] of Object.entries(values)) {
      if (value || !OF_MAP.includes(name)) params.set(name, value);
      else params.delete(name);
    }
    const text = params.toString().replace(/%2C/gi, ",");
    return text && `?${text}`;
  }

  /* The page around, where it has our origin; a notebook's or a stranger's page is left alone. */
  function pageAround() {
    try {
      return window.parent !== window && window.parent.location.pathname !== undefined ? window.parent : null;
    } catch {
      return null;
    }
  }

  /** The page's part of a query, in one order. */
  function ofPage(params) {
    return JSON.stringify([...params].filter(([name]) => !OF_MAP.includes(name)).sort());
  }

  class Address {
    /** @param {function(): object} values - the map's own parameters as they are now: from, to, mode, at */
    constructor(values) {
      this.values = values;
      this.page = pageAround();
      this.path = this.page && this.page.location.pathname;
    }

    /**
     * The page around says which address this map belongs to: while the browser is at another (somebody went back, the
     * page has not followed yet) nothing is written.
     * @param {object} ofPage - the page's own parameters
     * @param {boolean} fills - whether an address without any is to get them
     */
    belongTo(ofPage, fills) {
      Object.assign(this, { ofPage, fills });
      this.write();
    }

    /**
     * Elements of the page around ask for what the map shows: a press tells it too late, so it is told as one is about to come.
     * @param {string} selector - of what is pressed, or of what is around it
     * @param {() => void} tell
     */
    beforePress(selector, tell) {
      if (!this.page) return;
      const { document } = this.page;
      const heed = ({ target }) => target.closest && target.closest(selector) && tell();
      for (const kind of ["pointerdown", "focusin", "keydown"]) document.addEventListener(kind, heed, true);
      window.addEventListener("pagehide", () => {
        for (const kind of ["pointerdown", "focusin", "keydown"]) document.removeEventListener(kind, heed, true);
      });
    }

    /** Something changed: it is written when it has come to rest. */
    note() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.write(), REST_MS);
    }

    write() {
      clearTimeout(this.timer);
      if (!this.page || !this.ofPage || this.page.location.pathname !== this.path) return;
      const { search, pathname, hash } = this.page.location;
      const here = ofPage(new URLSearchParams(search));
      if (here !== ofPage(Object.entries(this.ofPage)) && !(this.fills && here === "[]")) return;
      const next = merged(search, { ...this.ofPage, ...this.values() });
      if (next !== search) this.page.history.replaceState(this.page.history.state, "", `${pathname}${next}${hash}`);
    }
  }

  Object.assign(mapapp, { Address, isoDay, addressWith: merged, viewInAddress: written });
})(window.mapapp);
