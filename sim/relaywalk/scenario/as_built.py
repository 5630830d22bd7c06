"""The body as it was built: the card with the masses and friction of this one."""

from relaywalk.robots.card import RobotCard
from relaywalk.robots.urdf import link_names
from relaywalk.scenario.mismatch import Mismatch, stream


def as_built(card: RobotCard, mismatch: Mismatch, seed: int, actor: str) -> RobotCard:
    """Return the card of the body that is simulated.

    Args:
        card: As it was designed; all that the actor's controller knows.
        mismatch: How the body differs from its card.
        seed: Of the scenario.
        actor: Its name.

    Raises:
        CardError: The URDF cannot be read.
    """
    changes: dict[str, object] = {}
    if mismatch.link_mass > 0.0:
        links = link_names(card)
        deviation = stream(seed, actor, "link_mass").uniform(-1.0, 1.0, len(links))
        scale = (1.0 + mismatch.link_mass * deviation).tolist()
        changes["mass_scale"] = dict(zip(links, scale, strict=True))
    if mismatch.joint_friction > 0.0:
        changes["joint_friction"] = mismatch.joint_friction
    return card.model_copy(update=changes) if changes else card
