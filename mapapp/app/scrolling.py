"""Brings the sentence from which somebody came into sight, once."""

from __future__ import annotations

import streamlit as st

_JS = """
const shown = new WeakMap();
export default function ({ data, parentElement }) {
  if (!data.event || shown.get(parentElement) === data.event) return;
  const until = performance.now() + 3000;
  (function look() {
    const sentence = document.querySelector("mark.chosen");
    if (!sentence) return performance.now() < until && requestAnimationFrame(look);
    shown.set(parentElement, data.event);
    sentence.tabIndex = -1;
    sentence.focus({ preventScroll: true });
    sentence.scrollIntoView({ block: "center" });
  })();
}
"""
_to_chosen = st.components.v2.component("mapapp_scrolling", js=_JS)


def to_chosen(event_id: str | None) -> None:
    """Scroll to the strongly marked sentence of this event, and give it the keys."""
    _to_chosen(key="scrolling", data={"event": event_id})
