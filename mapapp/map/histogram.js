/* Events by period and kind. */
"use strict";

(function (mapapp) {
  const { periodStart, nextPeriod, upperBound } = mapapp;
  const MAX_BINS = 140;

  /** The finest unit that needs few enough bars. */
  function fittingUnit(days) {
    if (days <= 100) return ["day", 1];
    if (days <= 7 * MAX_BINS) return ["week", 1];
    if (days <= 30.4 * MAX_BINS) return ["month", 1];
    for (const many of [1, 2, 5, 10, 20, 50, 100]) if (days <= 365.25 * many * MAX_BINS) return ["year", many];
    return ["year", 200];
  }

  /** Events by period and group; an event of several days is spread evenly over them, so the bars add up to all events. */
  class Histogram {
    constructor(events, scale, allowed) {
      [this.unit, this.many] = fittingUnit(scale.activeDays);
      this.edges = this.findEdges(scale);
      this.groups = events.groups.length;
      this.bars = new Float64Array(this.edges.length * this.groups);
      this.wideBars = new Float64Array(this.edges.length * this.groups);
      this.count(events, allowed);
    }

    findEdges(scale) {
      const edges = [];
      for (const part of scale.segments) {
        if (part.gap) continue;
        for (let day = periodStart(part.from, this.unit, this.many); day < part.to; day = nextPeriod(day, this.unit, this.many)) {
          if (!edges.length || day > edges[edges.length - 1]) edges.push(day);
        }
      }
      return Int32Array.from(edges);
    }

    count(events, allowed) {
      const { edges, groups } = this;
      const exact = new Float64Array((edges.length + 1) * groups);
      const wide = new Float64Array((edges.length + 1) * groups);
      for (let i = 0; i < events.size; i++) {
        const look = events.look[i];
        if (!allowed[look]) continue;
        const from = Math.max(0, upperBound(edges, events.first[i]) - 1);
        const to = events.last[i] === events.first[i] ? from : Math.max(from, upperBound(edges, events.last[i]) - 1);
        const share = 1 / (to - from + 1);
        const slopes = to > from && events.isWide(i) ? wide : exact;
        slopes[from * groups + mapapp.groupOf(look)] += share;
        slopes[(to + 1) * groups + mapapp.groupOf(look)] -= share;
      }
      for (let i = 0; i < this.bars.length; i++) {
        this.bars[i] = exact[i] + (i >= groups ? this.bars[i - groups] : 0);
        this.wideBars[i] = wide[i] + (i >= groups ? this.wideBars[i - groups] : 0);
      }
      this.someWide = this.wideBars.some((part) => part > 1e-9);
      this.highest = 0;
      for (let b = 0; b < edges.length; b++) this.highest = Math.max(this.highest, this.total(b));
    }

    total(bin) {
      let sum = 0;
      for (let g = 0; g < this.groups; g++) sum += this.bars[bin * this.groups + g] + this.wideBars[bin * this.groups + g];
      return sum;
    }
  }

  Object.assign(mapapp, { Histogram });
})(window.mapapp);
