/* The picture of the time control: bars, their two scales, folds, and the span of the chosen event. */
"use strict";

(function (mapapp) {
  const { make } = mapapp;
  /* In px: left of the bars for their count, above them for the chosen event, the bars, below them the axis. */
  const GUTTER = 42;
  const LANE = 15;
  const BARS = 56;
  const AXIS = 20;
  const BASE = LANE + BARS;
  const HEIGHT = BASE + AXIS + 5;
  /* Of events on days that are possible but not likely. */
  const FAINT = 0.4;
  const OUTSIDE = 0.42;

  class Chart {
    constructor(parent) {
      this.element = make("div", "mapapp-chart", parent);
      this.canvas = make("canvas", "", this.element, { "aria-hidden": "true" });
      this.plot = make("div", "mapapp-plot", this.element);
      this.chosenWords = make("span", "mapapp-chosen", this.plot);
      this.picture = document.createElement("canvas");
    }

    get width() {
      return Math.max(0, this.element.clientWidth - GUTTER);
    }

    /* Drawn once, aside; a window step only copies it, strong inside the window and faint outside. */
    draw(events, scale, histogram, chosen) {
      Object.assign(this, { events, scale, histogram, chosen });
      this.colours = mapapp.theme(this.element);
      this.ratio = window.devicePixelRatio || 1;
      for (const canvas of [this.picture, this.canvas]) {
        canvas.width = Math.round((scale.width + GUTTER) * this.ratio);
        canvas.height = Math.round(HEIGHT * this.ratio);
        canvas.style.width = `${scale.width + GUTTER}px`;
      }
      const context = this.picture.getContext("2d");
      context.setTransform(this.ratio, 0, 0, this.ratio, GUTTER * this.ratio, 0);
      this.drawHeights(context);
      this.drawBars(context);
      this.drawAxis(context);
      this.drawChosen(context);
    }

    /** Copies the picture; what lies between two px is strong. */
    paint(left, right) {
      const { canvas, picture, ratio } = this;
      const context = canvas.getContext("2d");
      const [top, base] = [Math.round(LANE * ratio), Math.round(BASE * ratio)];
      const x = Math.round((Math.max(0, left) + GUTTER) * ratio);
      const width = Math.max(1, Math.round((Math.min(this.scale.width, right) + GUTTER) * ratio) - x);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.drawImage(picture, 0, 0);
      context.clearRect(GUTTER * ratio, top, canvas.width, base - top);
      context.globalAlpha = OUTSIDE;
      context.drawImage(picture, GUTTER * ratio, top, canvas.width, base - top, GUTTER * ratio, top, canvas.width, base - top);
      context.globalAlpha = 1;
      if (right < 0 || left > this.scale.width) return;
      context.clearRect(x, top, width, base - top);
      context.drawImage(picture, x, top, width, base - top, x, top, width, base - top);
    }

    drawBars(context) {
      const { histogram, scale } = this;
      for (let bin = 0; bin < histogram.size; bin++) {
        const x0 = Math.max(0, scale.x(histogram.from[bin]));
        const x1 = Math.min(scale.width, scale.x(histogram.to[bin]));
        const inset = x1 - x0 > 4 ? 0.8 : 0;
        const bar = { context, bin, x: x0 + inset, width: Math.max(1, x1 - x0 - 2 * inset) };
        const top = this.drawStack(bar, histogram.bars, BASE);
        context.globalAlpha = FAINT;
        this.drawStack(bar, histogram.faintBars, top);
        context.globalAlpha = 1;
        if (histogram.totals[bin] > histogram.top * 1.000001) this.drawCut(bar);
      }
    }

    /* One bar, group on group; gives the height that it reached. */
    drawStack({ context, bin, x, width }, bars, bottom) {
      const { groups, top } = this.histogram;
      let y = bottom;
      for (let g = 0; g < groups && y > LANE; g++) {
        const events = bars[bin * groups + g];
        if (events < 1e-9) continue;
        const height = Math.min(y - LANE, Math.max(1, events / top * BARS));
        const { colour, dark_colour: darkColour } = this.events.groups[g];
        context.fillStyle = this.colours.dark ? darkColour : colour;
        context.fillRect(x, y - height, width, height);
        y -= height;
      }
      return y;
    }

    /* A white slash through a bar that goes on above. */
    drawCut({ context, x, width }) {
      context.strokeStyle = this.colours.card;
      context.lineWidth = 2;
      context.beginPath();
      context.moveTo(x - 1, LANE + 10);
      context.lineTo(x + width + 1, LANE + 5);
      context.stroke();
    }

    /* Lines at the full and the half height, with their counts. */
    drawHeights(context) {
      const { top } = this.histogram;
      context.font = `11px ${this.colours.font}`;
      context.textAlign = "right";
      context.textBaseline = "middle";
      const half = top % 2 === 0 || top < 1 ? [top / 2] : [];
      for (const count of [top, ...half]) {
        const y = BASE - count / top * BARS;
        context.fillStyle = this.colours.line;
        context.fillRect(-3, Math.round(y), this.scale.width + 3, 1);
        context.fillStyle = this.colours.muted;
        context.fillText(countInWords(count), -6, y);
      }
      context.textAlign = "left";
    }

    drawAxis(context) {
      const { colours, scale } = this;
      context.fillStyle = colours.line;
      context.fillRect(-3, BASE, scale.width + 3, 1);
      context.fillStyle = colours.muted;
      const taken = [];
      const write = (text, x, width) => {
        if (x < 0 || x + width > scale.width || taken.some(([from, to]) => x < to + 12 && x + width + 12 > from)) return false;
        context.fillText(text, x, BASE + 12);
        return taken.push([x, x + width]);
      };
      for (const [x, text] of scale.ticks()) {
        if (write(text, x, context.measureText(text).width)) context.fillRect(x, BASE, 1, 4);
      }
      for (const part of scale.shown()) if (part.fold) this.drawFold(context, part, write);
      if (scale.isZoomed) this.drawOverview(context);
    }

    /* A break in the axis, with the length that it leaves out. */
    drawFold(context, { from, to, x0, x1 }, write) {
      const { colours } = this;
      const middle = (x0 + x1) / 2;
      context.fillStyle = colours.card;
      context.fillRect(middle - 5, BASE - 4, 10, 9);
      context.strokeStyle = colours.muted;
      context.lineWidth = 1.2;
      for (const dx of [-3, 3]) {
        context.beginPath();
        context.moveTo(middle + dx - 2, BASE + 5);
        context.lineTo(middle + dx + 2, BASE - 4);
        context.stroke();
      }
      const text = this.events.calendar.lengthInWords(to - from);
      const width = context.measureText(text).width;
      context.fillStyle = colours.muted;
      write(text, middle - width / 2, width);
    }

    /* The whole axis as a thin line, and what of it is shown. */
    drawOverview(context) {
      const { colours, scale } = this;
      const [from, to] = scale.view;
      context.fillStyle = colours.line;
      context.fillRect(0, HEIGHT - 4, scale.width, 3);
      context.fillStyle = colours.accent;
      context.fillRect(from * scale.width, HEIGHT - 4, Math.max(8, (to - from) * scale.width), 3);
    }

    /* The chosen event above the bars: its whole span faint, its likely days strong. */
    drawChosen(context) {
      const { events, scale, chosen, chosenWords } = this;
      chosenWords.hidden = !(chosen >= 0);
      if (chosenWords.hidden) return;
      const x = (time) => Math.min(scale.width, Math.max(0, scale.x(time)));
      const bar = (from, to, alpha) => {
        context.globalAlpha = alpha;
        context.fillRect(x(from), 5, Math.max(3, x(to + 1) - x(from)), 5);
        context.globalAlpha = 1;
      };
      context.fillStyle = this.colours.accent;
      const isVague = !events.hasLikely && events.isWide(chosen);
      bar(events.first[chosen], events.last[chosen], FAINT);
      if (!isVague) bar(events.likelyFirst[chosen], events.likelyLast[chosen], 1);
      chosenWords.textContent = spanWords(events, chosen);
      this.placeWords(x(events.first[chosen]), x(events.last[chosen] + 1));
    }

    /* Right of the span where there is room, else left of it, else on it. */
    placeWords(left, right) {
      const { chosenWords, scale } = this;
      const width = chosenWords.offsetWidth;
      const at = right + 6 + width <= scale.width ? right + 6 : left - 6 - width >= 0 ? left - 6 - width : scale.width - width;
      chosenWords.style.left = `${Math.max(0, at)}px`;
    }
  }

  function countInWords(count) {
    return count >= 100000 ? `${(count / 1000).toLocaleString("en")} k` : count.toLocaleString("en", { maximumFractionDigits: 2 });
  }

  /** The days of an event, and which of them are likely. */
  function spanWords(events, index) {
    const words = events.span(index);
    const [from, to] = [events.likelyFirst[index], events.likelyLast[index]];
    if (from > events.first[index] || to < events.last[index]) return `${words}, most likely ${events.calendar.span(from, to)}`;
    return events.isWide(index) ? `${words}, any day of it` : words;
  }

  Object.assign(mapapp, { Chart, spanWords, CHART: { GUTTER, LANE, BARS, AXIS, BASE, HEIGHT } });
})(window.mapapp);
