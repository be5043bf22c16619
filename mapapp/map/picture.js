/* "Save picture": map, names, events, days, legend and credits as one PNG, twice as fine as the screen. */
"use strict";

(function (mapapp) {
  const { make } = mapapp;
  const FINER = 2;
  const LARGEST = 16000;
  const MARGIN = 18;
  const LINE = 24;
  const SMALL_LINE = 18;
  const REACH = 5.6;
  const NOTE_MS = 8000;
  const CAMERA = "M1 3.5h2.4l1-1.5h3.2l1 1.5H11v6.8H1zM6 8.6a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8z";
  const SIGNS = ["", "planned", "denied", "as someone says"];

  const iso = (day) => {
    const [year, month, date] = mapapp.dayParts(Math.floor(day));
    return [String(year).padStart(4, "0"), String(month + 1).padStart(2, "0"), String(date).padStart(2, "0")].join("-");
  };

  /** Lines of items that stand side by side: each item has a width; gives [item, x, line]. */
  function flow(items, width, gap) {
    let x = 0;
    let line = 0;
    return items.map((item) => {
      if (x && x + item.width > width) [x, line] = [0, line + 1];
      const placed = [item, x, line];
      x += item.width + gap;
      return placed;
    });
  }

  class Picture {
    /** @param {Frame} frame - whose map, time and events are painted */
    constructor(frame) {
      this.frame = frame;
      const bar = frame.stage.querySelector(".leaflet-control-zoom");
      const button = make("a", "mapapp-fit mapapp-picture", bar, { href: "#", role: "button", title: "Save picture", "aria-label": "Save picture" });
      mapapp.icon(CAMERA, button).classList.add("mapapp-stroke");
      L.DomEvent.on(button, "click", L.DomEvent.stop).on(button, "click", () => this.save());
      this.note = make("div", "mapapp-box mapapp-saved", frame.stage, { role: "status" });
      this.note.hidden = true;
    }

    /** "events-2023-02-08-to-2023-02-16.png": the days of the window. */
    get name() {
      const [first, last] = [this.frame.timeline.first, this.frame.timeline.last].map(iso);
      return this.frame.events && this.frame.events.size ? `events-${first === last ? first : `${first}-to-${last}`}.png` : "events.png";
    }

    async save() {
      let words = `Saved as ${this.name}`;
      let blob;
      try {
        blob = await this.blob(true);
      } catch (error) {
        // A server of tiles that does not allow it would make the whole picture unreadable.
        if (error.name !== "SecurityError") throw error;
        blob = await this.blob(false);
        words += ", without the online map: its server does not let pages copy it";
      }
      if (blob) this.hand(blob);
      this.say(blob ? words : "The picture is too large for this browser. Make the window smaller.");
    }

    hand(blob) {
      const link = make("a", "", this.frame.root, { download: this.name, href: URL.createObjectURL(blob) });
      link.hidden = true;
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    }

    say(words) {
      this.note.textContent = words;
      this.note.hidden = false;
      clearTimeout(this.quiet);
      this.quiet = setTimeout(() => { this.note.hidden = true; }, NOTE_MS);
    }

    blob(withTiles) {
      return new Promise((give) => { this.canvas(withTiles).toBlob(give, "image/png"); });
    }

    /** @param {boolean} withTiles - whether pictures of an online map go in */
    canvas(withTiles) {
      const size = this.frame.map.getSize();
      // In the page while it is painted, for the colours are the page's.
      const canvas = make("canvas", "", this.frame.stage);
      canvas.hidden = true;
      const context = canvas.getContext("2d");
      this.colours = mapapp.theme(this.frame.stage);
      const caption = this.caption(context, size.x);
      const height = size.y + caption.height;
      const finer = Math.min(FINER * (window.devicePixelRatio || 1), LARGEST / size.x, LARGEST / height);
      canvas.width = Math.round(size.x * finer);
      canvas.height = Math.round(height * finer);
      context.scale(finer, finer);
      context.fillStyle = this.colours.sea;
      context.fillRect(0, 0, size.x, height);
      this.paintMap(context, size, finer, withTiles);
      this.paintScale(context, size);
      this.paintCaption(context, size, caption);
      canvas.remove();
      return canvas;
    }

    paintMap(context, size, finer, withTiles) {
      context.save();
      context.beginPath();
      context.rect(0, 0, size.x, size.y);
      context.clip();
      if (withTiles) this.paintTiles(context);
      for (const layer of this.layers()) {
        const { inner } = layer.view;
        context.save();
        context.translate(-inner.x, -inner.y);
        layer.draw(context, { ...layer.view, ratio: finer });
        context.restore();
      }
      context.restore();
    }

    /* Canvases of the map from the lowest to the highest. */
    layers() {
      const found = [];
      this.frame.map.eachLayer((layer) => {
        if (layer instanceof mapapp.CanvasLayer && layer.view && !layer.canvas.hidden) found.push(layer);
      });
      const height = (layer) => Number(getComputedStyle(layer.getPane()).zIndex) || 0;
      const before = (a, b) => a.canvas.compareDocumentPosition(b.canvas) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
      return found.sort((a, b) => height(a) - height(b) || before(a, b));
    }

    paintTiles(context) {
      const map = this.frame.map.getContainer();
      const origin = map.getBoundingClientRect();
      for (const tile of map.querySelectorAll("img.leaflet-tile-loaded")) {
        const box = tile.getBoundingClientRect();
        context.drawImage(tile, box.left - origin.left, box.top - origin.top, box.width, box.height);
      }
    }

    paintScale(context, size) {
      const { scaleText, scaleBar } = this.frame.legend;
      const width = parseFloat(scaleBar.style.width) || 0;
      if (!width) return;
      const [left, bottom] = [MARGIN, size.y - MARGIN];
      context.font = this.font(12);
      context.textBaseline = "alphabetic";
      context.strokeStyle = this.colours.ink;
      context.globalAlpha = 0.85;
      context.fillStyle = this.colours.card;
      context.fillRect(left - 8, bottom - 24, Math.max(width, context.measureText(scaleText.textContent).width + 8) + 16, 32);
      context.globalAlpha = 1;
      context.fillStyle = this.colours.ink;
      context.lineWidth = 1.2;
      context.beginPath();
      context.moveTo(left, bottom - 6);
      context.lineTo(left, bottom);
      context.lineTo(left + width, bottom);
      context.lineTo(left + width, bottom - 6);
      context.stroke();
      context.fillText(scaleText.textContent, left + 4, bottom - 5);
    }

    /* What stands below the map, from above to below, and how high that is. */
    caption(context, width) {
      const { frame } = this;
      const room = width - 2 * MARGIN;
      const words = (selector) => [...frame.root.querySelectorAll(selector)].map((each) => each.textContent).filter(Boolean).join(". ");
      const days = frame.events && frame.events.size ? words(".mapapp-words") : "";
      context.font = this.font(13);
      const items = [...this.groups(), ...this.signs()].map((item) => ({ ...item, width: 20 + context.measureText(item.words).width }));
      const placed = flow(items, room, 18);
      const heading = [...this.lines(context, days, 600, 17, room), ...this.lines(context, words(".mapapp-count > span, .mapapp-left-out"), 400, 13, room)];
      const small = [frame.options.about || "", words(".mapapp-credit")].flatMap((text) => this.lines(context, text, 400, 11.5, room));
      const rows = placed.length ? placed[placed.length - 1][2] + 1 : 0;
      return { heading, placed, rows, small, height: 2 * MARGIN + LINE * (heading.length + rows) + SMALL_LINE * small.length };
    }

    font(size, weight = 400) {
      return `${weight} ${size}px ${this.colours.font}`;
    }

    /* A text in as many lines as it needs. */
    lines(context, text, weight, size, room) {
      const font = context.font = this.font(size, weight);
      const lines = [];
      for (const word of text.split(" ").filter(Boolean)) {
        const longer = lines.length ? `${lines[lines.length - 1].text} ${word}` : word;
        if (lines.length && context.measureText(longer).width <= room) lines[lines.length - 1].text = longer;
        else lines.push({ text: word, font, strong: weight > 400 });
      }
      return lines;
    }

    /* Groups with an event in the window, as the map draws them. */
    groups() {
      const { events, marks } = this.frame;
      if (!events) return [];
      const counts = new Uint32Array(events.groups.length);
      for (let i = 0; i < events.size; i++) if (marks.passes(i)) counts[mapapp.groupOf(events.look[i])]++;
      return events.groups.map((group, index) => ({ words: `${group.label} ${counts[index].toLocaleString("en")}`, symbol: group.symbol,
        colour: marks.colour(index), shape: 0, count: counts[index] })).filter(({ count }) => count);
    }

    /* The meaning of the signs that the window shows. */
    signs() {
      const { events, marks } = this.frame;
      const found = new Set();
      for (let i = 0; events && i < events.size; i++) {
        if (!marks.passes(i)) continue;
        found.add(mapapp.shapeOf(events.look[i]));
        if (events.area[events.spot[i]] >= 0) found.add("area");
      }
      const plain = { symbol: "circle", colour: this.colours.muted };
      const signs = [1, 2, 3].filter((shape) => found.has(shape)).map((shape) => ({ ...plain, words: SIGNS[shape], shape }));
      return found.has("area") ? [...signs, { ...plain, words: "somewhere in this area", shape: "area" }] : signs;
    }

    paintCaption(context, size, { heading, placed, rows, small, height }) {
      const { colours } = this;
      context.fillStyle = colours.card;
      context.fillRect(0, size.y, size.x, height);
      context.textBaseline = "middle";
      let y = size.y + MARGIN + LINE / 2 - 2;
      const write = ({ text, font, strong }, step) => {
        context.font = font;
        context.fillStyle = strong ? colours.ink : colours.muted;
        context.fillText(text, MARGIN, y);
        y += step;
      };
      heading.forEach((line) => write(line, LINE));
      for (const [item, x, row] of placed) this.paintItem(context, item, MARGIN + x, y + LINE * row);
      y += LINE * rows;
      small.forEach((line) => write(line, SMALL_LINE));
    }

    paintItem(context, { words, symbol, colour, shape }, x, y) {
      this.paintSymbol(context, symbol, colour, shape, x + 6, y);
      context.font = this.font(13);
      context.fillStyle = this.colours.ink;
      context.fillText(words, x + 18, y);
    }

    paintSymbol(context, symbol, colour, shape, x, y) {
      const path = new Path2D();
      mapapp.traceSymbol(path, symbol, x, y, REACH);
      const hollow = shape === 1 || shape === 2 || shape === "area";
      context.lineWidth = 1.6;
      context.strokeStyle = context.fillStyle = colour;
      context.setLineDash(shape === 1 || shape === "area" ? [3, 2] : []);
      if (hollow) context.stroke(path);
      else context.fill(path);
      context.setLineDash([]);
      if (shape === "area") context.fillRect(x - 2, y - 2, 4, 4);
      if (shape === 2) context.stroke(new Path2D(`M${x - 3.6} ${y - 3.6}l7.2 7.2m0 -7.2l-7.2 7.2`));
      if (shape !== 3) return;
      context.fillStyle = this.colours.card;
      context.fill(new Path2D(`M${x - 2.2} ${y}a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0 -4.4 0z`));
    }
  }

  mapapp.Picture = Picture;
})(window.mapapp);
