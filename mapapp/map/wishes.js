/* What Python asks of the map, what the browser tab and the address remember, and in which order these hold. */
"use strict";

(function (mapapp) {
  const { Events } = mapapp;

  /** Part of the frame: `base` is the class that it extends. */
  mapapp.Wishes = (base) => class extends base {
    /** A layer with events arrived: the first one sets the view, later ones leave view, window and selection alone. */
    show(layer) {
      const { record } = layer;
      const sameData = this.events && this.events.key === record.key;
      const isFirst = !this.placed;
      this.layer = layer;
      if (!sameData) {
        this.events = new Events(record);
        this.allow();
        this.marks.setEvents(this.events);
        this.showKinds();
        this.marks.allowed = this.allowed;
        if (this.base) this.base.setFocus(record.focus);
        if (!this.placed || !this.options.time) this.firstView();
        if (this.base) this.base.labels.redraw();
        this.marks.selected = this.events.find(this.chosen);
      }
      const { recalled } = this;
      this.recalled = null;
      const went = this.wish("went", layer.wishes.went || null).isNew && layer.wishes;
      const window = this.wish("window", layer.wishes.window);
      const shown = (window.isNew && window.value) || (recalled && recalled.window) || null;
      if (!sameData || shown) this.timeline.setEvents(this.events, this.allowed, shown);
      if (recalled && recalled.mode) this.timeline.player.setMode(recalled.mode);
      const goes = went && (went.window || went.view || !isFirst);
      if (goes) this.goTo(went, isFirst);
      if (!sameData) this.drawAnew();
      const selected = this.wish("selected", layer.wishes.selected);
      if (goes || (recalled && !went)) this.mark(this.events.find(selected.value));
      else if (selected.isNew) this.select(this.events.find(selected.value), false);
      else if (!sameData) this.mark(this.marks.selected);
      // An event that a filter hides is ringed again when the filter is lifted.
      if (goes || recalled || selected.isNew) this.chosen = selected.value || null;
      this.pick.want(Boolean(layer.wishes.picking));
      if (this.area && "heard" in layer.wishes) this.area.put(layer.wishes.area, layer.wishes.heard);
      if (this.address) this.address.belongTo(layer.wishes.page, layer.wishes.fills);
    }

    /* Somebody opened a link, or went back or forward: window, mode and view are those of the address. */
    goTo({ window, mode, view }, isFirst) {
      if (view) this.map.setView(view.slice(0, 2), view[2], { animate: false });
      else if (!isFirst) this.fitFirst();
      this.timeline.player.setMode("window");
      if (this.events.size) this.timeline.setWindow(...(window || this.events.extent));
      if (mode && mode !== "window") this.timeline.player.setMode(mode);
    }

    /* First and last day of the window as ISO 8601; null for all days. */
    daysShown() {
      const { first, last } = this.timeline;
      return this.window && this.events.size ? [first, last].map((time) => mapapp.isoDay(this.events.calendar.dayOf(time))) : null;
    }

    /* The page around hears of the window with all else that it is told, and before it has to know it. */
    addWindow(feature) {
      if (!this.options.link) return;
      feature.properties.window = this.daysShown();
      this.toldDays = String(feature.properties.window);
    }

    tellWindow() {
      if (!this.layer || String(this.daysShown()) === this.toldDays) return;
      this.layer.tell({ type: "Feature", geometry: null, properties: { clicked: Date.now() } }, this.map.getCenter());
    }

    /* What the address of the page says of the map: nothing of what is as at first. */
    inAddress() {
      const { mode } = this.timeline;
      const view = mapapp.viewInAddress(this.map);
      const [from, to] = this.daysShown() || ["", ""];
      return { from, to, mode: mode === "window" ? "" : mode, at: view === this.home ? "" : view };
    }

    /* An area was drawn, moved or cleared: Python filters, or where there is none, this page does. */
    onArea(ring, moment) {
      if (!this.layer) return;
      if (!this.options.panel) return this.layer.tell(mapapp.areaFeature(ring, moment), this.map.getCenter());
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

    /* The first events that have places set the view; what comes later leaves it to the reader. */
    firstView() {
      this.placed = this.events.size > 0;
      this.recalled = this.recall();
      if (this.recalled) this.told = this.recalled.told;
      if (this.recalled) this.map.setView(this.recalled.center, this.recalled.zoom, { animate: false });
      else this.fitFirst();
    }

    remember() {
      if (this.address && this.events) this.address.note();
      // Without events there is no window: what was remembered of it would be taken for one of the first events.
      if (!this.options.remember || !this.events || !this.events.size) return;
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
  };
})(window.mapapp);
