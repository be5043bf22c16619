/* The signs of the map, painted on a canvas: dots, squares, clusters; filled, dashed, crossed, holed. */
"use strict";

(function (mapapp) {
  const { DOT, FILLED, DASHED, CROSSED, HOLED } = mapapp;
  const SQUARE = 6.5;
  const OUTLINED = 4;

  const isFilled = (shape) => shape === FILLED || shape === HOLED;

  /** Paints on one context; `colours` are the page's (see theme), `colour` is the group's. */
  class Glyphs {
    constructor(context, colours) {
      this.context = context;
      this.colours = colours;
    }

    mark(mark, colour) {
      const { shape } = mark.face();
      if (mark.count > 1) this.cluster(mark, colour, shape);
      else if (mark.square) this.square(mark.x, mark.y, colour, shape);
      else this.dot(mark.x, mark.y, colour, shape);
    }

    dot(x, y, colour, shape) {
      this.context.beginPath();
      this.context.arc(x, y, isFilled(shape) ? DOT : DOT - 0.4, 0, 2 * Math.PI);
      this.paint(colour, shape);
      if (shape === CROSSED) this.cross(x, y, DOT - 0.4);
      if (shape === HOLED) this.hole(x, y, 2.3);
    }

    square(x, y, colour, shape) {
      this.context.beginPath();
      this.context.roundRect(x - SQUARE, y - SQUARE, 2 * SQUARE, 2 * SQUARE, 2);
      this.paint(colour, shape);
      if (shape === CROSSED) this.cross(x, y, SQUARE + 1.5);
      if (shape === HOLED) this.hole(x, y, 2.5);
    }

    /* The path of the context, as the status has it. */
    paint(colour, shape) {
      const { context } = this;
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
    hole(x, y, radius) {
      this.context.fillStyle = this.colours.card;
      this.context.beginPath();
      this.context.arc(x, y, radius, 0, 2 * Math.PI);
      this.context.fill();
    }

    cross(x, y, radius) {
      const { context } = this;
      const reach = radius * 0.68;
      context.beginPath();
      context.moveTo(x - reach, y - reach);
      context.lineTo(x + reach, y + reach);
      context.moveTo(x + reach, y - reach);
      context.lineTo(x - reach, y + reach);
      context.stroke();
    }

    cluster(mark, colour, shape) {
      const { context } = this;
      const { x, y, radius } = mark;
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
      else this.paint(colour, shape === CROSSED ? OUTLINED : shape);
      if (shape === HOLED) this.innerRing(mark);
      this.number(mark, isFilled(shape) ? (this.colours.dark ? "#14171b" : "#ffffff") : colour);
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
