"""The one error that an action raises when a step is not allowed."""


class ActionRefused(Exception):
    """A step that the rules do not allow. The message is a plain sentence that pages show as it is."""
