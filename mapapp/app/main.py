"""The frame around the pages: `streamlit run mapapp/app/main.py` starts here."""

# Worker processes import this file under another name; they must not draw a page, nor pay for importing Streamlit.
if __name__ == "__main__":
    from pathlib import Path

    import streamlit as st

    from mapapp.app import adding, address, look, progress, refused, settled, unplaced, workspace

    st.set_page_config(page_title="mapapp", page_icon="🗺️", layout="wide")
    st.logo(look.WORDMARK)
    st.html(Path(__file__).parent / "look.css")
    st.html(look.group_colours())
    workspace.require()
    adding.begin_samples()
    page = st.navigation(
        [
            st.Page("pages/map.py", title="Map", url_path="map", default=True),
            st.Page("pages/articles.py", title="Articles", url_path="articles"),
            st.Page("pages/unplaced.py", title=unplaced.title(workspace.left_out()), url_path="unplaced"),
            st.Page("pages/add.py", title="Add reports", url_path="add"),
            st.Page("pages/places.py", title="Places", url_path="places"),
            st.Page("pages/corrections.py", title="Corrections", url_path="corrections"),
            st.Page("pages/about.py", title="About", url_path="about"),
        ],
        position="top",
    )
    progress.masthead()
    address.turn_to(page.url_path)
    refused.say()
    workspace.saying(page.run)
    settled.once()
