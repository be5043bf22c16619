/* Some of the events of a record, without asking for them again: all columns of the whole, cut down to what a filter lets through. */
"use strict";

(function (mapapp) {
  const { column } = mapapp;
  const COLUMN = /^[uif][124]:/;

  /**
   * A record with its columns as typed arrays and its texts ready: done once, however often a filter changes.
   * What has a value for each event or each spot is found by its form, so a new column needs no line here.
   */
  function decoded(record) {
    if (typeof record.ids !== "string") return record;
    const ready = { ...record };
    for (const [name, value] of Object.entries(record)) {
      if (typeof value === "string" && COLUMN.test(value)) ready[name] = column(value);
    }
    ready.areas = record.areas.map((area) => ({ ...area, lines: area.shape ? mapapp.lines(area.shape) : [] }));
    ready.ids = new mapapp.Texts(record.ids, null);
    ready.texts = Object.fromEntries(Object.entries(record.texts).map(([name, { values, codes }]) => [name, new mapapp.Texts(values, column(codes))]));
    return ready;
  }

  /* Which of the chosen has this index in the whole; -1 for none. */
  function placeOf(index, at) {
    const place = mapapp.upperBound(at, index) - 1;
    return index >= 0 && at[place] === index ? place : -1;
  }

  /** Texts of some of the events. */
  class SomeTexts {
    constructor(texts, at) {
      Object.assign(this, { texts, indices: at });
    }

    at(index) {
      return this.texts.at(this.indices[index]);
    }

    find(text) {
      return placeOf(this.texts.find(text), this.indices);
    }
  }

  /** Numbers of the bits that are set, in order; bit i is in byte i >> 3, the lowest first. */
  function setBits(bytes, size) {
    const found = new Uint32Array(size);
    let filled = 0;
    for (let i = 0; i < size; i++) if (bytes[i >> 3] >> (i & 7) & 1) found[filled++] = i;
    return found.slice(0, filled);
  }

  function gathered(values, at) {
    const some = new values.constructor(at.length);
    for (let i = 0; i < at.length; i++) some[i] = values[at[i]];
    return some;
  }

  /* What only a few events have, by index. */
  function gatheredFew(values, at) {
    const places = Object.entries(values).map(([index, value]) => [placeOf(Number(index), at), value]);
    return Object.fromEntries(places.filter(([place]) => place >= 0));
  }

  /* How many of the chosen events each spot has. */
  function countSpots(counts, at) {
    const chosen = new Uint32Array(counts.length);
    let spot = 0;
    let end = counts.length ? counts[0] : 0;
    for (let i = 0; i < at.length; i++) {
      while (at[i] >= end) end += counts[++spot];
      chosen[spot]++;
    }
    return chosen;
  }

  function extentOf(first, width) {
    let [begin, end] = [Infinity, -Infinity];
    for (let i = 0; i < first.length; i++) {
      if (first[i] < begin) begin = first[i];
      if (first[i] + width[i] > end) end = first[i] + width[i];
    }
    return first.length ? [begin, end] : [0, 0];
  }

  /**
   * The record of the chosen events, as if Python had made it of them alone.
   * @param {object} whole - from `decoded`
   * @param {object} choice - what payload.py wrote: `chosen` has a bit for each event, the rest replaces what the whole has
   */
  function chosen(whole, choice) {
    const at = setBits(column(choice.chosen), whole.size);
    const perSpot = countSpots(whole.spot_count, at);
    const spots = Uint32Array.from(perSpot.keys()).filter((spot) => perSpot[spot] > 0);
    const some = { ...whole, ...choice, size: at.length, spot_count: gathered(perSpot, spots) };
    for (const [name, value] of Object.entries(whole)) {
      if (!ArrayBuffer.isView(value) || name === "spot_count") continue;
      some[name] = gathered(value, name.startsWith("spot_") ? spots : at);
    }
    some.corrected = gatheredFew(whole.corrected || {}, at);
    some.extent = extentOf(some.first, some.width);
    some.ids = new SomeTexts(whole.ids, at);
    some.texts = Object.fromEntries(Object.entries(whole.texts).map(([name, texts]) => [name, new SomeTexts(texts, at)]));
    return some;
  }

  Object.assign(mapapp, { decoded, chosen });
})(window.mapapp);
