package dev.hydrant.config.resolve;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Formats a time by the patterns of C's {@code strftime} in the C locale, as Python's {@code
 * datetime} does: {@code %Y-%m-%d_%H-%M-%S}. An unknown directive stays as it is.
 */
final class Strftime {
  private Strftime() {}

  static String format(String pattern, ZonedDateTime time) {
    StringBuilder out = new StringBuilder(pattern.length() + 16);
    int i = 0;
    while (i < pattern.length()) {
      int start = i;
      char c = pattern.charAt(i++);
      if (c != '%' || i == pattern.length()) {
        out.append(c);
        continue;
      }
      char flag = pattern.charAt(i);
      boolean flagged = "-_0^#".indexOf(flag) >= 0 && i + 1 < pattern.length();
      char directive = pattern.charAt(flagged ? i + 1 : i);
      String text = directive(directive, time);
      i += flagged ? 2 : 1;
      out.append(text == null ? pattern.substring(start, i) : flagged ? flag(flag, text) : text);
    }
    return out.toString();
  }

  private static String flag(char flag, String text) {
    if (flag == '^' || flag == '#') {
      return text.toUpperCase(Locale.ROOT);
    }
    int zeros = 0;
    while (flag != '0'
        && zeros + 1 < text.length()
        && (text.charAt(zeros) == '0' || text.charAt(zeros) == ' ')
        && text.charAt(zeros + 1) <= '9') {
      zeros++;
    }
    return (flag == '_' ? " ".repeat(zeros) : "") + text.substring(zeros);
  }

  private static String directive(char c, ZonedDateTime t) {
    return switch (c) {
      case 'Y' -> String.valueOf(t.getYear());
      case 'C' -> two(t.getYear() / 100);
      case 'y' -> two(t.getYear() % 100);
      case 'm' -> two(t.getMonthValue());
      case 'd' -> two(t.getDayOfMonth());
      case 'e' -> padded(t.getDayOfMonth());
      case 'H' -> two(t.getHour());
      case 'k' -> padded(t.getHour());
      case 'I' -> two(hour12(t));
      case 'l' -> padded(hour12(t));
      case 'M' -> two(t.getMinute());
      case 'S' -> two(t.getSecond());
      case 'f' -> digits(t.getNano() / 1000, 6);
      case 'p' -> t.getHour() < 12 ? "AM" : "PM";
      case 'P' -> t.getHour() < 12 ? "am" : "pm";
      case 'a' -> name(t, "EEE");
      case 'A' -> t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> name(t, "MMM");
      case 'B' -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'j' -> digits(t.getDayOfYear(), 3);
      case 'u' -> String.valueOf(t.getDayOfWeek().getValue());
      case 'w' -> String.valueOf(t.getDayOfWeek().getValue() % 7);
      case 'U' -> two(week(t, DayOfWeek.SUNDAY));
      case 'W' -> two(week(t, DayOfWeek.MONDAY));
      case 'V' -> two(t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'G' -> String.valueOf(t.get(IsoFields.WEEK_BASED_YEAR));
      case 'g' -> two(t.get(IsoFields.WEEK_BASED_YEAR) % 100);
      case 's' -> String.valueOf(t.toEpochSecond());
      case 'z', 'Z' -> ""; // the time that Python tells has no zone
      case 'D', 'x' -> format("%m/%d/%y", t);
      case 'F' -> format("%Y-%m-%d", t);
      case 'T', 'X' -> format("%H:%M:%S", t);
      case 'R' -> format("%H:%M", t);
      case 'r' -> format("%I:%M:%S %p", t);
      case 'c' -> format("%a %b %e %H:%M:%S %Y", t);
      case 'n' -> "\n";
      case 't' -> "\t";
      case '%' -> "%";
      default -> null;
    };
  }

  private static int hour12(ZonedDateTime t) {
    return t.getHour() % 12 == 0 ? 12 : t.getHour() % 12;
  }

  /** The week of the year when weeks start on a day; days before the first such day are week 0. */
  private static int week(ZonedDateTime t, DayOfWeek start) {
    int sinceStart = (t.getDayOfWeek().getValue() - start.getValue() + 7) % 7;
    return (t.getDayOfYear() - 1 + 7 - sinceStart) / 7;
  }

  private static String name(TemporalAccessor t, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(t);
  }

  private static String two(int n) {
    return digits(n, 2);
  }

  private static String padded(int n) {
    return n < 10 ? " " + n : String.valueOf(n);
  }

  private static String digits(int n, int width) {
    String text = String.valueOf(n);
    return "0".repeat(Math.max(0, width - text.length())) + text;
  }
}
