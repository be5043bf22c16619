/* Canvases that move with a Leaflet map, and the quiet base map that is drawn on one of them. */
"use strict";

(function (mapapp) {
  const PADDING = 0.25;

  const themes = new Map();
  const darkness = matchMedia("(prefers-color-scheme: dark)");
  darkness.addEventListener("change", () => themes.clear());

  /** The colours of the page, from the style sheet, so that light and dark live in one place. */
  function theme(element) {
    const root = element.closest(".mapapp");
    if (!themes.has(root)) themes.set(root, readTheme(root));
    return themes.get(root);
  }

  function readTheme(root) {
    const style = getComputedStyle(root);
    const names = ["ink", "muted", "line", "land", "focus", "sea", "card", "accent", "border"];
    const colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--mapapp-${name}`).trim()]));
    colours.dark = darkness.matches;
    colours.font = style.fontFamily;
    return colours;
  }

  /**
   * A canvas over the map, somewhat larger than it so that a drag shows no edge.
   * `draw(context, view)` gets a view: left, top (world pixels of the canvas corner), scale (world pixels of the
   * unit square), width, height, zoom.
   */
  const CanvasLayer = L.Layer.extend({
    initialize(draw, pane) {
      this.draw = draw;
      this.options = { pane };
    },

    onAdd() {
      this.canvas = L.DomUtil.create("canvas", "mapapp-canvas leaflet-zoom-animated", this.getPane());
      this.canvas.setAttribute("aria-hidden", "true");
      this.context = this.canvas.getContext("2d");
      this.reset();
    },

    onRemove() {
      this.canvas.remove();
    },

    getEvents() {
      const events = { viewreset: this.reset, moveend: this.reset, resize: this.reset };
      if (this._map.options.zoomAnimation && L.Browser.any3d) events.zoomanim = this.followZoom;
      return events;
    },

    reset() {
      const map = this._map;
      const size = map.getSize();
      const ratio = window.devicePixelRatio || 1;
      const corner = map.containerPointToLayerPoint(size.multiplyBy(-PADDING)).round();
      const width = Math.round(size.x * (1 + 2 * PADDING));
      const height = Math.round(size.y * (1 + 2 * PADDING));
      const world = map.getPixelOrigin().add(corner);
      L.DomUtil.setPosition(this.canvas, corner);
      if (this.canvas.width !== width * ratio || this.canvas.height !== height * ratio) {
        this.canvas.width = width * ratio;
        this.canvas.height = height * ratio;
        this.canvas.style.width = `${width}px`;
        this.canvas.style.height = `${height}px`;
      }
      this.view = { left: world.x, top: world.y, scale: 256 * 2 ** map.getZoom(), width, height, ratio,
        zoom: map.getZoom(), center: map.getCenter(), inner: { x: size.x * PADDING, y: size.y * PADDING, size } };
      this.redraw(true);
    },

    redraw(moved) {
      if (!this.view) return;
      const { ratio, width, height } = this.view;
      this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.context.clearRect(0, 0, width, height);
      this.draw(this.context, this.view, moved === true);
    },

    /* The transform of Leaflet's own renderers while the zoom is animated. */
    followZoom(event) {
      const map = this._map;
      const scale = map.getZoomScale(event.zoom, this.view.zoom);
      const half = map.getSize().multiplyBy(0.5 + PADDING);
      const offset = half.multiplyBy(-scale).add(map.project(this.view.center, event.zoom))
        .subtract(map._getNewPixelOrigin(event.center, event.zoom));
      L.DomUtil.setTransform(this.canvas, offset, scale);
    },
  });

  /** Adds a line of unit-square points to the path, leaving out points that fall on the pixel before. */
  function trace(path, points, from, to, view, shift) {
    const { left, top, scale } = view;
    let lastX = points[2 * from] * scale - left + shift;
    let lastY = points[2 * from + 1] * scale - top;
    path.moveTo(lastX, lastY);
    for (let i = from + 1; i <= to; i++) {
      const x = points[2 * i] * scale - left + shift;
      const y = points[2 * i + 1] * scale - top;
      if (i < to && Math.abs(x - lastX) < 0.8 && Math.abs(y - lastY) < 0.8) continue;
      path.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
  }

  function inView(box, view, shift) {
    const { left, top, scale, width, height } = view;
    return box[2] * scale - left + shift >= 0 && box[0] * scale - left + shift <= width &&
      box[3] * scale - top >= 0 && box[1] * scale - top <= height;
  }

  /** Boxes of labels that were placed; a label goes only where it touches none of them. */
  class LabelBoxes {
    constructor(boxes) {
      this.boxes = boxes ? boxes.slice() : [];
    }

    free(x, y, width, height) {
      return this.boxes.every((box) => x > box[2] || x + width < box[0] || y > box[3] || y + height < box[1]);
    }

    take(x, y, width, height, name) {
      this.boxes.push([x, y, x + width, y + height, name]);
    }
  }

  /** From a point to the left end of its name: to the right (side 0), left, below, above it, `reach` px away. */
  function beside(side, reach, width) {
    return [[reach, 0], [-reach - width, 0], [-width / 2, reach + 8], [-width / 2, -reach - 8]][side];
  }

  /** Land, coasts, borders and names, drawn from one record (see base.py). */
  class BaseMap {
    /** @param {() => Marks} marks - the events' marks, which names keep clear of */
    constructor(record, marks) {
      this.marks = marks;
      this.rings = mapapp.lines(record.rings);
      this.runs = this.readRuns(mapapp.varints(record.runs));
      this.disputed = mapapp.lines(record.disputed);
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

    setFocus(codes) {
      this.focus = new Set(codes);
      if (this.layer.view) this.layer.redraw();
    }

    draw(context, view) {
      const colours = theme(this.layer.canvas);
      for (const shift of [-view.scale, 0, view.scale]) {
        if (shift - view.left + view.scale < 0 || shift - view.left > view.width) continue;
        this.fill(context, view, shift, colours);
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
      const colours = theme(this.labels.canvas);
      const taken = new LabelBoxes(this.marks().obstacles(view));
      this.covered = [];
      context.textBaseline = "middle";
      this.labelPlaces(context, view, colours, taken, true);
      this.marks().reserveNames(context, view, taken);
      this.labelCountries(context, view, colours, taken);
      this.labelPlaces(context, view, colours, taken, false);
      this.boxes = taken.boxes.filter((box) => box[4]);
    }

    labelCountries(context, view, colours, taken) {
      context.font = `11px ${colours.font}`;
      if ("letterSpacing" in context) context.letterSpacing = "2px";
      context.fillStyle = colours.muted;
      context.globalAlpha = 0.8;
      context.textAlign = "center";
      for (const { label, name, zoom } of this.named) {
        if (zoom > view.zoom) continue;
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
      const over = taken.boxes.find((box) => !box[4] && x > box[0] && x < box[2] && y > box[1] && y < box[3]);
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

  Object.assign(mapapp, { CanvasLayer, LabelBoxes, BaseMap, beside, theme, trace, inView });
})(window.mapapp);
