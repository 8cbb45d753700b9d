package dev.hydrant.trainer.protein.read;

import dev.hydrant.trainer.protein.structure.ProteinChain;

/**
 * A chain as a file has it.
 *
 * @param name its name in the file; {@code A.2} if it is the second under the letter A
 * @param chain the residues that have N, CA and C
 * @param withoutBackbone number of residues that were left out because they lack one of these
 * @param alphaOnly whether none has them all: a trace of CA alone
 */
public record FoundChain(String name, ProteinChain chain, int withoutBackbone, boolean alphaOnly) {}
