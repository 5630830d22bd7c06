"""Trust: how far the loads of a run can be believed, by the oracles they rest on."""
