package dev.hydrant.trainer.protein.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 27: similar sequences are found, and never lie in both parts. */
class FamiliesTest {
  /** About as frequent as in proteins: with rare residues as often, strangers would look alike. */
  private static final String LETTERS =
      "AAAAAAAARRRRRNNNNDDDDDCQQQQEEEEEEEGGGGGGGHHIIIIIILLLLLLLLLL"
          + "KKKKKKMMFFFFPPPPPSSSSSSSTTTTTWYYYVVVVVVV";

  private final SplittableRandom random = new SplittableRandom(1);

  @TempDir Path dir;

  private String sequence(int length) {
    StringBuilder out = new StringBuilder();
    random.ints(length, 0, LETTERS.length()).forEach(i -> out.append(LETTERS.charAt(i)));
    return out.toString();
  }

  private String mutated(String sequence, double share) {
    StringBuilder out = new StringBuilder();
    for (char c : sequence.toCharArray()) {
      out.append(
          random.nextDouble() < share ? LETTERS.charAt(random.nextInt(LETTERS.length())) : c);
    }
    return out.toString();
  }

  /** By hand: W-W 11, H-H 8 and so on; a gap of two costs 11 + 1. */
  @Test
  void alignmentsHaveTheirScoresByHand() {
    assertThat(LocalAlignment.of("WHEAT", "WHEAT")).isEqualTo(new LocalAlignment(33, 5, 5));
    assertThat(LocalAlignment.of("AAWHAA", "GGWHGG")).isEqualTo(new LocalAlignment(19, 2, 2));
    assertThat(LocalAlignment.of("WWWWKKHHHH", "WWWWHHHH"))
        .isEqualTo(new LocalAlignment(4 * 11 + 4 * 8 - 12, 8, 8));
    assertThat(LocalAlignment.of("WWW", "PPP")).isEqualTo(new LocalAlignment(0, 0, 0));
    assertThat(Blosum62.of('L', 'I')).isEqualTo(2).isEqualTo(Blosum62.of('I', 'L'));
    assertThat(Blosum62.of('X', 'A')).isEqualTo(-1);
  }

  @Test
  void relativesAreOneFamilyAndStrangersAreNot() {
    List<String> all = new ArrayList<>();
    for (int family = 0; family < 6; family++) {
      String first = sequence(90 + 20 * family);
      all.add(first);
      all.add(mutated(first, 0.4));
      all.add("GS".repeat(8) + mutated(first, 0.3).substring(5)); // a tag before it
    }
    all.add(sequence(120));
    int[] families = Families.of(all);
    for (int i = 0; i < all.size(); i++) {
      assertThat(families[i]).as("chain %d", i).isEqualTo(i / 3 * 3);
    }
  }

  @Test
  void familiesNeverStraddleTheParts() {
    for (int seed = 0; seed < 20; seed++) {
      int[] families = random.ints(100, 0, 30).toArray();
      boolean[] aside = FamilySplit.validation(families, seed).orElseThrow();
      long count = IntStream.range(0, 100).filter(i -> aside[i]).count();
      assertThat(count).isBetween(15L, 20L);
      for (int i = 0; i < 100; i++) {
        for (int j = 0; j < i; j++) {
          assertThat(families[i] == families[j] && aside[i] != aside[j]).isFalse();
        }
      }
    }
    assertThat(FamilySplit.validation(new int[] {0, 0, 0, 3, 3}, 1).orElseThrow())
        .containsExactly(false, false, false, true, true);
    assertThat(FamilySplit.validation(new int[] {0, 0}, 1)).isEmpty();
  }

  @Test
  void theFileSaysWhatIsWrongWithIt() throws IOException {
    Path file = dir.resolve(SplitFile.NAME);
    assertThatThrownBy(() -> SplitFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("--split=family");
    SplitFile.write(file, List.of("a", "b"), new int[] {0, 1}, new boolean[] {false, true});
    assertThat(Files.readString(file)).isEqualTo("chain,family,part\na,a,train\nb,b,validation\n");
    assertThat(SplitFile.read(file)).containsEntry("a", false).containsEntry("b", true);
    Files.writeString(file, "chain,family,part\na,a,trian\n");
    assertThatThrownBy(() -> SplitFile.read(file)).hasMessageContaining("split.csv:2");
  }
}
