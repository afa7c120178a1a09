"""Pictures and pages of a network; they draw findings and do not look for them."""
