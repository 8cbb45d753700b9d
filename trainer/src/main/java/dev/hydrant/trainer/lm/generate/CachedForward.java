package dev.hydrant.trainer.lm.generate;

import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Recorded;
import dev.hydrant.trainer.torch.EagerTensor;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.ScriptFunction;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a model that goes over one text bit by bit and computes each position once. What its
 * layers leave behind ({@link KvCache}) lies in memory that is written in place and doubles when it
 * is full, up to the longest text; passes of the same shape are recorded.
 */
public final class CachedForward implements AutoCloseable {
  /** What is computed of the new positions. */
  @FunctionalInterface
  public interface Body {
    /**
     * @param in what comes in for the new positions
     */
    List<Tensor> of(List<Tensor> in, KvCache cache);
  }

  private static final int PATIENCE = 4;
  private static final int SMALLEST = 256;

  private static final String WRITE =
      """
        def write(self, to: List[Tensor], rows: List[Tensor], at: List[int]) -> float:
          n = 0
          for i in range(len(to)):
            piece = rows[i]
            n += to[i].narrow(-2, at[i], piece.size(-2)).copy_(piece).size(-2)
          return float(n)
      """;

  private final EagerTorch torch;
  private final int most;
  private final int smallest;
  private final Recorded recorded;
  private final Body body;
  private final ScriptFunction write;
  private List<Tensor> kept = List.of();
  private List<Integer> strides = List.of();
  private int capacity;
  private int length;

  /**
   * @param module whose weights the body reads
   * @param most positions of the longest text
   */
  public CachedForward(EagerTorch torch, Module module, int most, Body body) {
    this(torch, module, most, SMALLEST, PATIENCE, body);
  }

  /**
   * As above.
   *
   * @param smallest positions there is room for at first
   * @param patience passes of a shape before it is recorded
   */
  CachedForward(EagerTorch torch, Module module, int most, int smallest, int patience, Body body) {
    this.torch = torch;
    this.most = most;
    this.smallest = smallest;
    this.body = body;
    this.recorded = new Recorded(torch, module, patience, this::behind);
    this.write = new ScriptFunction(torch, WRITE);
  }

  /** Positions gone over so far. */
  public int length() {
    return length;
  }

  /** Goes back to an earlier position; 0 for the start. */
  public void rewind(int to) {
    if (to > length) {
      throw new IllegalArgumentException("position " + to + " is ahead of " + length);
    }
    length = to;
  }

  /**
   * Goes over the next positions.
   *
   * @param positions how many
   * @param in of them; types must not depend on anything but that number
   * @return the body's results, in the scope at hand
   */
  public List<Tensor> advance(int positions, List<Tensor> in) {
    if (length + positions > most) {
      throw new IllegalArgumentException(
          "position " + (length + positions) + " is beyond the longest text of " + most);
    }
    if (kept.isEmpty() || length == 0) {
      KvCache cache = new KvCache();
      List<Tensor> out = torch.noGrad(() -> body.of(in, cache));
      strides = cache.added().stream().map(KvCache.Rows::stride).toList();
      store(cache.added().stream().map(KvCache.Rows::rows).toList(), positions);
      return out;
    }
    reserve(length + positions, kept);
    List<Tensor> all = new ArrayList<>(in);
    all.add(torch.tensor(new long[] {length}, 1));
    all.addAll(kept);
    List<Tensor> out = recorded.apply(all);
    int results = out.size() - kept.size();
    store(out.subList(results, out.size()), positions);
    return out.subList(0, results);
  }

  /** Inputs, length and old rows → results and new rows. */
  private List<Tensor> behind(List<Tensor> all) {
    int n = all.size() - kept.size();
    KvCache cache = new KvCache(all.get(n - 1), all.subList(n, all.size()));
    List<Tensor> out = new ArrayList<>(body.of(all.subList(0, n - 1), cache));
    cache.added().forEach(r -> out.add(r.rows()));
    return out;
  }

  private void store(List<Tensor> rows, int positions) {
    reserve(length + positions, rows);
    long[] at = strides.stream().mapToLong(stride -> length / stride).toArray();
    write.number("write", kept, rows, at);
    length += positions;
  }

  /** Makes room for a text of a length; {@code like} has the shape and type of what is kept. */
  private void reserve(int needed, List<Tensor> like) {
    if (needed <= capacity) {
      return;
    }
    int old = capacity;
    while (capacity < needed) {
      capacity = Math.min(most, Math.max(smallest, 2 * capacity));
    }
    recorded.clear();
    List<Tensor> before = kept;
    try (Scope s = torch.scope()) {
      List<Tensor> larger = new ArrayList<>();
      for (int i = 0; i < like.size(); i++) {
        larger.add(torch.owned(empty(like.get(i), strides.get(i))));
      }
      kept = larger;
      if (old > 0) {
        write.number("write", kept, before, new long[kept.size()]);
      }
    }
    before.forEach(t -> ((EagerTensor) t).close());
  }

  /** Room for a row of each {@code stride} positions. */
  private Tensor empty(Tensor like, int stride) {
    long[] shape = like.shape();
    shape[shape.length - 2] = (capacity + stride - 1) / stride;
    return torch.full(like.dtype(), 0, shape);
  }

  @Override
  public void close() {
    kept.forEach(t -> ((EagerTensor) t).close());
    kept = List.of();
    recorded.close();
  }
}
