package dev.hydrant.trainer.lm.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.data.text.Gpt2Tokenizer;
import dev.hydrant.trainer.lm.generate.Vocabulary;
import dev.hydrant.trainer.model.SamplingOptions;
import dev.hydrant.trainer.torch.EagerTorch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DiffusionTextTest {
  private static final int CONTEXT = 8;
  private static final States STATES = States.masked(Gpt2Tokenizer.VOCAB_SIZE, -1);

  /** Writes the alphabet, a letter a token, three tokens at most at once. */
  private static final class Alphabet implements ReverseProcess {
    final List<Integer> given = new ArrayList<>();
    final List<long[]> before = new ArrayList<>();
    private int letter;

    @Override
    public int steps() {
      return 1;
    }

    @Override
    public int block() {
      return 3;
    }

    @Override
    public long noise(SplittableRandom random) {
      return STATES.mask();
    }

    @Override
    public void step(NoisySequence draft, int step) {
      given.add(draft.given());
      before.add(draft.states().clone());
      for (int place : draft.places(s -> s == STATES.mask())) {
        String next = String.valueOf((char) ('a' + letter++ % 26));
        draft.states()[place] = Gpt2Tokenizer.get().encode(next)[0];
      }
    }
  }

  private static String text(Alphabet process, int tokens) {
    StringBuilder out = new StringBuilder();
    try (EagerTorch torch = EagerTorch.cpu()) {
      new DiffusionText(
              (steps, euler) -> process, Set.of(), STATES, Vocabulary.gpt2(50257), CONTEXT)
          .generate(torch, "", new SamplingOptions(tokens, 1, 0, 1, 1), out::append);
    }
    return out.toString();
  }

  @Test
  void blocks_are_drawn_behind_as_much_as_a_row_has_room_for() {
    Alphabet process = new Alphabet();
    assertThat(text(process, 17)).isEqualTo("abcdefghijklmnopq");
    // First a whole row behind the end-of-text token, then three at a time behind the last five.
    assertThat(process.given).containsExactly(1, 5, 5, 5, 5);
    for (int i = 1; i < process.before.size(); i++) {
      assertThat(process.before.get(i)).hasSize(CONTEXT);
      assertThat(process.before.get(i)[5]).isEqualTo(STATES.mask());
      assertThat(process.before.get(i)[4]).isNotEqualTo(STATES.mask());
    }
    assertThat(process.before.get(0)[0]).isEqualTo(Gpt2Tokenizer.END_OF_TEXT);
  }

  @Test
  void no_more_is_written_than_was_asked_for() {
    assertThat(text(new Alphabet(), 3)).isEqualTo("abc");
  }
}
