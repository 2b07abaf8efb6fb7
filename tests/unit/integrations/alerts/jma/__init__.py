"""The JMA's telegrams."""
