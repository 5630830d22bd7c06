"""A screen that keeps what it was shown."""


class Kept:
    """A `Screen` without a window."""

    def __init__(self, each=lambda frame: None):
        self.frames, self.pasts, self.said, self.scenes = [], [], [], []
        self._each = each

    def set_up(self, scenery, channels):
        self.scenes.append((scenery, channels))

    def show(self, frame, past):
        self.frames.append(frame)
        self.pasts.append(past)
        self._each(frame)

    def say(self, text):
        self.said.append(text)
