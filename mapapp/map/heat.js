/* Many events as a glow: the counts of the grid's cells, smoothed, as one picture that the canvas stretches. */
"use strict";

(function (mapapp) {
  /* A cell spreads over the two next to it on each side. */
  const KERNEL = [0.06, 0.24, 0.4, 0.24, 0.06];
  const REACH = 2;
  /* From few to many: share, red, green, blue, opacity of 255. */
  const LIGHT = [[0, 242, 154, 78, 0], [0.12, 242, 154, 78, 110], [0.5, 209, 60, 0, 190], [1, 122, 16, 20, 235]];
  const DARK = [[0, 140, 60, 30, 0], [0.12, 160, 70, 40, 130], [0.5, 242, 154, 78, 200], [1, 255, 232, 190, 240]];

  function colourAt(share, ramp) {
    let i = 1;
    while (i < ramp.length - 1 && ramp[i][0] < share) i++;
    const [low, high] = [ramp[i - 1], ramp[i]];
    const part = Math.min(1, (share - low[0]) / (high[0] - low[0]));
    return [1, 2, 3, 4].map((k) => low[k] + part * (high[k] - low[k]));
  }

  /** Values of a grid, each spread over its neighbours: first along the rows, then down the columns. */
  function smoothed(values, columns, rows) {
    const spread = (from, step, length, lines, across) => {
      const to = new Float32Array(from.length);
      for (let line = 0; line < lines; line++) {
        for (let i = 0; i < length; i++) {
          const value = from[line * across + i * step];
          if (!value) continue;
          for (let k = -REACH; k <= REACH; k++) if (i + k >= 0 && i + k < length) to[line * across + (i + k) * step] += KERNEL[k + REACH] * value;
        }
      }
      return to;
    };
    return spread(spread(values, 1, columns, rows, columns), columns, rows, columns, 1);
  }

  class Heat {
    constructor() {
      this.picture = document.createElement("canvas");
    }

    /** Draws the cells that the grid has counted. */
    draw(context, grid, dark) {
      const { columns, rows, looks, counts } = grid;
      const totals = new Float32Array(columns * rows);
      for (let cell = 0; cell < totals.length; cell++) for (let i = 0; i < looks; i++) totals[cell] += counts[cell * looks + i];
      const values = smoothed(totals, columns, rows);
      const most = values.reduce((high, value) => Math.max(high, value), 0);
      if (!most) return;
      this.paint(values, columns, rows, most, dark ? DARK : LIGHT);
      const { cell, view } = grid;
      context.imageSmoothingQuality = "high";
      context.drawImage(this.picture, grid.left * cell - view.left, grid.top * cell - view.top, columns * cell, rows * cell);
    }

    /* Logarithmic, so that one city does not outshine all the rest. */
    paint(values, columns, rows, most, ramp) {
      this.picture.width = columns;
      this.picture.height = rows;
      const brush = this.picture.getContext("2d");
      const image = brush.createImageData(columns, rows);
      const scale = 1 / Math.log1p(Math.max(most, 3));
      for (let i = 0; i < values.length; i++) if (values[i] > 0) image.data.set(colourAt(Math.log1p(values[i]) * scale, ramp), 4 * i);
      brush.putImageData(image, 0, 0);
    }
  }

  Object.assign(mapapp, { Heat, smoothed });
})(window.mapapp);
