/* How many events lie in a window, and where the nearest are: binary searches, so that a window step costs nothing. */
"use strict";

(function (mapapp) {
  const { upperBound } = mapapp;

  class Counting {
    constructor(events, allowed) {
      Object.assign(this, { events, allowed });
    }

    groups() {
      return Array.from(this.events.groups.keys()).filter((group) => this.allowed[mapapp.firstLook(group)]);
    }

    /** Events that may have happened between two times, both included. */
    inWindow(first, last) {
      return this.groups().reduce((sum, group) => sum + this.events.countGroup(group, first, last), 0);
    }

    /** Those of them that lie somewhere in a month or more. */
    wide(first, last) {
      return this.groups().reduce((sum, group) => sum + this.events.countWide(group, first, last), 0);
    }

    /** Nearest time of an event before (-1) or after (1) a window; null where there is none. */
    nearest(first, last, direction) {
      return this.nearestOf(this.events, first, last, direction);
    }

    nearestOf({ begins, ends }, first, last, direction) {
      const times = this.groups().map((group) => direction > 0 ? begins[group][upperBound(begins[group], last)]
        : ends[group][upperBound(ends[group], first - 1) - 1]).filter((time) => time !== undefined);
      if (!times.length) return null;
      return direction > 0 ? Math.min(...times) : Math.max(...times);
    }

    /*
     * Where events lie that say where: their likely days, when these are no month wide. An event "in 2014 - 2022" is no
     * reason to stop at each day of eight years. Made when first asked for.
     */
    get sure() {
      if (!this.events.sure) this.events.sure = sureTimes(this.events);
      return this.events.sure;
    }

    sureInWindow(first, last) {
      const { begins, ends } = this.sure;
      return this.groups().reduce((sum, g) => sum + upperBound(begins[g], last) - upperBound(ends[g], first - 1), 0);
    }

    nearestSure(first, last, direction) {
      return this.nearestOf(this.sure, first, last, direction);
    }
  }

  function sureTimes(events) {
    const { likelyFirst, likelyLast, size, groups, look } = events;
    const limit = mapapp.WIDE_DAYS * events.calendar.perDay;
    const members = groups.map(() => []);
    for (let i = 0; i < size; i++) if (likelyLast[i] - likelyFirst[i] + 1 < limit) members[mapapp.groupOf(look[i])].push(i);
    if (members.every((group) => !group.length)) return events;
    return { begins: members.map((group) => Int32Array.from(group, (i) => likelyFirst[i]).sort()),
      ends: members.map((group) => Int32Array.from(group, (i) => likelyLast[i]).sort()) };
  }

  Object.assign(mapapp, { Counting });
})(window.mapapp);
