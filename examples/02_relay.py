"""Run the whole relay over five metres: take the torch, carry it, hand it over.

Features: handovers, a plot, the same scenario in either engine.

    python examples/02_relay.py [mujoco|pybullet]
"""

import sys

import relaywalk


def main(engine: str, scenario: str = "relay_5m") -> None:
    """Run the relay; say how each handover went, draw the torch."""
    run = relaywalk.run(scenario, engine=engine, seed=1)
    print(f"{run.result.outcome}: {run.result.reason}")
    for exchange in run.result.handovers:
        print(
            f"{exchange.giver} to {exchange.receiver}: "
            f"{exchange.transfer_time:.2f} s, at most {exchange.peak_force:.1f} N"
        )
    path = run.folder / "torch.png"
    run.plot("torch_pose").savefig(path)
    print(f"{path}; all plots: relaywalk report {run.folder}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "mujoco")
