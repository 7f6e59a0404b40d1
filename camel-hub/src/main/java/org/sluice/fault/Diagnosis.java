package org.sluice.fault;

import com.mongodb.MongoException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.bson.BSONException;

/** Tells from an exception which fault of the catalogue it is. */
public final class Diagnosis {
  private static final int TRACE_LETTERS = 4000;
  private static final int MESSAGE_LETTERS = 1000;

  private Diagnosis() {}

  public static Fault fault(Throwable cause) {
    FaultException known = find(cause, FaultException.class);
    if (known != null) {
      return known.fault();
    }
    MongoException mongo = find(cause, MongoException.class);
    if (mongo != null) {
      return mongo(mongo);
    }
    if (find(cause, BSONException.class) != null) {
      return Fault.CATALOGUE_REFUSED;
    }
    KafkaException kafka = find(cause, KafkaException.class);
    if (kafka != null) {
      return kafka(kafka);
    }
    HttpOperationFailedException http = find(cause, HttpOperationFailedException.class);
    if (http != null) {
      int status = http.getStatusCode();
      return status / 100 == 5 || status == 429 ? Fault.SERVICE_UNREACHABLE : Fault.UNEXPECTED;
    }
    boolean network =
        find(cause, ConnectException.class) != null
            || find(cause, SocketTimeoutException.class) != null
            || find(cause, UnknownHostException.class) != null
            || find(cause, TimeoutException.class) != null;
    return network ? Fault.SERVICE_UNREACHABLE : Fault.UNEXPECTED;
  }

  private static Fault mongo(MongoException e) {
    if (MongoErrors.denies(e)) {
      return Fault.ACCESS_DENIED;
    }
    return MongoErrors.passes(e) ? Fault.CATALOGUE_UNREACHABLE : Fault.CATALOGUE_REFUSED;
  }

  private static Fault kafka(KafkaException e) {
    if (e instanceof AuthenticationException || e instanceof AuthorizationException) {
      return Fault.ACCESS_DENIED;
    }
    boolean record =
        e instanceof RecordTooLargeException
            || e instanceof SerializationException
            || e instanceof InvalidTopicException;
    return record ? Fault.UNEXPECTED : Fault.SERVICE_UNREACHABLE;
  }

  /** Whether it is gone once something else is well again: no fault of what was being done. */
  public static boolean passes(Throwable cause) {
    FaultKind kind = fault(cause).kind();
    return kind == FaultKind.TRANSIENT
        || kind == FaultKind.OPERATOR
        || find(cause, InterruptedException.class) != null;
  }

  /** What is said of it: the known fault's message, else that of the first cause. */
  public static String message(Throwable cause) {
    FaultException known = find(cause, FaultException.class);
    if (known != null) {
      return known.getMessage();
    }
    Throwable root = cause;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  /** A message as it is kept on record: some hold all that a server answered. */
  public static String kept(String message) {
    if (message == null || message.length() <= MESSAGE_LETTERS) {
      return message;
    }
    boolean split = Character.isHighSurrogate(message.charAt(MESSAGE_LETTERS - 1));
    return message.substring(0, split ? MESSAGE_LETTERS - 1 : MESSAGE_LETTERS) + "…";
  }

  /** The beginning of its stack trace. */
  public static String trace(Throwable cause) {
    StringWriter out = new StringWriter();
    cause.printStackTrace(new PrintWriter(out));
    String trace = out.toString();
    return trace.substring(0, Math.min(trace.length(), TRACE_LETTERS));
  }

  /** The first of that type in the chain of causes, or null. */
  public static <T extends Throwable> T find(Throwable cause, Class<T> type) {
    Throwable link = cause;
    for (int depth = 0; link != null && depth < 30; depth++) {
      if (type.isInstance(link)) {
        return type.cast(link);
      }
      link = link.getCause();
    }
    return null;
  }
}
