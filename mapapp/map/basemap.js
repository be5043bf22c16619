/* The quiet base map: land, borders and names, drawn on canvases under the events. */
"use strict";

(function (mapapp) {
  /* Zoom from which lines between units, lakes and rivers are drawn; rivers the longest first. */
  const FROM = { lakes: 3, rivers: 4, units: 5 };
  /* Share of the rivers, which are ordered by length, by zoom. */
  const RIVER_SHARE = { 4: 0.15, 5: 0.4, 6: 0.75 };

  const { CanvasLayer, LabelBoxes, beside, inView, theme, trace } = mapapp;

  /** Land, coasts, borders and names, drawn from one record (see base.py). */
  class BaseMap {
    /** @param {() => Marks} marks - the events' marks, which names keep clear of */
    constructor(record, marks) {
      this.marks = marks;
      this.rings = mapapp.lines(record.rings);
      this.runs = this.readRuns(mapapp.varints(record.runs));
      this.disputed = mapapp.lines(record.disputed);
      this.record = record;
      this.inland = {};
      this.countries = record.countries;
      this.named = record.countries.filter(({ label }) => label).sort((a, b) => a.zoom - b.zoom);
      const places = record.places;
      this.names = places.names.split("\n");
      this.zooms = mapapp.column(places.rank).map((rank) => rank >> 2);
      this.large = mapapp.column(places.rank).map((rank) => rank & 3);
      this.x = Float64Array.from(mapapp.column(places.longitude), (step) => step / 65535);
      this.y = Float64Array.from(mapapp.column(places.latitude), (step) => mapapp.unitY(step / 65535 * 180 - 90));
      this.focus = new Set();
      this.boxes = [];
      this.covered = [];
      this.layer = new CanvasLayer((context, view) => this.draw(context, view), "tilePane");
      this.labels = new CanvasLayer((context, view) => this.label(context, view), "overlayPane");
    }

    /* A ring's edges come in runs: how many, and whether they are skipped (0) or drawn (1). */
    readRuns(numbers) {
      let at = 0;
      return this.rings.map(() => {
        const runs = [];
        for (let left = numbers[at++]; left > 0; left--) {
          const number = numbers[at++];
          runs.push([number >> 1, number & 1]);
        }
        return runs;
      });
    }

    /** Shows the drawn land, or leaves its room to another background; the names are drawn either way. */
    show(land) {
      this.hidden = !land;
      if (this.layer.view) this.layer.redraw();
    }

    setFocus(codes) {
      this.focus = new Set(codes);
      if (this.layer.view) this.layer.redraw();
    }

    draw(context, view) {
      const colours = theme(this.layer.canvas);
      if (this.hidden) return;
      for (const shift of [-view.scale, 0, view.scale]) {
        if (shift - view.left + view.scale < 0 || shift - view.left > view.width) continue;
        this.fill(context, view, shift, colours);
        this.drawInland(context, view, shift, colours);
        this.stroke(context, view, shift, colours);
      }
    }

    fill(context, view, shift, colours) {
      const quiet = new Path2D();
      const focus = new Path2D();
      for (const country of this.countries) {
        const path = this.focus.has(country.code) ? focus : quiet;
        for (let r = country.rings[0]; r < country.rings[1]; r++) {
          const { points, box } = this.rings[r];
          if (inView(box, view, shift)) trace(path, points, 0, points.length / 2 - 1, view, shift);
        }
      }
      context.fillStyle = colours.land;
      context.fill(quiet, "evenodd");
      context.fillStyle = colours.focus;
      context.fill(focus, "evenodd");
    }

    /* Decoded when a view first needs them. */
    linesOf(name, zoom) {
      if (zoom < FROM[name] || !this.record[name]) return [];
      if (!this.inland[name]) this.inland[name] = mapapp.lines(this.record[name]);
      const share = name === "rivers" ? RIVER_SHARE[Math.floor(zoom)] || 1 : 1;
      return this.inland[name].slice(0, Math.ceil(share * this.inland[name].length));
    }

    /** Lakes in the colour of the sea, rivers, and the lines between first-order units. */
    drawInland(context, view, shift, colours) {
      const path = (name) => {
        const drawn = new Path2D();
        for (const { points, box } of this.linesOf(name, view.zoom)) {
          if (inView(box, view, shift)) trace(drawn, points, 0, points.length / 2 - 1, view, shift);
        }
        return drawn;
      };
      context.lineJoin = "round";
      context.fillStyle = colours.sea;
      context.fill(path("lakes"), "evenodd");
      context.strokeStyle = colours.river;
      context.lineWidth = view.zoom < 6 ? 0.8 : 1.2;
      context.stroke(path("rivers"));
      context.strokeStyle = colours.unit;
      context.lineWidth = 0.9;
      context.setLineDash([3, 3]);
      context.stroke(path("units"));
      context.setLineDash([]);
    }

    stroke(context, view, shift, colours) {
      const solid = new Path2D();
      const dashed = new Path2D();
      this.rings.forEach(({ points, box }, r) => {
        if (!inView(box, view, shift)) return;
        let from = 0;
        for (const [length, drawn] of this.runs[r]) {
          if (drawn) trace(solid, points, from, from + length, view, shift);
          from += length;
        }
      });
      for (const { points, box } of this.disputed) {
        if (inView(box, view, shift)) trace(dashed, points, 0, points.length / 2 - 1, view, shift);
      }
      context.lineWidth = view.zoom < 4 ? 0.8 : 1.1;
      context.lineJoin = "round";
      context.strokeStyle = colours.border;
      context.stroke(solid);
      context.setLineDash([5, 4]);
      context.stroke(dashed);
      context.setLineDash([]);
    }

    label(context, view) {
      if (this.hidden) return this.labelNothing(context, view);
      const colours = theme(this.labels.canvas);
      const taken = this.takenRoom(context, view);
      this.covered = [];
      context.textBaseline = "middle";
      this.labelPlaces(context, view, colours, taken, true);
      this.marks().labels.reserve(context, view, taken);
      this.labelCountries(context, view, colours, taken);
      this.labelPlaces(context, view, colours, taken, false);
      this.boxes = taken.boxes.filter((box) => box[4]);
    }

    takenRoom(context, view) {
      return new LabelBoxes([...mapapp.controlBoxes(this.labels.canvas, view), ...this.marks().obstacles(context, view)], view);
    }

    /* Tiles have names of their own. */
    labelNothing(context, view) {
      this.covered = [];
      const taken = this.takenRoom(context, view);
      this.marks().labels.reserve(context, view, taken);
      this.boxes = taken.boxes.filter((box) => box[4]);
    }

    labelCountries(context, view, colours, taken) {
      context.font = `11px ${colours.font}`;
      if ("letterSpacing" in context) context.letterSpacing = "2px";
      context.fillStyle = colours.muted;
      context.globalAlpha = 0.8;
      context.textAlign = "center";
      const tagged = this.marks().areas.tags.names();
      for (const { label, name, zoom } of this.named) {
        if (zoom > view.zoom || tagged.has(name)) continue;
        const text = name.toUpperCase();
        const x = mapapp.unitX(label[1]) * view.scale - view.left;
        const y = mapapp.unitY(label[0]) * view.scale - view.top;
        const width = context.measureText(text).width + 8;
        if (x < 0 || y < 0 || x > view.width || y > view.height || !taken.free(x - width / 2, y - 9, width, 18)) continue;
        context.fillText(text, x, y);
        taken.take(x - width / 2, y - 9, width, 18, name);
      }
      context.globalAlpha = 1;
      context.textAlign = "left";
      if ("letterSpacing" in context) context.letterSpacing = "0px";
    }

    labelPlaces(context, view, colours, taken, large) {
      for (let i = 0; i < this.names.length; i++) {
        const isLarge = this.large[i] >= 1 && this.zooms[i] + 1 <= view.zoom + this.large[i];
        if (this.zooms[i] > view.zoom || isLarge !== large) continue;
        const x = this.x[i] * view.scale - view.left;
        const y = this.y[i] * view.scale - view.top;
        if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
        this.labelPlace(context, x, y, this.names[i], colours, taken, large);
      }
    }

    labelPlace(context, x, y, name, colours, taken, large) {
      context.font = `${large ? 12.5 : 11.5}px ${colours.font}`;
      const width = context.measureText(name).width;
      const holds = (box) => x > box[0] && x < box[2] && y > box[1] && y < box[3];
      if (taken.boxes.some((box) => box[4] === mapapp.CONTROL && holds(box))) return;
      const over = taken.boxes.find((box) => !box[4] && holds(box));
      if (over) {
        this.cover(x, y, name, width, large, taken, (over[2] - over[0]) / 2 + Math.abs(x - (over[0] + over[2]) / 2));
        return;
      }
      const sides = [[6, -7], [-6 - width, -7], [-width / 2, 9], [-width / 2, -11]];
      for (const [dx, dy] of sides) {
        if (!taken.free(x + dx - 3, y + dy - 9, width + 6, 17)) continue;
        this.paintLabel(context, x + dx, y + dy, name, colours, large);
        context.beginPath();
        context.arc(x, y, large ? 2.3 : 1.8, 0, 2 * Math.PI);
        context.fill();
        taken.take(x + dx - 3, y + dy - 9, width + 6, 17, name);
        return;
      }
    }

    /* Where events are drawn on a town, their canvas writes its name beside them, near whatever the window shows. */
    cover(x, y, name, width, large, taken, reach) {
      for (let side = 0; side < 4; side++) {
        const [dx, dy] = beside(side, reach + 5, width);
        if (!taken.free(x + dx - 2, y + dy - 8, width + 4, 16)) continue;
        taken.take(x + dx - 2, y + dy - 8, width + 4, 16, name);
        this.covered.push({ x, y, name, width, large, side });
        return;
      }
    }

    paintLabel(context, x, y, name, colours, large) {
      context.lineWidth = 3;
      context.lineJoin = "round";
      context.strokeStyle = colours.land;
      context.globalAlpha = 0.8;
      context.strokeText(name, x, y);
      context.globalAlpha = 1;
      context.fillStyle = large ? colours.ink : colours.muted;
      context.fillText(name, x, y);
    }
  }

  Object.assign(mapapp, { BaseMap });
})(window.mapapp);
