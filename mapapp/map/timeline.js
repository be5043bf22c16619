/* The time control: the window and its words; histogram, handles, fields and player around it. */
"use strict";

(function (mapapp) {
  const { make, Brush, Caption, Chart, Counting, Histogram, Player, TimeScale } = mapapp;
  const WHOLE = [0, 1];

  class Timeline {
    /** @param {(first: number, last: number) => void} onWindow - called, at most once a frame, when the window moves */
    constructor(section, onWindow) {
      Object.assign(this, { section, onWindow, view: WHOLE, whole: true, chosen: -1, calendar: mapapp.calendarOf("day") });
      const controls = make("div", "mapapp-controls", section);
      this.player = new Player(this, controls);
      this.caption = new Caption(this, controls);
      this.chart = new Chart(section);
      this.caption.buildFoot(section);
      this.brush = new Brush(this);
      section.addEventListener("keydown", (event) => this.onSpace(event));
      new ResizeObserver(() => this.layOut()).observe(this.chart.element);
    }

    get has() {
      return Boolean(this.events && this.events.size);
    }

    get mode() {
      return this.player.mode;
    }

    /** From the first to the last event, and to the window where that reaches farther. */
    get reach() {
      const [begin, end] = this.events.extent;
      return [Math.min(begin, this.first), Math.max(end, this.last)];
    }

    /**
     * New events under the same control: a window that showed all goes on showing all, any other stays where it is.
     * @param {Array|null} wanted - [first, last, resolution] to show, where the caller has a wish; days without the third
     */
    setEvents(events, allowed, wanted) {
      const shown = this.scale && this.scale.isZoomed ? [this.scale.timeAt(this.view[0]), this.scale.timeAt(this.view[1])] : null;
      this.events = events;
      this.counting = new Counting(events, allowed);
      this.allowed = allowed;
      this.chosen = -1;
      this.chart.element.hidden = !events.size;
      this.section.classList.toggle("mapapp-idle", !events.size);
      if (!events.size) return this.changed();
      this.fitWindow(wanted);
      this.parts = mapapp.stretches(events);
      this.keepView(shown);
      this.layOut();
      return this.changed();
    }

    fitWindow(wanted) {
      const { calendar, extent } = this.events;
      if (wanted) [this.first, this.last] = calendar.convert(wanted[0], wanted[1], mapapp.calendarOf(wanted[2]));
      else if (this.first === undefined || (this.whole && this.mode !== "step")) [this.first, this.last] = extent;
      else [this.first, this.last] = calendar.convert(this.first, this.last, this.calendar);
      if (this.mode === "upto") this.first = Math.min(this.first, extent[0]);
      this.calendar = calendar;
      this.whole = this.isExact();
    }

    /* The part of the axis that was shown, on the axis of other events. */
    keepView(shown) {
      this.view = WHOLE;
      if (!shown) return;
      const scale = new TimeScale(this.calendar, this.parts, 1000, WHOLE);
      const [from, to] = shown.map((time) => scale.share(time));
      if (to - from >= scale.leastView) this.view = [from, to];
    }

    setAllowed(allowed) {
      this.allowed = allowed;
      if (this.counting) this.counting.allowed = allowed;
      this.layOut();
      this.changed();
    }

    /** The event whose span is drawn above the bars; -1 for none. */
    setChosen(index) {
      if (this.chosen === index) return;
      this.chosen = index;
      this.layOut();
    }

    isExact() {
      return this.first === this.events.extent[0] && this.last === this.events.extent[1];
    }

    /** Whether the window shows all because it is to show all, whatever comes. */
    isAll() {
      return this.whole;
    }

    covers() {
      return this.first <= this.events.extent[0] && this.last >= this.events.extent[1];
    }

    setWindow(first, last) {
      [this.first, this.last] = [Math.min(first, last), Math.max(first, last)];
      this.whole = this.has && this.isExact();
      this.changed();
    }

    /** As a person does it: what plays stops, and a mode that would not have this window ends. */
    moveByHand(first, last) {
      this.pause();
      this.player.leaveFor(first, last);
      this.setWindow(first, last);
    }

    shiftByHand(first, width) {
      this.pause();
      const [begin, end] = this.reach;
      const start = Math.max(begin, Math.min(end - width, first));
      this.player.leaveFor(start, start + width);
      this.setWindow(start, start + width);
    }

    /** Moves the window, inside the time of the events. */
    shiftTo(first, width) {
      const [begin, end] = this.events.extent;
      const start = Math.max(begin, Math.min(end - width, first));
      this.setWindow(start, start + width);
    }

    toggleZoom() {
      this.show(this.scale.isZoomed ? WHOLE : this.scale.viewOf(this.first, this.last));
    }

    /** All events, on the whole axis. */
    reset() {
      if (!this.has) return;
      this.pause();
      if (this.mode === "step") this.player.setMode("window");
      this.show(WHOLE);
      this.setWindow(...this.events.extent);
    }

    /** Another part of the axis; drawn once a frame. */
    show(view) {
      if (!this.scale || String(view) === String(this.view)) return;
      this.view = view;
      this.scale.view = view;
      this.showing = this.showing || requestAnimationFrame(() => {
        this.showing = 0;
        this.layOut();
      });
    }

    /** Moves a magnified axis so that it shows a time. */
    reveal(time) {
      if (!this.scale || !this.scale.isZoomed) return;
      const x = this.scale.x(time);
      if (x >= 0 && x <= this.scale.width) return;
      this.show(this.scale.pannedView(x - (x < 0 ? 0.8 : 0.2) * this.scale.width));
    }

    /* Many pointer moves may come before a frame is drawn; the map is drawn once for all of them. */
    changed() {
      this.showWindow();
      this.caption.announce();
      if (this.waiting) return;
      this.waiting = requestAnimationFrame(() => {
        this.waiting = 0;
        this.onWindow(this.first, this.last);
      });
    }

    showWindow() {
      this.caption.show();
      if (!this.has || !this.scale) return;
      const left = this.scale.x(this.first);
      const right = this.scale.x(this.last + 1);
      this.brush.place(left, right, this.scale.width);
      this.chart.paint(left, right);
    }

    layOut() {
      const { width } = this.chart;
      this.caption.dates.fit();
      if (!width || !this.has || !this.parts) return;
      this.scale = new TimeScale(this.calendar, this.parts, width, this.view);
      this.histogram = new Histogram(this.events, this.scale, this.allowed);
      this.player.setUnits(this.calendar, this.histogram.unit);
      this.chart.draw(this.events, this.scale, this.histogram, this.chosen);
      this.caption.explain();
      this.showWindow();
    }

    onSpace(event) {
      if (event.key !== " " || event.target.closest("button, select, input")) return;
      event.preventDefault();
      this.player.toggle();
    }

    play() {
      this.player.play();
    }

    pause() {
      this.player.pause();
    }

    /** A fold is crossed in one step. */
    overFold(time, direction) {
      const fold = this.parts.find((part) => part.fold && time >= part.from && time < part.to);
      if (!fold || (fold.from === this.parts[0].from && fold.to === this.parts[this.parts.length - 1].to)) return time;
      return direction > 0 ? fold.to : fold.from - 1;
    }

    countWindow(first, last) {
      return this.counting.inWindow(first, last);
    }

    /** Events of the window that lie somewhere in a month or more. */
    countWide(first, last) {
      return this.counting.wide(first, last);
    }

    /** The nearest time of an event before (-1) or after (1) a window; null where there is none. */
    nearest(first, last, direction) {
      return this.counting.nearest(first, last, direction);
    }

    /** Moves the window, as wide as it is, to the nearest event. */
    jumpToNearest() {
      const before = this.nearest(this.first, this.last, -1);
      const after = this.nearest(this.first, this.last, 1);
      if (before === null && after === null) return this.reset();
      const goBack = after === null || (before !== null && this.first - before <= after - this.last);
      const time = goBack ? before : after;
      if (this.mode === "step") return this.player.showPeriod(this.player.periodFrom(time));
      if (this.mode === "upto") return this.setWindow(this.first, Math.max(this.first, time));
      this.shiftTo(goBack ? time - (this.last - this.first) : time, this.last - this.first);
      return this.reveal(time);
    }
  }

  Object.assign(mapapp, { Timeline });
})(window.mapapp);
