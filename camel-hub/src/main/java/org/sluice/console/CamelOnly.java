package org.sluice.console;

import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.AllowAllRestrictor;
import org.jolokia.server.core.util.RequestType;

/**
 * Shows Camel and the figures of the JVM. Other MBeans can do more than an operator of routes
 * needs: write the heap to a file, or load a logging configuration from elsewhere.
 */
public final class CamelOnly extends AllowAllRestrictor {
  private static final Set<String> SHOWN =
      Set.of("org.apache.camel", "java.lang", "java.nio", "jolokia", "JMImplementation");
  private static final Set<RequestType> REFUSED =
      Set.of(RequestType.CONFIG, RequestType.NOTIFICATION);

  @Override
  public boolean isTypeAllowed(RequestType type) {
    return !REFUSED.contains(type);
  }

  @Override
  public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
    return shown(name);
  }

  @Override
  public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
    return camel(name);
  }

  @Override
  public boolean isOperationAllowed(ObjectName name, String operation) {
    return camel(name);
  }

  @Override
  public boolean isObjectNameHidden(ObjectName name) {
    return !shown(name);
  }

  private static boolean camel(ObjectName name) {
    return name.getDomain().equals("org.apache.camel");
  }

  private static boolean shown(ObjectName name) {
    return SHOWN.contains(name.getDomain());
  }
}
