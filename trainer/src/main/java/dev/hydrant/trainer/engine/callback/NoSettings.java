package dev.hydrant.trainer.engine.callback;

/** The settings of a callback that has none: whatever is given is refused by name. */
public record NoSettings() {}
