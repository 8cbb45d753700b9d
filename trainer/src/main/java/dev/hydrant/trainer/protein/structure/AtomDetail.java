package dev.hydrant.trainer.protein.structure;

/** Which atoms of a protein a model reads. */
public enum AtomDetail {
  /** N, CA, C and CB: stage 1 and the trunks. */
  BACKBONE(AtomSlots.BACKBONE),
  /** All 14 slots: stage 2. */
  SIDE_CHAIN(AtomSlots.COUNT);

  private final int slots;

  AtomDetail(int slots) {
    this.slots = slots;
  }

  /** Number of slots, A of {@code [L, A, 3]}. */
  public int slots() {
    return slots;
  }

  /** The slots that a residue must fill; letters outside the 20 need N, CA and C alone. */
  public int needed(char letter) {
    return AminoAcid.of(letter) == null
        ? AtomSlots.NEEDED
        : AtomSlots.expected(letter) & (1 << slots) - 1;
  }
}
