/* What a person points at: marks, areas and events, chosen, listed and brought into view. */
"use strict";

(function (mapapp) {
  /* Events that are listed at once. */
  const LIST_LIMIT = 300;

  /** Part of the frame: `base` is the class that it extends. */
  mapapp.Choosing = (base) => class extends base {
    /* The event before or after another in time, among those that are shown; -1 for none. */
    neighbour(index, direction) {
      if (index < 0) return -1;
      const { first, last, size } = this.events;
      const order = (a, b) => direction * (first[a] - first[b] || last[a] - last[b] || a - b);
      let found = -1;
      for (let i = 0; i < size; i++) {
        if (this.marks.passes(i) && order(i, index) > 0 && (found < 0 || order(i, found) < 0)) found = i;
      }
      return found;
    }

    onClick(event) {
      if (this.pick.wanted) return;
      if (this.area && this.area.busy) return;
      this.tip.hide();
      const mark = this.events && this.marks.pick(event.containerPoint);
      if (mark) this.openMark(mark);
      else this.openArea(this.events && this.marks.pickArea(event.containerPoint));
    }

    /* Inside the outline of an area, away from every marker: the events that lie somewhere in it. */
    openArea(area) {
      const events = area ? this.marks.areas.eventsIn(area.number, LIST_LIMIT) : [];
      if (events.length === 1) this.choose(events[0]);
      else if (events.length) this.openList(events, `${events.length.toLocaleString("en")} events somewhere in ${this.events.placeName(events[0])}`, this.map.getContainer());
      else this.panel.closeList();
    }

    openMark(mark) {
      if (mark.tag) return this.openArea(mark.area);
      const bounds = mark.count > 1 ? this.marks.boundsOf(mark) : null;
      if (bounds && this.map.getZoom() < Math.min(13, this.map.getMaxZoom())) {
        const zoom = Math.max(this.map.getZoom() + 1, Math.min(13, this.map.getBoundsZoom(bounds.pad(0.3))));
        this.map.setView(bounds.getCenter(), zoom);
        return;
      }
      const events = this.marks.eventsOf(mark, LIST_LIMIT);
      if (events.length === 1) this.choose(events[0]);
      else this.openList(events, `${mark.count.toLocaleString("en")} events at ${this.events.placeName(events[0]) || "this spot"}`, this.map.getContainer());
    }

    /* Other events are there: drawn at once, and listed. A window that they moved is nobody's move, and closes no list. */
    drawAnew() {
      this.shownDays = String([this.timeline.first, this.timeline.last]);
      this.drawNow();
      this.relist();
    }

    /* An open list of the window holds what is in it now; any other stays while all of its events are there. */
    relist() {
      const { panel } = this;
      if (!panel.listOpen) return;
      const indices = this.listsWindow ? this.inWindow(LIST_LIMIT) : panel.listed.map((id) => this.events.find(id));
      if (indices.length && !indices.includes(-1)) panel.fillList(this.events, indices, LIST_LIMIT);
      else panel.dropList();
    }

    /* A person chose: show it, and tell whoever listens. */
    choose(index) {
      this.select(index, true);
      if (this.layer) this.layer.choose(this.events, index);
    }

    mark(index) {
      if (index >= 0) this.chosen = this.events.ids.at(index);
      this.marks.selected = index;
      this.timeline.setChosen(index);
      this.buttons.selected.hidden = index < 0;
      this.marks.layer.redraw();
    }

    /** Rings an event; the map moves only when the event lies outside it. */
    select(index, byHand) {
      this.mark(index);
      if (index < 0) return;
      if (!byHand && !this.marks.passes(index)) this.includeInWindow(index);
      if (this.options.panel) this.panel.openEvent(this.events, index, this.map.getContainer());
      else if (byHand) this.panel.closeList();
      this.reveal(index);
    }

    /* Pans, and no farther than needed, when an event lies outside the map or under the panel. */
    reveal(index) {
      const spot = this.events.spot[index];
      const point = this.map.latLngToContainerPoint([this.events.latitude[spot], this.events.longitude[spot]]);
      const free = this.map.getSize();
      const panel = this.panel.element;
      if (this.panel.isOpen && panel.offsetWidth < free.x) free.x -= panel.offsetWidth;
      else if (this.panel.isOpen) free.y -= panel.offsetHeight;
      const outside = (at, size, margin) => at < margin ? at - margin : at > size - margin ? at - size + margin : 0;
      // Room for the ring, and beside it for the name.
      const move = [outside(point.x, free.x, Math.min(100, free.x / 4)), outside(point.y, free.y, 40)];
      const far = Math.abs(move[0]) > free.x || Math.abs(move[1]) > free.y;
      if (far) this.map.panBy([point.x - free.x / 2, point.y - free.y / 2], { animate: false });
      else if (move[0] || move[1]) this.map.panBy(move, { animate: false });
    }

    includeInWindow(index) {
      const { first, last } = this.events;
      this.timeline.setWindow(Math.min(this.timeline.first, first[index]), Math.max(this.timeline.last, last[index]));
    }

    onHover(event) {
      const mark = this.events && this.marks.pick(event.containerPoint);
      this.map.getContainer().classList.toggle("mapapp-over", Boolean(mark));
      if (!mark) {
        this.tip.hide();
        return;
      }
      this.tip.show(mark, event.containerPoint);
    }

    fitFirst() {
      if (this.events.bounds) this.map.fitBounds(this.events.bounds, { padding: [50, 50], maxZoom: 7, animate: false });
      this.home = mapapp.viewInAddress(this.map);
    }

    /* Everything in the window, however far away. */
    fitAll() {
      const bounds = L.latLngBounds([]);
      for (let i = 0; this.events && i < this.events.size; i++) {
        const spot = this.events.spot[i];
        if (this.marks.passes(i)) bounds.extend([this.events.latitude[spot], this.events.longitude[spot]]);
      }
      if (bounds.isValid()) this.map.fitBounds(bounds, { padding: [50, 50], maxZoom: 9 });
    }

    /* The selected event as near as its place is known: the whole of an area, the surroundings of a spot. */
    fitSelected() {
      const { selected } = this.marks;
      if (selected < 0) return;
      const bounds = this.marks.areas.boundsOf(this.events.spot[selected]);
      if (bounds) this.map.fitBounds(bounds, { padding: [30, 30] });
      else this.map.setView([this.events.latitude[this.events.spot[selected]], this.events.longitude[this.events.spot[selected]]], Math.max(9, this.map.getZoom()));
    }
  };
  Object.assign(mapapp, { LIST_LIMIT });
})(window.mapapp);
