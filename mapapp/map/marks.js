/* Events on one canvas: areas and borders, dots, clusters, the ring of the selected one; and what lies under a pointer. */
"use strict";

(function (mapapp) {
  const CELL = 16;
  const LOOKS = 4;
  const DOT = 6.2;
  const SQUARE = 6.5;
  const FILLED = 0;
  const DASHED = 1;
  const CROSSED = 2;
  const HOLED = 3;
  const OUTLINED = 4;

  const isFilled = (shape) => shape === FILLED || shape === HOLED;
  const clusterRadius = (count) => count < 2 ? DOT : Math.min(26, 9 + 2.6 * Math.log2(count));

  /** Something drawn at a point: one event or several that lie too close to be drawn apart. */
  class Mark {
    constructor(spot, x, y, count, looks) {
      Object.assign(this, { spot, x, y, count, looks, cells: [] });
    }

    get radius() {
      return clusterRadius(this.count);
    }

    absorb(other) {
      this.count += other.count;
      for (let i = 0; i < this.looks.length; i++) this.looks[i] += other.looks[i];
      this.cells.push(...other.cells);
      this.square = this.square && other.square;
    }

    /** Group with most events, and the shape that all share (filled where they differ). */
    face() {
      const groups = this.looks.length / LOOKS;
      const shapes = new Array(LOOKS).fill(0);
      let best = 0;
      let most = -1;
      for (let g = 0; g < groups; g++) {
        let events = 0;
        for (let s = 0; s < LOOKS; s++) {
          shapes[s] += this.looks[g * LOOKS + s];
          events += this.looks[g * LOOKS + s];
        }
        if (events > most) [best, most] = [g, events];
      }
      return { group: best, shape: [FILLED, HOLED, DASHED].find((shape) => shapes[shape]) ?? CROSSED };
    }
  }

  class Marks {
    /** @param {BaseMap|null} base - whose labels the labels of events keep clear of */
    constructor(base) {
      this.base = base;
      this.events = null;
      this.marks = [];
      this.first = 0;
      this.last = 0;
      this.selected = -1;
      this.reserved = new Map();
      this.allowed = new Uint8Array(mapapp.ALL_LOOKS).fill(1);
      this.layer = new mapapp.CanvasLayer((context, view) => this.draw(context, view), "overlayPane");
    }

    setEvents(events) {
      this.events = events;
      this.selected = -1;
      this.looks = LOOKS * events.groups.length;
      this.slot = new Uint8Array(mapapp.ALL_LOOKS);
      for (let look = 0; look < mapapp.ALL_LOOKS; look++) {
        this.slot[look] = Math.min(this.looks - 1, mapapp.groupOf(look) * LOOKS + mapapp.shapeOf(look));
      }
      this.areaSpots = Array.from(events.area.keys()).filter((spot) => events.area[spot] >= 0);
      this.grid = null;
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
      this.layGrid(view);
      this.colours = mapapp.theme(this.layer.canvas);
      this.marks = this.merge(this.count(this.first, this.last));
      const areas = this.activeAreas(view);
      this.areas = areas;
      for (const area of areas) this.drawArea(context, view, area);
      for (let i = this.marks.length - 1; i >= 0; i--) this.drawMark(context, this.marks[i]);
      this.drawSelected(context, view);
      this.label(context, view, areas);
    }

    colour(group) {
      return this.colours.dark ? this.events.groups[group].dark_colour : this.events.groups[group].colour;
    }

    /* Once a view: which spots lie in it and in which cell. Cells are fixed to the world, so a drag moves no cluster. */
    layGrid(view) {
      const now = [view.left, view.top, view.scale, view.width, view.height].join();
      if (this.grid && this.grid.now === now) return;
      const { x, y } = this.events;
      const left = Math.floor(view.left / CELL);
      const top = Math.floor(view.top / CELL);
      const columns = Math.ceil(view.width / CELL) + 1;
      const rows = Math.ceil(view.height / CELL) + 1;
      const spots = new Uint32Array(x.length);
      const cells = new Uint32Array(x.length);
      let size = 0;
      for (let s = 0; s < x.length; s++) {
        const column = Math.floor(x[s] * view.scale / CELL) - left;
        const row = Math.floor(y[s] * view.scale / CELL) - top;
        if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
        spots[size] = s;
        cells[size++] = row * columns + column;
      }
      this.grid = { now, view, columns, spots: spots.subarray(0, size), cells: cells.subarray(0, size),
        counts: new Uint32Array(columns * rows * this.looks), best: new Int32Array(columns * rows),
        most: new Uint32Array(columns * rows) };
    }

    /* Once a step: events that pass, by cell and look; a cell stands at its heaviest spot, which is a real place. */
    count(from, to) {
      const { spots, cells, counts, best, most } = this.grid;
      const { start, first, last, look } = this.events;
      const { allowed, slot, looks } = this;
      counts.fill(0);
      most.fill(0);
      const used = [];
      for (let k = 0; k < spots.length; k++) {
        const s = spots[k];
        const base = cells[k] * looks;
        let passed = 0;
        for (let i = start[s], end = start[s + 1]; i < end; i++) {
          if (first[i] <= to && last[i] >= from && allowed[look[i]]) {
            counts[base + slot[look[i]]]++;
            passed++;
          }
        }
        if (passed > most[cells[k]]) {
          if (!most[cells[k]]) used.push(cells[k]);
          most[cells[k]] = passed;
          best[cells[k]] = s;
        }
      }
      return used;
    }

    /* Neighbours that would overlap become one, the larger takes the smaller. */
    merge(used) {
      const { columns, counts, best, view } = this.grid;
      const { x, y, area } = this.events;
      const { looks } = this;
      const marks = used.map((cell) => {
        const spot = best[cell];
        const mine = counts.slice(cell * looks, (cell + 1) * looks);
        let total = 0;
        for (let i = 0; i < looks; i++) total += mine[i];
        const mark = new Mark(spot, x[spot] * view.scale - view.left, y[spot] * view.scale - view.top, total, mine);
        mark.cells.push(cell);
        mark.square = area[spot] >= 0;
        return mark;
      });
      marks.sort((a, b) => b.count - a.count || a.spot - b.spot);
      const byCell = new Map(marks.map((mark) => [mark.cells[0], mark]));
      const kept = [];
      for (const mark of marks) {
        if (mark.gone) continue;
        this.absorbNeighbours(mark, byCell, columns);
        kept.push(mark);
      }
      return kept;
    }

    absorbNeighbours(mark, byCell, columns) {
      const reach = Math.ceil((mark.radius + 14) / CELL);
      const home = mark.cells[0];
      for (let dy = -reach; dy <= reach; dy++) {
        for (let dx = -reach; dx <= reach; dx++) {
          const other = byCell.get(home + dy * columns + dx);
          if (!other || other === mark || other.gone) continue;
          const apart = mark.square !== other.square && mark.count === 1 && other.count === 1 ? 0.6 : 0.85;
          if (Math.hypot(mark.x - other.x, mark.y - other.y) > (mark.radius + other.radius) * apart) continue;
          mark.absorb(other);
          other.gone = true;
        }
      }
    }

    /** Boxes of all marks that some window could show here, for names that must not jump while time plays. */
    obstacles(view) {
      if (!this.events || !this.events.size) return [];
      this.layGrid(view);
      const marks = this.merge(this.count(...this.events.extent));
      return marks.map(({ x, y, radius }) => [x - radius - 2, y - radius - 2, x + radius + 2, y + radius + 2, ""]);
    }

    /* Areas with an event in the window, largest first so that a district shows on top of its country. */
    activeAreas(view) {
      const { area, start, areas } = this.events;
      const found = new Map();
      for (const s of this.areaSpots) {
        for (let i = start[s]; i < start[s + 1]; i++) {
          if (!this.passes(i)) continue;
          const entry = found.get(area[s]) || { ...areas[area[s]], number: area[s], looks: new Uint32Array(this.looks), spot: s, count: 0 };
          entry.looks[this.slot[this.events.look[i]]]++;
          entry.count++;
          found.set(area[s], entry);
        }
      }
      const visible = [...found.values()].filter((entry) => this.placeArea(entry, view));
      return visible.sort((a, b) => b.extent - a.extent);
    }

    placeArea(entry, view) {
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
      const { group } = new Mark(area.spot, 0, 0, area.count, area.looks).face();
      const colour = this.colour(group);
      const path = area.path = new Path2D();
      const chosen = this.selected >= 0 && this.events.area[this.events.spot[this.selected]] === area.number;
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

    drawMark(context, mark) {
      const { group, shape } = mark.face();
      const colour = this.colour(group);
      if (mark.count > 1) this.drawCluster(context, mark, colour, shape);
      else if (mark.square) this.drawSquare(context, mark.x, mark.y, colour, shape);
      else this.drawDot(context, mark.x, mark.y, colour, shape);
    }

    drawDot(context, x, y, colour, shape) {
      context.beginPath();
      context.arc(x, y, isFilled(shape) ? DOT : DOT - 0.4, 0, 2 * Math.PI);
      this.paintShape(context, colour, shape);
      if (shape === CROSSED) this.cross(context, x, y, DOT - 0.4);
      if (shape === HOLED) this.hole(context, x, y, 2.3);
    }

    drawSquare(context, x, y, colour, shape) {
      context.beginPath();
      context.roundRect(x - SQUARE, y - SQUARE, 2 * SQUARE, 2 * SQUARE, 2);
      this.paintShape(context, colour, shape);
      if (shape === CROSSED) this.cross(context, x, y, SQUARE + 1.5);
      if (shape === HOLED) this.hole(context, x, y, 2.5);
    }

    paintShape(context, colour, shape) {
      if (isFilled(shape)) {
        context.fillStyle = colour;
        context.fill();
        context.strokeStyle = this.colours.card;
        context.lineWidth = 1.4;
        context.stroke();
        return;
      }
      context.fillStyle = this.colours.card;
      context.fill();
      context.strokeStyle = colour;
      context.lineWidth = 2.2;
      if (shape === DASHED) context.setLineDash([3.2, 2.4]);
      context.stroke();
      context.setLineDash([]);
    }

    /* Not the report itself says so, but somebody in it. */
    hole(context, x, y, radius) {
      context.fillStyle = this.colours.card;
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
    }

    cross(context, x, y, radius) {
      const reach = radius * 0.68;
      context.beginPath();
      context.moveTo(x - reach, y - reach);
      context.lineTo(x + reach, y + reach);
      context.moveTo(x + reach, y - reach);
      context.lineTo(x - reach, y + reach);
      context.stroke();
    }

    drawCluster(context, mark, colour, shape) {
      const { x, y, radius, count } = mark;
      context.fillStyle = colour;
      context.globalAlpha = 0.28;
      context.beginPath();
      context.arc(x, y, radius + 4, 0, 2 * Math.PI);
      context.fill();
      context.globalAlpha = 1;
      context.beginPath();
      if (mark.square) context.roundRect(x - radius, y - radius, 2 * radius, 2 * radius, 4);
      else context.arc(x, y, radius, 0, 2 * Math.PI);
      if (isFilled(shape)) context.fill();
      else this.paintShape(context, colour, shape === CROSSED ? OUTLINED : shape);
      if (shape === HOLED) this.innerRing(context, mark);
      const text = count < 10000 ? String(count) : `${Math.round(count / 1000)}k`;
      context.font = `600 ${text.length > 3 ? 10 : 11.5}px ${this.colours.font}`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillStyle = isFilled(shape) ? (this.colours.dark ? "#14171b" : "#ffffff") : colour;
      context.fillText(text, x, y + 0.5);
      context.textAlign = "left";
    }

    /* All of a cluster is only said by somebody. */
    innerRing(context, { x, y, radius, square }) {
      context.strokeStyle = this.colours.card;
      context.lineWidth = 1.3;
      context.beginPath();
      if (square) context.roundRect(x - radius + 3, y - radius + 3, 2 * radius - 6, 2 * radius - 6, 3);
      else context.arc(x, y, radius - 3, 0, 2 * Math.PI);
      context.stroke();
    }

    drawSelected(context, view) {
      if (this.selected < 0) return;
      const spot = this.events.spot[this.selected];
      const holder = this.passes(this.selected) && this.markOf(spot);
      const x = holder ? holder.x : this.events.x[spot] * view.scale - view.left;
      const y = holder ? holder.y : this.events.y[spot] * view.scale - view.top;
      if (!holder) {
        const look = this.events.look[this.selected];
        const draw = this.events.area[spot] >= 0 ? this.drawSquare : this.drawDot;
        draw.call(this, context, x, y, this.colour(mapapp.groupOf(look)), mapapp.shapeOf(look));
      }
      this.ring = (holder ? holder.radius + (holder.count > 1 ? 3 : 0) : DOT) + 7;
      context.strokeStyle = this.colours.ink;
      context.lineWidth = 2.2;
      context.beginPath();
      context.arc(x, y, this.ring, 0, 2 * Math.PI);
      context.stroke();
    }

    /**
     * Room for the names of the heaviest spots of this view, taken before the smaller towns of the base map write theirs.
     * Kept for all windows, so that a name stands still while time plays.
     */
    reserveNames(context, view, taken) {
      this.reserved = new Map();
      if (!this.events || !this.events.size) return;
      this.layGrid(view);
      const written = new Set(taken.boxes.map((box) => box[4]));
      for (const mark of this.merge(this.count(...this.events.extent)).slice(0, 40)) {
        const name = this.nameOf(mark.spot);
        if (!name || written.has(name)) continue;
        const place = this.findRoom(context, this.point(mark.spot, view), name, false, mark.radius + 6, taken);
        if (!place) continue;
        written.add(name);
        taken.take(...place.box, `event:${name}`);
        this.reserved.set(name, place);
      }
    }

    /* Names beside events, where the base map has not already written that name or something else. */
    label(context, view, areas) {
      const names = this.base ? this.base.boxes : [];
      const written = new Set(names.map((box) => box[4]));
      const taken = new mapapp.LabelBoxes(names.filter((box) => !this.reserved.has(box[4].slice(6))));
      for (const mark of this.marks) {
        const reach = mark.radius + 2;
        taken.take(mark.x - reach, mark.y - reach, 2 * reach, 2 * reach, "");
      }
      this.labelCovered(context, taken);
      if (this.selected >= 0) {
        const chosen = this.events.spot[this.selected];
        this.labelSpot(context, view, chosen, taken, new Set(), true, this.ring + 5);
        written.add(this.nameOf(chosen));
      }
      for (const area of areas.slice(0, 30)) {
        const mark = this.markOf(area.spot);
        this.labelSpot(context, view, area.spot, taken, written, true, (mark ? mark.radius : SQUARE) + 6, area);
      }
      for (const mark of this.marks.slice(0, 60)) this.labelSpot(context, view, mark.spot, taken, written, false, mark.radius + 6);
    }

    nameOf(spot) {
      const name = this.events.places[this.events.place[spot]];
      return name.length > 40 ? `${name.slice(0, 39)}…` : name;
    }

    point(spot, view) {
      return { x: this.events.x[spot] * view.scale - view.left, y: this.events.y[spot] * view.scale - view.top };
    }

    /* Where a name fits: right, left, below, above of its point, or below or above of its area. */
    findRoom(context, { x, y }, name, bold, reach, taken, area) {
      context.font = `${bold ? "600 " : ""}12px ${mapapp.theme(this.layer.canvas).font}`;
      const width = context.measureText(name).width;
      const sides = [0, 1, 2, 3].map((side) => mapapp.beside(side, reach, width));
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
      const [dx, dy] = mapapp.beside(kept.side, reach, kept.box[2] - 4);
      return { box: [x + dx - 2, y + dy - 8, kept.box[2], 16] };
    }

    labelCovered(context, taken) {
      context.textBaseline = "middle";
      for (const { x, y, name, width, large, side } of this.base ? this.base.covered : []) {
        const mark = this.marks.find((each) => Math.hypot(each.x - x, each.y - y) < each.radius + 4);
        const [dx, dy] = mapapp.beside(side, mark ? mark.radius + 6 : 5, width);
        context.font = `${large ? 12.5 : 11.5}px ${this.colours.font}`;
        this.base.paintLabel(context, x + dx, y + dy, name, this.colours, large);
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
      const { x, y } = this.point(spot, view);
      if (x < 0 || y < 0 || x > view.width || y > view.height) return;
      const kept = bold ? null : this.keptRoom(name, { x, y }, reach);
      const place = kept && taken.free(...kept.box) ? kept : this.findRoom(context, { x, y }, name, bold, reach, taken, area);
      if (!place) return;
      context.font = `${bold ? "600 " : ""}12px ${this.colours.font}`;
      context.textBaseline = "middle";
      context.lineWidth = 3;
      context.lineJoin = "round";
      context.strokeStyle = this.colours.land;
      context.strokeText(name, place.box[0] + 2, place.box[1] + 8);
      context.fillStyle = this.colours.ink;
      context.fillText(name, place.box[0] + 2, place.box[1] + 8);
      taken.take(...place.box, name);
      written.add(name);
    }

    /** The mark under a point of the map's container, the topmost first; null where there is none. */
    pick(point) {
      if (!this.grid) return null;
      const corner = this.layer._map.containerPointToLayerPoint(point).subtract(L.DomUtil.getPosition(this.layer.canvas));
      return this.marks.find((mark) => Math.hypot(mark.x - corner.x, mark.y - corner.y) <= Math.max(10, mark.radius + 3)) || null;
    }

    /** The smallest area (or border) under a point of the map's container; null where there is none. */
    pickArea(point) {
      const { canvas, context, _map: map } = this.layer;
      const { x, y } = map.containerPointToLayerPoint(point).subtract(L.DomUtil.getPosition(canvas));
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.lineWidth = 12;
      const under = (area) => area.form === "line" ? context.isPointInStroke(area.path, x, y) : context.isPointInPath(area.path, x, y, "evenodd");
      const found = (this.areas || []).filter(under).pop() || null;
      context.restore();
      return found;
    }

    /** Events of an area that pass the window, at most `limit`, in order of days. */
    eventsIn(area, limit) {
      const found = [];
      for (const spot of this.areaSpots) {
        if (this.events.area[spot] !== area) continue;
        for (let i = this.events.start[spot]; i < this.events.start[spot + 1] && found.length < limit; i++) if (this.passes(i)) found.push(i);
      }
      return found.sort((a, b) => this.events.first[a] - this.events.first[b]);
    }

    /** The mark that holds a spot, if the spot is in view and something of its mark passes. */
    markOf(spot) {
      const cell = this.cellOf(spot);
      return this.marks.find((mark) => mark.cells.includes(cell));
    }

    /** Events of a mark that pass the window, at most `limit`, in order of days. */
    eventsOf(mark, limit) {
      const { start } = this.events;
      const { spots, cells } = this.grid;
      const mine = new Set(mark.cells);
      const found = [];
      for (let k = 0; k < spots.length && found.length < limit; k++) {
        if (!mine.has(cells[k])) continue;
        for (let i = start[spots[k]]; i < start[spots[k] + 1] && found.length < limit; i++) if (this.passes(i)) found.push(i);
      }
      return found.sort((a, b) => this.events.first[a] - this.events.first[b] || this.events.last[a] - this.events.last[b]);
    }

    cellOf(spot) {
      const { columns, view } = this.grid;
      const column = Math.floor(this.events.x[spot] * view.scale / CELL) - Math.floor(view.left / CELL);
      const row = Math.floor(this.events.y[spot] * view.scale / CELL) - Math.floor(view.top / CELL);
      return row * columns + column;
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
