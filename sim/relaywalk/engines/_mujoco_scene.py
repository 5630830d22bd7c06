"""Builds a scene in MuJoCo.

All bodies are read from their URDFs and attached to one model, with the settings that
keep feet and hands from creeping. Which pairs collide is told by bits: each body has
one and accepts all but its own; a card's self-collisions are explicit pairs. Friction
of a pair is the larger one there, so pairs of unlike surfaces that should have the
geometric mean are explicit too; the ground outranks all.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations, product
from math import sqrt
from typing import Any

import numpy as np

from relaywalk.engines import Scene
from relaywalk.engines._contact_sum import GROUND
from relaywalk.engines._mujoco_ground import ALL_BITS, ROLLING, TORSION, add_ground
from relaywalk.engines._mujoco_solids import add_solid
from relaywalk.errors import CardError
from relaywalk.robots.blueprint import (
    DEFAULT_FRICTION,
    Blueprint,
    link_friction,
    read_prop,
    read_robot,
    reflected_inertia,
)
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.robots.urdf import urdf_text
from relaywalk.types import GRAVITY

VISUAL_GROUP, COLLISION_GROUP = 1, 0
# Stiffer than the defaults, with which a held torch slips by 1-8 mm; measured.
GRIP_SOLREF = [0.01, 1.0]  # time constant [s], damping ratio
GRIP_SOLIMP = [0.95, 0.99, 0.001, 0.5, 2.0]
# Slip dies out with this time constant, the shortest that MuJoCo takes (two steps).
# The acceleration that turning bodies have at rest, J̇v, is not in its contacts, so
# slip settles at J̇v times half of it: at 0.01 s a torch that is carried at 0.94 m/s
# creeps down by 0.1 mm/s, 11 mm in 100 m.
GRIP_SOLREF_FRICTION = [0.002, 1.0]  # time constant [s], damping ratio


def build(mujoco: Any, scene: Scene, *, visuals: bool = False) -> Any:  # noqa: ANN401
    """Return a compiled model of a scene.

    Bodies are named "actor/link"; joints "actor/joint".

    Args:
        mujoco: The library.
        scene: What to build.
        visuals: Whether shapes that only pictures have are part of it.
    """
    spec = mujoco.MjSpec()
    _set_options(mujoco, spec, scene)
    cards: dict[str, RobotCard | PropCard] = {**scene.actors, **scene.props}
    geoms: dict[str, list[Any]] = {}
    for index, (name, card) in enumerate(cards.items()):
        blueprint = read_prop(card) if isinstance(card, PropCard) else read_robot(card)
        text = _with_compiler(urdf_text(card), visuals=visuals)
        geoms[name] = _attach(mujoco, spec, name, (card, blueprint, text))
        _set_surfaces(geoms[name], name, card, 1 << index)
    ground = []
    if scene.terrain is not None:
        ground = add_ground(mujoco, spec, scene.terrain)
    for name, solid in scene.solids.items():
        geoms[name] = add_solid(mujoco, spec, name, solid)
        _pair_with_ground(spec, ground, geoms[name])
    for first, second in combinations(geoms, 2):
        _pair_special(spec, product(geoms[first], geoms[second]))
    for name, card in scene.actors.items():
        _pair_own(spec, name, card, geoms[name])
    return _compile(mujoco, spec, scene)


def _set_options(mujoco: Any, spec: Any, scene: Scene) -> None:  # noqa: ANN401
    """Set the solver so that friction holds, and what is seen."""
    option = spec.option
    option.timestep = scene.timestep
    option.gravity = [0.0, 0.0, -GRAVITY]
    option.integrator = mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    # A torch between two pads slides down by 21 mm/s with the default impratio of 1,
    # and by 0.2 mm/s with 100 (elliptic cones): creep falls as 1 / impratio. Five
    # noslip iterations end what is left; ten are the same.
    option.cone = mujoco.mjtCone.mjCONE_ELLIPTIC
    # From 60 degrees of freedom on (a robot and two people have 84) MuJoCo would choose
    # the sparse one, whose Newton factorisation is wrong in 4.0.0: slow convergence,
    # wrong accelerations (google-deepmind/mujoco#3767, fixed in 4.0.1). Dense takes the
    # same time at this size (ratio of CPU times 0.7 to 1.2).
    option.jacobian = mujoco.mjtJacobian.mjJAC_DENSE
    option.impratio = 100.0
    option.noslip_iterations = 5
    # A state that broke must be seen (`_soundness`), not silently begin anew.
    option.disableflags |= mujoco.mjtDisableBit.mjDSBL_AUTORESET
    _set_visuals(mujoco, spec)


def _set_visuals(mujoco: Any, spec: Any) -> None:  # noqa: ANN401
    """Set light and sky, and pictures that a processor alone draws quickly.

    At 1280 x 720 they take 0.04 s of a core, with the default samples, shadows and
    slices 0.35 s.
    """
    quality = spec.visual.quality
    quality.offsamples, quality.shadowsize = 0, 0
    quality.numslices = quality.numstacks = 12
    spec.worldbody.add_light(
        pos=[0.0, 0.0, 10.0],
        dir=[0.2, 0.3, -1.0],
        type=mujoco.mjtLightType.mjLIGHT_DIRECTIONAL,
        castshadow=False,
    )
    spec.add_texture(
        name="sky",
        type=mujoco.mjtTexture.mjTEXTURE_SKYBOX,
        builtin=mujoco.mjtBuiltin.mjBUILTIN_GRADIENT,
        rgb1=[0.85, 0.90, 0.95],
        rgb2=[1.0, 1.0, 1.0],
        width=128,
        height=128,
    )


def _with_compiler(urdf: str, *, visuals: bool) -> str:
    """Return a URDF with what MuJoCo's compiler is to do with it."""
    head, tag, rest = urdf.partition("<robot")
    opening, end, rest = rest.partition(">")
    compiler = (
        # fixed links stay: soles and grasp frames are among them
        '<mujoco><compiler fusestatic="false" strippath="false" '
        f'discardvisual="{str(not visuals).lower()}"/></mujoco>'
    )
    return head + tag + opening + end + compiler + rest


