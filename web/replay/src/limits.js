// What an actuator can give: all up to one speed, less above it, nothing at another.

/** Return the largest torque that a joint can give in a direction at a velocity [N·m]. */
export function torqueLimit(joint, velocity, direction) {
  const { peak, speedLimit, peakSpeed } = joint;
  if (speedLimit === null || peakSpeed === null || peakSpeed <= speedLimit) return peak;
  const speed = Math.max(velocity * direction, 0);
  return peak * Math.min(Math.max((peakSpeed - speed) / (peakSpeed - speedLimit), 0), 1);
}
