package dev.hydrant.trainer.protein.promod3;

/** A chain of the database: where its residues lie in the arrays. */
record Promod3Entry(String structure, String chain, long offset, int size) {
  String id() {
    return chain.isBlank() ? structure : structure + "_" + chain;
  }
}
