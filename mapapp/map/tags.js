/* The names of areas in the areas: what happened somewhere in a country or region stands there as words, not as a pin. */
"use strict";

(function (mapapp) {
  const { DOT, LabelBoxes } = mapapp;
  const HEIGHT = 22;
  const LONGEST = 40;
  /* From the middle of an area, as long as another tag or a mark is in the way. */
  const STEPS = [[0, 0], [0, 26], [0, -26], [0, 52], [0, -52], ...[0.6, -0.6, 1.2, -1.2, 1.8, -1.8].flatMap((dx) => [[dx, 0], [dx, 28], [dx, -28], [dx, 56], [dx, -56]])];

  /** One area with events in the window, as something to point at. */
  class AreaTag {
    constructor(area, box, name) {
      Object.assign(this, { area, box, name, tag: true, cells: [] });
      this.x = box[0] + box[2] / 2;
      this.y = box[1] + HEIGHT / 2;
    }

    get count() {
      return this.area.count;
    }

    get radius() {
      return HEIGHT / 2;
    }

    face() {
      return mapapp.faceOf(this.area.looks);
    }

    holds(x, y) {
      return x >= this.box[0] && x <= this.box[0] + this.box[2] && y >= this.box[1] && y <= this.box[1] + this.box[3];
    }
  }

  class AreaTags {
    constructor(marks) {
      this.marks = marks;
      this.rooms = new Map();
      this.shown = [];
    }

    /** Once a view: where each area's tag stands, the fullest areas first; kept for all windows. */
    lay(context, view, areas, obstacles) {
      this.rooms = new Map();
      const marks = new LabelBoxes([...obstacles, ...mapapp.controlBoxes(this.marks.layer.canvas, view)], view);
      const tags = new LabelBoxes();
      for (const area of areas) {
        if (area.x < 0 || area.y < 0 || area.x > view.width || area.y > view.height) continue;
        const room = this.room(context, area, this.nameOf(area), marks, tags) || this.room(context, area, "", marks, tags);
        this.rooms.set(area.number, room || { box: this.boxes(context, area, "")[0], name: "" });
        tags.take(...this.rooms.get(area.number).box, "");
      }
    }

    /* Where the name fits into its area, or nearly; beside marks if it can be, else on them where it has no name to lose. */
    room(context, area, name, marks, tags) {
      const boxes = this.boxes(context, area, name);
      if (name && area.extent && boxes[0][2] > 1.5 * area.extent) return null;
      const free = boxes.find((box) => marks.free(...box) && tags.free(...box)) || (!name && boxes.find((box) => tags.free(...box)));
      return free && { box: free, name };
    }

    boxes(context, area, name) {
      const width = this.width(context, name, area.count);
      // Inside its area, or nearly: a tag far from it would be another's.
      const reach = Math.max(48, 0.35 * (area.extent || 0));
      return STEPS.filter(([dx, dy]) => Math.hypot(dx * width, dy) <= reach)
        .map(([dx, dy]) => [area.x - width / 2 + dx * width, area.y - HEIGHT / 2 + dy, width, HEIGHT]);
    }

    nameOf(area) {
      const { events } = this.marks;
      const name = events.places[events.place[area.spot]];
      return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
    }

    font() {
      return `600 12px ${mapapp.theme(this.marks.layer.canvas).font}`;
    }

    width(context, name, count) {
      context.font = this.font();
      const words = [name, count > 1 ? String(count) : ""].filter(Boolean).join(" ");
      return context.measureText(words).width + 31;
    }

    /** Boxes that names of the base map keep clear of. */
    obstacles() {
      return [...this.rooms.values()].map(({ box }) => [box[0] - 2, box[1] - 2, box[0] + box[2] + 2, box[1] + box[3] + 2, mapapp.CONTROL]);
    }

    names() {
      return new Set([...this.rooms.values()].map(({ name }) => name));
    }

    draw(context, areas) {
      this.shown = [];
      for (const area of areas) {
        const room = this.rooms.get(area.number);
        if (!room) continue;
        const width = this.width(context, room.name, area.count);
        const middle = room.box[0] + room.box[2] / 2;
        const tag = new AreaTag(area, [middle - width / 2, room.box[1], width, HEIGHT], room.name);
        this.paint(context, tag, this.marks.isChosen(area));
        this.shown.unshift(tag);
      }
    }

    paint(context, tag, chosen) {
      const { glyphs } = this.marks;
      const { group, shape } = tag.face();
      const [x, y, width, height] = tag.box;
      context.beginPath();
      context.roundRect(x, y, width, height, height / 2);
      context.fillStyle = glyphs.colours.card;
      context.globalAlpha = 0.92;
      context.fill();
      context.globalAlpha = 1;
      context.strokeStyle = chosen ? glyphs.colours.ink : glyphs.colour(group);
      context.lineWidth = chosen ? 2.4 : 1.1;
      context.setLineDash(chosen ? [] : [4, 3]);
      context.stroke();
      context.setLineDash([]);
      glyphs.symbol(x + 13, tag.y, group, shape, DOT - 0.9);
      context.font = this.font();
      context.textBaseline = "middle";
      context.fillStyle = glyphs.colours.ink;
      context.fillText(tag.name, x + 23, tag.y + 0.5);
      if (tag.count < 2) return;
      const before = tag.name ? context.measureText(`${tag.name} `).width : 0;
      context.fillStyle = glyphs.colours.muted;
      context.fillText(String(tag.count), x + 23 + before, tag.y + 0.5);
    }

    /** The tag under a point of the canvas, the topmost first; null where there is none. */
    pick(x, y) {
      return this.shown.find((tag) => tag.holds(x, y)) || null;
    }
  }

  Object.assign(mapapp, { AreaTags });
})(window.mapapp);
