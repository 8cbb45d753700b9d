package dev.hydrant.trainer.protein.ingest;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.protein.family.Families;
import dev.hydrant.trainer.protein.family.FamilySplit;
import dev.hydrant.trainer.protein.family.SplitFile;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what says which chains belong together, and divides them in the end. */
final class Parts {
  private static final long SEED = 42;

  private final Grouping grouping;
  private final List<String> ids = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();

  Parts(Grouping grouping) {
    this.grouping = grouping;
  }

  void add(ProteinChain chain) {
    if (grouping != Grouping.NONE) {
      ids.add(chain.id());
      String file = chain.source().file();
      keys.add(
          grouping == Grouping.FAMILY
              ? chain.sequence()
              : file.substring(0, Math.max(0, file.lastIndexOf('/'))));
    }
  }

  /**
   * Divides the chains, and writes it down.
   *
   * @return numbers of groups and of validation chains; none of both without grouping
   */
  ImportResult.Divided write(Path folder) throws IOException {
    if (grouping == Grouping.NONE) {
      return ImportResult.Divided.NONE;
    }
    int[] groups = grouping == Grouping.FAMILY ? Families.of(keys) : numbers();
    boolean[] validation =
        FamilySplit.validation(groups, SEED)
            .orElseThrow(
                () ->
                    new DataException(
                        "All %,d chains are of one %s: none can be set aside for validation.\nGive more structures, or --split=none"
                            .formatted(ids.size(), grouping)));
    SplitFile.write(folder.resolve(SplitFile.NAME), ids, groups, validation);
    int count = 0;
    for (boolean v : validation) {
      count += v ? 1 : 0;
    }
    return new ImportResult.Divided(
        (int) java.util.Arrays.stream(groups).distinct().count(), count);
  }

  private int[] numbers() {
    Map<String, Integer> first = new LinkedHashMap<>();
    int[] out = new int[keys.size()];
    for (int i = 0; i < out.length; i++) {
      int here = i;
      out[i] = first.computeIfAbsent(keys.get(i), k -> here);
    }
    return out;
  }
}