def _attach(
    mujoco: Any,  # noqa: ANN401
    spec: Any,  # noqa: ANN401
    name: str,
    body: tuple[RobotCard | PropCard, Blueprint, str],
) -> list[Any]:
    """Attach a body and return its collision shapes, in the order of the file.

    Args:
        mujoco: The library.
        spec: To which it is added.
        name: Of the body.
        body: Its card, its blueprint, its URDF.
    """
    card, blueprint, text = body
    try:
        child = mujoco.MjSpec.from_string(text)
    except (ValueError, mujoco.FatalError) as error:
        raise CardError(f"{card.urdf_path}: MuJoCo: {error}") from error
    spec.attach(child, prefix=f"{name}/", frame=spec.worldbody.add_frame())
    if isinstance(card, PropCard) or card.base == "floating":
        spec.body(f"{name}/{blueprint.root}").add_freejoint(name=f"{name}/")
    if isinstance(card, RobotCard):
        for joint, inertia in zip(card.joints, reflected_inertia(card), strict=True):
            placed = spec.joint(f"{name}/{joint}")
            placed.armature, placed.frictionloss = inertia, card.joint_friction
    bodies = [spec.body(f"{name}/{link}") for link in blueprint.links]
    return [geom for body in bodies for geom in body.geoms if geom.contype]


def _set_surfaces(
    geoms: Iterable[Any], name: str, card: RobotCard | PropCard, bit: int
) -> None:
    """Name a body's shapes, set their friction and their collision bits."""
    for index, geom in enumerate(geoms):
        link = geom.parent.name.removeprefix(f"{name}/")
        geom.name = f"{name}/{link}/{index}"
        geom.friction = [link_friction(card, link), TORSION, ROLLING]
        geom.contype, geom.conaffinity = bit, ALL_BITS & ~bit
        geom.group = COLLISION_GROUP
        if _grips(card, link):
            geom.solref, geom.solimp = GRIP_SOLREF, GRIP_SOLIMP


