/* Shapes of the groups of kinds, which tell them apart without colour; as paths for a canvas and as SVG for lists. */
"use strict";

(function (mapapp) {
  const { DOT, DASHED, CROSSED, HOLED } = mapapp;
  /* symbols.json: corners for a reach of 1; shapes with little body reach farther, so that all weigh about the same. */
  const { CORNERS } = mapapp;
  /* Where a hole or a cross lies in a shape whose body is not around its middle. */
  const MIDDLES = { triangle: 0.25, down: -0.25, dome: 0 };

  /** Adds a symbol to a path of the canvas; what has no corners here is a circle. */
  function traceSymbol(path, name, x, y, reach) {
    const corners = CORNERS[name];
    if (!corners) {
      path.moveTo(x + reach, y);
      path.arc(x, y, reach, 0, 2 * Math.PI);
      return;
    }
    corners.forEach(([dx, dy], i) => i ? path.lineTo(x + dx * reach, y + dy * reach) : path.moveTo(x + dx * reach, y + dy * reach));
    path.closePath();
  }

  const middleOf = (name) => MIDDLES[name] || 0;

  function svgPart(tag, attributes, parent) {
    const part = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
    parent.appendChild(part);
    return part;
  }

  /** The symbol of a group in its colour as a small picture beside words, with the look of a status. */
  function symbolPicture(name, colour, parent, shape = 0) {
    const picture = svgPart("svg", { viewBox: "-9 -9 18 18", class: "mapapp-sign", "aria-hidden": "true" }, parent);
    const hollow = shape === DASHED || shape === CROSSED;
    const style = { fill: hollow ? "none" : colour, stroke: hollow ? colour : "none", "stroke-width": 1.8,
      "stroke-dasharray": shape === DASHED ? "3 2" : "none" };
    const corners = CORNERS[name];
    if (corners) svgPart("polygon", { points: corners.map(([x, y]) => `${(x * DOT).toFixed(2)},${(y * DOT).toFixed(2)}`).join(" "), ...style }, picture);
    else svgPart("circle", { r: DOT, ...style }, picture);
    const middle = middleOf(name) * DOT;
    if (shape === HOLED) svgPart("circle", { r: 2.4, cy: middle, class: "mapapp-sign-hole" }, picture);
    if (shape === CROSSED) svgPart("path", { d: `M-4 ${middle - 4}l8 8m0 -8l-8 8`, stroke: colour, "stroke-width": 1.8 }, picture);
    return picture;
  }

  Object.assign(mapapp, { traceSymbol, symbolPicture, middleOf, SYMBOLS: Object.keys(CORNERS) });
})(window.mapapp);
