/* The frame around map and time control: what is selected, counted, listed, remembered, and told to Python. */
"use strict";

(function (mapapp) {
  const { make, Timeline, Marks, BaseMap, Events, Panel, Counts, Legend, Groups, Tip, Display, Tiles, Buttons } = mapapp;
  const LIST_LIMIT = 300;
  const CREDIT = "Places: GeoNames (CC BY 4.0). Outlines: Natural Earth";

  /**
   * The events as a Leaflet layer without a picture of its own: it brings the data to the frame of its map, and fires
   * "click" with a `layer` whose toGeoJSON() has the event's id, which is what streamlit-folium listens for.
   */
  const EventLayer = L.Layer.extend({
    /**
     * @param {Promise<object>|object} record - what payload.py wrote, or the promise of it
     * @param {{selected: string|null, window: number[]|null}} wishes - of the page around
     * @param {(() => Promise<object>)} [askAgain] - where the record is asked for
     */
    initialize(record, wishes, askAgain) {
      Object.assign(this, { record, wishes, askAgain });
    },

    onAdd(map) {
      if (!map.mapapp) mapapp.frame(map, {});
      if (!(this.record instanceof Promise)) return map.mapapp.show(this);
      return this.record.then((record) => {
        this.record = record;
        if (map.hasLayer(this)) map.mapapp.show(this);
      }).catch(() => map.hasLayer(this) && map.mapapp.sayMissing(() => this.tryAgain(map)));
    },

    tryAgain(map) {
      this.record = this.askAgain();
      map.mapapp.empty.hidden = true;
      return this.onAdd(map);
    },

    onRemove(map) {
      if (map.mapapp) map.mapapp.leave(this);
    },

    /** Tells listeners that a person chose the event with this index. */
    choose(events, index) {
      const spot = events.spot[index];
      const latlng = L.latLng(events.latitude[spot], events.longitude[spot]);
      const feature = { type: "Feature", geometry: { type: "Point", coordinates: [latlng.lng, latlng.lat] },
        // The moment makes two clicks on the same event two different values: streamlit-folium drops repeated ones.
        properties: { event_id: events.ids.at(index), clicked: Date.now() } };
      this.tell(feature, latlng);
    },

    /** Tells listeners what a person did, as a GeoJSON feature. */
    tell(feature, latlng) {
      this.fire("click", { latlng, layer: { toGeoJSON: () => feature } });
    },
  });

  class Frame {
    constructor(map, options) {
      this.map = map;
      this.options = { remember: "", link: false, panel: true, legend: true, time: true, ...options };
      this.allowed = new Uint8Array(mapapp.ALL_LOOKS).fill(1);
      this.told = {};
      this.base = mapapp.baseRecord ? new BaseMap(mapapp.baseRecord, () => this.marks) : null;
      this.marks = new Marks(this.base);
      this.layOut();
      if (this.base) this.base.layer.addTo(map);
      if (this.base) this.base.labels.addTo(map);
      this.marks.layer.addTo(map);
      this.timeline = new Timeline(this.section, (first, last) => this.onWindow(first, last));
      this.pick = new mapapp.Pick(map, this.stage, (latlng) => this.layer && this.layer.tell(mapapp.pickedFeature(latlng), latlng));
      if (this.options.time) this.picture = new mapapp.Picture(this);
      this.address = this.options.link ? new mapapp.Address(() => this.inAddress()) : null;
      this.area = this.options.time ? new mapapp.Area(map, this.stage, this.buttons.all.parentElement, (ring) => this.onArea(ring)) : null;
      this.listen();
    }

    /* The map's element moves into a stage, so that the time control can lie below it in one frame. */
    layOut() {
      const box = this.map.getContainer();
      this.root = make("div", this.options.time ? "mapapp" : "mapapp mapapp-timeless");
      // In streamlit-folium the page is the component's own; elsewhere the frame takes the place of the map.
      if (window.Streamlit || document.body === box.parentElement) this.root.classList.add("mapapp-page");
      else this.root.style.height = box.style.height || `${box.clientHeight || 640}px`;
      box.replaceWith(this.root);
      this.stage = make("section", "mapapp-stage", this.root, { "aria-label": "Events on the map" });
      box.classList.add("mapapp-map");
      box.removeAttribute("style");
      this.stage.appendChild(box);
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", "Map of events");
      this.side = make("div", "mapapp-side", this.stage);
      this.counts = new Counts(this.side, (button) => this.openList(this.inWindow(LIST_LIMIT), "Events in this window", button));
      this.legend = new Legend(this.stage, this.map);
      if (this.options.legend) this.groups = new Groups(this.side, (group) => this.marks.colour(group), () => this.applyGroups());
      this.buildDisplay();
      this.credit = make("div", "mapapp-credit", this.stage);
      this.credit.textContent = CREDIT;
      this.tip = new Tip(this.stage, this.marks, !this.options.time);
      this.panel = new Panel(this.stage, this.root, { choose: (index) => this.choose(index), colour: (group) => this.marks.colour(group),
        neighbour: (index, direction) => this.neighbour(index, direction) });
      this.empty = make("div", "mapapp-box mapapp-empty", this.stage);
      this.empty.hidden = true;
      this.section = make("section", "mapapp-time", this.root, { "aria-label": "Time" });
      if (this.options.about) make("p", "mapapp-made", this.root).textContent = this.options.about;
      this.buttons = new Buttons(this.map, this.root, { all: () => this.fitAll(), selected: () => this.fitSelected() });
    }

    buildDisplay() {
      if (!this.options.time) return;
      const source = this.options.tiles;
      if (source) this.tiles = new Tiles(this.map, source, (words) => this.display.sayFailed(words));
      this.display = new Display(this.side, source ? { name: source.name, host: this.tiles.host } : null, (choice) => this.redisplay(choice));
    }

    redisplay({ size, heat, tiles }) {
      this.tip.hide();
      this.marks.show(size, heat);
      this.legend.showSizes(size, heat);
      if (this.base) this.base.show(!tiles);
      if (this.tiles && tiles) this.tiles.show();
      else if (this.tiles) this.tiles.hide();
      this.credit.textContent = tiles ? `Places: GeoNames (CC BY 4.0). Background: ${this.options.tiles.attribution}` : CREDIT;
      this.redrawMarks();
    }

    listen() {
      const { map } = this;
      map.on("click", (event) => this.onClick(event));
      map.on("mousemove", (event) => this.onHover(event));
      map.on("mouseout movestart zoomstart", () => this.tip.hide());
      map.on("moveend", () => {
        this.legend.showScale();
        this.remember();
      });
      new ResizeObserver(() => this.onResize()).observe(this.stage);
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
    }

    onResize() {
      const center = this.map.getCenter();
      this.map.invalidateSize({ animate: false, pan: false });
      // Leaflet's own way moves the middle by half a pixel, and an address would differ from the one it came from.
      this.map.setView(center, this.map.getZoom(), { animate: false });
    }

    repaint() {
      if (this.base) this.base.layer.redraw();
      this.redrawMarks();
      this.timeline.layOut();
      this.showKinds();
    }

    /* The list of kinds where it is on the map, else a line that explains their symbols. */
    showKinds() {
      if (!this.events || !this.options.time) return;
      this.display.setEvents(this.events);
      if (this.groups) this.groups.setEvents(this.events);
      else this.legend.showKinds(this.events, (group) => this.marks.colour(group));
    }

    redrawMarks() {
      if (this.base) this.base.labels.redraw();
      this.marks.layer.redraw();
    }

    /** A layer with events arrived: the first one sets the view, later ones leave view, window and selection alone. */
    show(layer) {
      const { record } = layer;
      const sameData = this.events && this.events.key === record.key;
      const isFirst = !this.placed;
      this.layer = layer;
      if (!sameData) {
        const chosen = this.events && this.marks.selected >= 0 ? this.events.ids.at(this.marks.selected) : null;
        this.events = new Events(record);
        this.allow();
        this.marks.setEvents(this.events);
        this.showKinds();
        this.marks.allowed = this.allowed;
        if (this.base) this.base.setFocus(record.focus);
        if (!this.placed || !this.options.time) this.firstView();
        if (this.base) this.base.labels.redraw();
        this.marks.selected = this.events.find(chosen);
      }
      const { recalled } = this;
      this.recalled = null;
      const went = this.wish("went", layer.wishes.went || null).isNew && layer.wishes;
      const window = this.wish("window", layer.wishes.window);
      const shown = (window.isNew && window.value) || (recalled && recalled.window) || null;
      if (!sameData || shown) this.timeline.setEvents(this.events, this.allowed, shown);
      if (recalled && recalled.mode) this.timeline.setMode(recalled.mode);
      const goes = went && (went.window || went.view || !isFirst);
      if (goes) this.goTo(went, isFirst);
      if (!sameData) this.drawNow();
      const selected = this.wish("selected", layer.wishes.selected);
      if (goes || (recalled && !went)) this.mark(this.events.find(selected.value));
      else if (selected.isNew) this.select(this.events.find(selected.value), false);
      this.pick.want(Boolean(layer.wishes.picking));
      const area = this.wish("area", layer.wishes.area || null);
      if (area.isNew && this.area) this.area.put(area.value);
      if (this.address) this.address.belongTo(layer.wishes.page, layer.wishes.fills);
    }

    /* Somebody opened a link, or went back or forward: window, mode and view are those of the address. */
    goTo({ window, mode, view }, isFirst) {
      if (view) this.map.setView(view.slice(0, 2), view[2], { animate: false });
      else if (!isFirst) this.fitFirst();
      this.timeline.setMode("window");
      if (this.events.size) this.timeline.setWindow(...(window || this.events.extent));
      if (mode && mode !== "window") this.timeline.setMode(mode);
    }

    /* What the address of the page says of the map: nothing of what is as at first. */
    inAddress() {
      const { first, last, mode } = this.timeline;
      const view = mapapp.viewInAddress(this.map);
      const day = (time) => this.window && this.events.size ? mapapp.isoDay(this.events.calendar.dayOf(time)) : "";
      return { from: day(first), to: day(last), mode: mode === "window" ? "" : mode, at: view === this.home ? "" : view };
    }

    /* An area was drawn, moved or cleared: Python filters, or where there is none, this page does. */
    onArea(ring) {
      if (!this.layer) return;
      this.told.area = JSON.stringify(ring);
      if (!this.options.panel) return this.layer.tell(mapapp.areaFeature(ring), this.map.getCenter());
      this.layer.whole = this.layer.whole || mapapp.decoded(this.layer.record);
      this.layer.record = ring ? mapapp.within(this.layer.whole, ring) : this.layer.whole;
      this.show(this.layer);
    }

    /* Python's wish counts when it is new; else what the person did since stands. */
    wish(name, value) {
      const text = JSON.stringify(value);
      const isNew = text !== (this.told[name] || "null");
      this.told[name] = text;
      return { isNew, value };
    }

    sayMissing(again) {
      this.empty.replaceChildren();
      make("p", "", this.empty).textContent = "The app does not answer: the events could not be loaded. Is it still running?";
      const button = make("button", "mapapp-button", this.empty, { type: "button" });
      button.textContent = "Try again";
      button.addEventListener("click", again);
      this.empty.hidden = false;
    }

    leave(layer) {
      if (this.layer === layer) this.layer = null;
    }

    /* The first events that have places set the view; what comes later leaves it to the reader. */
    firstView() {
      this.placed = this.events.size > 0;
      this.recalled = this.recall();
      if (this.recalled) this.told = this.recalled.told;
      if (this.recalled) this.map.setView(this.recalled.center, this.recalled.zoom, { animate: false });
      else this.fitFirst();
    }

    fitFirst() {
      if (this.events.bounds) this.map.fitBounds(this.events.bounds, { padding: [50, 50], maxZoom: 7, animate: false });
      this.home = mapapp.viewInAddress(this.map);
    }

    /* Everything in the window, however far away. */
    fitAll() {
      const bounds = L.latLngBounds([]);
      for (let i = 0; this.events && i < this.events.size; i++) {
        const spot = this.events.spot[i];
        if (this.marks.passes(i)) bounds.extend([this.events.latitude[spot], this.events.longitude[spot]]);
      }
      if (bounds.isValid()) this.map.fitBounds(bounds, { padding: [50, 50], maxZoom: 9 });
    }

    /* The selected event as near as its place is known: the whole of an area, the surroundings of a spot. */
    fitSelected() {
      const { selected } = this.marks;
      if (selected < 0) return;
      const bounds = this.marks.areas.boundsOf(this.events.spot[selected]);
      if (bounds) this.map.fitBounds(bounds, { padding: [30, 30] });
      else this.map.setView([this.events.latitude[this.events.spot[selected]], this.events.longitude[this.events.spot[selected]]], Math.max(9, this.map.getZoom()));
    }

    remember() {
      if (this.address && this.events) this.address.note();
      if (!this.options.remember || !this.events) return;
      const center = this.map.getCenter();
      const view = { center: [center.lat, center.lng], zoom: this.map.getZoom(), window: this.window ? [...this.window, this.events.calendar.resolution] : null,
        mode: this.timeline.mode, told: { window: this.told.window, went: this.told.went } };
      try {
        sessionStorage.setItem(`mapapp:${this.options.remember}`, JSON.stringify(view));
      } catch {
        // Storage can be switched off; then the view starts anew.
      }
    }

    recall() {
      try {
        return this.options.remember && JSON.parse(sessionStorage.getItem(`mapapp:${this.options.remember}`));
      } catch {
        return null;
      }
    }

    allow() {
      const groups = this.events.groups;
      this.allowed = new Uint8Array(mapapp.ALL_LOOKS);
      for (let look = 0; look < mapapp.ALL_LOOKS; look++) {
        const group = groups[mapapp.groupOf(look)];
        this.allowed[look] = group && !(this.groups && this.groups.hidden.has(group.id)) ? 1 : 0;
      }
    }

    onWindow(first, last) {
      const began = performance.now();
      if (String([first, last]) !== this.shownDays) this.panel.dropList();
      this.shownDays = String([first, last]);
      const all = this.events.size && this.timeline.isAll();
      this.window = all ? null : [first, last];
      this.marks.setWindow(first, last, this.allowed);
      this.showCounts(first, last);
      this.tip.hide();
      this.stepTime = performance.now() - began;
      clearTimeout(this.saving);
      this.saving = setTimeout(() => this.remember(), 300);
    }

    /** One window step, drawn at once; milliseconds of script. */
    drawNow(first = this.timeline.first, last = this.timeline.last) {
      [this.timeline.first, this.timeline.last] = [first, last];
      const began = performance.now();
      this.timeline.showWindow();
      this.onWindow(first, last);
      return performance.now() - began;
    }

    showCounts(first, last) {
      const { events } = this;
      const counts = events.groups.map((_, group) => events.size ? events.countGroup(group, first, last) : 0);
      const shown = events.size ? this.timeline.countWindow(first, last) : 0;
      this.counts.show(shown, events, shown ? this.timeline.countWide(first, last) : 0);
      this.showEmpty(shown);
      if (this.groups) this.groups.show(events, counts);
    }

    showEmpty(shown) {
      // A page around the map says itself that nothing is left to show.
      this.empty.hidden = shown > 0 || (!this.events.size && !this.options.panel);
      if (this.empty.hidden) return;
      this.empty.replaceChildren();
      const some = this.events.size > 0;
      make("p", "", this.empty).textContent = some ? "No events in this window" : "No events to show";
      if (!some) return;
      const hiddenGroups = Boolean(this.groups && this.groups.hidden.size);
      const button = make("button", "mapapp-button", this.empty, { type: "button" });
      const nothing = this.timeline.nearest(this.timeline.first, this.timeline.last, 1) === null &&
        this.timeline.nearest(this.timeline.first, this.timeline.last, -1) === null;
      button.textContent = nothing && hiddenGroups ? "Show all kinds" : "Jump to the nearest";
      button.addEventListener("click", () => nothing && hiddenGroups ? this.groups.showAll() : this.timeline.jumpToNearest());
    }

    applyGroups() {
      this.allow();
      this.marks.allowed = this.allowed;
      this.redrawMarks();
      this.timeline.setAllowed(this.allowed);
    }

    inWindow(limit) {
      const found = [];
      for (let i = 0; i < this.events.size && found.length < limit; i++) if (this.marks.passes(i)) found.push(i);
      return found.sort((a, b) => this.events.first[a] - this.events.first[b]);
    }

    openList(indices, title, returnTo) {
      this.panel.openList(this.events, indices, title, returnTo, LIST_LIMIT);
    }

    /* The event before or after another in time, among those that are shown; -1 for none. */
    neighbour(index, direction) {
      const { first, last, size } = this.events;
      const order = (a, b) => direction * (first[a] - first[b] || last[a] - last[b] || a - b);
      let found = -1;
      for (let i = 0; i < size; i++) {
        if (this.marks.passes(i) && order(i, index) > 0 && (found < 0 || order(i, found) < 0)) found = i;
      }
      return found;
    }

    onClick(event) {
      if (this.pick.wanted) return;
      if (this.area && this.area.busy) return;
      this.tip.hide();
      const mark = this.events && this.marks.pick(event.containerPoint);
      if (mark) this.openMark(mark);
      else this.openArea(this.events && this.marks.pickArea(event.containerPoint));
    }

    /* Inside the outline of an area, away from every marker: the events that lie somewhere in it. */
    openArea(area) {
      const events = area ? this.marks.areas.eventsIn(area.number, LIST_LIMIT) : [];
      if (events.length === 1) this.choose(events[0]);
      else if (events.length) this.openList(events, `${events.length} events somewhere in ${this.events.placeName(events[0])}`, this.map.getContainer());
      else this.panel.closeList();
    }

    openMark(mark) {
      if (mark.tag) return this.openArea(mark.area);
      const bounds = mark.count > 1 ? this.marks.boundsOf(mark) : null;
      if (bounds && this.map.getZoom() < Math.min(13, this.map.getMaxZoom())) {
        const zoom = Math.max(this.map.getZoom() + 1, Math.min(13, this.map.getBoundsZoom(bounds.pad(0.3))));
        this.map.setView(bounds.getCenter(), zoom);
        return;
      }
      const events = this.marks.eventsOf(mark, LIST_LIMIT);
      if (events.length === 1) this.choose(events[0]);
      else this.openList(events, `${mark.count} events at ${this.events.placeName(events[0]) || "this spot"}`, this.map.getContainer());
    }

    /* A person chose: show it, and tell whoever listens. */
    choose(index) {
      this.select(index, true);
      if (this.layer) this.layer.choose(this.events, index);
    }

    mark(index) {
      this.marks.selected = index;
      this.timeline.setChosen(index);
      this.buttons.selected.hidden = index < 0;
      this.marks.layer.redraw();
    }

    /** Rings an event; the map moves only when the event lies outside it. */
    select(index, byHand) {
      this.mark(index);
      if (index < 0) return;
      if (!byHand && !this.marks.passes(index)) this.includeInWindow(index);
      if (this.options.panel) this.panel.openEvent(this.events, index, this.map.getContainer());
      else if (byHand) this.panel.closeList();
      this.reveal(index);
    }

    /* Pans, and no farther than needed, when an event lies outside the map or under the panel. */
    reveal(index) {
      const spot = this.events.spot[index];
      const point = this.map.latLngToContainerPoint([this.events.latitude[spot], this.events.longitude[spot]]);
      const free = this.map.getSize();
      const panel = this.panel.element;
      if (this.panel.isOpen && panel.offsetWidth < free.x) free.x -= panel.offsetWidth;
      else if (this.panel.isOpen) free.y -= panel.offsetHeight;
      const outside = (at, size, margin) => at < margin ? at - margin : at > size - margin ? at - size + margin : 0;
      // Room for the ring, and beside it for the name.
      const move = [outside(point.x, free.x, Math.min(100, free.x / 4)), outside(point.y, free.y, 40)];
      const far = Math.abs(move[0]) > free.x || Math.abs(move[1]) > free.y;
      if (far) this.map.panBy([point.x - free.x / 2, point.y - free.y / 2], { animate: false });
      else if (move[0] || move[1]) this.map.panBy(move, { animate: false });
    }

    includeInWindow(index) {
      const { first, last } = this.events;
      this.timeline.setWindow(Math.min(this.timeline.first, first[index]), Math.max(this.timeline.last, last[index]));
    }

    onHover(event) {
      const mark = this.events && this.marks.pick(event.containerPoint);
      this.map.getContainer().classList.toggle("mapapp-over", Boolean(mark));
      if (!mark) {
        this.tip.hide();
        return;
      }
      this.tip.show(mark, event.containerPoint);
    }
  }

  mapapp.frame = function (map, options) {
    map.mapapp = map.mapapp || new Frame(map, options);
    mapapp.frames.push(map.mapapp);
    return map.mapapp;
  };
  mapapp.frames = [];
  mapapp.events = (json) => {
    const record = JSON.parse(json);
    return new EventLayer(record, record);
  };

  mapapp.eventsAt = (address, wishes, choice) => {
    const ask = () => mapapp.recordAt(address, choice);
    return new EventLayer(ask(), wishes, ask);
  };
})(window.mapapp);
