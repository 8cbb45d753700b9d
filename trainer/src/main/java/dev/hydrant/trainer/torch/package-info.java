/**
 * Tensors on DJL's PyTorch engine: one table of operators with two ways to run it, at once ({@link
 * dev.hydrant.trainer.torch.EagerTorch}) or recorded ({@link dev.hydrant.trainer.torch.Trace}) into
 * one TorchScript function that holds forward, backward and optimizer. Python is not involved: the
 * archives libtorch loads are written here.
 */
package dev.hydrant.trainer.torch;
