"""What `make bench` measures, a module for each kind of figure. All are ratios or bounds within one run."""

SMALL = ("pages", "instead", "pdf", "bulk")  # with the demo's own rows
GROWN = ("pages", "plans", "search")  # with many times as many
