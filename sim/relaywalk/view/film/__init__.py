"""Pictures of a recorded run, whichever engine simulated it: stills and films.

MuJoCo draws them all, without a display and without a graphics card.
"""
