package org.sluice.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.sluice.archive.Archives;

/** Archives with the faults of {@link HostileTable}, as far as archives can have them. */
final class HostileArchives {
  private static final byte[] TABLE = "a,b,c\n1,2,3\n".getBytes(UTF_8);
  private static final int MANY = 10_001;
  private static final int ZEROS = 8 << 20;

  private HostileArchives() {}

  /** A way of packing files. */
  record Form(
      String name, String object, String type, Function<Map<String, byte[]>, byte[]> maker) {}

  static List<Form> forms() {
    return List.of(
        new Form("ZIP", "o.zip", "application/zip", Archives::zip),
        new Form("TAR", "o.tar", "application/x-tar", Archives::tar),
        new Form(
            "TAR in gzip",
            "o.tar.gz",
            "application/gzip",
            files -> Archives.gzip(Archives.tar(files))));
  }

  static Map<String, Supplier<byte[]>> objects(Form form, byte[] png, List<String> hostile) {
    byte[] well = form.maker().apply(files(List.of("a.csv", "b.csv", "c.csv"), TABLE));
    Map<String, Supplier<byte[]>> objects = new LinkedHashMap<>();
    objects.put("as it should be", () -> well);
    objects.put("empty", () -> new byte[0]);
    objects.put("cut", () -> Arrays.copyOf(well, well.length * 3 / 5));
    objects.put("wrong type", () -> png);
    objects.put("wrong encoding", () -> encoded(form));
    objects.put("too deep", () -> deep(form));
    objects.put("too wide", () -> form.maker().apply(many()));
    objects.put("bomb", () -> bomb(form));
    List<String> names =
        Stream.concat(hostile.stream(), Stream.of("../../up", "/root", "new\nline"))
            .map(name -> name + ".csv")
            .toList();
    objects.put("hostile names", () -> form.maker().apply(files(names, TABLE)));
    byte[] values = String.join("\n", hostile).getBytes(UTF_8);
    objects.put("hostile values", () -> form.maker().apply(files(List.of("a.csv"), values)));
    byte[] mixed = "a,b,c\r\n1,2,3\n4,5,6\r\n".getBytes(UTF_8);
    objects.put("mixed line ends", () -> form.maker().apply(files(List.of("a.csv"), mixed)));
    return objects;
  }

  private static Map<String, byte[]> files(List<String> names, byte[] content) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    names.forEach(name -> files.put(name, content));
    return files;
  }

  private static Map<String, byte[]> many() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < MANY; i++) {
      files.put("f" + i, TABLE);
    }
    return files;
  }

  private static byte[] deep(Form form) {
    byte[] archive = TABLE;
    for (int i = 0; i < 50; i++) {
      archive = form.maker().apply(Map.of("o", archive));
    }
    return archive;
  }

  private static byte[] encoded(Form form) {
    Map<String, byte[]> files = files(List.of("é.csv"), TABLE);
    return switch (form.name()) {
      case "ZIP" ->
          Archives.made(
              out -> {
                try (ZipOutputStream zip = new ZipOutputStream(out, Charset.forName("IBM437"))) {
                  zip.putNextEntry(new ZipEntry("é.csv"));
                  zip.write(TABLE);
                }
              });
      case "TAR" -> Archives.tar(files, "ISO-8859-1");
      default -> Archives.gzip(Archives.tar(files, "ISO-8859-1"));
    };
  }

  /** Zeros that take next to nothing: of a TAR, those that a sparse file leaves out. */
  private static byte[] bomb(Form form) {
    if (form.name().equals("TAR")) {
      byte[] tar = Archives.tar(Map.of("o", TABLE));
      tar[156] = TarConstants.LF_GNUTYPE_SPARSE;
      Archives.sum(tar);
      return tar;
    }
    return form.maker().apply(Map.of("o", new byte[ZEROS]));
  }
}
