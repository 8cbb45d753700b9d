package dev.hydrant.trainer.logging;

/** The settings of a logger that has none: any key is a mistake. */
record NoSettings() {}
