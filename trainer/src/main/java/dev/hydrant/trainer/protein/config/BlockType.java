package dev.hydrant.trainer.protein.config;

/** What the first block of a stack does beside its MLP; with self-consensus, all blocks. */
public enum BlockType {
  /** Rotary attention among positions. */
  SELF_ATTENTION("SA"),
  /** Self-attention, then attention among residues' frames. */
  GEOMETRIC_ATTENTION("GA"),
  /** The same with frames that are mirrored with the residue. */
  REFLEXIVE_ATTENTION("RA"),
  /** Steps towards agreement along the edges of a graph. */
  SELF_CONSENSUS("SC");

  private final String initials;

  BlockType(String initials) {
    this.initials = initials;
  }

  /** Two letters, as they stand in names of checkpoints. */
  public String initials() {
    return initials;
  }

  /** Whether it looks at coordinates. */
  public boolean isGeometric() {
    return this == GEOMETRIC_ATTENTION || this == REFLEXIVE_ATTENTION;
  }
}
