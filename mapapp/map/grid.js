/* Which events of a view lie together: spots in cells, counted by window and look, merged where marks would overlap. */
"use strict";

(function (mapapp) {
  const CELL = 16;
  const SHAPES = 4;
  const [FILLED, DASHED, CROSSED, HOLED] = [0, 1, 2, 3];
  const DOT = 6.2;

  const clusterRadius = (count) => count < 2 ? DOT : Math.min(26, 9 + 2.6 * Math.log2(count));
  /** How far a mark of that weight reaches, in px: a hundred is drawn about three times as wide as one. */
  const weightRadius = (weight) => weight > 0 ? Math.min(28, 6 + 2.7 * Math.log2(1 + weight)) : 4.6;

  /** Something drawn at a point: one event or several that lie too close to be drawn apart. */
  class Mark {
    /** @param {Uint32Array} looks - events by group * SHAPES + shape */
    constructor(spot, x, y, count, looks) {
      Object.assign(this, { spot, x, y, count, looks, cells: [] });
    }

    get radius() {
      if (this.weight === undefined) return clusterRadius(this.count);
      return this.count < 2 ? this.reach : Math.max(11, this.reach);
    }

    /** Of its symbol. */
    get reach() {
      return this.weight === undefined ? DOT : weightRadius(this.weight);
    }

    absorb(other) {
      this.count += other.count;
      for (let i = 0; i < this.looks.length; i++) this.looks[i] += other.looks[i];
      this.cells.push(...other.cells);
      if (this.weight < other.weight) this.weight = other.weight;
      this.square = this.square && other.square;
    }

    face() {
      return faceOf(this.looks);
    }
  }

  /** Group with most events, and the shape that all share (filled where they differ). */
  function faceOf(looks) {
    const shapes = new Array(SHAPES).fill(0);
    let best = 0;
    let most = -1;
    for (let g = 0; g < looks.length / SHAPES; g++) {
      let events = 0;
      for (let s = 0; s < SHAPES; s++) {
        shapes[s] += looks[g * SHAPES + s];
        events += looks[g * SHAPES + s];
      }
      if (events > most) [best, most] = [g, events];
    }
    return { group: best, shape: [FILLED, HOLED, DASHED].find((shape) => shapes[shape]) ?? CROSSED };
  }

  class Grid {
    constructor(events) {
      this.events = events;
      this.cell = CELL;
      this.weights = null;
      this.looks = SHAPES * events.groups.length;
      this.slot = new Uint8Array(mapapp.ALL_LOOKS);
      for (let look = 0; look < mapapp.ALL_LOOKS; look++) {
        this.slot[look] = Math.min(this.looks - 1, mapapp.groupOf(look) * SHAPES + mapapp.shapeOf(look));
      }
    }

    /**
     * Once a view: which spots lie in it and in which cell. Cells are fixed to the world, so a drag moves no cluster.
     * @param {(spot: number) => boolean} isArea - spots that are drawn as the areas they stand for
     */
    lay(view, isArea = () => false) {
      const now = [view.left, view.top, view.scale, view.width, view.height].join();
      if (this.now === now) return;
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
        if (column < 0 || row < 0 || column >= columns || row >= rows || isArea(s)) continue;
        spots[size] = s;
        cells[size++] = row * columns + column;
      }
      Object.assign(this, { now, view, left, top, columns, rows, spots: spots.subarray(0, size), cells: cells.subarray(0, size),
        counts: new Uint32Array(columns * rows * this.looks), best: new Int32Array(columns * rows),
        most: new Uint32Array(columns * rows), heaviest: new Float64Array(columns * rows) });
    }

    /** The marks of these days, the heaviest first. */
    marks(from, to, allowed) {
      return this.merge(this.count(from, to, allowed));
    }

    /** Sizes of marks by these numbers of the events, the largest of a mark counts; null: by how many they are. */
    weigh(weights) {
      this.weights = weights;
    }

    /* Once a step: events that pass, by cell and look; a cell stands at its heaviest spot, which is a real place. */
    count(from, to, allowed) {
      const { spots, cells, counts, best, most, slot, looks } = this;
      const { start, first, last, look } = this.events;
      counts.fill(0);
      most.fill(0);
      this.heaviest.fill(0);
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
        if (passed && this.weights) this.weighSpot(s, cells[k], from, to, allowed);
        if (passed > most[cells[k]]) {
          if (!most[cells[k]]) used.push(cells[k]);
          most[cells[k]] = passed;
          best[cells[k]] = s;
        }
      }
      return used;
    }

    weighSpot(spot, cell, from, to, allowed) {
      const { start, first, last, look } = this.events;
      for (let i = start[spot]; i < start[spot + 1]; i++) {
        if (first[i] > to || last[i] < from || !allowed[look[i]]) continue;
        this.heaviest[cell] = Math.max(this.heaviest[cell], this.weights[i]);
      }
    }

    /* Neighbours that would overlap become one, the larger takes the smaller. */
    merge(used) {
      const marks = used.map((cell) => this.markAt(cell)).sort((a, b) => b.count - a.count || a.spot - b.spot);
      const byCell = new Map(marks.map((mark) => [mark.cells[0], mark]));
      const kept = [];
      for (const mark of marks) {
        if (mark.gone) continue;
        mark.kept = true;
        // What it takes makes it larger, so that it may touch more.
        while (this.absorbNeighbours(mark, byCell));
        kept.push(mark);
      }
      return kept;
    }

    markAt(cell) {
      const { counts, best, view, looks } = this;
      const { x, y, area } = this.events;
      const spot = best[cell];
      const mine = counts.slice(cell * looks, (cell + 1) * looks);
      let total = 0;
      for (let i = 0; i < looks; i++) total += mine[i];
      const mark = new Mark(spot, x[spot] * view.scale - view.left, y[spot] * view.scale - view.top, total, mine);
      mark.cells.push(cell);
      mark.square = area[spot] >= 0;
      if (this.weights) mark.weight = this.heaviest[cell];
      return mark;
    }

    absorbNeighbours(mark, byCell) {
      const reach = Math.ceil((mark.radius + 14) / CELL);
      const home = mark.cells[0];
      let taken = false;
      for (let dy = -reach; dy <= reach; dy++) {
        for (let dx = -reach; dx <= reach; dx++) {
          const other = byCell.get(home + dy * this.columns + dx);
          if (!other || other.kept || other.gone) continue;
          const apart = mark.square !== other.square && mark.count === 1 && other.count === 1 ? 0.6 : 0.85;
          if (Math.hypot(mark.x - other.x, mark.y - other.y) > (mark.radius + other.radius) * apart) continue;
          mark.absorb(other);
          other.gone = taken = true;
        }
      }
      return taken;
    }

    cellOf(spot) {
      const { view, left, top, columns } = this;
      const column = Math.floor(this.events.x[spot] * view.scale / CELL) - left;
      const row = Math.floor(this.events.y[spot] * view.scale / CELL) - top;
      return row * columns + column;
    }

    /** Spots that lie in these cells, in order. */
    spotsIn(cells) {
      const mine = new Set(cells);
      return this.spots.filter((_, k) => mine.has(this.cells[k]));
    }
  }

  Object.assign(mapapp, { Grid, Mark, faceOf, weightRadius, SHAPES, DOT, FILLED, DASHED, CROSSED, HOLED });
})(window.mapapp);
