/* Names beside events, where the base map has not already written that name or something else. */
"use strict";

(function (mapapp) {
  const { beside, LabelBoxes, SQUARE } = mapapp;

  class EventLabels {
    /** @param {BaseMap|null} base - whose names stand already */
    constructor(marks, base) {
      this.marks = marks;
      this.base = base;
      this.reserved = new Map();
    }

    /**
     * Room for the names of the heaviest spots of this view, taken before the smaller towns of the base map write theirs.
     * Kept for all windows, so that a name stands still while time plays.
     */
    reserve(context, view, taken) {
      this.reserved = new Map();
      const written = new Set(taken.boxes.map((box) => box[4]));
      for (const mark of this.marks.possible(view).slice(0, 40)) {
        const name = this.nameOf(mark.spot);
        if (!name || written.has(name)) continue;
        const place = this.findRoom(context, this.marks.point(mark.spot, view), name, false, mark.radius + 6, taken);
        if (!place) continue;
        written.add(name);
        taken.take(...place.box, `event:${name}`);
        this.reserved.set(name, place);
      }
    }

    draw(context, view) {
      const { marks, areas, events, selected } = this.marks;
      const names = this.base ? this.base.boxes : [];
      const written = new Set(names.map((box) => box[4]));
      const taken = new LabelBoxes(names.filter((box) => !this.reserved.has(box[4].slice(6))), view);
      for (const mark of marks) {
        const reach = mark.radius + 2;
        taken.take(mark.x - reach, mark.y - reach, 2 * reach, 2 * reach, "");
      }
      for (const { box } of areas.tags.shown) taken.take(...box, "");
      this.labelCovered(context, taken);
      for (const { name } of areas.tags.shown) written.add(name);
      if (selected >= 0 && !areas.tags.shown.some(({ area }) => this.marks.isChosen(area))) {
        const chosen = events.spot[selected];
        this.labelSpot(context, view, chosen, taken, new Set(), true, this.marks.ring + 5);
        written.add(this.nameOf(chosen));
      }
      for (const area of areas.shown.filter(({ form }) => form === "line").slice(0, 30)) {
        const mark = this.marks.markOf(area.spot);
        this.labelSpot(context, view, area.spot, taken, written, true, (mark ? mark.radius : SQUARE) + 6, area);
      }
      for (const mark of marks.slice(0, 60)) this.labelSpot(context, view, mark.spot, taken, written, false, mark.radius + 6);
    }

    nameOf(spot) {
      const { events } = this.marks;
      const name = events.places[events.place[spot]];
      return name.length > 40 ? `${name.slice(0, 39)}…` : name;
    }

    /* Where a name fits: right, left, below, above of its point, or below or above of its area. */
    findRoom(context, { x, y }, name, bold, reach, taken, area) {
      context.font = `${bold ? "600 " : ""}12px ${mapapp.theme(context.canvas).font}`;
      const width = context.measureText(name).width;
      const sides = [0, 1, 2, 3].map((side) => beside(side, reach, width));
      if (area && area.box) sides.push([area.box.x - x - width / 2, area.box.bottom - y + 10], [area.box.x - x - width / 2, area.box.top - y - 10]);
      for (let side = 0; side < sides.length; side++) {
        const box = [x + sides[side][0] - 2, y + sides[side][1] - 8, width + 4, 16];
        if (taken.free(...box)) return { side, box };
      }
      return null;
    }

    /* On the side that was kept for all windows, as near as this window's mark allows. */
    keptRoom(name, { x, y }, reach) {
      const kept = this.reserved.get(name);
      if (!kept) return null;
      const [dx, dy] = beside(kept.side, reach, kept.box[2] - 4);
      return { box: [x + dx - 2, y + dy - 8, kept.box[2], 16] };
    }

    labelCovered(context, taken) {
      const { colours } = this.marks;
      context.textBaseline = "middle";
      const { tags } = this.marks.areas;
      for (const { x, y, name, width, large, side } of this.base ? this.base.covered : []) {
        if (tags.pick(x, y)) continue;
        const mark = this.marks.marks.find((each) => Math.hypot(each.x - x, each.y - y) < each.radius + 4);
        const [dx, dy] = beside(side, mark ? mark.radius + 6 : 5, width);
        context.font = `${large ? 12.5 : 11.5}px ${colours.font}`;
        this.base.paintLabel(context, x + dx, y + dy, name, colours, large);
        taken.take(x + dx - 2, y + dy - 8, width + 4, 16, name);
        if (mark) continue;
        context.beginPath();
        context.arc(x, y, large ? 2.3 : 1.8, 0, 2 * Math.PI);
        context.fill();
      }
    }

    labelSpot(context, view, spot, taken, written, bold, reach, area) {
      const name = this.nameOf(spot);
      if (!name || written.has(name)) return;
      const { x, y } = this.marks.point(spot, view);
      if (x < 0 || y < 0 || x > view.width || y > view.height) return;
      const kept = bold ? null : this.keptRoom(name, { x, y }, reach);
      const place = kept && taken.free(...kept.box) ? kept : this.findRoom(context, { x, y }, name, bold, reach, taken, area);
      if (!place) return;
      const { colours } = this.marks;
      context.font = `${bold ? "600 " : ""}12px ${colours.font}`;
      context.textBaseline = "middle";
      context.lineWidth = 3;
      context.lineJoin = "round";
      context.strokeStyle = colours.land;
      context.strokeText(name, place.box[0] + 2, place.box[1] + 8);
      context.fillStyle = colours.ink;
      context.fillText(name, place.box[0] + 2, place.box[1] + 8);
      taken.take(...place.box, name);
      written.add(name);
    }
  }

  Object.assign(mapapp, { EventLabels });
})(window.mapapp);
