/** What follows a run from outside: callbacks, the registry that names them, what they see. */
package dev.hydrant.trainer.engine.callback;
