package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import dev.hydrant.trainer.model.Batch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Batches that a GPU fetches by itself, and what happens on a machine that has none. */
class PinnedMemoryTest {
  private static final Batch BATCH = batch();

  private static Batch batch() {
    Map<String, Batch.Array> arrays = new LinkedHashMap<>();
    arrays.put("ids", new Batch.Longs(new long[] {1, 2, 3, 4, 5, 6}, 3, 2));
    arrays.put("x", new Batch.Floats(new float[] {0.5f, -1.25f}, 2));
    return new Batch(arrays, 6);
  }

  private static List<double[]> values(Batch batch, EagerTorch torch) {
    List<double[]> out = new ArrayList<>();
    try (Scope s = torch.scope()) {
      batch.arrays().values().forEach(a -> out.add(a.in(torch).toDoubles()));
    }
    return out;
  }

  @Test
  void where_memory_cannot_be_locked_a_batch_stays_as_it_is() {
    assumeThat(CudaUtils.hasCuda()).isFalse();
    try (PinnedMemory memory = new PinnedMemory()) {
      assertThat(memory.put(new long[] {7, 8}, 2)).isEmpty();
      assertThat(memory.put(new float[] {7, 8}, 2)).isEmpty();
      assertThat(BATCH.pinned(memory).arrays()).isEqualTo(BATCH.arrays());
    }
  }

  @Test
  void a_gpu_gets_the_values_that_another_thread_has_put_there() {
    assumeThat(CudaUtils.hasCuda()).isTrue();
    try (PinnedMemory memory = new PinnedMemory();
        EagerTorch torch = EagerTorch.open(Device.gpu(), DType.FLOAT64)) {
      Batch pinned = CompletableFuture.supplyAsync(() -> BATCH.pinned(memory)).join();
      List<double[]> plain = values(BATCH, torch);
      assertThat(values(pinned, torch)).usingRecursiveComparison().isEqualTo(plain);
      assertThat(values(pinned, torch)).as("again").usingRecursiveComparison().isEqualTo(plain);
    }
  }

  @Test
  void values_are_fetched_once_into_the_scope_of_the_world_that_asks() {
    try (PinnedMemory memory = new PinnedMemory();
        EagerTorch torch = EagerTorch.cpu()) {
      PinnedMemory.Values there = memory.unpinned(new long[] {1, 2, 3, 4, 5, 6}, 3, 2);
      try (Scope s = torch.scope()) {
        Tensor here = there.fetch(torch).orElseThrow();
        assertThat(here.type()).isEqualTo(new TensorType(DType.INT64, 3, 2));
        assertThat(here.add(1).toDoubles()).containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(there.fetch(torch)).isEmpty();
      }
    }
  }
}
