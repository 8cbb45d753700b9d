package dev.hydrant.trainer.protein.ingest;

/** The work of an import in independent parts, each done by any thread. */
interface Plan {
  /** Number of parts. */
  int parts();

  /** Does a part. */
  Sifted sift(int part);
}
