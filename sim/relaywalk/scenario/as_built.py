"""The body as it was built: the card with the masses and friction of this one."""

from relaywalk.robots.card import RobotCard
from relaywalk.robots.urdf import link_names
from relaywalk.scenario.mismatch import Reality, stream


def as_built(card: RobotCard, reality: Reality, seed: int, actor: str) -> RobotCard:
    """Return an actor's card as its body really is.

    Args:
        card: As it was designed; all that the actor's controller knows.
        reality: How the body differs.
        seed: Of the scenario.
        actor: Its name.

    Raises:
        CardError: The URDF cannot be read.
    """
    changes: dict[str, object] = {}
    if reality.link_mass > 0.0:
        links = link_names(card)
        share = stream(seed, actor, "link_mass").uniform(-1.0, 1.0, len(links))
        scale = (1.0 + reality.link_mass * share).tolist()
        changes["mass_scale"] = dict(zip(links, scale, strict=True))
    if reality.joint_friction > 0.0:
        changes["joint_friction"] = reality.joint_friction
    return card.model_copy(update=changes) if changes else card
