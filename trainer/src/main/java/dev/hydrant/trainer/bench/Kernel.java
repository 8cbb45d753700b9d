package dev.hydrant.trainer.bench;

/**
 * A kernel with what it is compared with, ready to run.
 *
 * @param name what it computes
 * @param size of its operands, in words
 * @param flops floating-point operations of a run, 0 if memory is what counts
 * @param bytes that a run has to read and write at least, 0 if arithmetic is what counts
 * @param ours as training runs it
 * @param composition the same from simple operators, or null
 * @param aten the same by PyTorch's own operator and autograd, or null where there is none
 */
record Kernel(
    String name,
    String size,
    double flops,
    double bytes,
    Runnable ours,
    Runnable composition,
    Runnable aten) {}
