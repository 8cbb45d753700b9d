package dev.hydrant.trainer.protein.ingest;

import dev.hydrant.trainer.protein.structure.ProteinChain;

/**
 * A chain that passed the rules.
 *
 * @param chain the chain; its id may yet have to be made unique
 * @param faults what is wrong with its geometry
 * @param json its JSON, or null where none is asked for
 */
record Taken(ProteinChain chain, GeometryFaults faults, byte[] json) {}
