package dev.hydrant.trainer.engine.stepper;

import dev.hydrant.trainer.model.Batch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a batch into parts of equally many rows, the first dimension of its arrays.
 *
 * @param whole names of arrays that belong to the batch, not to its rows; every part has them
 */
record BatchRows(Set<String> whole) {
  /** The rows of a batch; 1 where its arrays do not agree about them, so that it stays whole. */
  int count(Batch batch) {
    List<Long> counts =
        batch.arrays().entrySet().stream()
            .filter(e -> !whole.contains(e.getKey()))
            .map(e -> e.getValue().shape().length == 0 ? 1L : e.getValue().shape()[0])
            .distinct()
            .toList();
    return counts.size() == 1 ? Math.toIntExact(counts.get(0)) : 1;
  }

  /** Returns the parts, in order; their number must divide the rows. */
  List<Batch> split(Batch batch, int parts) {
    int rows = count(batch) / parts;
    List<Batch> out = new ArrayList<>(parts);
    for (int i = 0; i < parts; i++) {
      int from = i * rows;
      Map<String, Batch.Array> arrays = new LinkedHashMap<>();
      batch
          .arrays()
          .forEach(
              (name, array) ->
                  arrays.put(name, whole.contains(name) ? array : array.rows(from, from + rows)));
      out.add(new Batch(arrays, batch.items() / parts));
    }
    return out;
  }
}
