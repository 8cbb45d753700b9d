package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every element of products of every class of shapes, on every set of instructions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductShapesTest {
  private final EagerTorch torch = EagerTorch.cpu();
  private final ScriptFunction f = ProductShapes.script(torch);

  @AfterAll
  void close() {
    torch.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {8, 16, 32, 48, 64, 128, 192, 768, 1000})
  void widthsAroundMultiplesOfTheBlocksAreExact(long width) {
    for (long n = width - 1; n <= width + 1; n++) {
      for (long[] s : new long[][] {{1, 64}, {63, 33}, {64, 300}, {129, 257}, {512, 48}}) {
        exact(s[0], s[1], n, DType.FLOAT32);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {13, 256, 50257, 50258, 50304})
  void vocabulariesAreExact(long vocabulary) {
    exact(1, 64, vocabulary, DType.FLOAT32);
    exact(127, 64, vocabulary, DType.FLOAT32);
    exact(258, 40, vocabulary, DType.FLOAT32);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 15, 64, 1000, 4096})
  void rowsAndInnerSizesAreExact(long size) {
    exact(size, 100, 100, DType.FLOAT32);
    exact(100, size, 321, DType.FLOAT32);
    exact(100, 100, size, DType.FLOAT32);
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT16", "BFLOAT16", "FLOAT64"})
  void otherTypesAreExactWhileTheSumsFitThem(DType type) {
    // 28 products of at most 9 in size: whole numbers up to 255, which bfloat16 still holds.
    for (long n : new long[] {1, 13, 65, 100, 769, 1000}) {
      exact(600, 28, n, type);
    }
  }

  private void exact(long m, long k, long n, DType type) {
    assertThat(ProductShapes.wrong(f, m, k, n, type)).as("%d x %d x %d", m, k, n).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSE41", "AVX", "AVX2", "AVX512_CORE", "AVX512_CORE_BF16"})
  void everySetOfInstructionsIsExact(String instructions) throws Exception {
    ProcessBuilder child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                ProductShapes.class.getName())
            .redirectErrorStream(true);
    child.environment().put("ONEDNN_MAX_CPU_ISA", instructions);
    Process process = child.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("done").doesNotContain("wrong ");
  }
}
