package dev.hydrant.trainer.protein.sample;

import dev.hydrant.trainer.protein.structure.ProteinChain;

/**
 * A generated chain and what it was drawn from.
 *
 * @param chain all heavy atoms, centred, in a random pose
 * @param states H, E or L for each residue
 */
public record GeneratedChain(ProteinChain chain, String states) {}
