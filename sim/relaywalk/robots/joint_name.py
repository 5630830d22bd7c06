"""What people call a joint, and which way it turns."""

from typing import Annotated, Literal

from pydantic import Field

from relaywalk.schema.quantity import Frozen


class JointName(Frozen):
    """A joint as people name it.

    Attributes:
        name: Such as "knee".
        side: "left" or "right"; empty in the middle.
        positive: What moves which way when the angle grows, all joints being 0: the
            limbs hang down. Left and right are the body's own.
    """

    name: Annotated[str, Field(min_length=1, max_length=20)]
    side: Literal["left", "right", ""] = ""
    positive: Annotated[str, Field(min_length=1, max_length=60)]

    def __str__(self) -> str:
        """Return both, such as "knee, left"."""
        return f"{self.name}, {self.side}" if self.side else self.name
