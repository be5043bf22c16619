/* Areas and borders that events lie somewhere in: which are active, where they lie, how they are drawn and picked. */
"use strict";

(function (mapapp) {
  /* px: what is smaller is drawn as a mark; at that size it is a spot. */
  const LEAST_EXTENT = 48;

  class Areas {
    /** @param {Marks} marks - whose window and selection the areas follow */
    constructor(marks) {
      this.marks = marks;
      this.shown = [];
      this.spots = [];
      this.tags = new mapapp.AreaTags(marks);
    }

    setEvents(events) {
      this.events = events;
      this.spots = Array.from(events.area.keys()).filter((spot) => events.area[spot] >= 0);
      this.shown = [];
      this.now = null;
    }

    /** Once a view: where every area lies. */
    lay(view) {
      if (this.now === view) return;
      this.now = view;
      this.placed = new Map();
      for (const spot of this.spots) {
        const number = this.events.area[spot];
        if (!this.placed.has(number)) this.placed.set(number, this.place({ ...this.events.areas[number], number, spot }, view));
      }
      this.tagsFor = null;
    }

    /** Whether a spot is the middle of an area that is drawn as one; then no mark stands there. */
    holds(spot) {
      const area = this.placed.get(this.events.area[spot]);
      return Boolean(area) && area.form !== "line" && area.large;
    }

    /* Where an area lies in the view, whether anything of it is seen, and whether it is large enough to be one. */
    place(entry, view) {
      const { x, y } = this.events;
      entry.x = x[entry.spot] * view.scale - view.left;
      entry.y = y[entry.spot] * view.scale - view.top;
      if (!entry.lines.length) return this.placeRing(entry, view);
      const edge = (index, pick) => pick(...entry.lines.map(({ box }) => box[index])) * view.scale;
      entry.box = { x: (edge(0, Math.min) + edge(2, Math.max)) / 2 - view.left, top: edge(1, Math.min) - view.top, bottom: edge(3, Math.max) - view.top };
      entry.extent = Math.max(...entry.lines.map(({ box }) => Math.max(box[2] - box[0], box[3] - box[1]))) * view.scale;
      entry.large = entry.extent > LEAST_EXTENT;
      entry.inView = entry.lines.some((line) => mapapp.inView(line.box, view, 0)) && (entry.large || entry.form === "line");
      return entry;
    }

    /* A ring around the middle; what reaches so far that a ring says nothing (a continent) has none, but words. */
    placeRing(entry, view) {
      const latitude = this.events.latitude[entry.spot] * Math.PI / 180;
      entry.radius = entry.radius_km / 40075 * view.scale / Math.max(0.05, Math.cos(latitude));
      entry.extent = 2 * entry.radius;
      entry.box = { x: entry.x, top: entry.y - entry.radius, bottom: entry.y + entry.radius };
      entry.large = entry.extent > LEAST_EXTENT || entry.radius_km === 0;
      const { x, y, radius } = entry;
      entry.inView = entry.large && x + radius >= 0 && y + radius >= 0 && x - radius <= view.width && y - radius <= view.height;
      return entry;
    }

    draw(context, view) {
      this.shown = this.active(this.marks.first, this.marks.last);
      for (const area of this.shown) this.drawArea(context, view, area);
    }

    /** The tags of the areas, over all marks. */
    drawTags(context) {
      this.tags.draw(context, this.shown.filter((area) => area.form !== "line"));
    }

    /** Room for the tags of all areas that some window could show; `obstacles` gives the boxes of all marks, when a view is new. */
    layTags(context, view, obstacles) {
      if (this.tagsFor === this.marks.allowed) return;
      this.tagsFor = this.marks.allowed;
      const areas = this.active(...this.events.extent).filter((area) => area.form !== "line");
      this.tags.lay(context, view, areas.sort((a, b) => b.count - a.count), obstacles());
    }

    /* Areas with an event in these days, largest first so that a district shows on top of its country. */
    active(from, to) {
      const { area, start, first, last, look } = this.events;
      const { slot, looks } = this.marks.grid;
      const { allowed } = this.marks;
      const found = new Map();
      for (const s of this.spots) {
        const placed = this.placed.get(area[s]);
        if (!placed.inView) continue;
        for (let i = start[s]; i < start[s + 1]; i++) {
          if (first[i] > to || last[i] < from || !allowed[look[i]]) continue;
          if (!found.has(area[s])) found.set(area[s], { ...placed, looks: new Uint32Array(looks), count: 0 });
          const entry = found.get(area[s]);
          entry.looks[slot[look[i]]]++;
          entry.count++;
        }
      }
      return [...found.values()].sort((a, b) => b.extent - a.extent);
    }

    drawArea(context, view, area) {
      const colour = this.marks.colour(mapapp.faceOf(area.looks).group);
      const path = area.path = new Path2D();
      const chosen = this.marks.isChosen(area);
      for (const { points } of area.lines) mapapp.trace(path, points, 0, points.length / 2 - 1, view, 0);
      if (!area.lines.length) path.arc(area.x, area.y, area.radius, 0, 2 * Math.PI);
      context.strokeStyle = colour;
      context.lineJoin = "round";
      if (area.form === "line") {
        context.globalAlpha = chosen ? 0.6 : 0.35;
        context.lineWidth = 6;
        context.stroke(path);
      } else {
        context.globalAlpha = chosen ? 0.16 : 0.05;
        context.fillStyle = colour;
        context.fill(path, "evenodd");
        context.globalAlpha = chosen ? 1 : 0.6;
        context.lineWidth = chosen ? 2 : 1.1;
        context.setLineDash([5, 4]);
        context.stroke(path);
        context.setLineDash([]);
      }
      context.globalAlpha = 1;
    }

    /** The smallest area (or border) under a point of the canvas; null where there is none. */
    pick({ x, y }, context) {
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.lineWidth = 12;
      const under = (area) => area.form === "line" ? context.isPointInStroke(area.path, x, y) : context.isPointInPath(area.path, x, y, "evenodd");
      const found = this.shown.filter(under).pop() || null;
      context.restore();
      return found;
    }

    /** Corners of the area that a spot stands for; null where it is a spot or a vast one without an outline. */
    boundsOf(spot) {
      const area = this.events.areas[this.events.area[spot]];
      if (!area) return null;
      const centre = L.latLng(this.events.latitude[spot], this.events.longitude[spot]);
      if (!area.lines.length) return area.radius_km ? centre.toBounds(2000 * area.radius_km) : null;
      const bounds = L.latLngBounds([]);
      for (const { box } of area.lines) {
        for (const [x, y] of [[box[0], box[1]], [box[2], box[3]]]) bounds.extend([mapapp.latitudeAt(y), x * 360 - 180]);
      }
      return bounds;
    }

    /** Events of an area that pass the window, at most `limit`, in order of days. */
    eventsIn(area, limit) {
      const { start, first } = this.events;
      const found = [];
      for (const spot of this.spots) {
        if (this.events.area[spot] !== area) continue;
        for (let i = start[spot]; i < start[spot + 1] && found.length < limit; i++) if (this.marks.passes(i)) found.push(i);
      }
      return found.sort((a, b) => first[a] - first[b]);
    }
  }

  Object.assign(mapapp, { Areas });
})(window.mapapp);
