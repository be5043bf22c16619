/* Makers of the page's elements. */
"use strict";
window.mapapp = window.mapapp || {};

(function (mapapp) {
  /** An element with a class and attributes, at the end of its parent. */
  mapapp.make = function (tag, name, parent, attributes) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    if (parent) parent.appendChild(element);
    return element;
  };

  /** A picture of one path in a square of 12; gives the path. */
  mapapp.icon = function (path, parent) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 12 12");
    svg.setAttribute("aria-hidden", "true");
    svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path")).setAttribute("d", path);
    parent.appendChild(svg);
    return svg.firstChild;
  };
})(window.mapapp);
