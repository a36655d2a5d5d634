"""The overviews' charts: one Vega-Lite specification a file here, and the data that is put into it."""
