/* The signs of the map, painted on a canvas: symbols, plates, clusters; filled, dashed, crossed, holed. */
"use strict";

(function (mapapp) {
  const { DOT, FILLED, DASHED, CROSSED, HOLED, traceSymbol, middleOf } = mapapp;
  const SQUARE = 9;
  const OUTLINED = 4;

  const isFilled = (shape) => shape === FILLED || shape === HOLED;

  /** Paints on one context; `colours` are the page's (see theme), `groups` say colour and symbol of each kind. */
  class Glyphs {
    constructor(context, colours, groups) {
      Object.assign(this, { context, colours, groups });
    }

    colour(group) {
      return this.colours.dark ? this.groups[group].dark_colour : this.groups[group].colour;
    }

    mark(mark) {
      const { group, shape } = mark.face();
      if (mark.count > 1) this.cluster(mark, group, shape);
      else if (mark.square) this.plate(mark.x, mark.y, group, shape, mark.reach);
      else this.symbol(mark.x, mark.y, group, shape, mark.reach);
    }

    /** The symbol of a group, as the status has it: the colour says the kind once more, the fill says what is sure. */
    symbol(x, y, group, shape, reach = DOT) {
      const { context } = this;
      const name = this.groups[group].symbol;
      context.beginPath();
      traceSymbol(context, name, x, y, isFilled(shape) ? reach : reach - 0.3);
      this.paint(this.colour(group), shape);
      const middle = y + middleOf(name) * reach;
      if (shape === CROSSED) this.cross(x, middle, reach);
      if (shape === HOLED) this.hole(x, middle, Math.max(2.1, reach * 0.38));
    }

    /* The likely spot of an area: the symbol on a square. */
    plate(x, y, group, shape, reach = DOT) {
      const { context } = this;
      const half = SQUARE + Math.max(0, reach - DOT);
      context.beginPath();
      context.roundRect(x - half, y - half, 2 * half, 2 * half, 3);
      context.fillStyle = this.colours.card;
      context.fill();
      context.strokeStyle = this.colour(group);
      context.lineWidth = 1.4;
      context.stroke();
      this.symbol(x, y, group, shape, reach - 1.2);
    }

    /* The path of the context, as the status has it. */
    paint(colour, shape) {
      const { context } = this;
      context.lineJoin = "round";
      if (isFilled(shape)) {
        context.strokeStyle = this.colours.card;
        context.lineWidth = 2.4;
        context.stroke();
        context.fillStyle = colour;
        context.fill();
        return;
      }
      context.fillStyle = this.colours.card;
      context.fill();
      context.strokeStyle = colour;
      context.lineWidth = 2;
      if (shape === DASHED) context.setLineDash([3.2, 2.2]);
      context.stroke();
      context.setLineDash([]);
    }

    /* Not the report itself says so, but somebody in it. */
    hole(x, y, radius) {
      this.context.fillStyle = this.colours.card;
      this.context.beginPath();
      this.context.arc(x, y, radius, 0, 2 * Math.PI);
      this.context.fill();
    }

    cross(x, y, radius) {
      const { context } = this;
      const reach = radius * 0.75;
      context.beginPath();
      context.moveTo(x - reach, y - reach);
      context.lineTo(x + reach, y + reach);
      context.moveTo(x + reach, y - reach);
      context.lineTo(x - reach, y + reach);
      context.stroke();
    }

    cluster(mark, group, shape) {
      const { context } = this;
      const { x, y, radius } = mark;
      const colour = this.colour(group);
      context.fillStyle = colour;
      context.globalAlpha = 0.28;
      context.beginPath();
      context.arc(x, y, radius + 4, 0, 2 * Math.PI);
      context.fill();
      context.globalAlpha = 1;
      context.beginPath();
      if (mark.square) context.roundRect(x - radius, y - radius, 2 * radius, 2 * radius, 4);
      else context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fillStyle = colour;
      if (isFilled(shape)) context.fill();
      else this.paint(colour, shape === CROSSED ? OUTLINED : shape);
      if (shape === HOLED) this.innerRing(mark);
      this.number(mark, isFilled(shape) ? (this.colours.dark ? "#14171b" : "#ffffff") : colour);
      this.badge(mark, group);
    }

    /* Which kind leads in a cluster, said by its symbol. */
    badge({ x, y, radius, square }, group) {
      const off = square ? radius : radius * 0.78;
      const { context } = this;
      context.fillStyle = this.colours.card;
      context.beginPath();
      context.arc(x + off, y - off, 6.4, 0, 2 * Math.PI);
      context.fill();
      context.beginPath();
      traceSymbol(context, this.groups[group].symbol, x + off, y - off, 3.9);
      context.fillStyle = this.colour(group);
      context.fill();
    }

    number({ x, y, count }, colour) {
      const { context } = this;
      const text = count < 10000 ? String(count) : `${Math.round(count / 1000)}k`;
      context.font = `600 ${text.length > 3 ? 10 : 11.5}px ${this.colours.font}`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillStyle = colour;
      context.fillText(text, x, y + 0.5);
      context.textAlign = "left";
    }

    /* All of a cluster is only said by somebody. */
    innerRing({ x, y, radius, square }) {
      const { context } = this;
      context.strokeStyle = this.colours.card;
      context.lineWidth = 1.3;
      context.beginPath();
      if (square) context.roundRect(x - radius + 3, y - radius + 3, 2 * radius - 6, 2 * radius - 6, 3);
      else context.arc(x, y, radius - 3, 0, 2 * Math.PI);
      context.stroke();
    }

    /** The ring around the selected event. */
    ring(x, y, radius) {
      const { context } = this;
      context.strokeStyle = this.colours.ink;
      context.lineWidth = 2.2;
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  Object.assign(mapapp, { Glyphs, SQUARE });
})(window.mapapp);
