/* The frame around map and time control: what is selected, counted, listed, remembered, and told to Python. */
"use strict";

(function (mapapp) {
  const { make, Timeline, Marks, BaseMap, Panel, Counts, Legend, Groups, Tip, Display, Tiles, Buttons, LIST_LIMIT } = mapapp;
  const CREDIT = "Places: GeoNames (CC BY 4.0). Outlines: Natural Earth";

  class Frame extends mapapp.Choosing(mapapp.Wishes(Object)) {
    constructor(map, options) {
      super();
      this.map = map;
      this.options = { remember: "", link: false, panel: true, legend: true, time: true, ...options };
      this.allowed = new Uint8Array(mapapp.ALL_LOOKS).fill(1);
      this.told = {};
      this.chosen = null;
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
      this.area = this.options.time ? new mapapp.Area(map, this.stage, this.buttons.all.parentElement, (ring, moment) => this.onArea(ring, moment)) : null;
      this.listen();
      if (this.address) this.address.beforePress(".st-key-steps", () => this.tellWindow());
    }

    /* The map's element moves into a stage, so that the time control can lie below it in one frame. */
    layOut() {
      const box = this.map.getContainer();
      this.root = make("div", this.options.time ? "mapapp" : "mapapp mapapp-timeless");
      // In streamlit-folium the page is the component's own; elsewhere the frame takes the place of the map.
      if (window.Streamlit || document.body === box.parentElement) this.root.classList.add("mapapp-page");
      else this.root.style.height = box.style.height || `${box.clientHeight || 640}px`;
      box.replaceWith(this.root);
      this.root.classList.toggle("mapapp-kinds-beside", this.options.kinds === false);
      this.stage = make("section", "mapapp-stage", this.root, { "aria-label": "Events on the map" });
      box.classList.add("mapapp-map");
      box.removeAttribute("style");
      this.stage.appendChild(box);
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", "Map of events");
      this.side = make("div", "mapapp-side", this.stage);
      this.counts = new Counts(this.side, (button) => this.openList(this.inWindow(LIST_LIMIT), "Events in this window", button, true));
      this.legend = new Legend(this.stage, this.map);
      if (this.options.legend) this.groups = new Groups(this.side, (group) => this.marks.colour(group), () => this.applyGroups());
      this.buildDisplay();
      this.credit = make("div", "mapapp-credit", this.stage);
      this.credit.textContent = CREDIT;
      this.tip = new Tip(this.stage, this.marks, !this.options.time);
      this.panel = new Panel(this.stage, this.root, { choose: (index) => this.choose(index), colour: (group) => this.marks.colour(group),
        neighbour: (id, direction) => this.neighbour(this.events.find(id), direction) });
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
      if (this.options.link) mapapp.tellPage(tiles);
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

    sayMissing(again) {
      this.sayEmpty("The app does not answer: the events could not be loaded. Is it still running?", "Try again", again);
    }

    sayEmpty(words, way, action) {
      this.empty.replaceChildren();
      make("p", "", this.empty).textContent = words;
      if (way) {
        const button = make("button", "mapapp-button", this.empty, { type: "button" });
        button.textContent = way;
        button.addEventListener("click", action);
      }
      this.empty.hidden = false;
    }

    leave(layer) {
      if (this.layer === layer) this.layer = null;
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
      if (!this.events.size) {
        this.sayEmpty("No events to show");
        return;
      }
      const { timeline, groups } = this;
      const nearest = (way) => timeline.nearest(timeline.first, timeline.last, way);
      if (groups && groups.hidden.size && nearest(1) === null && nearest(-1) === null) {
        this.sayEmpty("No events in this window", "Show all kinds", () => groups.showAll());
      } else this.sayEmpty("No events in this window", "Jump to the nearest", () => timeline.jumpToNearest());
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

    openList(indices, title, returnTo, ofWindow = false) {
      this.listsWindow = ofWindow;
      this.panel.openList(this.events, indices, title, returnTo, LIST_LIMIT);
    }
  }

  mapapp.frame = function (map, options) {
    map.mapapp = map.mapapp || new Frame(map, options);
    mapapp.frames.push(map.mapapp);
    return map.mapapp;
  };
  mapapp.frames = [];
})(window.mapapp);
