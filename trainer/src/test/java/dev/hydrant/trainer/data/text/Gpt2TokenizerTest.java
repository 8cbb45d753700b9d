package dev.hydrant.trainer.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Gpt2TokenizerTest {
  private final Gpt2Tokenizer tokenizer = Gpt2Tokenizer.get();

  @Test
  void givesTheIdsThatGpt2IsKnownFor() {
    assertThat(tokenizer.encode("Hello world")).containsExactly(15496, 995);
    assertThat(tokenizer.encode("Hello, I'm a language model,"))
        .containsExactly(15496, 11, 314, 1101, 257, 3303, 2746, 11);
    assertThat(tokenizer.encode("!")).containsExactly(0);
    assertThat(tokenizer.encode("\n")).containsExactly(198);
    assertThat(tokenizer.encode("")).isEmpty();
  }

  @Test
  void decodesWhatItEncodesInAnyScript() {
    String text = "Mr President, l’Europe était… Ευρώπη, Россия, 欧洲, 👩‍🚀  \t\n\n x";

    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
  }

  @Test
  void decodesWhatItEncodesForRandomText() {
    Random random = new Random(1);
    for (int trial = 0; trial < 200; trial++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x3000);
        text.appendCodePoint(point);
      }
      int[] tokens = tokenizer.encode(text.toString());
      assertThat(tokenizer.decode(tokens)).isEqualTo(text.toString());
      assertThat(Arrays.stream(tokens)).allMatch(t -> t >= 0 && t < Gpt2Tokenizer.END_OF_TEXT);
    }
  }

  @Test
  void takesTheEndOfTextMarkInTextAsOrdinaryText() {
    assertThat(tokenizer.encode("a<|endoftext|>b")).doesNotContain(Gpt2Tokenizer.END_OF_TEXT);
    assertThat(tokenizer.decode(new int[] {Gpt2Tokenizer.END_OF_TEXT})).isEqualTo("<|endoftext|>");
  }

  @Test
  void refusesIdsThatAreNone() {
    assertThatThrownBy(() -> tokenizer.decode(new int[] {50257}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("50257");
    assertThatThrownBy(() -> tokenizer.decode(new int[] {-1})).hasMessageContaining("-1");
  }

  @Test
  void encodesAVeryLongWordWithoutFailing() {
    String word = "a".repeat(200_000);

    assertThat(tokenizer.decode(tokenizer.encode(word))).isEqualTo(word);
  }
}
