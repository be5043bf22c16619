/* Days and hours: arithmetic of the calendar and its words. Times are whole numbers since 1970-01-01. No page. */
"use strict";
window.mapapp = window.mapapp || {};

(function (mapapp) {
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December"];
  const DAY_MS = 86400000;
  /* 1 January of year 1 and 31 December 9999: what a date field can hold. */
  const FIRST_DAY = -719162;
  const LAST_DAY = 2932896;
  const DAYS_OF = { hour: 1 / 24, day: 1, week: 7, month: 30.44, year: 365.25 };
  const two = (number) => String(number).padStart(2, "0");

  /** A day number (days since 1970-01-01) as [year, month from 0, day of month]. */
  function dayParts(day) {
    const date = new Date(day * DAY_MS);
    return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  }

  function dayNumber(year, month, day) {
    const date = new Date(0);
    date.setUTCFullYear(year, month, day);
    return Math.round(date.getTime() / DAY_MS);
  }

  function dayInWords(day) {
    const [year, month, date] = dayParts(day);
    return `${date} ${MONTHS[month]} ${year}`;
  }

  /** "8 – 16 February 2023", "15 January – 11 March 2023"; a whole month or year by its name. */
  function spanInWords(first, last) {
    if (first === last) return dayInWords(first);
    const [y0, m0, d0] = dayParts(first);
    const [y1, m1, d1] = dayParts(last);
    const [, , next] = dayParts(last + 1);
    if (d0 === 1 && next === 1 && y0 === y1) {
      if (m0 === m1) return `${MONTHS[m0]} ${y0}`;
      if (m0 === 0 && m1 === 11) return `${y0}`;
    }
    if (y0 !== y1) return `${dayInWords(first)} – ${dayInWords(last)}`;
    if (m0 !== m1) return `${d0} ${MONTHS[m0]} – ${d1} ${MONTHS[m1]} ${y0}`;
    return `${d0} – ${d1} ${MONTHS[m0]} ${y0}`;
  }

  /** Times of one resolution: the numbers of a table are all days, or all hours. */
  class Calendar {
    /** @param {"day"|"hour"} resolution */
    constructor(resolution) {
      this.resolution = resolution;
      this.perDay = resolution === "hour" ? 24 : 1;
      this.least = FIRST_DAY * this.perDay;
      this.greatest = LAST_DAY * this.perDay + this.perDay - 1;
      this.units = ["hour", "day", "week", "month", "year"].slice(this.perDay === 1 ? 1 : 0);
    }

    dayOf(time) {
      return Math.floor(time / this.perDay);
    }

    hourOf(time) {
      return time - this.dayOf(time) * this.perDay;
    }

    /** [year, month from 0, day of month]. */
    parts(time) {
      return dayParts(this.dayOf(time));
    }

    /** About how many numbers a period has. */
    length(unit, many = 1) {
      return DAYS_OF[unit] * this.perDay * many;
    }

    /** First number of the period that holds the time. Weeks begin on Monday, as ISO 8601 has it. */
    start(time, unit, many = 1) {
      if (unit === "hour") return time - this.hourOf(time) % many;
      const day = this.dayOf(time);
      const [year, month] = dayParts(day);
      if (unit === "day") return this.perDay * Math.floor(day / many) * many;
      if (unit === "week") return this.perDay * (Math.floor((day + 3) / (7 * many)) * 7 * many - 3);
      if (unit === "month") return this.perDay * dayNumber(year, Math.floor(month / many) * many, 1);
      return this.perDay * dayNumber(Math.floor(year / many) * many, 0, 1);
    }

    /** First number of the period after the one that begins here. */
    next(start, unit, many = 1) {
      if (unit === "hour") return start + many;
      const day = this.dayOf(start);
      const [year, month] = dayParts(day);
      if (unit === "day") return start + many * this.perDay;
      if (unit === "week") return start + 7 * many * this.perDay;
      if (unit === "month") return this.perDay * dayNumber(year, month + many, 1);
      return this.perDay * dayNumber(year + many, 0, 1);
    }

    /** A beginning in words; with `end`, the end of that day or hour. */
    words(time, end = false) {
      const day = dayInWords(this.dayOf(time));
      return this.perDay === 1 ? day : `${day}, ${this.clock(time, end)}`;
    }

    clock(time, end = false) {
      return `${two(this.hourOf(time))}:${end ? "59" : "00"}`;
    }

    /** First to last, both included, in words; whole days without a time of day. */
    span(first, last) {
      const [from, to] = [this.dayOf(first), this.dayOf(last)];
      if (this.perDay === 1 || (this.hourOf(first) === 0 && this.hourOf(last) === 23)) return spanInWords(from, to);
      if (from === to) return `${dayInWords(from)}, ${this.clock(first)} – ${this.clock(last, true)}`;
      return `${this.words(first)} – ${this.words(last, true)}`;
    }

    /** "3 days", "5 months", "36 years": a length, rounded. */
    lengthInWords(length) {
      const days = length / this.perDay;
      const unit = days < 1.5 && this.perDay > 1 ? "hour" : days < 61 ? "day" : days < 731 ? "month" : "year";
      const many = Math.max(1, Math.round(days / DAYS_OF[unit]));
      return `${many.toLocaleString("en")} ${unit}${many === 1 ? "" : "s"}`;
    }

    /** Whole days, as Python counts them, in numbers of this calendar. */
    fromDays(first, last) {
      return [first * this.perDay, last * this.perDay + this.perDay - 1];
    }

    /** A window of another calendar in numbers of this one. */
    convert(first, last, from) {
      if (from.perDay === this.perDay) return [first, last];
      return this.fromDays(from.dayOf(first), from.dayOf(last));
    }
  }

  const calendars = { day: new Calendar("day"), hour: new Calendar("hour") };
  mapapp.calendarOf = (resolution) => calendars[resolution] || calendars.day;

  /** Index of the first element of a sorted array that is greater than `value`. */
  function upperBound(sorted, value) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  Object.assign(mapapp, { Calendar, MONTHS, dayParts, dayNumber, dayInWords, spanInWords, upperBound });
})(window.mapapp);
