/* The window on the axis: two handles and what lies between them, by mouse, finger and keys. */
"use strict";

(function (mapapp) {
  const { make } = mapapp;
  const { BASE } = mapapp.CHART;
  const CLICK = 4;
  const WHEEL = 0.0022;
  const LINE = 16;
  const KEY_ZOOM = 0.6;

  class Brush {
    /** @param {Timeline} timeline - whose window and view of the axis this moves */
    constructor(timeline) {
      this.timeline = timeline;
      const { plot, element } = timeline.chart;
      this.band = this.slider("window of time", "mapapp-brush", plot, (event) => this.onBandKey(event));
      this.handles = ["first day", "last day"].map((name, end) =>
        this.slider(name, `mapapp-handle mapapp-handle-${end ? "last" : "first"}`, plot, (event) => this.onHandleKey(event, end)));
      this.fingers = new Map();
      element.addEventListener("pointerdown", (event) => this.onPress(event));
      element.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
      element.addEventListener("dblclick", () => timeline.reset());
    }

    slider(name, className, parent, onKey) {
      const element = make("div", className, parent, { role: "slider", tabindex: "0", "aria-label": name, "aria-orientation": "horizontal" });
      element.addEventListener("keydown", onKey);
      return element;
    }

    /** Shows the window at two px of the axis; a handle beyond the shown part waits at its edge. */
    place(left, right, width) {
      const inside = (x) => Math.min(width, Math.max(0, x));
      this.band.style.left = `${inside(left)}px`;
      this.band.style.width = `${Math.max(1, inside(right) - inside(left))}px`;
      [left, right].forEach((x, end) => {
        this.handles[end].style.left = `${inside(x)}px`;
        this.handles[end].classList.toggle("mapapp-beyond", x < -0.5 || x > width + 0.5);
      });
      this.describe();
    }

    describe() {
      const { first, last, calendar, reach } = this.timeline;
      const [begin, end] = reach;
      describe(this.handles[0], begin, last, first, calendar.words(first));
      describe(this.handles[1], first, end, last, calendar.words(last, true));
      describe(this.band, begin, Math.max(begin, end - (last - first)), first, calendar.span(first, last));
    }

    /* How far a key goes, from a time on; undefined for other keys. */
    moved(event, now) {
      const { calendar, histogram } = this.timeline;
      const big = calendar.perDay > 1 ? 24 : 10;
      const arrow = event.shiftKey ? big : 1;
      const page = Math.max(big, histogram.forward(now) - now);
      return { ArrowRight: arrow, ArrowUp: arrow, ArrowLeft: -arrow, ArrowDown: -arrow, PageUp: page, PageDown: -page,
        Home: -Infinity, End: Infinity }[event.key];
    }

    onHandleKey(event, end) {
      if (this.onZoomKey(event)) return;
      const { timeline } = this;
      const [begin, finish] = timeline.reach;
      const now = end ? timeline.last : timeline.first;
      const move = this.moved(event, now);
      if (move === undefined) return;
      event.preventDefault();
      if (end) timeline.moveByHand(timeline.first, Math.max(timeline.first, Math.min(finish, now + move)));
      else timeline.moveByHand(Math.min(timeline.last, Math.max(begin, now + move)), timeline.last);
      timeline.reveal(end ? timeline.last : timeline.first);
    }

    onBandKey(event) {
      if (this.onZoomKey(event)) return;
      const { timeline } = this;
      const move = this.moved(event, timeline.first);
      if (move === undefined) return;
      event.preventDefault();
      timeline.shiftByHand(timeline.first + move, timeline.last - timeline.first);
      timeline.reveal(move > 0 ? timeline.last : timeline.first);
    }

    onZoomKey(event) {
      const { timeline } = this;
      const factor = { "+": KEY_ZOOM, "=": KEY_ZOOM, "-": 1 / KEY_ZOOM, 0: Infinity }[event.key];
      if (factor === undefined || event.ctrlKey || event.metaKey) return false;
      event.preventDefault();
      const { scale, first, last } = timeline;
      timeline.show(scale.zoomedView(factor, (scale.share(first) + scale.share(last + 1)) / 2));
      return true;
    }

    /* The wheel zooms around the pointer; with shift, or sideways, it moves along. Many turns are drawn once a frame. */
    onWheel(event) {
      const { timeline } = this;
      if (!timeline.scale) return;
      event.preventDefault();
      const unit = event.deltaMode === 1 ? LINE : 1;
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (event.shiftKey || sideways) timeline.show(timeline.scale.pannedView((sideways ? event.deltaX : event.deltaY) * unit));
      else timeline.show(timeline.scale.zoomedView(Math.exp(event.deltaY * unit * WHEEL * (event.ctrlKey ? 4 : 1)), this.shareAt(event)));
    }

    at(pointer) {
      const box = this.timeline.chart.plot.getBoundingClientRect();
      return Math.max(0, Math.min(box.width - 0.01, pointer.clientX - box.left));
    }

    shareAt(pointer) {
      return this.timeline.scale.shareAt(this.at(pointer));
    }

    onPress(event) {
      if (!this.timeline.scale || event.button > 0) return;
      event.preventDefault();
      this.timeline.pause();
      this.fingers.set(event.pointerId, event);
      if (this.fingers.size === 1) this.drag = this.dragFor(event);
      else this.drag = this.pinch();
      if (this.listening) return;
      this.listening = new AbortController();
      const { signal } = this.listening;
      window.addEventListener("pointermove", (pointer) => this.onMove(pointer), { signal });
      for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, (pointer) => this.onLift(pointer), { signal });
    }

    onMove(pointer) {
      if (!this.fingers.has(pointer.pointerId)) return;
      this.fingers.set(pointer.pointerId, pointer);
      this.drag(this.at(pointer), pointer);
    }

    onLift(pointer) {
      if (!this.fingers.delete(pointer.pointerId)) return;
      if (this.drag.end) this.drag.end();
      // Of two fingers one is left: it shall not jump to do something else.
      this.drag = () => undefined;
      if (this.fingers.size) return;
      this.listening.abort();
      this.listening = null;
    }

    /* A press on a handle moves it, in the window moves the window, on the axis moves along it, elsewhere makes a new window. */
    dragFor(event) {
      const { timeline } = this;
      const start = this.at(event);
      const handle = this.handles.indexOf(event.target);
      if (handle >= 0) {
        event.target.focus({ preventScroll: true });
        return this.handleDrag(handle, start);
      }
      const top = event.clientY - timeline.chart.plot.getBoundingClientRect().top;
      if (top > BASE && timeline.scale.isZoomed) return this.axisDrag(start);
      if (timeline.mode === "upto") return this.cumulativeDrag(start);
      if (event.target === this.band && !timeline.covers()) return this.bandDrag(start);
      return this.newWindowDrag(start, event.target !== this.band);
    }

    handleDrag(end, start) {
      const { timeline } = this;
      const { first, last, scale } = timeline;
      const offset = scale.x(end ? last + 1 : first) - start;
      // A handle that waits at the edge for a time beyond it comes to the finger.
      const grip = Math.abs(offset) < 60 ? offset : 0;
      return (x) => {
        const time = scale.time(Math.max(0, Math.min(scale.width, x + grip)));
        if (end) timeline.moveByHand(first, Math.max(first, Math.round(time) - 1));
        else timeline.moveByHand(Math.min(last, Math.round(time)), last);
      };
    }

    bandDrag(start) {
      const { timeline } = this;
      const { first, last, scale } = timeline;
      const left = scale.x(first);
      this.band.focus({ preventScroll: true });
      return (x) => timeline.shiftByHand(Math.round(scale.time(left + x - start)), last - first);
    }

    axisDrag(start) {
      const { timeline } = this;
      let before = start;
      return (x) => {
        timeline.show(timeline.scale.pannedView(before - x));
        before = x;
      };
    }

    cumulativeDrag(start) {
      const { timeline } = this;
      const drag = (x) => timeline.moveByHand(timeline.first, Math.max(timeline.first, Math.ceil(timeline.scale.time(x)) - 1));
      drag(start);
      return drag;
    }

    /* Without a movement it is a click, which brings the nearer handle. */
    newWindowDrag(start, clickMoves) {
      const { timeline } = this;
      const { first, last, scale } = timeline;
      let moved = false;
      const drag = (x) => {
        moved = moved || Math.abs(x - start) >= CLICK;
        if (!moved) return;
        const from = Math.floor(scale.time(Math.min(x, start)));
        timeline.moveByHand(from, Math.max(from, Math.ceil(scale.time(Math.max(x, start))) - 1));
      };
      drag.end = () => {
        if (moved || !clickMoves) return;
        const time = Math.floor(scale.time(start));
        const end = Math.abs(start - scale.x(last + 1)) < Math.abs(start - scale.x(first));
        if (end) timeline.moveByHand(first, Math.max(first, time));
        else timeline.moveByHand(Math.min(last, time), last);
      };
      return drag;
    }

    /* Two fingers: their distance is the zoom, their middle stays on its time. The first finger's drag is undone. */
    pinch() {
      const { timeline } = this;
      const width = () => {
        const [a, b] = [...this.fingers.values()].map((finger) => finger.clientX);
        return Math.max(20, Math.abs(a - b));
      };
      const middle = () => [...this.fingers.values()].reduce((sum, finger) => sum + this.at(finger), 0) / this.fingers.size;
      let before = width();
      return () => {
        if (this.fingers.size < 2) return;
        const now = width();
        timeline.show(timeline.scale.zoomedView(before / now, timeline.scale.shareAt(middle())));
        before = now;
      };
    }
  }

  function describe(slider, low, high, now, words) {
    slider.setAttribute("aria-valuemin", low);
    slider.setAttribute("aria-valuemax", high);
    slider.setAttribute("aria-valuenow", now);
    slider.setAttribute("aria-valuetext", words);
  }

  Object.assign(mapapp, { Brush });
})(window.mapapp);
