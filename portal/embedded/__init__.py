"""Servers for a machine that has none: the demo's and the tests'. Never imported in production."""
