"""What `make bench` measures, a module for each kind of figure. All are ratios or bounds within one run."""
