/* The time control: a histogram of events with two handles, a window that moves, and its words. */
"use strict";

(function (mapapp) {
  const { make, dayParts, dayInWords, spanInWords, upperBound, MONTHS, periodStart, nextPeriod, TimeScale, Histogram } = mapapp;
  const CHART_HEIGHT = 56;
  const AXIS_HEIGHT = 20;
  const SPEEDS = [1, 2, 4, 0.5];
  const STEPS_A_SECOND = 5;
  /* Of events that lie somewhere in a month or more: they are spread over many bars, and fainter. */
  const WIDE_ALPHA = 0.4;
  const UNITS = ["day", "week", "month", "year"];

  const PLAY = "M2.5 1v10l8-5z";
  const PAUSE = "M2.5 1h2.6v10h-2.6zM7 1h2.6v10h-2.6z";
  const BACK = "M9.5 1v10l-8-5z";

  class Timeline {
    /** @param {(first: number, last: number) => void} onWindow - called, at most once a frame, when the window moves */
    constructor(section, onWindow) {
      this.section = section;
      this.onWindow = onWindow;
      this.mode = "window";
      this.speed = 1;
      this.unit = null;
      this.playing = 0;
      this.calm = matchMedia("(prefers-reduced-motion: reduce)");
      this.buildControls();
      this.buildChart();
      section.addEventListener("keydown", (event) => this.onSpace(event));
      new ResizeObserver(() => this.layOut()).observe(this.chart);
    }

    buildControls() {
      const row = make("div", "mapapp-controls", this.section);
      const steps = make("div", "mapapp-steps", row);
      this.button(steps, "Previous", BACK, () => this.step(-1));
      this.playButton = this.button(steps, "Play", PLAY, () => this.playing ? this.pause() : this.play());
      this.playButton.classList.add("mapapp-play");
      this.playWord = make("span", "", this.playButton);
      this.playWord.textContent = "Play";
      this.playPath = this.playButton.querySelector("path");
      this.button(steps, "Next", PLAY, () => this.step(1));
      this.buildModes(row);
      this.speedButton = make("button", "mapapp-button", row, { type: "button" });
      this.speedButton.addEventListener("click", () => this.setSpeed(SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length]));
      this.setSpeed(1);
      this.allButton = make("button", "mapapp-button", row, { type: "button" });
      this.allButton.textContent = "All days";
      this.allButton.addEventListener("click", () => this.reset());
      const said = make("div", "mapapp-said", row);
      this.note = make("span", "mapapp-quiet", said);
      this.words = make("output", "mapapp-words", said, { "aria-live": "polite" });
    }

    button(parent, label, path, action) {
      const button = make("button", "mapapp-button", parent, { type: "button", "aria-label": label, title: label });
      mapapp.icon(path, button);
      button.addEventListener("click", action);
      return button;
    }

    buildModes(row) {
      const modes = make("div", "mapapp-modes", row, { role: "radiogroup", "aria-label": "How the window moves" });
      this.modeButtons = {};
      for (const [mode, words] of [["window", "Window"], ["upto", "Up to here"], ["step", "Step by"]]) {
        const button = make("button", "", modes, { type: "button", role: "radio" });
        button.textContent = words;
        button.addEventListener("click", () => this.setMode(mode));
        button.addEventListener("keydown", (event) => this.onModeKey(event, mode));
        this.modeButtons[mode] = button;
      }
      this.unitSelect = make("select", "", modes, { "aria-label": "Step by" });
      for (const unit of UNITS) make("option", "", this.unitSelect, { value: unit }).textContent = unit;
      this.unitSelect.addEventListener("change", () => {
        this.unit = this.unitSelect.value;
        this.setMode("step");
      });
      this.showMode();
    }

    onModeKey(event, mode) {
      const order = Object.keys(this.modeButtons);
      const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!move) return;
      event.preventDefault();
      const next = order[(order.indexOf(mode) + move + order.length) % order.length];
      this.setMode(next);
      this.modeButtons[next].focus();
    }

    buildChart() {
      this.chart = make("div", "mapapp-chart", this.section);
      this.canvas = make("canvas", "", this.chart, { "aria-hidden": "true" });
      this.brush = make("div", "mapapp-brush", this.chart);
      this.handles = ["first day", "last day"].map((name, end) => {
        const handle = make("div", "mapapp-handle", this.chart, { role: "slider", tabindex: "0", "aria-label": name,
          "aria-orientation": "horizontal" });
        handle.addEventListener("keydown", (event) => this.onKey(event, end));
        return handle;
      });
      this.chart.addEventListener("pointerdown", (event) => this.onPress(event));
      this.chart.addEventListener("dblclick", () => this.reset());
    }

    /**
     * New events under the same control: a window that showed all goes on showing all, any other stays where it is.
     * @param {number[]|null} wanted - [first, last] to show, where the caller has a wish
     */
    setEvents(events, allowed, wanted) {
      const all = !this.events || this.isAll() || !this.events.size;
      this.events = events;
      this.allowed = allowed;
      this.chart.hidden = !events.size;
      this.section.classList.toggle("mapapp-idle", !events.size);
      if (!events.size) return this.changed();
      const [begin, end] = events.extent;
      if (wanted) [this.first, this.last] = wanted;
      else if (all) [this.first, this.last] = [begin, end];
      this.clamp();
      this.layOut();
      return this.changed();
    }

    setAllowed(allowed) {
      this.allowed = allowed;
      this.layOut();
      this.changed();
    }

    clamp() {
      const [begin, end] = this.events.extent;
      this.first = Math.max(begin, Math.min(end, this.first));
      this.last = Math.max(this.first, Math.min(end, this.last));
    }

    isAll() {
      return this.first <= this.events.extent[0] && this.last >= this.events.extent[1];
    }

    setWindow(first, last) {
      [this.first, this.last] = [Math.min(first, last), Math.max(first, last)];
      this.clamp();
      this.changed();
    }

    reset() {
      if (!this.events || !this.events.size) return;
      this.pause();
      if (this.mode === "step") this.setMode("window");
      this.setWindow(...this.events.extent);
    }

    /* Many pointer moves may come before a frame is drawn; the map is drawn once for all of them. */
    changed() {
      this.showWindow();
      if (this.waiting) return;
      this.waiting = requestAnimationFrame(() => {
        this.waiting = 0;
        this.onWindow(this.first, this.last);
      });
    }

    showWindow() {
      const has = this.events && this.events.size > 0;
      this.words.textContent = has ? spanInWords(this.first, this.last) : "";
      this.allButton.disabled = !has || this.isAll();
      if (!has || !this.scale) return;
      const left = this.scale.x(this.first);
      const right = this.scale.x(this.last + 1);
      this.brush.style.left = `${left}px`;
      this.brush.style.width = `${Math.max(1, right - left)}px`;
      this.handles[0].style.left = `${left}px`;
      this.handles[1].style.left = `${right}px`;
      this.describe(this.handles[0], this.events.extent[0], this.last, this.first);
      this.describe(this.handles[1], this.first, this.events.extent[1], this.last);
      this.paint(left, right);
    }

    describe(handle, low, high, day) {
      handle.setAttribute("aria-valuemin", low);
      handle.setAttribute("aria-valuemax", high);
      handle.setAttribute("aria-valuenow", day);
      handle.setAttribute("aria-valuetext", dayInWords(day));
    }

    layOut() {
      const width = this.chart.clientWidth;
      if (!width || !this.events || !this.events.size) return;
      this.scale = new TimeScale(this.events, width);
      this.histogram = new Histogram(this.events, this.scale, this.allowed);
      if (!this.unit) this.unit = this.unitSelect.value = this.histogram.unit;
      this.drawBars(width);
      this.showNote();
      this.showWindow();
    }

    showNote() {
      const { unit, many, someWide } = this.histogram;
      const faint = someWide ? "; faint: somewhere in these days" : "";
      this.note.textContent = `A bar is ${many > 1 ? `${many} ${unit}s` : `a ${unit}`}${faint}`;
    }

    /* Bars are drawn once, aside; a window step only copies them, strong inside the window and faint outside. */
    drawBars(width) {
      const ratio = window.devicePixelRatio || 1;
      this.bars = document.createElement("canvas");
      for (const canvas of [this.bars, this.canvas]) {
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round((CHART_HEIGHT + AXIS_HEIGHT) * ratio);
        canvas.style.width = `${width}px`;
      }
      const context = this.bars.getContext("2d");
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const dark = matchMedia("(prefers-color-scheme: dark)").matches;
      const { edges, many, unit, bars, wideBars } = this.histogram;
      for (let b = 0; b < edges.length; b++) {
        const x0 = Math.max(0, this.scale.x(edges[b]));
        const x1 = Math.min(width, this.scale.x(nextPeriod(edges[b], unit, many)));
        const inset = x1 - x0 > 4 ? 0.8 : 0;
        const bar = { context, dark, bin: b, x: x0 + inset, width: Math.max(1, x1 - x0 - 2 * inset) };
        const top = this.drawStack(bar, bars, CHART_HEIGHT);
        context.globalAlpha = WIDE_ALPHA;
        this.drawStack(bar, wideBars, top);
        context.globalAlpha = 1;
      }
    }

    /* One bar, group on group; gives the height that it reached. */
    drawStack({ context, dark, bin, x, width }, bars, bottom) {
      const { groups, highest } = this.histogram;
      let y = bottom;
      for (let g = 0; g < groups; g++) {
        const events = bars[bin * groups + g];
        if (events < 1e-9) continue;
        const height = Math.max(1, events / highest * (CHART_HEIGHT - 6));
        context.fillStyle = dark ? this.events.groups[g].dark_colour : this.events.groups[g].colour;
        context.fillRect(x, y - height, width, height);
        y -= height;
      }
      return y;
    }

    paint(left, right) {
      const { canvas, bars } = this;
      const ratio = window.devicePixelRatio || 1;
      const context = canvas.getContext("2d");
      const colours = mapapp.theme(this.section);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.globalAlpha = 0.42;
      context.drawImage(bars, 0, 0);
      context.globalAlpha = 1;
      const x = Math.round(left * ratio);
      const width = Math.max(1, Math.round(right * ratio) - x);
      context.clearRect(x, 0, width, canvas.height);
      context.drawImage(bars, x, 0, width, bars.height, x, 0, width, bars.height);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.drawAxis(context, colours);
    }

    drawAxis(context, colours) {
      context.fillStyle = colours.line;
      context.fillRect(0, CHART_HEIGHT, this.scale.width, 1);
      context.fillStyle = colours.muted;
      context.font = `11px ${colours.font}`;
      context.textBaseline = "middle";
      let free = 0;
      let year = null;
      for (const [day, unit] of this.ticks()) {
        const x = Math.max(0, this.scale.x(day));
        const text = this.tickText(day, unit, year);
        const width = context.measureText(text).width;
        if (x < free || x + width > this.scale.width) continue;
        context.fillRect(x, CHART_HEIGHT, 1, 4);
        context.fillText(text, x, CHART_HEIGHT + 12);
        free = x + width + 12;
        year = dayParts(day)[0];
      }
      for (const part of this.scale.segments) if (part.gap) this.drawGap(context, part, colours);
    }

    drawGap(context, part, colours) {
      const middle = (part.x0 + part.x1) / 2;
      context.fillStyle = colours.card;
      context.fillRect(middle - 5, CHART_HEIGHT - 4, 10, 9);
      context.strokeStyle = colours.muted;
      context.lineWidth = 1.2;
      for (const dx of [-3, 3]) {
        context.beginPath();
        context.moveTo(middle + dx - 2, CHART_HEIGHT + 5);
        context.lineTo(middle + dx + 2, CHART_HEIGHT - 4);
        context.stroke();
      }
    }

    /* Days with a label, in order. */
    ticks() {
      const days = this.scale.activeDays / this.scale.width * 76;
      const [unit, many] = days < 1 ? ["day", 1] : days < 6 ? ["day", Math.ceil(days)] : days < 14 ? ["week", 1]
        : days < 31 ? ["month", 1] : days < 300 ? ["month", Math.ceil(days / 30.4)] : ["year", Math.ceil(days / 365)];
      const ticks = [];
      for (const part of this.scale.segments) {
        if (part.gap) continue;
        let day = part.from;
        while (day < part.to && ticks.length < 200) {
          ticks.push([day, unit]);
          day = this.nextTick(day, unit, many);
        }
      }
      return ticks;
    }

    nextTick(day, unit, many) {
      if (unit === "day") return day + many;
      let next = periodStart(day, unit);
      for (let i = 0; i < many; i++) next = nextPeriod(next, unit);
      if (unit === "month" && dayParts(next)[0] !== dayParts(day)[0]) next = Math.max(day + 1, periodStart(next, "year"));
      return next;
    }

    /* The year is said at the first label and where it changes. */
    tickText(day, unit, year) {
      const [y, month, date] = dayParts(day);
      const name = MONTHS[month].slice(0, 3);
      if (unit === "year") return String(y);
      const text = unit === "month" ? name : `${date} ${name}`;
      return y === year ? text : `${text} ${y}`;
    }

    onKey(event, end) {
      const big = event.shiftKey ? 10 : 1;
      const [begin, finish] = this.events.extent;
      const now = end ? this.last : this.first;
      const page = nextPeriod(periodStart(now, this.histogram.unit, this.histogram.many), this.histogram.unit, this.histogram.many) - now;
      const moves = { ArrowRight: big, ArrowUp: big, ArrowLeft: -big, ArrowDown: -big, PageUp: Math.max(10, page),
        PageDown: -Math.max(10, page), Home: -Infinity, End: Infinity };
      const move = moves[event.key];
      if (move === undefined) return;
      event.preventDefault();
      this.pause();
      if (end) this.setWindow(this.first, Math.max(this.first, Math.min(finish, now + move)));
      else this.setWindow(Math.min(this.last, Math.max(begin, now + move)), this.last);
    }

    onSpace(event) {
      if (event.key !== " " || event.target.closest("button, select")) return;
      event.preventDefault();
      if (this.playing) this.pause();
      else this.play();
    }

    /* A press on a handle moves it, inside the window moves the window, elsewhere brings the nearer handle there. */
    onPress(event) {
      if (!this.scale || event.button > 0) return;
      event.preventDefault();
      this.pause();
      const box = this.chart.getBoundingClientRect();
      const at = (pointer) => Math.max(0, Math.min(box.width - 0.01, pointer.clientX - box.left));
      const start = at(event);
      const drag = this.dragFor(event.target, start);
      const move = (pointer) => drag(at(pointer), at(pointer) - start);
      const stop = () => {
        window.removeEventListener("pointermove", move);
        window.removeEventListener("pointerup", stop);
        window.removeEventListener("pointercancel", stop);
      };
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", stop);
      window.addEventListener("pointercancel", stop);
      if (event.target !== this.brush) move(event);
    }

    dragFor(target, start) {
      const { first, last, scale } = this;
      const left = scale.x(first);
      const right = scale.x(last + 1);
      if (target === this.brush && !this.isAll()) {
        return (x, moved) => this.shiftTo(Math.round(scale.day(Math.max(0, left + moved))), last - first);
      }
      const end = this.handles.indexOf(target) >= 0 ? this.handles.indexOf(target) : Math.abs(start - right) < Math.abs(start - left) ? 1 : 0;
      this.handles[end].focus({ preventScroll: true });
      if (end) return (x) => this.setWindow(first, Math.max(first, Math.ceil(scale.day(x)) - 1));
      return (x) => this.setWindow(Math.min(last, Math.floor(scale.day(x))), last);
    }

    shiftTo(first, width) {
      const [begin, end] = this.events.extent;
      const start = Math.max(begin, Math.min(end - width, first));
      this.setWindow(start, start + width);
    }

    setMode(mode) {
      this.pause();
      this.mode = mode;
      this.showMode();
      if (!this.events || !this.events.size) return;
      if (mode === "upto") this.setWindow(this.events.extent[0], this.last);
      if (mode === "step") this.showPeriod(periodStart(this.isAll() ? this.events.extent[0] : this.first, this.unit));
    }

    showMode() {
      for (const [mode, button] of Object.entries(this.modeButtons)) {
        button.setAttribute("aria-checked", String(mode === this.mode));
        button.tabIndex = mode === this.mode ? 0 : -1;
      }
    }

    showPeriod(start) {
      this.setWindow(start, nextPeriod(start, this.unit) - 1);
    }

    setSpeed(speed) {
      this.speed = speed;
      this.speedButton.textContent = `${speed === 0.5 ? "½" : speed}×`;
      this.speedButton.setAttribute("aria-label", `Speed ${speed}×`);
    }

    /** One step forward (1) or back (-1); false at the end of the days. */
    step(direction) {
      if (!this.events || !this.events.size) return false;
      if (this.mode === "step") return this.stepPeriod(direction);
      const { unit, many } = this.histogram;
      const forward = (day) => nextPeriod(periodStart(day, unit, many), unit, many);
      const back = (day) => periodStart(periodStart(day, unit, many) - 1, unit, many);
      const [begin, end] = this.events.extent;
      if (this.mode === "upto") {
        const last = direction > 0 ? forward(this.last + 1) - 1 : back(this.last + 1) - 1;
        if (direction > 0 ? this.last >= end : this.last <= begin) return false;
        this.setWindow(begin, this.overGap(last, direction));
        return true;
      }
      if (this.isAll()) return this.narrow(direction);
      if (direction > 0 ? this.last >= end : this.first <= begin) return false;
      const first = direction > 0 ? forward(this.first) : back(this.first);
      this.shiftTo(this.overGap(first, direction), this.last - this.first);
      return true;
    }

    /* A folded gap is crossed in one step. */
    overGap(day, direction) {
      const gap = this.scale.segments.find((part) => part.gap && day >= part.from && day < part.to);
      if (!gap) return day;
      return direction > 0 ? gap.to : gap.from - 1;
    }

    /* A window over everything cannot move: it becomes a twelfth of the bars, at the end where the movement starts. */
    narrow(direction) {
      const { edges, unit, many } = this.histogram;
      const bins = Math.max(1, Math.round(edges.length / 12));
      const start = direction > 0 ? 0 : edges.length - bins;
      const last = nextPeriod(edges[Math.min(edges.length, start + bins) - 1], unit, many) - 1;
      if (edges.length < 2) return false;
      this.setWindow(Math.max(edges[start], this.events.extent[0]), last);
      return true;
    }

    stepPeriod(direction) {
      const [begin, end] = this.events.extent;
      let start = periodStart(this.first, this.unit);
      do {
        start = direction > 0 ? nextPeriod(start, this.unit) : periodStart(start - 1, this.unit);
        start = this.leap(start, direction);
        if (start > end || nextPeriod(start, this.unit) <= begin) return false;
      } while (!this.countWindow(start, nextPeriod(start, this.unit) - 1));
      this.showPeriod(start);
      return true;
    }

    /* Straight to the next day on which something begins (or ended), instead of looking at each empty period. */
    leap(start, direction) {
      if (this.countWindow(start, nextPeriod(start, this.unit) - 1)) return start;
      const day = this.nearest(start, start, direction);
      return day === null ? start + direction * 1e7 : periodStart(day, this.unit);
    }

    countWindow(first, last) {
      let sum = 0;
      this.events.groups.forEach((_, group) => {
        if (this.allowed[mapapp.firstLook(group)]) sum += this.events.countGroup(group, first, last);
      });
      return sum;
    }

    /** Events of the window that lie somewhere in a month or more. */
    countWide(first, last) {
      let sum = 0;
      this.events.groups.forEach((_, group) => {
        if (this.allowed[mapapp.firstLook(group)]) sum += this.events.countWide(group, first, last);
      });
      return sum;
    }

    /** The nearest day with an event before (-1) or after (1) a stretch of days; null where there is none. */
    nearest(first, last, direction) {
      const days = [];
      this.events.groups.forEach((_, group) => {
        if (!this.allowed[mapapp.firstLook(group)]) return;
        const { begins, ends } = this.events;
        const day = direction > 0 ? begins[group][upperBound(begins[group], last)]
          : ends[group][upperBound(ends[group], first - 1) - 1];
        if (day !== undefined) days.push(day);
      });
      if (!days.length) return null;
      return direction > 0 ? Math.min(...days) : Math.max(...days);
    }

    /** Moves the window, as wide as it is, to the nearest event. */
    jumpToNearest() {
      const before = this.nearest(this.first, this.last, -1);
      const after = this.nearest(this.first, this.last, 1);
      if (before === null && after === null) return this.reset();
      const goBack = after === null || (before !== null && this.first - before <= after - this.last);
      const day = goBack ? before : after;
      if (this.mode === "step") return this.showPeriod(periodStart(day, this.unit));
      if (this.mode === "upto") return this.setWindow(this.events.extent[0], day);
      return this.shiftTo(goBack ? day - (this.last - this.first) : day, this.last - this.first);
    }

    play() {
      if (!this.events || !this.events.size) return;
      const atEnd = this.last >= this.events.extent[1];
      if (this.mode === "upto" && atEnd) this.setWindow(this.events.extent[0], this.events.extent[0]);
      else if (this.mode === "step" && atEnd) this.showPeriod(periodStart(this.events.extent[0], this.unit));
      else if (this.mode === "window" && this.isAll()) this.narrow(1);
      else if (atEnd) this.shiftTo(this.events.extent[0], this.last - this.first);
      this.showPlaying(true);
      this.lastStep = performance.now();
      this.tick(this.lastStep);
    }

    tick(now) {
      const pause = 1000 / (this.speed * (this.calm.matches ? 1 : STEPS_A_SECOND));
      if (now - this.lastStep >= pause) {
        this.lastStep = Math.max(this.lastStep + pause, now - pause);
        if (!this.step(1)) return this.pause();
      }
      this.playing = requestAnimationFrame((next) => this.tick(next));
      return undefined;
    }

    pause() {
      if (!this.playing) return;
      cancelAnimationFrame(this.playing);
      this.playing = 0;
      this.showPlaying(false);
    }

    showPlaying(on) {
      this.playWord.textContent = on ? "Pause" : "Play";
      this.playButton.setAttribute("aria-label", on ? "Pause" : "Play");
      this.playButton.title = on ? "Pause" : "Play";
      this.playPath.setAttribute("d", on ? PAUSE : PLAY);
    }
  }

  Object.assign(mapapp, { Timeline });
})(window.mapapp);
