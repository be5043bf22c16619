/* How the window moves by itself: modes, steps, play, speed and loop, with their buttons. */
"use strict";

(function (mapapp) {
  const { make } = mapapp;
  const SPEEDS = [1, 2, 4, 0.5];
  const BARS_A_SECOND = 5;
  const STEPS_A_SECOND = 2.5;
  const CALM_STEPS_A_SECOND = 1;
  const MODES = [["window", "Window"], ["upto", "Up to here"], ["step", "Step by"]];
  const PLAY = "M2.5 1v10l8-5z";
  const PAUSE = "M2.5 1h2.6v10h-2.6zM7 1h2.6v10h-2.6z";
  const BACK = "M9.5 1v10l-8-5z";
  const LOOP = "M10 6a4 4 0 1 1-1.2-2.9M9.2.8v2.6H6.6";

  class Player {
    /** @param {Timeline} timeline - whose window this moves */
    constructor(timeline, row) {
      Object.assign(this, { timeline, mode: "window", speed: 1, loop: false, unit: null, playing: 0 });
      this.calm = matchMedia("(prefers-reduced-motion: reduce)");
      this.buildSteps(make("div", "mapapp-steps", row));
      this.buildModes(row);
      this.buildPace(make("div", "mapapp-pace", row));
    }

    buildSteps(steps) {
      this.button(steps, "Previous", BACK, () => this.stepByHand(-1));
      this.playButton = this.button(steps, "Play", PLAY, () => this.toggle());
      this.playButton.classList.add("mapapp-play");
      this.playWord = make("span", "", this.playButton);
      this.playWord.textContent = "Play";
      this.playPath = this.playButton.querySelector("path");
      this.button(steps, "Next", PLAY, () => this.stepByHand(1));
    }

    buildPace(pace) {
      this.speedButton = make("button", "mapapp-button", pace, { type: "button", title: "Speed" });
      this.speedButton.addEventListener("click", () => this.setSpeed(SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length]));
      this.setSpeed(1);
      this.loopButton = this.button(pace, "Start over at the end", LOOP, () => this.setLoop(!this.loop));
      this.loopButton.querySelector("path").classList.add("mapapp-stroke");
      this.setLoop(false);
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
      for (const [mode, words] of MODES) {
        const button = make("button", "", modes, { type: "button", role: "radio" });
        button.textContent = words;
        button.addEventListener("click", () => this.setMode(mode));
        button.addEventListener("keydown", (event) => this.onModeKey(event, mode));
        this.modeButtons[mode] = button;
      }
      this.unitSelect = make("select", "", modes, { "aria-label": "Step by" });
      this.unitSelect.addEventListener("change", () => {
        this.unit = this.unitSelect.value;
        this.setMode("step");
      });
      this.showMode();
    }

    onModeKey(event, mode) {
      const order = MODES.map(([name]) => name);
      const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!move) return;
      event.preventDefault();
      const next = order[(order.indexOf(mode) + move + order.length) % order.length];
      this.setMode(next);
      this.modeButtons[next].focus();
    }

    /** Another calendar has other units; until a person chooses one it is that of the bars. */
    setUnits(calendar, unit) {
      if (this.calendar === calendar) return;
      this.calendar = calendar;
      this.unitSelect.replaceChildren();
      for (const each of calendar.units) make("option", "", this.unitSelect, { value: each }).textContent = each;
      if (!calendar.units.includes(this.unit)) this.unit = unit;
      this.unitSelect.value = this.unit;
    }

    setMode(mode) {
      const { timeline } = this;
      this.pause();
      this.mode = mode;
      this.showMode();
      if (!timeline.has) return;
      const [begin] = timeline.events.extent;
      if (mode === "upto") timeline.setWindow(Math.min(begin, timeline.last), timeline.last);
      if (mode === "step") this.showPeriod(this.periodFrom(timeline.covers() ? begin : timeline.first));
    }

    /* A person who takes the window by hand leaves the mode that would not have it so. */
    leaveFor(first, last) {
      const { timeline } = this;
      const keeps = this.mode === "window" || (this.mode === "upto" && first === timeline.first) || (first === timeline.first && last === timeline.last);
      if (keeps) return;
      this.mode = "window";
      this.showMode();
    }

    showMode() {
      for (const [mode, button] of Object.entries(this.modeButtons)) {
        button.setAttribute("aria-checked", String(mode === this.mode));
        button.tabIndex = mode === this.mode ? 0 : -1;
      }
    }

    setSpeed(speed) {
      this.speed = speed;
      this.speedButton.textContent = `${speed === 0.5 ? "½" : speed}×`;
      this.speedButton.setAttribute("aria-label", `Speed ${speed}×`);
    }

    setLoop(loop) {
      this.loop = loop;
      this.loopButton.setAttribute("aria-pressed", String(loop));
    }

    stepByHand(direction) {
      this.pause();
      this.step(direction);
    }

    /** One step forward (1) or back (-1); false at the end of the events. */
    step(direction) {
      const { timeline } = this;
      if (!timeline.has) return false;
      if (this.mode === "step") return this.stepPeriod(direction);
      const { histogram } = timeline;
      if (this.mode === "upto") {
        const edge = direction > 0 ? histogram.forward(timeline.last + 1) : histogram.back(timeline.last + 1);
        return this.reach(edge - 1, direction);
      }
      if (timeline.covers()) return this.narrow(direction);
      return this.shift(direction > 0 ? histogram.forward(timeline.first) : histogram.back(timeline.first), direction);
    }

    /* Up to here: the end of the window moves. */
    reach(last, direction) {
      const { timeline } = this;
      const [begin, end] = timeline.events.extent;
      if (direction > 0 ? timeline.last >= end : timeline.last <= begin) return false;
      const to = timeline.overFold(last, direction);
      timeline.setWindow(Math.min(timeline.first, begin), direction > 0 ? Math.min(end, to) : Math.max(begin, to));
      timeline.reveal(timeline.last);
      return true;
    }

    /* The window moves, as wide as it is, and stops at the first and the last event. */
    shift(first, direction) {
      const { timeline } = this;
      const [begin, end] = timeline.events.extent;
      if (direction > 0 ? timeline.last >= end : timeline.first <= begin) return false;
      timeline.shiftTo(timeline.overFold(first, direction), timeline.last - timeline.first);
      timeline.reveal(direction > 0 ? timeline.last : timeline.first);
      return true;
    }

    /* A window over everything cannot move: it becomes a twelfth of the bars, at the end where the movement starts. */
    narrow(direction) {
      const { timeline } = this;
      const { from, to, size } = timeline.histogram;
      const [begin, end] = timeline.events.extent;
      const bins = Math.max(1, Math.round(size / 12));
      if (begin === end) return false;
      const bin = direction > 0 ? timeline.histogram.binOf(Math.max(from[0], begin)) : timeline.histogram.binOf(Math.min(to[size - 1] - 1, end));
      const [low, high] = direction > 0 ? [bin, Math.min(size - 1, bin + bins - 1)] : [Math.max(0, bin - bins + 1), bin];
      if (from[low] <= begin && to[high] > end) return false;
      timeline.setWindow(Math.max(begin, from[low]), Math.min(end, to[high] - 1));
      return true;
    }

    periodFrom(time) {
      return this.calendar.start(time, this.unit);
    }

    showPeriod(start) {
      this.timeline.setWindow(start, this.calendar.next(start, this.unit) - 1);
      this.timeline.reveal(start);
    }

    /* To the next period that has an event, whatever lies empty between. */
    stepPeriod(direction) {
      const { timeline, calendar, unit } = this;
      const now = this.periodFrom(timeline.first);
      const start = direction > 0 ? calendar.next(now, unit) : calendar.start(now - 1, unit);
      const end = calendar.next(start, unit) - 1;
      if (timeline.counting.sureInWindow(start, end)) this.showPeriod(start);
      else {
        const time = timeline.counting.nearestSure(start, end, direction);
        if (time === null) return false;
        this.showPeriod(this.periodFrom(time));
      }
      return true;
    }

    toggle() {
      if (this.playing) this.pause();
      else this.play();
    }

    play() {
      if (!this.timeline.has) return;
      if (this.isAtEnd()) this.startOver();
      else if (this.mode === "window" && this.timeline.covers()) this.narrow(1);
      this.showPlaying(true);
      this.before = performance.now();
      this.due = 0;
      this.playing = requestAnimationFrame((now) => this.tick(now));
    }

    isAtEnd() {
      const { timeline } = this;
      if (this.mode === "step") {
        const end = this.calendar.next(this.periodFrom(timeline.first), this.unit) - 1;
        return timeline.counting.nearestSure(timeline.first, end, 1) === null && !timeline.counting.sureInWindow(end + 1, end + 1);
      }
      return timeline.last >= timeline.events.extent[1] && !(this.mode === "window" && timeline.covers());
    }

    startOver() {
      const { timeline } = this;
      const [begin] = timeline.events.extent;
      if (this.mode === "upto") timeline.setWindow(begin, begin);
      else if (this.mode === "window") timeline.shiftTo(begin, timeline.last - timeline.first);
      else {
        const time = timeline.counting.nearestSure(begin - 1, begin - 1, 1);
        this.showPeriod(this.periodFrom(time === null ? begin : time));
      }
      timeline.reveal(timeline.first);
    }

    /* Steps come at their pace; a window, and its end, glide in between, but for those who want no motion. */
    tick(now) {
      const steps = this.mode === "step" || this.calm.matches;
      const pace = this.calm.matches ? CALM_STEPS_A_SECOND : steps ? STEPS_A_SECOND : BARS_A_SECOND * this.barLength();
      this.due += Math.min(1000, now - this.before) / 1000 * pace * this.speed;
      this.before = now;
      const whole = Math.floor(this.due);
      if (whole >= 1) {
        this.due -= whole;
        const goesOn = steps ? this.step(1) : this.glide(whole);
        if (!goesOn && !this.loop) return this.pause();
        if (!goesOn) this.startOver();
      }
      this.playing = requestAnimationFrame((next) => this.tick(next));
      return undefined;
    }

    barLength() {
      const { unit, many } = this.timeline.histogram;
      return this.calendar.length(unit, many);
    }

    glide(many) {
      const { timeline } = this;
      return this.mode === "upto" ? this.reach(timeline.last + many, 1) : this.shift(timeline.first + many, 1);
    }

    pause() {
      if (!this.playing) return;
      cancelAnimationFrame(this.playing);
      this.playing = 0;
      this.showPlaying(false);
      this.timeline.caption.announce();
    }

    showPlaying(on) {
      this.playWord.textContent = on ? "Pause" : "Play";
      this.playButton.setAttribute("aria-label", on ? "Pause" : "Play");
      this.playButton.title = on ? "Pause" : "Play";
      this.playPath.setAttribute("d", on ? PAUSE : PLAY);
    }
  }

  Object.assign(mapapp, { Player });
})(window.mapapp);
