package dev.hydrant.trainer.protein.ingest;

/** Where chains come from. */
public sealed interface ImportSource permits StructureFiles, Promod3Chains, GeneratedChains {
  /** A short description for reports, without absolute paths. */
  String describe();

  /**
   * Plans the import.
   *
   * @param json whether the JSON of chains is asked for
   */
  Plan plan(ImportRules rules, boolean json);
}
