"""The figures of an exchange: what `result.json` says of each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeMeasures:
    """Figures of one exchange, from the receiver's first to the giver's last contact.

    None is what was not reached, or not recorded.

    Attributes:
        approach_time, grasp_time, load_transfer_time, release_time, retreat_time: How
            long each phase was [s].
        balance_error: Largest |sum of both load shares − 1| [-].
        peak_internal_force, rms_internal_force: Of what the hands exert against each
            other through the prop; it is as much on either side [N].
        giver_peak_force, receiver_peak_force: Of all that touches each hand [N].
        slip: Of the prop in the receiver's hand from when that bears load on [m].
        tilt: Largest, of the prop [rad].
        giver_com_shift, receiver_com_shift: Largest horizontal distance of a body on
            feet from where its CoM was at first [m].
        giver_grip_ratio, receiver_grip_ratio: Least grip over load of each hand while
            it bore at least half [-].
        drop_margin: Least of what friction could bear over the load, minus one [-].
        unheld: Longest time in which nobody touched the prop, until `AFTER` the
            giver's release [s].
        failures: "broken off", "dropped", "force exceeded", "slipped".
    """

    approach_time: float | None = None
    grasp_time: float | None = None
    load_transfer_time: float | None = None
    release_time: float | None = None
    retreat_time: float | None = None
    balance_error: float
    peak_internal_force: float
    rms_internal_force: float
    giver_peak_force: float
    receiver_peak_force: float
    slip: float | None = None
    tilt: float
    giver_com_shift: float | None = None
    receiver_com_shift: float | None = None
    giver_grip_ratio: float | None = None
    receiver_grip_ratio: float | None = None
    drop_margin: float | None = None
    unheld: float
    failures: tuple[str, ...] = ()

    @property
    def peak_interaction_force(self) -> float:
        """The larger of both hands' peak forces [N]."""
        return max(self.giver_peak_force, self.receiver_peak_force)
