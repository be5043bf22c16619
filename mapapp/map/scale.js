/* Times to pixels: stretches that tell nothing are folded to a narrow, marked break; the rest can be magnified. */
"use strict";

(function (mapapp) {
  const SAMPLES = 1200;
  const MAX_FOLDS = 4;
  const FOLD_WIDTH = 48;
  /* In days: shorter stretches are never folded. Where only events lie that may lie anywhere in months, less is lost. */
  const LEAST_FOLD = { empty: 400, thin: 60 };
  /* The axis shows at least so much: one event on one day is a bar, not a wall. */
  const LEAST_SHOWN = { day: 15, hour: 24 };
  /* Empty days that stay on both sides of a fold. */
  const FOLD_MARGIN = 3;
  const NARROW_DAYS = 28;
  /* Of the labels below the axis, with room between, in px. */
  const LABEL_WIDTH = { hour: 58, day: 64, week: 64, month: 48, year: 46 };
  const TICKS = [["hour", 1], ["hour", 3], ["hour", 6], ["hour", 12], ["day", 1], ["day", 2], ["week", 1], ["week", 2], ["month", 1],
    ["month", 3], ["month", 6], ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].map((many) => ["year", many])];

  /* Up to which width a span says where its event lies: a month, or more where most of the table says no better. */
  function narrowWidth({ calendar, likelyFirst, likelyLast, size }) {
    const every = Math.max(1, Math.floor(size / 1000));
    const widths = [];
    for (let i = 0; i < size; i += every) widths.push(likelyLast[i] - likelyFirst[i] + 1);
    widths.sort((a, b) => a - b);
    return Math.max(NARROW_DAYS * calendar.perDay, 4 * widths[widths.length >> 1]);
  }

  /* Where events lie, by samples of the whole time: how many begin less end, of narrow and of wide spans; and the outermost of each sample. */
  function sampled(events, begin, end) {
    const { likelyFirst, likelyLast, first, last, size } = events;
    const narrow = new Int32Array(SAMPLES + 1);
    const wide = new Int32Array(SAMPLES + 1);
    const low = new Float64Array(SAMPLES).fill(Infinity);
    const high = new Float64Array(SAMPLES).fill(-Infinity);
    const limit = narrowWidth(events);
    const sample = (time) => Math.min(SAMPLES - 1, Math.floor((time - begin) / (end - begin) * SAMPLES));
    const cover = (slopes, from, to) => {
      slopes[from]++;
      slopes[to + 1]--;
    };
    for (let i = 0; i < size; i++) {
      const [from, to] = [likelyFirst[i], likelyLast[i]];
      const isNarrow = to - from < limit;
      if (!isNarrow || events.hasLikely) cover(wide, sample(first[i]), sample(last[i]));
      if (!isNarrow) continue;
      const [a, b] = [sample(from), sample(to)];
      cover(narrow, a, b);
      if (from < low[a]) low[a] = from;
      if (to > high[b]) high[b] = to;
    }
    return { narrow, wide, low, high };
  }

  /* Stretches without a narrow span, exact at both ends; thin where a wide one lies over them. */
  function loneStretches(events, begin, end) {
    const { narrow, wide, low, high } = sampled(events, begin, end);
    const found = [];
    let [from, thin, depth, over] = [begin, false, 0, 0];
    for (let s = 0; s < SAMPLES; s++) {
      const before = depth;
      depth += narrow[s];
      over += wide[s];
      if (before === 0 && low[s] < Infinity) {
        found.push({ from, to: low[s], fold: thin ? "thin" : "empty" });
      }
      if (depth + narrow[s + 1] === 0 && high[s] > -Infinity) [from, thin] = [high[s] + 1, false];
      else if (over) thin = true;
    }
    found.push({ from, to: end, fold: thin ? "thin" : "empty" });
    return found.filter((part) => part.to > part.from);
  }

  function chooseFolds(found, begin, end, perDay) {
    const chosen = [];
    const margin = FOLD_MARGIN * perDay;
    let length = end - begin;
    for (const part of found.sort((a, b) => b.to - b.from - (a.to - a.from)).slice(0, MAX_FOLDS)) {
      if (part.to - part.from < LEAST_FOLD[part.fold] * perDay || part.to - part.from < 0.5 * length) continue;
      chosen.push({ ...part, from: part.from === begin ? begin : part.from + margin, to: part.to === end ? end : part.to - margin });
      length -= part.to - part.from;
    }
    return chosen.sort((a, b) => a.from - b.from);
  }

  /**
   * The time from the first to the last event in parts: `fold` is "" where the axis shows it, "empty" where it is folded
   * because no event lies there, "thin" where only events lie that may lie anywhere in months or years.
   */
  function stretches(events) {
    const { calendar } = events;
    let [begin, end] = [events.extent[0], events.extent[1] + 1];
    const folds = chooseFolds(loneStretches(events, begin, end), begin, end, calendar.perDay);
    const lack = LEAST_SHOWN[calendar.resolution] - (end - begin);
    if (lack > 0) {
      begin = Math.max(calendar.least, begin - Math.ceil(lack / 2));
      end = Math.min(calendar.greatest + 1, end + Math.ceil(lack / 2));
    }
    const parts = [];
    for (const fold of [...folds, { from: end, to: end }]) {
      if (fold.from > begin) parts.push({ from: begin, to: fold.from, fold: "" });
      if (fold.to > fold.from) parts.push(fold);
      begin = fold.to;
    }
    return parts;
  }

  class TimeScale {
    /** @param {number[]} view - the part of the whole axis, 0 to 1, that the width shows */
    constructor(calendar, parts, width, view) {
      Object.assign(this, { calendar, width, view });
      const folds = parts.filter((part) => part.fold).length;
      const active = parts.reduce((sum, part) => sum + (part.fold ? 0 : part.to - part.from), 0);
      const fold = active ? Math.min(FOLD_WIDTH, 0.08 * width) / width : 1 / folds;
      let at = 0;
      this.parts = parts.map((part) => {
        const share = part.fold ? fold : (1 - fold * folds) * (part.to - part.from) / active;
        const placed = { ...part, u0: at, u1: at + share };
        at += share;
        return placed;
      });
      this.begin = parts[0].from;
      this.end = parts[parts.length - 1].to;
      const shown = LEAST_SHOWN[calendar.resolution] / Math.max(1, active) * (1 - fold * folds);
      /** The smallest part of the axis that the view may show. */
      this.leastView = Math.min(1, shown);
    }

    get isZoomed() {
      return this.view[1] - this.view[0] < 0.9999;
    }

    /** Where a time lies on the whole axis, 0 to 1. */
    share(time) {
      if (time >= this.end) return 1;
      const part = this.parts.find((each) => time < each.to);
      return part.u0 + (part.u1 - part.u0) * Math.max(0, time - part.from) / (part.to - part.from);
    }

    /** The time (with fraction) at a share of the whole axis. */
    timeAt(share) {
      const part = this.parts.find((each) => share < each.u1) || this.parts[this.parts.length - 1];
      return part.from + (part.to - part.from) * Math.min(1, Math.max(0, share - part.u0) / (part.u1 - part.u0));
    }

    /** Left edge of a time in px; outside 0 to width where the view does not show it. */
    x(time) {
      return (this.share(time) - this.view[0]) / (this.view[1] - this.view[0]) * this.width;
    }

    shareAt(x) {
      return this.view[0] + x / this.width * (this.view[1] - this.view[0]);
    }

    /** The time (with fraction) at a pixel. */
    time(x) {
      return this.timeAt(this.shareAt(x));
    }

    /** The parts that the view shows, cut to it, with their edges in px. */
    shown() {
      const [from, to] = [this.timeAt(this.view[0]), this.timeAt(this.view[1])];
      return this.parts.filter((part) => part.u1 > this.view[0] && part.u0 < this.view[1]).map((part) => {
        const cut = { from: Math.max(part.from, Math.floor(from)), to: Math.min(part.to, Math.ceil(to)), fold: part.fold };
        return { ...cut, x0: this.x(cut.from), x1: this.x(cut.to) };
      });
    }

    /** Zoomed by a factor around a share of the axis; below 1 magnifies. */
    zoomedView(factor, around) {
      const [from, to] = this.view;
      const size = Math.min(1, Math.max(this.leastView, (to - from) * factor));
      return fitted(around - (around - from) * size / (to - from), size);
    }

    pannedView(pixels) {
      const size = this.view[1] - this.view[0];
      return fitted(this.view[0] + pixels / this.width * size, size);
    }

    /** The view that shows these times, and a little around them. */
    viewOf(first, last) {
      const [from, to] = [this.share(first), this.share(last + 1)];
      const size = Math.min(1, Math.max(this.leastView, (to - from) * 1.08));
      return fitted((from + to - size) / 2, size);
    }

    /** Labels below the axis: [px, words], from left to right. */
    ticks() {
      const labels = [];
      let year = null;
      for (const part of this.shown()) {
        if (part.fold && part.x1 - part.x0 < 4 * LABEL_WIDTH.month) continue;
        for (const [time, unit] of ticksOf(this.calendar, part)) {
          labels.push([Math.max(part.x0, this.x(time)), tickWords(this.calendar, time, unit, year)]);
          year = this.calendar.parts(time)[0];
        }
      }
      return labels;
    }
  }

  function fitted(from, size) {
    const start = Math.min(1 - size, Math.max(0, from));
    return [start, start + size];
  }

  function ticksOf(calendar, { from, to, x0, x1 }) {
    const pixels = (x1 - x0) / (to - from);
    const usable = TICKS.filter(([unit]) => calendar.units.includes(unit));
    const [unit, many] = usable.find((tick) => calendar.length(...tick) * pixels >= LABEL_WIDTH[tick[0]]) || usable[usable.length - 1];
    const ticks = [];
    let time = calendar.start(from, unit, many);
    // A month that has begun before may be named at its edge; a day may not.
    if (time < from && unit !== "month" && unit !== "year") {
      ticks.push([from, unit]);
      time = calendar.next(time, unit, many);
    }
    for (; time < to && ticks.length < 200; time = calendar.next(time, unit, many)) ticks.push([time, unit]);
    return ticks;
  }

  /* The year is said at the first label and where it changes. */
  function tickWords(calendar, time, unit, year) {
    const [y, month, date] = calendar.parts(time);
    const name = mapapp.MONTHS[month].slice(0, 3);
    if (unit === "year") return String(y);
    if (unit === "hour" && calendar.hourOf(time) && year !== null) return calendar.clock(time);
    const text = unit === "month" ? name : `${date} ${name}`;
    return y === year ? text : `${text} ${y}`;
  }

  Object.assign(mapapp, { TimeScale, stretches });
})(window.mapapp);
