/* What Python sent, as typed arrays. No drawing, no page. */
"use strict";
window.mapapp = window.mapapp || {};

(function (mapapp) {
  const { upperBound } = mapapp;
  const ARRAYS = { u1: Uint8Array, u2: Uint16Array, u4: Uint32Array, i4: Int32Array, f4: Float32Array };
  const MAX_LATITUDE = 85.0511;
  /* From here on a span of days is said to be wide: it tells little about the day. */
  const WIDE_DAYS = 28;

  function bytes(base64) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
    const text = atob(base64);
    const out = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
    return out;
  }

  /** A column "type:base64" as its typed array; little-endian, as every browser's processor is. One that is an array already stays. */
  function column(text) {
    if (typeof text !== "string") return text;
    return new ARRAYS[text.slice(0, 2)](bytes(text.slice(3)).buffer);
  }

  /** Unsigned LEB128 varints, all of them. */
  function varints(base64) {
    const raw = bytes(base64);
    const out = [];
    let value = 0;
    let shift = 1;
    for (let i = 0; i < raw.length; i++) {
      value += (raw[i] & 127) * shift;
      if (raw[i] < 128) {
        out.push(value);
        value = 0;
        shift = 1;
      } else shift *= 128;
    }
    return out;
  }

  /** Degrees to the unit square of the Mercator map: x to the east, y to the south. */
  const unitX = (longitude) => (longitude + 180) / 360;
  function unitY(latitude) {
    const sine = Math.sin(Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude)) * Math.PI / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  }

  /**
   * Lines of quantised points (zigzag deltas) as Float64 pairs in the unit square.
   * @returns {{points: Float64Array, box: number[]}[]} box: west, north, east, south in the unit square
   */
  function lines(shape) {
    const numbers = varints(shape.points);
    const step = shape.step;
    let at = 0;
    return shape.sizes.map((size) => {
      const points = new Float64Array(size * 2);
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      let x = 0;
      let y = 0;
      for (let i = 0; i < size; i++) {
        const dx = numbers[at++];
        const dy = numbers[at++];
        x += dx % 2 ? -(dx + 1) / 2 : dx / 2;
        y += dy % 2 ? -(dy + 1) / 2 : dy / 2;
        const px = points[2 * i] = unitX(x * step);
        const py = points[2 * i + 1] = unitY(y * step);
        if (px < box[0]) box[0] = px;
        if (py < box[1]) box[1] = py;
        if (px > box[2]) box[2] = px;
        if (py > box[3]) box[3] = py;
      }
      return { points, box };
    });
  }

  /** The texts of a table, parsed when first asked for: a million sentences cost nothing until a click. */
  class Texts {
    constructor(json, codes) {
      this.json = json;
      this.codes = codes;
      this.values = null;
    }

    at(index) {
      if (!this.values) this.values = JSON.parse(this.json);
      return this.values[this.codes ? this.codes[index] : index];
    }

    /** Index of this text where each stands once, or -1. */
    find(text) {
      if (!this.values) this.values = JSON.parse(this.json);
      return this.values.indexOf(text);
    }
  }

  /**
   * Events in columns. An event's index runs over `first`, `last`, `look`, `kind`; events of one spot lie together,
   * those of spot s from start[s] to start[s + 1].
   */
  class Events {
    constructor(sent) {
      const record = mapapp.decoded(sent);
      Object.assign(this, { key: record.key, size: record.size, groups: record.groups, kinds: record.kinds,
        places: record.places, leftOut: record.left_out, bounds: record.bounds, extent: record.extent });
      this.calendar = mapapp.calendarOf(record.resolution);
      this.first = column(record.first);
      this.last = column(record.width).length ? Int32Array.from(column(record.width)) : new Int32Array(0);
      for (let i = 0; i < this.size; i++) this.last[i] += this.first[i];
      this.readLikely(record);
      this.weights = { figures: column(record.weight_figures), reports: record.weight_reports ? column(record.weight_reports) : null };
      this.look = column(record.look);
      this.kind = column(record.kind);
      this.place = column(record.spot_place);
      this.area = column(record.spot_area);
      this.longitude = column(record.spot_longitude);
      this.latitude = column(record.spot_latitude);
      this.projectSpots(column(record.spot_count));
      this.areas = record.areas;
      this.changes = record.corrected || {};
      this.ids = record.ids;
      this.texts = record.texts;
      this.sortDays();
    }

    /* The days on which an event most likely lies; without a column for them every day of its span is as likely. */
    readLikely(record) {
      this.hasLikely = Boolean(record.likely_width);
      this.likelyFirst = this.first;
      this.likelyLast = this.last;
      if (!this.hasLikely) return;
      const [skip, width] = [column(record.likely_skip), column(record.likely_width)];
      this.likelyFirst = Int32Array.from(this.first, (first, i) => first + skip[i]);
      this.likelyLast = Int32Array.from(this.likelyFirst, (first, i) => first + width[i]);
    }

    projectSpots(counts) {
      const spots = counts.length;
      this.start = new Uint32Array(spots + 1);
      this.x = new Float64Array(spots);
      this.y = new Float64Array(spots);
      this.spot = new Uint32Array(this.size);
      for (let s = 0; s < spots; s++) {
        this.start[s + 1] = this.start[s] + counts[s];
        this.x[s] = unitX(this.longitude[s]);
        this.y[s] = unitY(this.latitude[s]);
        this.spot.fill(s, this.start[s], this.start[s + 1]);
      }
    }

    /* Counting a window is two binary searches a group: those that have begun less those that are over. */
    sortDays() {
      const sizes = new Uint32Array(this.groups.length);
      for (let i = 0; i < this.size; i++) sizes[mapapp.groupOf(this.look[i])]++;
      this.begins = Array.from(sizes, (size) => new Int32Array(size));
      this.ends = Array.from(sizes, (size) => new Int32Array(size));
      const filled = new Uint32Array(this.groups.length);
      for (let i = 0; i < this.size; i++) {
        const group = mapapp.groupOf(this.look[i]);
        this.begins[group][filled[group]] = this.first[i];
        this.ends[group][filled[group]++] = this.last[i];
      }
      this.begins.forEach((days) => days.sort());
      this.ends.forEach((days) => days.sort());
      this.sortWide();
    }

    /* The same for the events that lie somewhere in a month or more. */
    sortWide() {
      const wide = this.groups.map(() => []);
      for (let i = 0; i < this.size; i++) if (this.isWide(i)) wide[mapapp.groupOf(this.look[i])].push(i);
      this.wideBegins = wide.map((group) => Int32Array.from(group, (i) => this.first[i]).sort());
      this.wideEnds = wide.map((group) => Int32Array.from(group, (i) => this.last[i]).sort());
    }

    isWide(index) {
      return this.last[index] - this.first[index] + 1 >= WIDE_DAYS * this.calendar.perDay;
    }

    /** Events of a group in these days that lie somewhere in a month or more. */
    countWide(group, first, last) {
      return upperBound(this.wideBegins[group], last) - upperBound(this.wideEnds[group], first - 1);
    }

    /** Events of a group that may have happened between two days, both included. */
    countGroup(group, first, last) {
      return upperBound(this.begins[group], last) - upperBound(this.ends[group], first - 1);
    }

    span(index) {
      return this.calendar.span(this.first[index], this.last[index]);
    }

    /** "most likely 3 - 7 Feb 2022"; "" where no day is likelier than the others. */
    likelySpan(index) {
      const first = this.likelyFirst[index], last = this.likelyLast[index];
      return first === this.first[index] && last === this.last[index] ? "" : `most likely ${this.calendar.span(first, last)}`;
    }

    status(index) {
      return mapapp.STATUSES[this.look[index] >> 1 & 7];
    }

    /** Whether somebody is named who says so; else the report itself does. */
    isSaid(index) {
      return (this.look[index] & 1) === 1;
    }

    /** What people changed of it, in words; "" where nothing. */
    corrected(index) {
      return this.changes[index] || "";
    }

    group(index) {
      return this.groups[mapapp.groupOf(this.look[index])];
    }

    placeName(index) {
      return this.places[this.place[this.spot[index]]];
    }

    text(name, index) {
      return this.texts[name] ? this.texts[name].at(index) : "";
    }

    /** Indices of the other events whose text of this name is the same, at most `limit`; none where it is empty. */
    others(name, index, limit) {
      const wanted = this.text(name, index), found = [];
      if (!wanted) return found;
      const { codes } = this.texts[name];
      for (let i = 0; i < this.size && found.length < limit; i++) if (i !== index && codes[i] === codes[index]) found.push(i);
      return found;
    }

    /** Index of the event with this id, or -1. */
    find(id) {
      return id === null || id === undefined || !this.size ? -1 : this.ids.find(id);
    }
  }

  /* Order as in payload.py. */
  mapapp.STATUSES = ["happened", "ongoing", "planned", "threatened", "called for", "denied", "hypothetical"];
  /* A look is group * 16 + status * 2 + said, as in payload.py; 32 groups at most. */
  mapapp.ALL_LOOKS = 512;
  mapapp.groupOf = (look) => look >> 4;
  mapapp.firstLook = (group) => group << 4;
  /* What a status looks like: 0 filled, 1 dashed ring, 2 crossed ring; 3 is filled with a hole: somebody says so. */
  const SHAPES = [0, 0, 1, 1, 1, 2, 1, 0];
  mapapp.shapeOf = (look) => SHAPES[look >> 1 & 7] || (look & 1 ? 3 : 0);
  Object.assign(mapapp, { Events, Texts, column, lines, varints, unitX, unitY, WIDE_DAYS });
})(window.mapapp);
