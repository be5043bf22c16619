/* Events by period and kind, for the part of the axis that is shown; and how high a bar may be. */
"use strict";

(function (mapapp) {
  const { upperBound } = mapapp;
  const MAX_BARS = 150;
  const BAR_WIDTH = 4;
  const UNITS = [["hour", 1], ["hour", 3], ["hour", 6], ["day", 1], ["week", 1], ["month", 1], ["month", 3],
    ...[1, 2, 5, 10, 20, 50, 100, 200].map((many) => ["year", many])];
  /* `likely_first` and `likely_last` hold an event at nine in ten. */
  const LIKELY_SHARE = 0.9;
  const LARGEST_TABLE = 200000;
  /* Bars are cut off when the highest is so many times as high as the highest of the others. */
  const DWARFS = 12;
  const HEADROOM = 3;

  /** The finest unit that needs few enough bars. */
  function fittingUnit(calendar, length, width) {
    const most = Math.min(MAX_BARS, width / BAR_WIDTH);
    const usable = UNITS.filter(([unit]) => calendar.units.includes(unit));
    return usable.find((step) => length / calendar.length(...step) <= most) || usable[usable.length - 1];
  }

  /** An event of several days is spread evenly over them, so that all bars together are all events. */
  class Histogram {
    constructor(events, scale, allowed) {
      this.calendar = events.calendar;
      const shown = scale.shown();
      const open = shown.filter((part) => !part.fold);
      const counted = (open.length ? open : shown).reduce((sum, part) => sum + part.to - part.from, 0);
      [this.unit, this.many] = fittingUnit(this.calendar, counted, scale.width);
      this.layBins(shown, open.length > 0);
      this.groups = events.groups.length;
      this.bars = new Float64Array(this.size * this.groups);
      this.faintBars = new Float64Array(this.size * this.groups);
      this.count(events, allowed);
      const bins = Float64Array.from(this.from.keys());
      const strong = bins.map((bin) => this.total(this.bars, bin));
      this.totals = bins.map((bin) => strong[bin] + this.total(this.faintBars, bin));
      this.someFaint = this.faintBars.some((part) => part > 1e-9);
      // A fold holds months or years: its bar is no measure for days.
      const unfolded = bins.filter((bin) => !this.folded.has(bin));
      Object.assign(this, heightScale(this.totals, unfolded.map((bin) => this.totals[bin]), unfolded.map((bin) => strong[bin])));
    }

    get size() {
      return this.from.length;
    }

    /* Bins tile the shown time; a fold is one bin. */
    layBins(shown, foldsAreNarrow) {
      const [from, to] = [[], []];
      this.folded = new Set();
      for (const part of shown) {
        if (part.fold && foldsAreNarrow) {
          this.folded.add(from.length);
          from.push(part.from);
          to.push(part.to);
          continue;
        }
        for (let time = this.calendar.start(part.from, this.unit, this.many); time < part.to;) {
          const next = this.calendar.next(time, this.unit, this.many);
          from.push(Math.max(part.from, time));
          to.push(Math.min(part.to, next));
          time = next;
        }
      }
      this.from = Int32Array.from(from);
      this.to = Int32Array.from(to);
      this.begin = from[0];
      this.end = to[to.length - 1];
      this.table = this.end - this.begin <= LARGEST_TABLE ? new Uint16Array(this.end - this.begin) : null;
      if (this.table) for (let bin = 0; bin < from.length; bin++) this.table.fill(bin, from[bin] - this.begin, to[bin] - this.begin);
    }

    binOf(time) {
      return this.table ? this.table[time - this.begin] : upperBound(this.from, time) - 1;
    }

    count(events, allowed) {
      const { first, last, likelyFirst, likelyLast, look, hasLikely, size } = events;
      const { groups, begin, end } = this;
      const strong = new Spread(this, this.bars);
      const faint = new Spread(this, this.faintBars);
      for (let i = 0; i < size; i++) {
        const [from, to] = [first[i], last[i]];
        if (to < begin || from >= end || !allowed[look[i]]) continue;
        const group = mapapp.groupOf(look[i]);
        if (from === to) this.bars[this.binOf(from) * groups + group]++;
        else if (hasLikely && (likelyFirst[i] > from || likelyLast[i] < to)) {
          const rest = (1 - LIKELY_SHARE) / (to - from - (likelyLast[i] - likelyFirst[i]));
          strong.add(likelyFirst[i], likelyLast[i], LIKELY_SHARE / (likelyLast[i] - likelyFirst[i] + 1), group);
          faint.add(from, likelyFirst[i] - 1, rest, group);
          faint.add(likelyLast[i] + 1, to, rest, group);
        } else (events.isWide(i) ? faint : strong).add(from, to, 1 / (to - from + 1), group);
      }
      strong.finish();
      faint.finish();
    }

    total(bars, bin) {
      let sum = 0;
      for (let g = bin * this.groups; g < (bin + 1) * this.groups; g++) sum += bars[g];
      return sum;
    }

    /** First time of the bar that comes after, or before, the one that holds a time. */
    forward(time) {
      return this.calendar.next(this.calendar.start(time, this.unit, this.many), this.unit, this.many);
    }

    back(time) {
      return this.calendar.start(this.calendar.start(time, this.unit, this.many) - 1, this.unit, this.many);
    }

    /** "a day", "3 hours". */
    get unitInWords() {
      return this.many > 1 ? `${this.many} ${this.unit}s` : this.unit === "hour" ? "an hour" : `a ${this.unit}`;
    }
  }

  /* Spans added to bars at once, however many bars they cross: whole bars by where a density begins and ends. */
  class Spread {
    constructor(histogram, bars) {
      Object.assign(this, { histogram, bars });
      this.slopes = new Float64Array((histogram.size + 1) * histogram.groups);
    }

    add(first, last, density, group) {
      const { histogram, bars, slopes } = this;
      const { begin, end, groups, from, to } = histogram;
      const low = Math.max(begin, first);
      const high = Math.min(end - 1, last);
      if (low > high) return;
      const a = histogram.binOf(low);
      const b = histogram.binOf(high);
      if (a === b) {
        bars[a * groups + group] += density * (high - low + 1);
        return;
      }
      bars[a * groups + group] += density * (to[a] - low);
      bars[b * groups + group] += density * (high + 1 - from[b]);
      slopes[(a + 1) * groups + group] += density;
      slopes[b * groups + group] -= density;
    }

    finish() {
      const { histogram, bars, slopes } = this;
      const { groups, from, to } = histogram;
      const density = new Float64Array(groups);
      for (let bin = 0; bin < histogram.size; bin++) {
        for (let g = 0; g < groups; g++) {
          density[g] += slopes[bin * groups + g];
          if (density[g] > 1e-12) bars[bin * groups + g] += density[g] * (to[bin] - from[bin]);
        }
      }
    }
  }

  const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

  /** The round number at or above a count; whole where it is above 1. */
  function roundUp(count) {
    const power = 10 ** Math.floor(Math.log10(count));
    return power * ROUND.find((step) => step * power >= count * (1 - 1e-9) && (power !== 1 || Number.isInteger(step)));
  }

  /**
   * How many events the full height stands for. Where a tenth of the bars, or one, dwarfs all others, these are cut off
   * and `isCut` says so; else a day of 2,000 would flatten all days of 20.
   * @param {Float64Array} totals - of all bars
   * @param {Float64Array} unfolded - of those that are as long as the others
   * @param {Float64Array} strong - of those, without what is faint
   */
  function heightScale(totals, unfolded, strong) {
    const most = (numbers) => numbers.reduce((high, number) => Math.max(high, number), 0);
    const highest = most(totals) || 1;
    const usualOf = (numbers) => {
      const sorted = numbers.filter((total) => total > 1e-9).sort();
      return sorted[sorted.length - 1 - Math.max(1, Math.floor(sorted.length / 10))] || 0;
    };
    const others = Math.max(1, usualOf(strong), usualOf(unfolded));
    const tallest = most(unfolded) || highest;
    const top = roundUp(tallest > DWARFS * others ? HEADROOM * others : tallest);
    return { highest, isCut: highest > top * 1.000001, top };
  }

  Object.assign(mapapp, { Histogram, heightScale });
})(window.mapapp);
