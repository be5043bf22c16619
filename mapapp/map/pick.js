/* A spot on the map that a person picks for a correction: by a click, or by keys and the button that takes the middle. */
"use strict";

(function (mapapp) {
  const { make } = mapapp;

  /** What the map asks for while a spot is wanted, and the way it is told to Python. */
  mapapp.Pick = class Pick {
    /**
     * @param {L.Map} map
     * @param {HTMLElement} stage - around the map
     * @param {(latlng: L.LatLng) => void} tell - called with the spot
     */
    constructor(map, stage, tell) {
      Object.assign(this, { map, stage, tell, wanted: false, marker: null });
      map.on("click", (event) => this.wanted && this.take(event.latlng));
    }

    /** @param {boolean} wanted - whether the next click means a spot */
    want(wanted) {
      if (wanted === this.wanted) return;
      this.wanted = wanted;
      this.stage.classList.toggle("mapapp-picking", wanted);
      if (!wanted) return this.clear();
      this.box = make("div", "mapapp-box mapapp-pick", this.stage, { role: "group", "aria-label": "Pick the place" });
      this.said = make("span", "", this.box, { role: "status" });
      this.said.textContent = "Click the place, or move it to the middle with the arrow keys.";
      const button = make("button", "mapapp-button", this.box, { type: "button" });
      button.textContent = "Take the middle";
      button.addEventListener("click", () => this.take(this.map.getCenter()));
      this.cross = make("div", "mapapp-cross", this.stage, { "aria-hidden": "true" });
    }

    clear() {
      this.box.remove();
      this.cross.remove();
      if (this.marker) this.marker.remove();
      this.marker = null;
    }

    take(spot) {
      const latlng = spot.wrap();
      if (this.marker) this.marker.remove();
      this.marker = L.circleMarker(latlng, { radius: 8, className: "mapapp-picked", interactive: false }).addTo(this.map);
      this.said.textContent = `${this.words(latlng)} taken. Choose beside the map what lies there.`;
      this.tell(latlng);
    }

    words({ lat, lng }) {
      const part = (value, ways) => `${Math.abs(value).toFixed(2)}° ${ways[value < 0 ? 1 : 0]}`;
      return `${part(lat, ["north", "south"])}, ${part(lng, ["east", "west"])}`;
    }
  };

  /** The feature that streamlit-folium hands to Python. */
  mapapp.pickedFeature = ({ lat, lng }) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [lng, lat] },
    properties: { picked: true, clicked: Date.now() },
  });
})(window.mapapp);
