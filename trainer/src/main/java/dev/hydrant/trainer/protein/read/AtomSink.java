package dev.hydrant.trainer.protein.read;

/** Takes what a reader finds. */
interface AtomSink {
  /** An atom of the first model; the object is used again afterwards. */
  void atom(AtomSite site);

  /** The resolution in Å. */
  void resolution(double value);

  /** Number of the model that the atoms are of. */
  void model(int number);
}
