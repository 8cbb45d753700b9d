/**
 * Loggers: where metrics go while a run trains (console, files, TensorBoard, MLflow). Each is a
 * {@link dev.hydrant.trainer.engine.callback.Callback} that a config names in {@code loggers}; none
 * of them ever stops a run.
 */
package dev.hydrant.trainer.logging;
