/* The window in words, and behind them two fields in which its first and last day are typed. */
"use strict";

(function (mapapp) {
  const { make } = mapapp;
  const PENCIL = "M1.5 10.5l.6-2.4L8.4 1.8l1.8 1.8-6.3 6.3z";
  /* The months in full need this much, in px. */
  const ROOM_FOR_MONTHS = 930;
  const EXAMPLES = "write it like “17 January 2022”, “Jan 2022” or “2022-01-17”";
  const FULL_MONTHS = new RegExp(mapapp.MONTHS.join("|"), "g");

  class DateFields {
    /** @param {Timeline} timeline - whose window the words say and the fields set */
    constructor(timeline, parent) {
      this.timeline = timeline;
      const number = mapapp.numberOfFields = (mapapp.numberOfFields || 0) + 1;
      this.button = make("button", "mapapp-words", parent, { type: "button", title: "Type the days", "aria-expanded": "false" });
      this.words = make("span", "", this.button);
      mapapp.icon(PENCIL, this.button).classList.add("mapapp-stroke");
      this.button.addEventListener("click", () => this.open(this.box.hidden));
      this.box = make("div", "mapapp-box mapapp-dates", parent, { role: "group", "aria-label": "Days of the window" });
      this.box.hidden = true;
      this.fields = ["From", "To"].map((words, end) => this.field(words, end));
      this.understood = make("p", "mapapp-understood", this.box, { role: "status" });
      this.fault = make("p", "mapapp-fault", this.box, { role: "alert", id: `mapapp-fault-${number}` });
      this.box.addEventListener("keydown", (event) => this.onKey(event));
      document.addEventListener("pointerdown", (event) => {
        if (!this.box.hidden && !this.box.contains(event.target) && !this.button.contains(event.target)) this.open(false);
      });
    }

    field(words, end) {
      const label = make("label", "", this.box);
      label.appendChild(document.createTextNode(words));
      const field = make("input", "", label, { type: "text", autocomplete: "off", spellcheck: "false", "aria-label": end ? "Last day, typed" : "First day, typed" });
      field.addEventListener("input", () => this.preview());
      // Who empties a field and goes to the other is not done.
      field.addEventListener("change", () => field.value.trim() && this.take());
      return field;
    }

    onKey(event) {
      if (event.key === "Enter") this.take();
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.show();
      this.open(false);
      this.button.focus();
    }

    open(open) {
      this.box.hidden = !open;
      this.button.setAttribute("aria-expanded", String(open));
      if (!open) return;
      this.edited = false;
      this.show();
      this.fields[0].focus();
      this.fields[0].select();
    }

    /** The window, whenever it moves; what is being typed stands. */
    show() {
      const { calendar, first, last, has } = this.timeline;
      const words = has ? calendar.span(first, last) : "";
      write(this.words, this.isNarrow ? words.replace(FULL_MONTHS, (month) => month.slice(0, 3)) : words);
      if (!has || this.box.hidden || this.edited) return;
      this.say("", -1);
      this.understood.textContent = "";
      this.fields.forEach((field, end) => {
        field.value = calendar.words(end ? last : first, Boolean(end));
      });
    }

    /** Says months shorter where there is little room. */
    fit() {
      this.isNarrow = this.timeline.section.clientWidth < ROOM_FOR_MONTHS;
      this.show();
    }

    /* First and last time as typed: a month alone in the first field is the whole of it. */
    read() {
      const { calendar } = this.timeline;
      const [from, to] = this.fields.map((field) => field.value.trim());
      const first = mapapp.typedTime(from, calendar);
      const last = to ? mapapp.typedTime(to, calendar) : first;
      if (first.fault) return { wrong: 0, fault: first.fault };
      if (last.fault) return { wrong: 1, fault: last.fault };
      return { window: [first.span[0], last.span[1]] };
    }

    preview() {
      this.edited = true;
      const { window } = this.read();
      const sound = window && window[0] <= window[1];
      this.understood.textContent = sound ? `${this.timeline.calendar.span(...window)}: press Enter` : "";
    }

    /* Sets the window to what was typed, or says why not. */
    take() {
      if (!this.edited) return;
      const { timeline } = this;
      const what = timeline.calendar.perDay > 1 ? "time" : "day";
      const { wrong, fault, window } = this.read();
      this.understood.textContent = "";
      if (fault) {
        const end = wrong ? "last" : "first";
        this.say(fault === "form" ? `The ${end} ${what} is not understood: ${EXAMPLES}` : `The ${end} ${what} is no ${what} of the calendar: nothing was changed`, wrong);
        return;
      }
      if (window[0] > window[1]) return void this.say(`The first ${what} is after the last: nothing was changed`, window[0] === timeline.first ? 1 : 0);
      this.edited = false;
      if (window[0] !== timeline.first || window[1] !== timeline.last) timeline.moveByHand(...window);
      timeline.reveal(window[0]);
      this.show();
    }

    say(words, wrong) {
      write(this.fault, words);
      this.fields.forEach((field, end) => {
        for (const [name, value] of [["aria-invalid", "true"], ["aria-describedby", this.fault.id]]) {
          if (end === wrong) field.setAttribute(name, value);
          else field.removeAttribute(name);
        }
      });
    }
  }

  function write(element, words) {
    if (element.textContent !== words) element.textContent = words;
  }

  Object.assign(mapapp, { DateFields });
})(window.mapapp);
