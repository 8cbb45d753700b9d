/**
 * Modules: named parameters, their initial values, and the layers models share. A model is plain
 * Java over {@link dev.hydrant.trainer.torch.Tensor}; nothing here decides whether it runs eagerly
 * or is traced.
 */
package dev.hydrant.trainer.nn;
