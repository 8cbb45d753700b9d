package dev.hydrant.trainer.protein.ingest;

import java.util.List;

/**
 * What came of one file or entry.
 *
 * @param taken chains in order
 * @param rejects what was left out
 * @param withoutBackbone residues that lack N, CA or C
 */
record Sifted(List<Taken> taken, List<Reject> rejects, int withoutBackbone) {}
