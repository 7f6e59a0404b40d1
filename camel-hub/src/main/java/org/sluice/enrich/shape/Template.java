package org.sluice.enrich.shape;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.event.LakeObject;

/**
 * A text with fields in curly brackets: {@code sensor-{topic}}. One that is a field alone has the
 * field's value, of its type. {@code {@name}} says what is known of the object: its name,
 * container, project, version, type, user, application, or {@code meta.KEY}.
 */
public final class Template {
  private static final Pattern FIELD = Pattern.compile("\\{([^{}]+)}");
  private static final List<String> KNOWN =
      List.of("name", "container", "project", "version", "type", "user", "application");

  /** Texts and, between them, names of fields. */
  private final List<String> texts = new ArrayList<>();

  private final List<String> fields = new ArrayList<>();

  /**
   * @throws IllegalArgumentException when a bracket has no other
   */
  public Template(String template) {
    Matcher matcher = FIELD.matcher(template);
    int from = 0;
    while (matcher.find()) {
      texts.add(template.substring(from, matcher.start()));
      fields.add(known(matcher.group(1).strip()));
      from = matcher.end();
    }
    texts.add(template.substring(from));
    for (String text : texts) {
      if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
        throw new IllegalArgumentException(
            "'" + template + "' has a curly bracket without another");
      }
    }
  }

  /** Fields of the record that it names. */
  public List<String> fields() {
    return fields.stream().filter(field -> !field.startsWith("@")).toList();
  }

  private static String known(String field) {
    if (field.startsWith("@")
        && !field.startsWith("@meta.")
        && !KNOWN.contains(field.substring(1))) {
      throw new IllegalArgumentException(
          "there is no '"
              + field
              + "' of an object; there are @"
              + String.join(", @", KNOWN)
              + " and @meta.KEY");
    }
    return field;
  }

  /**
   * @return null where a field that it names is not there, or null
   */
  public Object of(Map<String, Object> record, LakeObject object) {
    if (fields.size() == 1 && texts.get(0).isEmpty() && texts.get(1).isEmpty()) {
      return value(fields.get(0), record, object);
    }
    StringBuilder text = new StringBuilder(texts.get(0));
    for (int i = 0; i < fields.size(); i++) {
      Object value = value(fields.get(i), record, object);
      if (value == null) {
        return null;
      }
      text.append(value instanceof BigDecimal number ? number.toPlainString() : value);
      text.append(texts.get(i + 1));
    }
    return text.toString();
  }

  private static Object value(String field, Map<String, Object> record, LakeObject object) {
    if (!field.startsWith("@")) {
      return Fields.get(record, field);
    }
    return switch (field) {
      case "@name" -> object.originalName();
      case "@container" -> object.key().container();
      case "@project" -> object.project();
      case "@version" -> object.version();
      case "@type" -> object.contentType();
      case "@user" -> object.user();
      case "@application" -> object.application();
      default -> object.userMeta().get(field.substring("@meta.".length()));
    };
  }
}
