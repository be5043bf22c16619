/* What the app serves by address: asked for once each, kept while it may be shown again. */
"use strict";

(function (mapapp) {
  const WHOLES = 2;
  const CHOICES = 16;
  /* Milliseconds before the second, third ... time. */
  const PAUSES = [200, 500, 1000, 2000, 4000];

  /** Promises by address, the latest few; one that failed is forgotten, so that it is asked for again. */
  class Asked {
    constructor(limit, make) {
      Object.assign(this, { limit, make, kept: new Map() });
    }

    at(address) {
      const answer = this.kept.get(address) || this.ask(address);
      this.kept.delete(address);
      this.kept.set(address, answer);
      if (this.kept.size > this.limit) this.kept.delete(this.kept.keys().next().value);
      answer.catch(() => this.kept.delete(address));
      return answer;
    }

    ask(address) {
      return patiently(() => fetch(address).then((answer) => answer.ok ? answer.json() : Promise.reject(answer.status))).then(this.make);
    }
  }

  /* An app that was started anew writes its files again when it runs the page, some seconds later. */
  async function patiently(ask) {
    for (const pause of PAUSES) {
      try {
        return await ask();
      } catch {
        await new Promise((done) => setTimeout(done, pause));
      }
    }
    return ask();
  }

  /* The same address always holds the same events. */
  const wholes = new Asked(WHOLES, (record) => mapapp.decoded(record));
  const choices = new Asked(CHOICES, (choice) => choice);

  /**
   * The record of the events to show.
   * @param {string} address - of all events of the workspace
   * @param {string} choice - address of which of them to show; "" for all
   */
  mapapp.recordAt = function (address, choice) {
    if (!choice) return wholes.at(address);
    return Promise.all([wholes.at(address), choices.at(choice)]).then(([whole, some]) => mapapp.chosen(whole, some));
  };
})(window.mapapp);
