package dev.hydrant.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrftimeTest {
  private static final ZonedDateTime TIME = ZonedDateTime.parse("2021-01-03T04:05:06.000789Z");

  /** The expectations are what glibc's strftime prints for Sunday, 3 January 2021, 04:05:06. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "%Y-%m-%d_%H-%M-%S;2021-01-03_04-05-06",
        "%a %A %b %B;Sun Sunday Jan January",
        "%c;Sun Jan  3 04:05:06 2021",
        "%x %X %D %F %T %R;01/03/21 04:05:06 01/03/21 2021-01-03 04:05:06 04:05",
        "%I %l %k %p %P %r;04  4  4 AM am 04:05:06 AM",
        "%j %U %W %V %G %g %u %w;003 01 00 53 2020 20 7 0",
        "%e %C %y %f;' 3 20 21 000789'",
        "%-d %-m %_m %^a %-H;3 1  1 SUN 4",
        "%% %z%Z| %Q %;% | %Q %",
        "plain;plain",
      })
  void everyDirectiveIsFormattedAsInC(String pattern, String expected) {
    assertThat(Strftime.format(pattern, TIME)).isEqualTo(expected);
  }
}
