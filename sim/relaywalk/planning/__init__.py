"""Plans: where feet, hands and the divergent component of motion should go."""
