"""Scenario: an experiment as data, from its YAML file to validated, frozen values."""
