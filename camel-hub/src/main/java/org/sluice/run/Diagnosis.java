package org.sluice.run;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.sluice.catalogue.Trouble;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.fault.FaultKind;

/** Tells from an exception which fault of the catalogue it is. */
public final class Diagnosis {
  private static final int TRACE_LETTERS = 4000;

  private Diagnosis() {}

  public static Trouble of(Throwable cause) {
    Fault fault = fault(cause);
    FaultException known = find(cause, FaultException.class);
    String message = known != null ? known.getMessage() : text(cause);
    return new Trouble(
        fault.code(),
        fault.kind().text(),
        message,
        fault.hint(),
        fault.kind() == FaultKind.BUG ? trace(cause) : null);
  }

  static Fault fault(Throwable cause) {
    FaultException known = find(cause, FaultException.class);
    if (known != null) {
      return known.fault();
    }
    if (find(cause, com.mongodb.MongoSecurityException.class) != null) {
      return Fault.ACCESS_DENIED;
    }
    if (find(cause, com.mongodb.MongoException.class) != null) {
      return Fault.CATALOGUE_UNREACHABLE;
    }
    HttpOperationFailedException http = find(cause, HttpOperationFailedException.class);
    if (http != null) {
      int status = http.getStatusCode();
      return status / 100 == 5 || status == 429 ? Fault.SERVICE_UNREACHABLE : Fault.UNEXPECTED;
    }
    boolean network =
        find(cause, ConnectException.class) != null
            || find(cause, SocketTimeoutException.class) != null
            || find(cause, UnknownHostException.class) != null;
    return network ? Fault.SERVICE_UNREACHABLE : Fault.UNEXPECTED;
  }

  /** The first of that type in the chain of causes, or null. */
  static <T extends Throwable> T find(Throwable cause, Class<T> type) {
    Throwable link = cause;
    for (int depth = 0; link != null && depth < 30; depth++) {
      if (type.isInstance(link)) {
        return type.cast(link);
      }
      link = link.getCause();
    }
    return null;
  }

  private static String text(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  private static String trace(Throwable cause) {
    StringWriter out = new StringWriter();
    cause.printStackTrace(new PrintWriter(out));
    String trace = out.toString();
    return trace.substring(0, Math.min(trace.length(), TRACE_LETTERS));
  }
}
