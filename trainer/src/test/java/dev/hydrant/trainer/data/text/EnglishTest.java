package dev.hydrant.trainer.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnglishTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "The house on the hill was built in the year of the great flood.",
        "I should like to thank you, Mr President, for the way in which this was handled.",
        "It is not clear that they have understood what we would need.",
        "THE COUNCIL HAS ADOPTED THE REPORT, AND IT WILL BE PUBLISHED.",
        "“But,” he said—and this is the point—“we will not.”"
      })
  void recognizesEnglish(String text) {
    assertThat(English.is(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          da | Det er en stor glæde for mig at kunne sige, at vi har fundet en løsning på dette.
          de | Die Kommission hat uns gestern einen Vorschlag gemacht, den wir nun prüfen müssen.
          el | Κύριε Πρόεδρε, θα ήθελα να σας ευχαριστήσω για την απάντηση που δώσατε.
          es | La Comisión nos presentó ayer una propuesta que ahora tenemos que examinar.
          fi | Komissio antoi meille eilen ehdotuksen, jota meidän on nyt tutkittava tarkasti.
          fr | La Commission nous a présenté hier une proposition que nous devons examiner.
          it | La Commissione ci ha presentato ieri una proposta che ora dobbiamo esaminare.
          nl | De Commissie is van mening dat we de hoogte van de steun was en is moeten bezien.
          pt | A Comissão apresentou ontem uma proposta que agora temos de examinar por nós.
          sv | Kommissionen lade i går fram ett förslag som vi nu måste granska noga tillsammans.
          nl | Het voorstel is goed en het was voor ons van belang dat we er iets aan doen.
          pl | Komisja przedstawiła nam wczoraj wniosek, który musimy teraz dokładnie rozważyć.
          cs | Komise nám včera předložila návrh, který nyní musíme pečlivě posoudit všichni.
          hu | A Bizottság tegnap egy javaslatot terjesztett elénk, amelyet most meg kell vizsgálnunk.
          lt | Komisija vakar mums pateikė pasiūlymą, kurį dabar turime atidžiai išnagrinėti.
          """)
  void leavesOutOtherLanguages(String language, String text) {
    assertThat(English.is(text)).as(language).isFalse();
  }

  @Test
  void takesOneFunctionWordInTenAsTheBorder() {
    assertThat(English.is("the bb cc dd ee ff gg hh ii jj")).isTrue();
    assertThat(English.is("the bb cc dd ee ff gg hh ii jj kk")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "12 345", "—…"})
  void takesTextWithoutWordsForNoEnglish(String text) {
    assertThat(English.is(text)).isFalse();
  }
}
