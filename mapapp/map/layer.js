/* The events as a layer that any Leaflet map takes, and that tells listeners what a person did. */
"use strict";

(function (mapapp) {
  /**
   * The events as a Leaflet layer without a picture of its own: it brings the data to the frame of its map, and fires
   * "click" with a `layer` whose toGeoJSON() has the event's id, which is what streamlit-folium listens for.
   */
  const EventLayer = L.Layer.extend({
    /**
     * @param {Promise<object>|object} record - what payload.py wrote, or the promise of it
     * @param {{selected: string|null, window: number[]|null}} wishes - of the page around
     * @param {(() => Promise<object>)} [askAgain] - where the record is asked for
     */
    initialize(record, wishes, askAgain) {
      Object.assign(this, { record, wishes, askAgain });
    },

    onAdd(map) {
      if (!map.mapapp) mapapp.frame(map, {});
      if (!(this.record instanceof Promise)) return map.mapapp.show(this);
      return this.record.then((record) => {
        this.record = record;
        if (map.hasLayer(this)) map.mapapp.show(this);
      }).catch(() => map.hasLayer(this) && map.mapapp.sayMissing(() => this.tryAgain(map)));
    },

    tryAgain(map) {
      this.record = this.askAgain();
      map.mapapp.empty.hidden = true;
      return this.onAdd(map);
    },

    onRemove(map) {
      if (map.mapapp) map.mapapp.leave(this);
    },

    /** Tells listeners that a person chose the event with this index. */
    choose(events, index) {
      const spot = events.spot[index];
      const latlng = L.latLng(events.latitude[spot], events.longitude[spot]);
      const feature = { type: "Feature", geometry: { type: "Point", coordinates: [latlng.lng, latlng.lat] },
        // The moment makes two clicks on the same event two different values: streamlit-folium drops repeated ones.
        properties: { event_id: events.ids.at(index), clicked: Date.now() } };
      this.tell(feature, latlng);
    },

    /** Tells listeners what a person did, as a GeoJSON feature. */
    tell(feature, latlng) {
      if (this._map && this._map.mapapp) this._map.mapapp.addWindow(feature);
      this.fire("click", { latlng, layer: { toGeoJSON: () => feature } });
      tellAtOnce(feature);
    },
  });

  /**
   * streamlit-folium waits 250 ms for more of what may be a drag before it tells Streamlit. Where it passes on nothing
   * but this, we tell it ourselves, by the protocol of Streamlit's components, and it finds nothing new to tell.
   */
  function tellAtOnce(feature) {
    const told = window.__GLOBAL_DATA__;
    if (!told || String(told.returned_objects) !== "last_active_drawing") return;
    const value = { last_active_drawing: feature };
    told.previous_data = value;
    window.parent.postMessage({ isStreamlitMessage: true, type: "streamlit:setComponentValue", dataType: "json", value }, "*");
  }

  mapapp.events = (json) => {
    const record = JSON.parse(json);
    return new EventLayer(record, record);
  };

  mapapp.eventsAt = (address, wishes, choice) => {
    const ask = () => mapapp.recordAt(address, choice);
    return new EventLayer(ask(), wishes, ask);
  };
})(window.mapapp);