def _grips(card: RobotCard | PropCard, link: str) -> bool:
    """Say whether a link is part of a hand, or a thing that a hand holds."""
    if isinstance(card, PropCard):
        return True
    return any(link in hand.links for hand in card.hands.values())


def _pair_special(spec: Any, pairs: Iterable[tuple[Any, Any]]) -> None:  # noqa: ANN401
    """Add the pairs of two bodies that MuJoCo would not make as we want them.

    These are a hand with what it holds, and unlike surfaces.
    """
    for first, second in pairs:
        if first.solref[0] == second.solref[0] == GRIP_SOLREF[0]:
            pair = _add_pair(spec, first, second)
            pair.solref, pair.solimp = GRIP_SOLREF, GRIP_SOLIMP
            pair.solreffriction = GRIP_SOLREF_FRICTION
        elif first.friction[0] != second.friction[0]:
            _add_pair(spec, first, second)


def _pair_with_ground(spec: Any, ground: list[Any], geoms: list[Any]) -> None:  # noqa: ANN401
    """Let shapes that are not as soles are have a coefficient of their own there.

    The ground's is that with soles, whose surface is the default one.
    """
    for first, second in product(geoms, ground):
        if first.friction[0] != DEFAULT_FRICTION:
            slide = second.friction[0] * sqrt(first.friction[0] / DEFAULT_FRICTION)
            _add_pair(spec, first, second, slide)


def _pair_own(spec: Any, name: str, card: RobotCard, geoms: list[Any]) -> None:  # noqa: ANN401
    """Let the card's pairs of links of one body collide."""
    by_link: dict[str, list[Any]] = {}
    for geom in geoms:
        by_link.setdefault(geom.parent.name.removeprefix(f"{name}/"), []).append(geom)
    for link_1, link_2 in card.self_collision:
        for first, second in product(by_link.get(link_1, []), by_link.get(link_2, [])):
            _add_pair(spec, first, second)


def _add_pair(spec: Any, first: Any, second: Any, slide: float | None = None) -> Any:  # noqa: ANN401
    """Let two shapes collide, by the root of the product of their coefficients.

    Args:
        spec: Of the scene.
        first: A shape.
        second: Another one.
        slide: Coefficient, if it is not that [-].
    """
    if slide is None:
        slide = sqrt(first.friction[0] * second.friction[0])
    return spec.add_pair(
        geomname1=first.name,
        geomname2=second.name,
        # No torsion in a point: the soles' and the hand's several points resist yaw.
        condim=3,
        friction=[slide, slide, TORSION, ROLLING, ROLLING],
    )


def _compile(mujoco: Any, spec: Any, scene: Scene) -> Any:  # noqa: ANN401
    """Compile, and scale each prop to the mass of its card."""
    try:
        model = spec.compile()
    except (ValueError, mujoco.FatalError) as error:
        raise CardError(f"MuJoCo cannot build the scene: {error}") from error
    for name, card in scene.props.items():
        body = model.body(f"{name}/{card.link}").id
        scale = card.mass / model.body_mass[body]
        model.body_mass[body] *= scale
        model.body_inertia[body] *= scale
    # constants that follow from the masses, such as inverse weights of contacts
    mujoco.mj_setConst(model, mujoco.MjData(model))
    return model


def links_of(model: Any, names: Mapping[str, Any]) -> list[tuple[str, str]]:  # noqa: ANN401
    """Return (body, link) of each MuJoCo body, the world's being the ground."""
    links = [(GROUND, GROUND)]
    for body in range(1, model.nbody):
        name, _, link = model.body(body).name.partition("/")
        links.append((name, link))
    return [link for link in links if link[0] in names or link[0] == GROUND]


def indices(model: Any, kind: str, names: Iterable[str]) -> np.ndarray:  # noqa: ANN401
    """Return the ids of named bodies or joints."""
    return np.array([getattr(model, kind)(name).id for name in names], dtype=np.intp)
