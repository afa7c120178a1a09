"""Tables of one's own, such as attendee lists: what their columns are, what their rows mean, and the network they give."""
