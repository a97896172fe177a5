"""The app's frame: which page, which graph, which language. Streamlit runs this file again at every change."""

from __future__ import annotations

import streamlit as st

from glossgraph.app import frame, wording
from glossgraph.errors import GlossgraphError

t = wording.current()
page = st.navigation(frame.pages(t), position="hidden")
st.set_page_config(page_title=f"{page.title} · {t('app.name')}", page_icon=frame.ICON, layout="wide")
frame.dress()
try:
    frame.top(t, page)
    page.run()
    frame.foot(t)
except GlossgraphError as problem:
    frame.apologise(problem, t)
