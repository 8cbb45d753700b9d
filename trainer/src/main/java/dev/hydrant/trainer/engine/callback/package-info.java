/**
 * Callbacks that follow a run: their interface, the registry that names them, and what they see.
 */
package dev.hydrant.trainer.engine.callback;
