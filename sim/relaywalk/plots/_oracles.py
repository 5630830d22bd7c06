"""The oracles that plots rest on, in groups: what is drawn is believed with them."""

NOTHING: tuple[str, ...] = ()  # shows positions only, as they were recorded
DYNAMICS = ("mass", "gravity_torque", "free_flight", "pendulum_energy")
TORQUE = (*DYNAMICS, "walking_residual")
REACTION = ("mass", "pendulum_reaction", "torch_held_still")
GROUND = ("mass", "standing")
