package org.sluice.gold.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.sluice.event.Derivation;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.RecordText;
import org.sluice.run.RunView;
import org.sluice.run.Whole;

/** An object that is made of all passes, and stored once the last is through. */
final class WholeObject implements Whole {
  private static final int BUFFER = 64 << 10;

  private final ObjectSink sink;
  private final Derivation from;
  private final RunView run;
  private final Spool spool = new Spool();
  private RuntimeException broken;

  WholeObject(ObjectSink sink, Derivation from, RunView run) {
    this.sink = sink;
    this.from = from;
    this.run = run;
  }

  @Override
  public String step() {
    return "store-object";
  }

  /** Each record as a line of JSON. */
  void records(List<Map<?, ?>> records) {
    whole(
        () ->
            records.forEach(
                record -> append((RecordText.of(record) + "\n").getBytes(StandardCharsets.UTF_8))));
  }

  /** Bytes or text. */
  void body(Object body) {
    whole(() -> add(body));
  }

  /** What broke off in the middle is not gone on with where Camel does the step again. */
  private void whole(Runnable adding) {
    if (broken != null) {
      throw broken;
    }
    try {
      adding.run();
    } catch (RuntimeException e) {
      broken = e;
      throw e;
    }
  }

  private void add(Object body) {
    if (body instanceof byte[] bytes) {
      append(bytes);
    } else if (body instanceof String text) {
      append(text.getBytes(StandardCharsets.UTF_8));
    } else if (body instanceof InputStream in) {
      copy(in);
    } else {
      throw new IllegalStateException(
          "The body is neither bytes nor text but "
              + (body == null ? "nothing" : body.getClass().getSimpleName())
              + ": for records say content: records");
    }
  }

  private void copy(InputStream in) {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        append(buffer, read);
      }
    } catch (IOException e) {
      throw new FaultException(Fault.SWIFT_UNREACHABLE, "Swift broke off: " + e.getMessage(), e);
    }
  }

  private void append(byte[] bytes) {
    append(bytes, bytes.length);
  }

  private void append(byte[] bytes, int length) {
    if (spool.size() + length > sink.maxBytes()) {
      throw new FaultException(
          Fault.OBJECT_TOO_LARGE,
          "What the route makes of the object is larger than the "
              + sink.maxBytes()
              + " bytes that maxBytes permits. Nothing was stored.");
    }
    try {
      spool.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException("An object cannot be kept on the hub's disk", e);
    }
  }

  @Override
  public void finish() {
    sink.finish(spool.content(), from, run);
  }

  @Override
  public void close() {
    try {
      spool.close();
    } catch (IOException e) {
      throw new UncheckedIOException("A file of the hub cannot be closed", e);
    }
  }
}
