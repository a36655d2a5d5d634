"""What `make bench` measures, a module for each kind of figure. All are ratios or bounds within one run."""

ALONE = "start"  # begun first, before any server is there; then with the servers of the others too
SMALL = ("start", "pages", "instead", "pdf", "bulk")  # with the demo's own rows
GROWN = ("pages", "plans", "search")  # with many times as many
ON_A_COPY = ("throughput",)  # of that database, since they write in it
