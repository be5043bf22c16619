/* Canvases that move with a Leaflet map; lines and room for names on them. */
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
    const names = ["ink", "muted", "line", "land", "focus", "sea", "card", "accent", "border", "river", "unit"];
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

  /** Latitude of a height in the unit square. */
  const latitudeAt = (y) => Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180 / Math.PI;

  /** Boxes of labels that were placed; a label goes only where it touches none of them. */
  class LabelBoxes {
    /** @param {object} [view] - whose edge no label may cross: what is cut there reads as another word */
    constructor(boxes, view) {
      this.boxes = boxes ? boxes.slice() : [];
      this.edge = view && view.inner;
    }

    free(x, y, width, height) {
      return !this.isCut(x, y, width, height) && this.boxes.every((box) => x > box[2] || x + width < box[0] || y > box[3] || y + height < box[1]);
    }

    isCut(x, y, width, height) {
      if (!this.edge) return false;
      const left = x - this.edge.x;
      const top = y - this.edge.y;
      const { x: right, y: bottom } = this.edge.size;
      const apart = left + width < 0 || left > right || top + height < 0 || top > bottom;
      return !apart && (left < 0 || left + width > right || top < 0 || top + height > bottom);
    }

    take(x, y, width, height, name) {
      this.boxes.push([x, y, x + width, y + height, name]);
    }
  }

  const CONTROL = "\u0000control";

  /** Boxes of what stands over the map, on a canvas: names keep clear of them. */
  function controlBoxes(canvas, view) {
    const stage = canvas.closest(".mapapp-stage");
    if (!stage) return [];
    const { left, top } = stage.getBoundingClientRect();
    const controls = stage.querySelectorAll(".mapapp-key, .mapapp-side > *, .leaflet-bar, .mapapp-credit");
    return [...controls].filter((each) => each.offsetParent).map((each) => {
      const box = each.getBoundingClientRect();
      const [x, y] = [view.inner.x - left, view.inner.y - top];
      return [box.left + x - 2, box.top + y - 2, box.right + x + 2, box.bottom + y + 2, CONTROL];
    });
  }

  /** From a point to the left end of its name: to the right (side 0), left, below, above it, `reach` px away. */
  function beside(side, reach, width) {
    return [[reach, 0], [-reach - width, 0], [-width / 2, reach + 8], [-width / 2, -reach - 8]][side];
  }

  Object.assign(mapapp, { latitudeAt, CONTROL, controlBoxes, CanvasLayer, LabelBoxes, beside, theme, trace, inView });
})(window.mapapp);
