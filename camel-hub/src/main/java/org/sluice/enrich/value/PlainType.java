package org.sluice.enrich.value;

import java.util.Locale;

/** Types that need nothing said of how they are written. */
enum PlainType implements ValueType {
  TEXT {
    @Override
    public Object read(String text) {
      return text;
    }
  },
  BOOLEAN {
    @Override
    public Object read(String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true", "yes", "1" -> Boolean.TRUE;
        case "false", "no", "0" -> Boolean.FALSE;
        default -> throw new IllegalArgumentException("is neither true nor false");
      };
    }
  },
  JSON {
    @Override
    public Object read(String text) {
      return JsonText.read(text);
    }

    @Override
    public Object of(Object value) {
      return value instanceof String text ? read(text) : value;
    }
  };

  @Override
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** JSON where a text begins like an array or an object, and another type where not. */
  static ValueType jsonOr(ValueType other) {
    return new ValueType() {
      @Override
      public String word() {
        return "json-or-" + other.word();
      }

      @Override
      public Object read(String text) {
        return JsonText.begins(text) ? JsonText.read(text) : other.read(text);
      }

      @Override
      public Object of(Object value, OddTimes odd, String field) {
        String text = String.valueOf(value);
        return JsonText.begins(text) ? JsonText.read(text) : other.of(text, odd, field);
      }
    };
  }
}
