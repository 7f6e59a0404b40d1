package org.sluice.gold.objects;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sluice.event.Derivation;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.Provenance;
import org.sluice.gold.RecordText;
import org.sluice.gold.Records;
import org.sluice.gold.Sink;
import org.sluice.gold.SinkParameters;
import org.sluice.run.GoldPlace;
import org.sluice.run.GoldWrite;
import org.sluice.run.RunView;
import org.sluice.run.SupersededException;

/**
 * {@code gold:swift?container=…&name=…&content=…}: stores what a route makes of an object as an
 * object. {@code content} is {@code records}, all of them as JSON lines; {@code record}, an object
 * each; or {@code body}, the bytes or text that the steps before left.
 */
public final class ObjectSink implements Sink {
  static final String SERVICE = "swift";
  static final String BLOCK = "swift-object-sink";

  /** As Java sends it in a header. */
  private static final String TYPE = "[\\x21-\\x7e]+/[\\x20-\\x7e]+";

  private enum Kind {
    RECORDS,
    RECORD,
    BODY
  }

  private final DerivedWriter writer;
  private final Kind kind;
  private final ObjectName name;
  private final String contentType;
  private final long maxBytes;
  private final int maxObjects;

  /**
   * @param parameter of the sink's address: container, name, content, contentType, maxBytes,
   *     maxObjects
   * @throws IllegalArgumentException when one is not as it should be
   */
  public ObjectSink(DerivedWriter writer, Parameter parameter) {
    this.writer = writer;
    String content =
        SinkParameters.oneOf(parameter, "content", List.of("records", "record", "body"));
    this.kind = Kind.valueOf(content.toUpperCase(Locale.ROOT));
    this.name =
        new ObjectName(
            parameter.get("container", "{@container}-derived"),
            parameter.get("name", "{@name}"),
            kind == Kind.RECORD);
    this.contentType = parameter.get("contentType", "");
    if (!contentType.isEmpty() && !contentType.matches(TYPE)) {
      throw new IllegalArgumentException(
          "parameter 'contentType' is '" + contentType + "', and should be like text/csv");
    }
    this.maxBytes = SinkParameters.number(parameter, "maxBytes", 1L << 30, 5L << 30);
    this.maxObjects = (int) SinkParameters.number(parameter, "maxObjects", 1_000, 10_000);
  }

  @Override
  public void write(Object body, RunView run) {
    Derivation from = derivation(run);
    if (kind == Kind.RECORD) {
      each(Records.plain(body, BLOCK), from, run);
      return;
    }
    WholeObject whole = run.kept(this, () -> new WholeObject(this, from, run));
    if (kind == Kind.BODY) {
      whole.body(body);
    } else {
      whole.records(Records.plain(body, BLOCK));
    }
  }

  private static Derivation derivation(RunView run) {
    Derivation from = Derivation.by(run.route(), run.object(), Provenance.of(run).mark());
    if (from.routes().size() > Derivation.MOST_ROUTES) {
      throw new FaultException(
          Fault.DERIVED_TOO_DEEP,
          "The object came through "
              + (from.routes().size() - 1)
              + " routes already, one after the other, and no more than "
              + Derivation.MOST_ROUTES
              + " may: "
              + from.told()
              + ". Nothing was stored.");
    }
    return from;
  }

  private void each(List<Map<?, ?>> records, Derivation from, RunView run) {
    Claims claims = Claims.of(run);
    List<DerivedObject> objects = new ArrayList<>(records.size());
    long next = run.recordsBefore();
    for (Map<?, ?> record : records) {
      long position = next++;
      try {
        objects.add(object(Records.named(record), position, claims, from, run));
      } catch (IllegalArgumentException e) {
        run.reject(
            new FaultException(
                Fault.RECORD_INVALID, "Record " + (position + 1) + " " + e.getMessage() + ".", e));
      }
    }
    run.writes(objects.stream().map(object -> place(object.key())).distinct().toList());
    objects.forEach(object -> store(object, run));
  }

  private DerivedObject object(
      Map<String, Object> record, long position, Claims claims, Derivation from, RunView run) {
    ObjectKey key = name.of(record, run.object(), position);
    if (claims.take(key, this, position) > maxObjects) {
      throw new FaultException(
          Fault.OBJECT_TOO_LARGE,
          "The object makes more than the " + maxObjects + " objects that maxObjects permits.");
    }
    byte[] bytes = RecordText.of(record).getBytes(StandardCharsets.UTF_8);
    return new DerivedObject(
        key, type("application/json"), Content.of(bytes), Provenance.of(run), from);
  }

  /** Stores all that the passes made together. */
  void finish(Content content, Derivation from, RunView run) {
    ObjectKey key;
    try {
      key = name.of(Map.of(), run.object(), 0);
      Claims.of(run).take(key, this, 0);
    } catch (IllegalArgumentException e) {
      throw new FaultException(Fault.RECORD_INVALID, "The object " + e.getMessage() + ".", e);
    }
    String source = run.object().contentType();
    String otherwise =
        kind == Kind.RECORDS
            ? "application/x-ndjson"
            : source != null && source.matches(TYPE) ? source : "application/octet-stream";
    run.writes(List.of(place(key)));
    store(new DerivedObject(key, type(otherwise), content, Provenance.of(run), from), run);
  }

  private void store(DerivedObject object, RunView run) {
    if (!writer.write(object)) {
      throw new SupersededException("What was made of a newer version is there.");
    }
    ObjectKey key = object.key();
    if (!Claims.of(run).stored(key)) {
      return;
    }
    run.wrote(
        new GoldWrite(
            SERVICE,
            key.account(),
            key.container(),
            1,
            kind == Kind.RECORD ? key.container() : key.container() + "/" + key.object()));
  }

  private static GoldPlace place(ObjectKey key) {
    return GoldPlace.of(SERVICE, key.account(), key.container(), key.object());
  }

  private String type(String otherwise) {
    return contentType.isEmpty() ? otherwise : contentType;
  }

  /** What an object may have at the most. */
  long maxBytes() {
    return maxBytes;
  }
}
