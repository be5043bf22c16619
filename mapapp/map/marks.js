/* Events on one canvas: areas, marks, the ring of the selected one, names; and what lies under a pointer. */
"use strict";

(function (mapapp) {
  const { DOT } = mapapp;

  class Marks {
    /** @param {BaseMap|null} base - whose labels the labels of events keep clear of */
    constructor(base) {
      this.events = null;
      this.marks = [];
      this.first = 0;
      this.last = 0;
      this.selected = -1;
      this.allowed = new Uint8Array(mapapp.ALL_LOOKS).fill(1);
      this.areas = new mapapp.Areas(this);
      this.labels = new mapapp.EventLabels(this, base);
      this.layer = new mapapp.CanvasLayer((context, view) => this.draw(context, view), "overlayPane");
    }

    setEvents(events) {
      this.events = events;
      this.selected = -1;
      this.grid = new mapapp.Grid(events);
      this.areas.setEvents(events);
    }

    setWindow(first, last, allowed) {
      this.first = first;
      this.last = last;
      this.allowed = allowed;
      this.layer.redraw();
    }

    passes(index) {
      const { first, last, look } = this.events;
      return first[index] <= this.last && last[index] >= this.first && this.allowed[look[index]] === 1;
    }

    draw(context, view) {
      if (!this.events) return;
      this.grid.lay(view);
      this.colours = mapapp.theme(this.layer.canvas);
      this.glyphs = new mapapp.Glyphs(context, this.colours, this.events.groups);
      this.marks = this.grid.marks(this.first, this.last, this.allowed);
      this.areas.draw(context, view);
      for (let i = this.marks.length - 1; i >= 0; i--) this.glyphs.mark(this.marks[i]);
      this.drawSelected(view);
      this.labels.draw(context, view);
    }

    colour(group) {
      const { dark_colour: dark, colour } = this.events.groups[group];
      return mapapp.theme(this.layer.canvas).dark ? dark : colour;
    }

    drawSelected(view) {
      if (this.selected < 0) return;
      const spot = this.events.spot[this.selected];
      const holder = this.passes(this.selected) && this.markOf(spot);
      const { x, y } = holder || this.point(spot, view);
      if (!holder) {
        const look = this.events.look[this.selected];
        const sign = this.events.area[spot] >= 0 ? "plate" : "symbol";
        this.glyphs[sign](x, y, mapapp.groupOf(look), mapapp.shapeOf(look));
      }
      this.ring = (holder ? holder.radius + (holder.count > 1 ? 3 : 0) : DOT) + 7;
      this.glyphs.ring(x, y, this.ring);
    }

    point(spot, view) {
      return { x: this.events.x[spot] * view.scale - view.left, y: this.events.y[spot] * view.scale - view.top };
    }

    /** All marks that some window could show here, for names that must not jump while time plays. */
    possible(view) {
      if (!this.events || !this.events.size) return [];
      this.grid.lay(view);
      return this.grid.marks(...this.events.extent, this.allowed);
    }

    /** Boxes of all marks that some window could show here. */
    obstacles(view) {
      return this.possible(view).map(({ x, y, radius }) => [x - radius - 2, y - radius - 2, x + radius + 2, y + radius + 2, ""]);
    }

    onCanvas(point) {
      return this.layer._map.containerPointToLayerPoint(point).subtract(L.DomUtil.getPosition(this.layer.canvas));
    }

    /** The mark under a point of the map's container, the topmost first; null where there is none. */
    pick(point) {
      if (!this.grid) return null;
      const { x, y } = this.onCanvas(point);
      return this.marks.find((mark) => Math.hypot(mark.x - x, mark.y - y) <= Math.max(10, mark.radius + 3)) || null;
    }

    /** The smallest area (or border) under a point of the map's container; null where there is none. */
    pickArea(point) {
      return this.areas.pick(this.onCanvas(point), this.layer.context);
    }

    /** The mark that holds a spot, if the spot is in view and something of its mark passes. */
    markOf(spot) {
      const cell = this.grid.cellOf(spot);
      return this.marks.find((mark) => mark.cells.includes(cell));
    }

    /** Events of a mark that pass the window, at most `limit`, in order of days. */
    eventsOf(mark, limit) {
      const { start, first, last } = this.events;
      const found = [];
      for (const spot of this.grid.spotsIn(mark.cells)) {
        for (let i = start[spot]; i < start[spot + 1] && found.length < limit; i++) if (this.passes(i)) found.push(i);
        if (found.length >= limit) break;
      }
      return found.sort((a, b) => first[a] - first[b] || last[a] - last[b]);
    }

    /** North-west and south-east of the spots of a mark; null when all lie on one point. */
    boundsOf(mark) {
      const bounds = L.latLngBounds([]);
      for (const i of this.eventsOf(mark, 5000)) {
        const spot = this.events.spot[i];
        bounds.extend([this.events.latitude[spot], this.events.longitude[spot]]);
      }
      const apart = bounds.getNorthEast().distanceTo(bounds.getSouthWest());
      return apart > 50 ? bounds : null;
    }
  }

  Object.assign(mapapp, { Marks });
})(window.mapapp);
