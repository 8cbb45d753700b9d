/**
 * Access to package-private methods of DJL's PyTorch engine. Only {@code dev.hydrant.trainer.torch}
 * may use it.
 */
package ai.djl.pytorch.jni;
