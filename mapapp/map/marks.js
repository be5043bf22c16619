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
      this.size = "alike";
      this.asHeat = false;
      this.areas = new mapapp.Areas(this);
      this.heat = new mapapp.Heat();
      this.labels = new mapapp.EventLabels(this, base);
      this.layer = new mapapp.CanvasLayer((context, view) => this.draw(context, view), "overlayPane");
    }

    setEvents(events) {
      this.events = events;
      this.selected = -1;
      this.grid = new mapapp.Grid(events);
      this.areas.setEvents(events);
      this.show(this.size, this.asHeat);
    }

    /** How events are drawn: sized "alike", by "figures" or by "reports"; as marks or as heat. */
    show(size, asHeat) {
      this.size = size;
      this.asHeat = asHeat;
      if (this.grid) this.grid.weigh(this.events.weights[size] || null);
      if (this.layer.view) this.layer.redraw();
    }

    lay(view) {
      this.areas.lay(view);
      this.grid.lay(view, (spot) => this.events.area[spot] >= 0 && this.areas.holds(spot));
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
      this.lay(view);
      this.colours = mapapp.theme(this.layer.canvas);
      this.glyphs = new mapapp.Glyphs(context, this.colours, this.events.groups);
      this.areas.layTags(context, view, () => this.markBoxes(view));
      this.marks = this.grid.marks(this.first, this.last, this.allowed);
      this.areas.draw(context, view);
      if (this.asHeat) this.drawHeat(context);
      for (let i = this.marks.length - 1; i >= 0; i--) this.glyphs.mark(this.marks[i]);
      this.areas.drawTags(context);
      this.drawSelected(view);
      this.labels.draw(context, view);
    }

    drawHeat(context) {
      this.heat.draw(context, this.grid, this.colours.dark);
      this.marks = [];
    }

    /** Whether the selected event lies somewhere in this area. */
    isChosen(area) {
      return this.selected >= 0 && this.events.area[this.events.spot[this.selected]] === area.number;
    }

    colour(group) {
      const { dark_colour: dark, colour } = this.events.groups[group];
      return mapapp.theme(this.layer.canvas).dark ? dark : colour;
    }

    drawSelected(view) {
      if (this.selected < 0) return;
      const spot = this.events.spot[this.selected];
      this.ring = DOT + 7;
      if (this.areas.tags.shown.some(({ area }) => this.isChosen(area))) return;
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
      this.lay(view);
      return this.asHeat ? [] : this.grid.marks(...this.events.extent, this.allowed);
    }

    markBoxes(view) {
      return this.possible(view).map(({ x, y, radius }) => [x - radius - 2, y - radius - 2, x + radius + 2, y + radius + 2, ""]);
    }

    /** Boxes of all that some window could show here. */
    obstacles(context, view) {
      const boxes = this.markBoxes(view);
      if (!this.events || !this.events.size) return boxes;
      this.areas.layTags(context, view, () => boxes);
      return [...boxes, ...this.areas.tags.obstacles()];
    }

    onCanvas(point) {
      return this.layer._map.containerPointToLayerPoint(point).subtract(L.DomUtil.getPosition(this.layer.canvas));
    }

    /** The tag or mark under a point of the map's container, the topmost first; null where there is none. */
    pick(point) {
      if (!this.grid) return null;
      const { x, y } = this.onCanvas(point);
      return this.areas.tags.pick(x, y) || this.marks.find((mark) => Math.hypot(mark.x - x, mark.y - y) <= Math.max(10, mark.radius + 3)) || null;
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
      if (mark.tag) return this.areas.eventsIn(mark.area.number, limit);
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
      const { latitude, longitude, start } = this.events;
      const bounds = L.latLngBounds([]);
      for (const spot of this.grid.spotsIn(mark.cells)) {
        for (let i = start[spot]; i < start[spot + 1]; i++) {
          if (!this.passes(i)) continue;
          bounds.extend([latitude[spot], longitude[spot]]);
          break;
        }
      }
      const apart = bounds.getNorthEast().distanceTo(bounds.getSouthWest());
      return apart > 50 ? bounds : null;
    }
  }

  Object.assign(mapapp, { Marks });
})(window.mapapp);
