/* An area that a person draws on the map: a rectangle or a polygon, by mouse, by touch, by keys, or typed. */
"use strict";

(function (mapapp) {
  const { make } = mapapp;
  const STEP = 8;
  const LONG_STEP = 40;
  const WAIT_MS = 350;
  const ICON = "M2 3.5l7-1.5 1.5 6.5-6 2z";
  const round = (value) => Math.round(value * 1e5) / 1e5;
  const inWords = ({ lat, lng }) => `${Math.abs(lat).toFixed(2)}° ${lat < 0 ? "south" : "north"}, ${Math.abs(lng).toFixed(2)}° ${lng < 0 ? "west" : "east"}`;

  /** Corners of a rectangle as a closed way around it. */
  const rectangle = (bounds) => [bounds.getNorthWest(), bounds.getNorthEast(), bounds.getSouthEast(), bounds.getSouthWest()];

  /** Whether a point lies in a ring of [longitude, latitude]; the map goes on beyond 180 degrees. */
  function isInside(ring, longitude, latitude) {
    return [-360, 0, 360].some((turn) => {
      let inside = false;
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [x0, y0] = ring[j];
        const [x1, y1] = ring[i];
        if (y0 > latitude !== y1 > latitude && longitude + turn < (x1 - x0) * (latitude - y0) / (y1 - y0) + x0) inside = !inside;
      }
      return inside;
    });
  }

  /** The record of the events whose spot lies in the area, for a page without Python behind it. */
  mapapp.within = function (whole, ring) {
    const bits = new Uint8Array(Math.ceil(whole.size / 8));
    let event = 0;
    whole.spot_count.forEach((count, spot) => {
      const inside = isInside(ring, whole.spot_longitude[spot], whole.spot_latitude[spot]);
      for (const end = event + count; event < end; event++) if (inside) bits[event >> 3] |= 1 << (event & 7);
    });
    let text = "";
    for (let i = 0; i < bits.length; i += 4096) text += String.fromCharCode(...bits.subarray(i, i + 4096));
    return mapapp.chosen(whole, { key: `${whole.key} within ${JSON.stringify(ring)}`, chosen: `u1:${btoa(text)}` });
  };

  /** The feature that streamlit-folium hands to Python. */
  mapapp.areaFeature = (ring, clicked) => ({
    type: "Feature",
    geometry: ring && { type: "Polygon", coordinates: [[...ring, ring[0]]] },
    properties: { area: ring ? true : null, clicked },
  });

  mapapp.Area = class Area {
    /**
     * @param {L.Map} map
     * @param {HTMLElement} stage - around the map
     * @param {HTMLElement} bar - of buttons on the map
     * @param {(ring: number[][]|null, moment: number) => void} tell - called with [longitude, latitude] of the corners, or null, and the moment
     */
    constructor(map, stage, bar, tell) {
      Object.assign(this, { map, stage, tell, corners: [], drawing: null, busy: false, toldAt: 0, sending: 0 });
      this.button = make("a", "mapapp-fit mapapp-area-button", bar, { href: "#", role: "button", title: "Draw an area", "aria-label": "Draw an area",
        "aria-expanded": "false" });
      mapapp.icon(ICON, this.button).classList.add("mapapp-stroke");
      L.DomEvent.on(this.button, "click", L.DomEvent.stop).on(this.button, "click", () => this.box.hidden ? this.open() : this.close());
      this.shape = L.polygon([], { interactive: false, className: "mapapp-drawn", weight: 2, fillOpacity: 0.08 });
      this.handles = L.layerGroup().addTo(map);
      this.layOut();
      this.listen();
    }

    layOut() {
      this.box = make("div", "mapapp-box mapapp-area-box", this.stage, { role: "group", "aria-label": "Area" });
      this.box.hidden = true;
      this.said = make("p", "", this.box, { role: "status" });
      const row = make("div", "mapapp-area-row", this.box);
      this.add(row, "Rectangle", () => this.begin("rectangle"));
      this.add(row, "Polygon", () => this.begin("polygon"));
      this.middle = this.add(row, "In the middle", () => this.takeMiddle());
      this.done = this.add(row, "Done", () => this.finish());
      this.clearing = this.add(row, "Clear", () => this.clear());
      this.add(row, "Close", () => this.close());
      this.form = make("form", "mapapp-area-row", this.box);
      this.fields = ["North", "South", "West", "East"].map((side) => {
        const label = make("label", "", this.form);
        label.textContent = side;
        return make("input", "", label, { type: "number", step: "any", required: "", min: side.length > 4 ? -90 : -360, max: side.length > 4 ? 90 : 360 });
      });
      const set = make("button", "mapapp-button", this.form, { type: "submit" });
      set.textContent = "Set";
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        const [north, south, west, east] = this.fields.map((field) => Number(field.value));
        this.take("rectangle", rectangle(L.latLngBounds([south, west], [north, east])));
      });
      L.DomEvent.disableClickPropagation(this.box).disableScrollPropagation(this.box);
    }

    add(row, words, act) {
      const button = make("button", "mapapp-button", row, { type: "button" });
      button.textContent = words;
      button.addEventListener("click", act);
      return button;
    }

    listen() {
      const box = this.map.getContainer();
      const at = (event) => this.map.mouseEventToLatLng(event);
      box.addEventListener("pointerdown", (event) => {
        if (this.drawing !== "rectangle" || event.target.closest("button, a")) return;
        event.preventDefault();
        this.from = at(event);
        box.setPointerCapture(event.pointerId);
      });
      box.addEventListener("pointermove", (event) => {
        if (this.from) this.preview(rectangle(L.latLngBounds(this.from, at(event))));
        else if (this.drawing === "polygon" && this.corners.length) this.preview([...this.corners, at(event)]);
      });
      box.addEventListener("pointerup", (event) => {
        const { from } = this;
        this.from = null;
        if (!from) return;
        const far = this.map.latLngToContainerPoint(from).distanceTo(this.map.mouseEventToContainerPoint(event)) > 8;
        if (far) this.take("rectangle", rectangle(L.latLngBounds(from, at(event))));
      });
      this.map.on("click", (event) => this.drawing === "polygon" && this.addCorner(event.latlng));
      this.map.on("dblclick", () => this.drawing === "polygon" && this.finish());
      this.stage.addEventListener("keydown", (event) => this.onKey(event));
    }

    onKey(event) {
      if (event.key === "Escape" && this.drawing) this.stop(true);
      else if (event.key === "Escape" && this.box.contains(event.target)) this.close();
      else if (event.key === "Enter" && this.drawing === "polygon" && !event.target.closest("button")) this.finish();
      else return;
      event.stopPropagation();
    }

    open() {
      this.box.hidden = false;
      this.button.setAttribute("aria-expanded", "true");
      this.show();
      this.box.querySelector("button").focus({ preventScroll: true });
    }

    close() {
      this.stop(true);
      this.box.hidden = true;
      this.button.setAttribute("aria-expanded", "false");
      this.button.focus({ preventScroll: true });
      this.show();
    }

    begin(shape) {
      this.before = this.before || [this.kind, this.corners];
      [this.drawing, this.busy, this.corners] = [shape, true, []];
      this.map.dragging.disable();
      this.map.doubleClickZoom.disable();
      this.stage.classList.add("mapapp-drawing");
      this.show();
    }

    /* The drawing is over; `back`: what stood before stands again. */
    stop(back) {
      if (!this.drawing) return;
      if (back && this.before) [this.kind, this.corners] = this.before;
      [this.drawing, this.before, this.from] = [null, null, null];
      this.map.dragging.enable();
      this.map.doubleClickZoom.enable();
      this.stage.classList.remove("mapapp-drawing");
      // The click that ends a drawing chooses no event.
      setTimeout(() => { this.busy = false; }, 0);
      this.show();
    }

    addCorner(latlng) {
      this.corners = [...this.corners, latlng];
      this.show();
    }

    takeMiddle() {
      this.take("rectangle", rectangle(this.map.getBounds().pad(-0.25)));
      const first = this.stage.querySelector(".mapapp-corner");
      if (first) first.focus({ preventScroll: true });
    }

    finish() {
      const distinct = this.corners.filter((corner, i) => !i || !corner.equals(this.corners[i - 1]));
      if (distinct.length >= 3) this.take("polygon", distinct);
      else this.stop(true);
    }

    take(kind, corners) {
      this.stop(false);
      [this.kind, this.corners] = [kind, corners.map(({ lat, lng }) => L.latLng(round(lat), round(lng)))];
      this.show();
      this.send();
    }

    clear() {
      this.stop(false);
      this.corners = [];
      this.show();
      this.send();
    }

    /** The corners as [longitude, latitude]; null where no area is drawn. */
    ring() {
      return this.corners.length < 3 ? null : this.corners.map(({ lat, lng }) => [round(lng), round(lat)]);
    }

    send() {
      clearTimeout(this.sending);
      this.sending = 0;
      this.toldAt = Date.now();
      this.tell(this.ring(), this.toldAt);
    }

    /**
     * What the page around wants: an area of a shared link, or none where a filter was removed.
     * @param {number} heard - moment of what it heard of this map last: before that of the latest area, it knows not yet what it wants
     */
    put(ring, heard) {
      if (heard < this.toldAt || this.sending || this.drawing || JSON.stringify(ring) === JSON.stringify(this.ring())) return;
      [this.kind, this.corners] = ["polygon", (ring || []).map(([lng, lat]) => L.latLng(lat, lng))];
      this.show();
    }

    preview(corners) {
      this.shape.setLatLngs(corners).addTo(this.map);
    }

    show() {
      if (this.corners.length) this.preview(this.corners);
      else this.shape.remove();
      this.showHandles();
      this.button.classList.toggle("mapapp-on", this.corners.length > 2 && !this.drawing);
      this.said.textContent = this.words();
      this.done.hidden = this.drawing !== "polygon";
      this.middle.hidden = this.drawing === "polygon";
      this.clearing.hidden = !this.corners.length;
      if (!this.corners.length) this.form.reset();
      if (this.corners.length < 3 || this.drawing) return;
      const bounds = L.latLngBounds(this.corners);
      [bounds.getNorth(), bounds.getSouth(), bounds.getWest(), bounds.getEast()].forEach((value, i) => {
        this.fields[i].value = value.toFixed(3);
      });
    }

    words() {
      if (this.drawing === "rectangle") return "Drag over the map. Without a mouse: “In the middle”, then move its corners.";
      if (this.drawing === "polygon") return `Click each corner, then Done (${this.corners.length} so far).`;
      if (this.corners.length) return "Only events in this area are shown. Drag its corners, or move them with the arrow keys.";
      return "Show only events in an area of the map: draw it, or write its bounds.";
    }

    showHandles() {
      const focused = [...this.stage.querySelectorAll(".mapapp-corner")].indexOf(document.activeElement);
      this.handles.clearLayers();
      if (this.drawing === "rectangle" || (this.box.hidden && !this.drawing)) return;
      this.corners.forEach((corner, index) => this.addHandle(corner, index));
      if (focused >= 0) [...this.stage.querySelectorAll(".mapapp-corner")][focused]?.focus({ preventScroll: true });
    }

    addHandle(corner, index) {
      const icon = L.divIcon({ className: "mapapp-corner", iconSize: [24, 24] });
      const handle = L.marker(corner, { icon, draggable: !this.drawing, keyboard: true, alt: "", bubblingMouseEvents: false }).addTo(this.handles);
      const element = handle.getElement();
      element.setAttribute("aria-label", `Corner ${index + 1} of ${this.corners.length}: ${inWords(corner)}`);
      handle.on("click", () => this.drawing && index === 0 && this.finish());
      handle.on("drag", () => this.preview(this.moved(index, handle.getLatLng())));
      handle.on("dragend", () => this.take(this.kind, this.moved(index, handle.getLatLng())));
      element.addEventListener("keydown", (event) => this.onArrow(event, index));
    }

    onArrow(event, index) {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!way || this.drawing) return;
      event.preventDefault();
      event.stopPropagation();
      const step = event.shiftKey ? LONG_STEP : STEP;
      const point = this.map.latLngToContainerPoint(this.corners[index]).add([way[0] * step, way[1] * step]);
      this.corners = this.moved(index, this.map.containerPointToLatLng(point));
      this.show();
      clearTimeout(this.sending);
      this.sending = setTimeout(() => this.send(), WAIT_MS);
    }

    /* The corners when one of them goes elsewhere; those of a rectangle go along. */
    moved(index, latlng) {
      if (this.kind !== "rectangle") return this.corners.map((corner, i) => i === index ? latlng : corner);
      const across = this.corners[(index + 2) % 4];
      const next = index % 2 ? L.latLng(across.lat, latlng.lng) : L.latLng(latlng.lat, across.lng);
      const last = index % 2 ? L.latLng(latlng.lat, across.lng) : L.latLng(across.lat, latlng.lng);
      const corners = [];
      [corners[index], corners[(index + 1) % 4], corners[(index + 2) % 4], corners[(index + 3) % 4]] = [latlng, next, across, last];
      return corners;
    }
  };
})(window.mapapp);
