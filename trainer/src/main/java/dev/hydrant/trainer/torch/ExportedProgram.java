package dev.hydrant.trainer.torch;

import java.util.List;

/**
 * A program in a form that leaves this process.
 *
 * @param archive bytes of a {@code .pt} file for {@code torch.jit.load}
 * @param constants tensors the program was recorded with, in the order of its argument {@code cs}
 */
public record ExportedProgram(byte[] archive, List<Tensor> constants) {}
