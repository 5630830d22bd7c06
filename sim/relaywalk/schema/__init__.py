"""Schema: YAML read without surprises, validated values, their bounds and units."""
