package dev.hydrant.trainer.protein.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The ids of requirement B2: 30 and 4380 ids, MASK 26 and 4376. */
class VocabularyTest {
  @Test
  void numbersTheLettersOfResidues() {
    String letters = "ARNDCQEGHILKMFPSTWYVBUZOJ";
    for (int i = 0; i < letters.length(); i++) {
      assertThat(SequenceVocabulary.id(letters.charAt(i))).isEqualTo(i);
      assertThat(SequenceVocabulary.letter(i)).isEqualTo(letters.charAt(i));
    }
    assertThat(SequenceVocabulary.id('X')).isEqualTo(27);
    assertThat(SequenceVocabulary.letter(27)).isEqualTo('X');
  }

  @Test
  void putsTheSpecialIdsBehindTheResidues() {
    assertThat(
            List.of(
                SequenceVocabulary.PAD,
                SequenceVocabulary.MASK,
                SequenceVocabulary.UNK,
                SequenceVocabulary.BOS,
                SequenceVocabulary.EOS,
                SequenceVocabulary.SIZE))
        .containsExactly(25, 26, 27, 28, 29, 30);
  }

  @Test
  void putsTheSpecialIdsBehindTheCodes() {
    StructureVocabulary ids = StructureVocabulary.ofLevels(List.of(7, 5, 5, 5, 5));

    assertThat(List.of(ids.codes(), ids.pad(), ids.mask(), ids.unk(), ids.bos(), ids.eos()))
        .containsExactly(4375, 4375, 4376, 4377, 4378, 4379);
    assertThat(ids.size()).isEqualTo(4380);
    assertThat(StructureVocabulary.ofLevels(List.of(8, 5, 5, 5)).mask()).isEqualTo(1001);
  }

  @Test
  void refusesLevelsThatHaveNoCodesOrTooMany() {
    assertThatThrownBy(() -> StructureVocabulary.ofLevels(List.of(7, 1)))
        .hasMessageContaining("at least 2");
    assertThatThrownBy(() -> StructureVocabulary.ofLevels(List.of(4096, 4097)))
        .hasMessageContaining("2^24");
    assertThat(StructureVocabulary.ofLevels(List.of(4096, 4096)).codes()).isEqualTo(1 << 24);
  }
}
