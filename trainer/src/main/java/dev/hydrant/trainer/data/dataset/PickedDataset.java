package dev.hydrant.trainer.data.dataset;

/** Some items of a dataset, which stays open when this part is closed. */
record PickedDataset<T>(Dataset<T> whole, Indices indices) implements Dataset<T> {
  @Override
  public long size() {
    return indices.size();
  }

  @Override
  public T get(long index) {
    return whole.get(indices.at(index));
  }

  @Override
  public String locate(long index) {
    return whole.locate(indices.at(index));
  }
}
