/* Areas and borders that events lie somewhere in: which are active, where they lie, how they are drawn and picked. */
"use strict";

(function (mapapp) {
  class Areas {
    /** @param {Marks} marks - whose window and selection the areas follow */
    constructor(marks) {
      this.marks = marks;
      this.shown = [];
      this.spots = [];
    }

    setEvents(events) {
      this.events = events;
      this.spots = Array.from(events.area.keys()).filter((spot) => events.area[spot] >= 0);
      this.shown = [];
    }

    draw(context, view) {
      this.shown = this.active(view);
      for (const area of this.shown) this.drawArea(context, view, area);
    }

    /* Areas with an event in the window, largest first so that a district shows on top of its country. */
    active(view) {
      const { area, start, areas, look } = this.events;
      const { slot, looks } = this.marks.grid;
      const found = new Map();
      for (const s of this.spots) {
        for (let i = start[s]; i < start[s + 1]; i++) {
          if (!this.marks.passes(i)) continue;
          const entry = found.get(area[s]) || { ...areas[area[s]], number: area[s], looks: new Uint32Array(looks), spot: s, count: 0 };
          entry.looks[slot[look[i]]]++;
          entry.count++;
          found.set(area[s], entry);
        }
      }
      const visible = [...found.values()].filter((entry) => this.place(entry, view));
      return visible.sort((a, b) => b.extent - a.extent);
    }

    /* Sets where an area lies in the view; false where nothing of it can be seen. */
    place(entry, view) {
      const { x, y } = this.events;
      entry.x = x[entry.spot] * view.scale - view.left;
      entry.y = y[entry.spot] * view.scale - view.top;
      if (!entry.lines.length) {
        const latitude = this.events.latitude[entry.spot] * Math.PI / 180;
        entry.radius = entry.radius_km / 40075 * view.scale / Math.max(0.05, Math.cos(latitude));
        entry.extent = 2 * entry.radius;
        entry.box = { x: entry.x, top: entry.y - entry.radius, bottom: entry.y + entry.radius };
        return entry.extent > 24;
      }
      const boxes = entry.lines.filter((line) => mapapp.inView(line.box, view, 0));
      const edge = (index, pick) => pick(...entry.lines.map(({ box }) => box[index])) * view.scale;
      entry.box = { x: (edge(0, Math.min) + edge(2, Math.max)) / 2 - view.left, top: edge(1, Math.min) - view.top, bottom: edge(3, Math.max) - view.top };
      entry.extent = Math.max(...entry.lines.map(({ box }) => Math.max(box[2] - box[0], box[3] - box[1]))) * view.scale;
      return boxes.length > 0 && entry.extent > 18;
    }

    drawArea(context, view, area) {
      const colour = this.marks.colour(mapapp.faceOf(area.looks).group);
      const path = area.path = new Path2D();
      const { selected } = this.marks;
      const chosen = selected >= 0 && this.events.area[this.events.spot[selected]] === area.number;
      for (const { points } of area.lines) mapapp.trace(path, points, 0, points.length / 2 - 1, view, 0);
      if (!area.lines.length) path.arc(area.x, area.y, area.radius, 0, 2 * Math.PI);
      context.strokeStyle = colour;
      context.lineJoin = "round";
      if (area.form === "line") {
        context.globalAlpha = chosen ? 0.6 : 0.35;
        context.lineWidth = 6;
        context.stroke(path);
      } else {
        context.globalAlpha = chosen ? 0.16 : 0.06;
        context.fillStyle = colour;
        context.fill(path, "evenodd");
        context.globalAlpha = chosen ? 1 : 0.7;
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
