package dev.hydrant.trainer.engine.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.torch.EagerTorch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutOfMemoryTest {
  @Test
  void what_libtorch_says_when_it_has_no_memory_is_recognised() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Throwable failure = catchThrowable(() -> torch.zeros(1L << 50));
      assertThat(OutOfMemory.isNative(failure)).isTrue();
      assertThat(OutOfMemory.isHeap(failure)).isFalse();
      Throwable other = catchThrowable(() -> torch.zeros(2, 3).view(4));
      assertThat(other).isNotNull();
      assertThat(OutOfMemory.isNative(other)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 79.11 GiB",
        "CUDA error: out of memory",
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
        "[enforce fail at alloc_cpu.cpp:83] . DefaultCPUAllocator: not enough memory: you tried to"
            + " allocate 8 bytes."
      })
  void so_is_what_it_says_on_gpus_and_other_systems(String message) {
    assertThat(OutOfMemory.isNative(new RuntimeException("x", new RuntimeException(message))))
        .isTrue();
  }

  @Test
  void a_full_heap_is_another_matter() {
    Throwable failure = new RuntimeException(new OutOfMemoryError("Java heap space"));
    assertThat(OutOfMemory.isHeap(failure)).isTrue();
    assertThat(OutOfMemory.isNative(failure)).isFalse();
  }

  @Test
  void batches_are_cut_by_rows() {
    Batch batch =
        new Batch(
            Map.of(
                "ids", new Batch.Longs(new long[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2),
                "x", new Batch.Floats(new float[] {1, 2, 3, 4}, 4),
                "depth", new Batch.Longs(new long[3], 3)),
            8);
    BatchRows rows = new BatchRows(Set.of("depth"));
    assertThat(rows.count(batch)).isEqualTo(4);
    List<Batch> parts = rows.split(batch, 2);
    assertThat(parts).hasSize(2);
    assertThat(((Batch.Longs) parts.get(1).arrays().get("ids")).values())
        .containsExactly(5, 6, 7, 8);
    assertThat(parts.get(1).arrays().get("ids").shape()).containsExactly(2, 2);
    assertThat(((Batch.Floats) parts.get(0).arrays().get("x")).values()).containsExactly(1, 2);
    assertThat(parts.get(0).arrays().get("depth").shape()).containsExactly(3);
    assertThat(parts.get(0).items()).isEqualTo(4);
    assertThat(new BatchRows(Set.of()).count(batch)).isEqualTo(1);
  }

  @Test
  void a_stepper_around_another_hands_on_everything() throws NoSuchMethodException {
    for (var method : Stepper.class.getDeclaredMethods()) {
      boolean isShort = method.getName().equals("train") && method.getParameterCount() == 3;
      if (!isShort && !method.isSynthetic()) {
        assertThat(
                SplittingStepper.class.getDeclaredMethod(
                    method.getName(), method.getParameterTypes()))
            .isNotNull();
      }
    }
  }
}
