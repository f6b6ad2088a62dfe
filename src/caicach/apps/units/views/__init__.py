"""The screens of units, people and responsibilities."""
