package org.sluice.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.sluice.fault.Nearest;

/**
 * The hub's settings as one file gives them. Names that begin with {@code camel.} are Camel's own
 * and handed on as they stand.
 */
public final class Settings {
  private final Map<Setting, String> values;
  private final Map<String, String> camel;

  private Settings(Map<Setting, String> values, Map<String, String> camel) {
    this.values = values;
    this.camel = camel;
  }

  /**
   * @throws SettingException when the file cannot be read, or a setting is unknown, missing or
   *     wrong
   */
  public static Settings load(Path file) {
    Properties given = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      given.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingException("Settings " + file + " cannot be read: " + e.getMessage());
    }
    return of(given, file.toString());
  }

  static Settings of(Properties given, String where) {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    Map<String, String> camel = new TreeMap<>();
    for (String name : given.stringPropertyNames()) {
      String value = given.getProperty(name).strip();
      if (name.startsWith("camel.")) {
        camel.put(name, value);
        continue;
      }
      Setting setting = byKey(name, where);
      String complaint = setting.form().complaint(value);
      if (complaint != null) {
        throw new SettingException(where + ": " + name + " = " + value + " " + complaint);
      }
      values.put(setting, value);
    }
    for (Setting setting : Setting.values()) {
      if (setting.form().byDefault() == null && values.getOrDefault(setting, "").isEmpty()) {
        throw new SettingException(
            where + ": " + setting.key() + " is missing. " + setting.sentence());
      }
      values.putIfAbsent(setting, setting.form().byDefault());
    }
    return new Settings(values, camel);
  }

  private static Setting byKey(String name, String where) {
    return Arrays.stream(Setting.values())
        .filter(s -> s.key().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingException(
                    where
                        + ": unknown setting "
                        + name
                        + "; did you mean "
                        + Nearest.to(
                                name, Arrays.stream(Setting.values()).map(Setting::key).toList())
                            .orElseThrow()
                        + "?"));
  }

  public String text(Setting setting) {
    return values.get(setting);
  }

  public int count(Setting setting) {
    return Integer.parseInt(values.get(setting));
  }

  public List<String> list(Setting setting) {
    return Arrays.stream(values.get(setting).split(","))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  /** The file that a setting names; null when it names none. */
  public Path file(Setting setting) {
    String value = values.get(setting);
    return value.isEmpty() ? null : Path.of(value);
  }

  /** First line of the file that a setting names: a secret. Null when it names none. */
  public String secret(Setting setting) {
    Path file = file(setting);
    if (file == null) {
      return null;
    }
    try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .findFirst()
          .orElseThrow(() -> new SettingException(setting.key() + " names an empty file: " + file));
    } catch (IOException e) {
      throw new SettingException(setting.key() + " names a file that cannot be read: " + file);
    }
  }

  /** Key-value pairs of the properties file that a setting names; empty when it names none. */
  public Properties properties(Setting setting) {
    Properties properties = new Properties();
    Path file = file(setting);
    if (file != null) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new SettingException(setting.key() + " names a file that cannot be read: " + file);
      }
    }
    return properties;
  }

  /** Camel's own settings, as given. */
  public Map<String, String> camel() {
    return camel;
  }
}
