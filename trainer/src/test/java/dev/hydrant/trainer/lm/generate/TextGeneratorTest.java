package dev.hydrant.trainer.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.text.Unit;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.GenerationStats;
import dev.hydrant.trainer.model.SamplingOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextGeneratorTest {
  /** A reading that wants one given id after the other, and notes what it reads. */
  private static final class Dictation implements Decoder {
    final List<Long> read = new ArrayList<>();
    private final int[] ids;
    private int next;

    Dictation(int... ids) {
      this.ids = ids;
    }

    @Override
    public float[] read(long... more) {
      Arrays.stream(more).forEach(read::add);
      float[] logits = new float[259];
      logits[ids[Math.min(next++, ids.length - 1)]] = 9;
      return logits;
    }
  }

  private record Drawn(List<String> pieces, GenerationStats stats) {
    String text() {
      return String.join("", pieces);
    }
  }

  private static Drawn draw(Dictation decoder, String prompt, int tokens) {
    return draw(new Vocabulary(Unit.BYTES, 259), decoder, prompt, tokens);
  }

  private static Drawn draw(Vocabulary vocabulary, Dictation decoder, String prompt, int tokens) {
    List<String> pieces = new ArrayList<>();
    GenerationStats stats =
        new TextGenerator(vocabulary, torch -> decoder, null)
            .generate(null, prompt, new SamplingOptions(tokens, 0, 0, 1, 0), pieces::add);
    return new Drawn(pieces, stats);
  }

  @Test
  void characters_come_whole() {
    String text = "aé家🙂b";
    Drawn drawn = draw(new Dictation(Unit.BYTES.encode(text)), "", 11);
    assertThat(drawn.pieces()).containsExactly("a", "é", "家", "🙂", "b");
    assertThat(drawn.stats().tokens()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void a_character_that_is_cut_off_is_shown_as_unreadable() {
    assertThat(draw(new Dictation(Unit.BYTES.encode("a🙂")), "", 3).text()).isEqualTo("a\uFFFD");
  }

  @Test
  void bytes_that_are_no_character_are_shown_as_unreadable() {
    assertThat(draw(new Dictation(0xFF, 'a', 0xC3, 'b'), "", 4).text()).isEqualTo("\uFFFDa\uFFFDb");
  }

  @Test
  void texts_begin_behind_an_end_of_text_and_stop_at_the_next() {
    Dictation decoder = new Dictation('x', 'y', 258);
    Drawn drawn = draw(decoder, "ab", 50);
    assertThat(drawn.text()).isEqualTo("xy");
    assertThat(drawn.stats().tokens()).isEqualTo(2);
    assertThat(decoder.read).containsExactly(258L, (long) 'a', (long) 'b', (long) 'x', (long) 'y');
  }

  @Test
  void texts_begin_with_the_prompt_where_the_model_knows_no_end_of_text() {
    Dictation decoder = new Dictation('x');
    draw(new Vocabulary(Unit.BYTES, 200), decoder, "ab", 1);
    assertThat(decoder.read).containsExactly((long) 'a', (long) 'b');
  }

  @Test
  void prompts_of_unknown_tokens_are_refused() {
    Vocabulary small = Vocabulary.gpt2(1000);
    assertThat(small.opening("in the")).containsExactly(259, 262);
    assertThatThrownBy(() -> small.opening(" the President"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Token 2 of the prompt, ' President', has the id 1992, and the model has a vocab_size"
                + " of 1000.\n"
                + "Give a prompt of tokens that it knows, or train with"
                + " model_cfg.vocab_size=50257");
    assertThatThrownBy(() -> small.opening(""))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("An empty prompt cannot be continued")
        .hasMessageContaining("token 50256")
        .hasMessageContaining("vocab_size of 1000");
  }
}
