/* Days as people type them: "17 January 2022", "Jan 17, 2022", "2022-01-17", "Jan 2022", "2022". No page. */
"use strict";

(function (mapapp) {
  const { MONTHS, dayNumber, dayParts } = mapapp;
  const CLOCK = /[\sT,]+(\d{1,2})(?::[0-5]\d){1,2}$/;
  const FORMS = [
    [/^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/, ["year", "number", "day"]],
    [/^(\d{1,2})\.?\s+(\p{L}{3,})\.?,?\s+(\d{1,4})$/u, ["day", "name", "year"]],
    [/^(\p{L}{3,})\.?\s+(\d{1,2}),?\s+(\d{4})$/u, ["name", "day", "year"]],
    [/^(\p{L}{3,})\.?,?\s+(\d{1,4})$/u, ["name", "year"]],
  ];

  /* Year, month from 1 and day of a text, as far as it names them; null where it has no such form. */
  function partsOf(text) {
    for (const [form, names] of FORMS) {
      const found = form.exec(text);
      if (!found) continue;
      const parts = Object.fromEntries(names.map((name, i) => [name, found[i + 1]]).filter(([, value]) => value));
      const month = parts.name ? monthOf(parts.name) : Number(parts.number || 0);
      return month < 0 ? null : { year: Number(parts.year), month, day: Number(parts.day || 0) };
    }
    return null;
  }

  /* From 1; -1 for what is no month. */
  function monthOf(name) {
    const at = MONTHS.findIndex((month) => month.toLowerCase().startsWith(name.toLowerCase().replace(/^sept$/i, "sep")));
    return at < 0 ? -1 : at + 1;
  }

  /* First and last day; null where the calendar has no such day. */
  function daysOf({ year, month, day }) {
    if (year < 1 || month > 12) return null;
    if (!month) return [dayNumber(year, 0, 1), dayNumber(year, 11, 31)];
    if (!day) return [dayNumber(year, month - 1, 1), dayNumber(year, month, 0)];
    const number = dayNumber(year, month - 1, day);
    return String(dayParts(number)) === String([year, month - 1, day]) ? [number, number] : null;
  }

  /**
   * First and last time that a person means, a whole month or year where no day is named.
   * @returns {{span: number[]}|{fault: "form"|"calendar"}} - times of the calendar; else what is wrong
   */
  function typedTime(text, calendar) {
    const clock = calendar.perDay > 1 ? CLOCK.exec(text.trim()) : null;
    const parts = partsOf((clock ? text.trim().slice(0, clock.index) : text).trim());
    if (!parts || (clock && !parts.day)) return { fault: "form" };
    const days = daysOf(parts);
    if (!days || (clock && Number(clock[1]) > 23)) return { fault: "calendar" };
    const [first, last] = calendar.fromDays(...days);
    return { span: clock ? [first + Number(clock[1]), first + Number(clock[1])] : [first, last] };
  }

  Object.assign(mapapp, { typedTime });
})(window.mapapp);
