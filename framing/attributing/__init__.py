"""How attributions are found: the network, the frames of news copy, the words beside a cue."""
