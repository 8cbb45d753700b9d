package dev.hydrant.trainer.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.data.tokens.TokenShard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextPreparationTest {
  @TempDir Path directory;
  private Path source;
  private Path out;

  @BeforeEach
  void writesSource() throws IOException {
    source = directory.resolve("book.txt");
    out = directory.resolve("out");
    Files.write(source, lines(500));
  }

  @Test
  void putsEveryDocumentOnExactlyOneSideBehindTheEndOfText() {
    TextPreparation.Result result = prepare(request(1000));

    List<String> train = documents("train");
    List<String> validation = documents("val");
    assertThat(train).hasSize((int) result.manifest().documents().train());
    assertThat(validation).hasSize((int) result.manifest().documents().validation());
    List<String> all = new ArrayList<>(train);
    all.addAll(validation);
    assertThat(all).containsExactlyInAnyOrderElementsOf(lines(500));
    assertThat(train).isEqualTo(lines(500).stream().filter(train::contains).toList());
  }

  @Test
  void holdsOutAboutTheFractionThatIsAskedFor() {
    long held = IntStream.range(0, 20_000).filter(i -> Split.isValidation("d" + i, 0.1)).count();

    // Binomial: 2000 with a standard deviation of 42.
    assertThat(held / 20_000.0).isCloseTo(0.1, within(0.0105));
    assertThat(Split.isValidation("anything", 0)).isFalse();
  }

  @Test
  void keepsADocumentOnItsSideWhateverElseThereIs() throws IOException {
    prepare(request(1_000_000));
    List<String> before = documents("val");
    Files.write(source, lines(900));
    replace(request(1_000_000));

    assertThat(new HashSet<>(documents("val"))).containsAll(before);
  }

  @Test
  void givesTheSameBytesWhenRepeated() throws IOException {
    prepare(request(1000));
    Map<String, byte[]> first = files();
    TextPreparation.prepare(request(1000), true, PreparationProgress.NONE);

    assertThat(files()).containsOnlyKeys(first.keySet());
    files().forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(first.get(name)));
  }

  @Test
  void doesNothingWhereTheWorkIsDone() throws IOException {
    assertThat(prepare(request(1000)).upToDate()).isFalse();
    assertThat(prepare(request(1000)).upToDate()).isTrue();

    Files.delete(out.resolve("book_val_000000.bin"));
    assertThat(prepare(request(1000)).upToDate()).isFalse();
    replace(request(999));
    assertThat(prepare(request(999)).upToDate()).isTrue();
  }

  @Test
  void replacesASetOfOtherTextOrSettingsOnlyWhereThatIsSaid() throws IOException {
    prepare(request(1000));
    Map<String, byte[]> before = files();
    assertThatThrownBy(() -> prepare(request(999)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("made by other settings")
        .hasMessageContaining("--force");
    Files.write(source, lines(400));
    assertThatThrownBy(() -> prepare(request(1000))).hasMessageContaining("made from other text");
    files().forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(before.get(name)));
    assertThat(replace(request(1000)).upToDate()).isFalse();
    assertThat(prepare(request(1000)).upToDate()).isTrue();
  }

  @Test
  void noticesANewTextOfTheSameLength() throws IOException {
    prepare(request(1000));
    String text = Files.readString(source);
    Files.writeString(source, text.replace("number 7 ", "number 8 "));

    assertThatThrownBy(() -> prepare(request(1000))).hasMessageContaining("made from other text");
  }

  @Test
  void removesShardsOfItsOwnThatAreNotNeededAnyMore() throws IOException {
    prepare(request(500));
    int many = files().size();
    replace(request(1_000_000));

    assertThat(many).isGreaterThan(4);
    assertThat(files())
        .containsOnlyKeys("book.json", "book_train_000000.bin", "book_val_000000.bin");
  }

  @Test
  void leavesTheOldSetUntouchedWhereTheNewTextIsBad() throws IOException {
    prepare(request(1000));
    Map<String, byte[]> before = files();
    byte[] bytes = Files.readAllBytes(source);
    bytes[bytes.length - 10] = (byte) 0xFF;
    Files.write(source, bytes);

    assertThatThrownBy(() -> replace(request(1000)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("book.txt:500");
    assertThat(files()).containsOnlyKeys(before.keySet());
    files().forEach((name, now) -> assertThat(now).as(name).isEqualTo(before.get(name)));
  }

  @Test
  void takesASetForIncompleteUntilItsManifestSaysOtherwise() throws IOException {
    TextManifest whole = prepare(request(1000)).manifest();
    whole.incomplete(List.of()).write(out.resolve("book.json"));

    assertThat(prepare(request(1000)).upToDate()).isFalse();
    assertThat(prepare(request(1000)).upToDate()).isTrue();
  }

  @Test
  void doesNotReplaceShardsOfOthers() throws IOException {
    Files.createDirectories(out);
    Path stranger = Files.write(out.resolve("book_train_000007.bin"), new byte[] {1});

    assertThatThrownBy(() -> prepare(request(1000)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(stranger.toString())
        .hasMessageContaining("--force");
    assertThat(stranger).hasBinaryContent(new byte[] {1});
  }

  @Test
  void saysThatThereIsNothingToTrainOnOrToHoldOut() throws IOException {
    Files.writeString(source, "one\n");
    assertThatThrownBy(() -> prepare(request(1000)))
        .hasMessageContaining("No document falls to validation: found 1 documents");
    Files.writeString(source, "\n");
    assertThatThrownBy(() -> prepare(request(1000))).hasMessageContaining("no text to train on");
    assertThat(files()).isEmpty();
  }

  @Test
  void countsTheDocumentsInOtherLanguages() throws IOException {
    Files.writeString(
        source, "This is the first of them.\nDies ist der zweite davon.\nThis is the third.\n");
    TextRequest request =
        new TextRequest(List.of(source), out, "book", DocumentRule.LINE, true, 0, Unit.GPT2, 1000);

    assertThat(prepare(request).manifest().documents())
        .isEqualTo(new TextManifest.Documents(3, 1, 2, 0));
    assertThat(documents("train"))
        .containsExactly("This is the first of them.", "This is the third.");
  }

  @Test
  void writesBytesWhereTheModelReadsBytes() throws IOException {
    Files.writeString(source, "aé\nb\n");
    prepare(
        new TextRequest(
            List.of(source), out, "book", DocumentRule.LINE, false, 0, Unit.BYTES, 1000));

    assertThat(tokens("train")).containsExactly(258, 'a', 0xC3, 0xA9, 258, 'b');
  }

  @Test
  void tellsHowFarItIs() {
    List<Long> bytes = new ArrayList<>();
    List<Boolean> closed = new ArrayList<>();
    TextPreparation.prepare(
        request(1000),
        false,
        new PreparationProgress() {
          @Override
          public void at(long done, long total, long tokens) {
            bytes.add(done);
            assertThat(done).isLessThanOrEqualTo(total);
          }

          @Override
          public void close() {
            closed.add(true);
          }
        });

    assertThat(bytes).isSorted().endsWith(source.toFile().length());
    assertThat(closed).hasSize(1);
  }

  @Test
  void readsOneFileAfterTheOther() throws IOException {
    Path second = Files.writeString(directory.resolve("second.txt"), "the end\n");
    prepare(
        new TextRequest(
            List.of(second, source), out, "book", DocumentRule.LINE, false, 0, Unit.GPT2, 100_000));

    assertThat(documents("train"))
        .hasSize(501)
        .startsWith("the end", "This is line number 0 of it");
  }

  private static List<String> lines(int count) {
    return IntStream.range(0, count).mapToObj(i -> "This is line number " + i + " of it").toList();
  }

  private TextRequest request(int tokensPerShard) {
    return new TextRequest(
        List.of(source), out, "book", DocumentRule.LINE, false, 0.1, Unit.GPT2, tokensPerShard);
  }

  private static TextPreparation.Result prepare(TextRequest request) {
    return TextPreparation.prepare(request, false, PreparationProgress.NONE);
  }

  private static TextPreparation.Result replace(TextRequest request) {
    return TextPreparation.prepare(request, true, PreparationProgress.NONE);
  }

  private List<String> documents(String side) {
    String text =
        Gpt2Tokenizer.get().decode(Arrays.stream(tokens(side)).mapToInt(t -> (int) t).toArray());
    assertThat(text).startsWith("<|endoftext|>");
    return Arrays.stream(text.split("<\\|endoftext\\|>")).skip(1).toList();
  }

  private long[] tokens(String side) {
    try {
      return files().keySet().stream()
          .filter(name -> name.contains("_" + side + "_"))
          .map(name -> TokenShard.open(out.resolve(name)))
          .flatMapToLong(TextPreparationTest::tokens)
          .toArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static LongStream tokens(TokenShard shard) {
    long[] all = new long[(int) shard.length()];
    shard.read(0, all, 0, all.length);
    return Arrays.stream(all);
  }

  /** What a user sees in the directory: hidden files excepted, of which only the lock may stay. */
  private Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> entries = Files.list(out)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (!name.equals(".book.lock")) {
          files.put(name, Files.readAllBytes(entry));
        }
      }
    }
    return files;
  }
}
