/* Two fields in which the first and the last day of the window are typed. */
"use strict";

(function (mapapp) {
  const { make } = mapapp;
  /* Typing a year gives the years 2, 20 and 202 on the way; so a field is read when it rests. */
  const REST_MS = 900;

  class DateFields {
    /** @param {Timeline} timeline - whose window the fields show and set */
    constructor(timeline, parent) {
      this.timeline = timeline;
      this.toggle = make("button", "mapapp-link mapapp-typed", parent, { type: "button", "aria-expanded": "false" });
      this.toggle.textContent = "Type days";
      this.box = make("div", "mapapp-dates", parent, { role: "group", "aria-label": "Days of the window" });
      this.fields = ["From", "to"].map((words, end) => this.field(words, end));
      this.fault = make("span", "mapapp-fault", parent, { role: "alert", id: `mapapp-fault-${mapapp.numberOfFields = (mapapp.numberOfFields || 0) + 1}` });
      this.toggle.addEventListener("click", () => this.open(!this.box.classList.contains("mapapp-open")));
    }

    field(words, end) {
      const label = make("label", "", this.box);
      label.appendChild(document.createTextNode(words));
      const field = make("input", "", label, { type: "date", "aria-label": end ? "Last day, typed" : "First day, typed" });
      field.addEventListener("change", () => {
        clearTimeout(this.resting);
        this.resting = setTimeout(() => this.take(), REST_MS);
      });
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter") this.take();
        if (event.key === "Escape") this.show(true);
      });
      field.addEventListener("blur", () => this.resting && this.take());
      return field;
    }

    open(open) {
      this.box.classList.toggle("mapapp-open", open);
      this.toggle.setAttribute("aria-expanded", String(open));
      if (open) this.fields[0].focus();
    }

    setCalendar(calendar) {
      if (this.calendar === calendar) return;
      this.calendar = calendar;
      for (const field of this.fields) {
        field.type = calendar.perDay > 1 ? "datetime-local" : "date";
        if (calendar.perDay > 1) field.step = 3600;
        field.min = calendar.fieldValue(calendar.least);
        field.max = calendar.fieldValue(calendar.greatest);
      }
    }

    /** The window's days; what is being typed stands, unless `force`. */
    show(force = false) {
      const { timeline } = this;
      if (!timeline.has || (!force && this.resting)) return;
      this.say("", -1);
      [timeline.first, timeline.last].forEach((time, end) => {
        const value = this.calendar.fieldValue(time);
        if (this.fields[end].value !== value) this.fields[end].value = value;
      });
    }

    /* Sets the window to what was typed, or says why not. */
    take() {
      clearTimeout(this.resting);
      this.resting = 0;
      const { timeline, calendar } = this;
      const shown = [timeline.first, timeline.last];
      const typed = this.fields.map((field, end) => field.value === calendar.fieldValue(shown[end]) ? shown[end] : calendar.fieldNumber(field.value));
      const wrong = typed.indexOf(null);
      const what = calendar.perDay > 1 ? "time" : "day";
      if (wrong >= 0) return this.say(`The ${wrong ? "last" : "first"} ${what} is no ${what} of the calendar: nothing was changed`, wrong);
      if (typed[0] > typed[1]) return this.say(`The first ${what} is after the last: nothing was changed`, String(typed[0]) === String(shown[0]) ? 1 : 0);
      this.say("", -1);
      if (String(typed) !== String(shown)) timeline.moveByHand(...typed);
      return timeline.reveal(typed[0]);
    }

    say(words, wrong) {
      if (this.fault.textContent !== words) this.fault.textContent = words;
      this.fields.forEach((field, end) => {
        for (const [name, value] of [["aria-invalid", "true"], ["aria-describedby", this.fault.id]]) {
          if (end === wrong) field.setAttribute(name, value);
          else field.removeAttribute(name);
        }
      });
    }
  }

  Object.assign(mapapp, { DateFields });
})(window.mapapp);
