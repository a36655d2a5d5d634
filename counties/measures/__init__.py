"""What the portal counts: each measure is defined once, and read by reports, overviews, lists, files and the API."""
