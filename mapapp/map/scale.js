/* Days to pixels. */
"use strict";

(function (mapapp) {
  const { dayParts, dayNumber } = mapapp;
  const GAP_WEIGHT = 0.03;
  const MAX_GAPS = 4;

  /** First day of the period of that unit that holds the day. Weeks begin on Monday, as ISO 8601 has it. */
  function periodStart(day, unit, many = 1) {
    const [year, month] = dayParts(day);
    if (unit === "day") return day;
    if (unit === "week") return day - (((day + 3) % 7) + 7) % 7;
    if (unit === "month") return dayNumber(year, month, 1);
    return dayNumber(Math.floor(year / many) * many, 0, 1);
  }

  function nextPeriod(start, unit, many = 1) {
    const [year, month] = dayParts(start);
    if (unit === "day") return start + 1;
    if (unit === "week") return start + 7;
    if (unit === "month") return dayNumber(year, month + 1, 1);
    return dayNumber(year + many, 0, 1);
  }

  /**
   * Days to pixels. Stretches without any event that would squeeze the rest are folded to a narrow, marked gap:
   * one report of 1986 beside a hundred of 2022 must not make the hundred unreadable.
   */
  class TimeScale {
    constructor(events, width) {
      this.width = width;
      const [first, last] = events.extent;
      const gaps = this.longGaps(events, first, last + 1);
      const edges = [first, ...gaps.flat(), last + 1];
      this.segments = [];
      for (let i = 0; i + 1 < edges.length; i++) this.segments.push({ from: edges[i], to: edges[i + 1], gap: i % 2 === 1 });
      this.activeDays = this.segments.reduce((sum, part) => sum + (part.gap ? 0 : part.to - part.from), 0);
      const share = (part) => part.gap ? GAP_WEIGHT : (1 - GAP_WEIGHT * gaps.length) * (part.to - part.from) / this.activeDays;
      let x = 0;
      for (const part of this.segments) {
        part.x0 = x;
        x += share(part) * width;
        part.x1 = x;
      }
    }

    longGaps(events, first, end) {
      const size = 1200;
      const cover = new Int32Array(size + 1);
      const bin = (day) => Math.min(size - 1, Math.floor((day - first) / (end - first) * size));
      for (let i = 0; i < events.size; i++) {
        cover[bin(events.first[i])]++;
        cover[bin(events.last[i]) + 1]--;
      }
      const day = (b) => Math.round(first + b / size * (end - first));
      const gaps = [];
      for (let b = 0, depth = 0, from = -1; b <= size; b++) {
        depth += b < size ? cover[b] : 1;
        if (depth === 0 && from < 0) from = b;
        if (depth > 0 && from >= 0) {
          gaps.push([day(from), day(b)]);
          from = -1;
        }
      }
      return this.chooseGaps(gaps, end - first);
    }

    chooseGaps(gaps, days) {
      const chosen = [];
      for (const gap of gaps.sort((a, b) => b[1] - b[0] - (a[1] - a[0])).slice(0, MAX_GAPS)) {
        const length = gap[1] - gap[0];
        if (length < 400 || length < 0.5 * days) break;
        chosen.push(gap);
        days -= length;
      }
      return chosen.sort((a, b) => a[0] - b[0]);
    }

    /** Left edge of a day, in pixels. */
    x(day) {
      const part = this.segments.find((each) => day < each.to) || this.segments[this.segments.length - 1];
      return part.x0 + (part.x1 - part.x0) * (day - part.from) / (part.to - part.from);
    }

    /** The day (with fraction) at a pixel. */
    day(x) {
      const part = this.segments.find((each) => x < each.x1) || this.segments[this.segments.length - 1];
      return part.from + (part.to - part.from) * (x - part.x0) / (part.x1 - part.x0);
    }
  }

  Object.assign(mapapp, { TimeScale, periodStart, nextPeriod });
})(window.mapapp);
