"""The explorer: a Streamlit app over one stored graph."""
