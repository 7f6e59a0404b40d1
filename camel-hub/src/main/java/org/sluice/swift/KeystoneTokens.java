package org.sluice.swift;

import java.time.Instant;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.exceptions.AuthenticationException;
import org.openstack4j.api.exceptions.OS4JException;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.openstack.OSFactory;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** Tokens of the hub's user, taken anew shortly before they end or when Swift refuses one. */
public final class KeystoneTokens {
  /** A token is given up this long before its end, so that none ends under way. */
  private static final long MARGIN_SECONDS = 120;

  private final String url;
  private final String user;
  private final String userDomain;
  private final String password;
  private final String project;
  private final String projectDomain;
  private String token;
  private Instant until = Instant.MIN;

  /**
   * @param url Keystone v3, such as {@code http://127.0.0.1:15000/v3}
   */
  public KeystoneTokens(
      String url,
      String user,
      String userDomain,
      String password,
      String project,
      String projectDomain) {
    this.url = url;
    this.user = user;
    this.userDomain = userDomain;
    this.password = password;
    this.project = project;
    this.projectDomain = projectDomain;
  }

  /**
   * A token that is good for some minutes yet.
   *
   * @throws FaultException {@code access-denied} when Keystone refuses the user, {@code
   *     swift-unreachable} when it does not answer
   */
  public synchronized String token() {
    if (Instant.now().isAfter(until)) {
      try {
        OSClientV3 client =
            OSFactory.builderV3()
                .endpoint(url)
                .credentials(user, password, Identifier.byName(userDomain))
                .scopeToProject(Identifier.byName(project), Identifier.byName(projectDomain))
                .authenticate();
        token = client.getToken().getId();
        until = client.getToken().getExpires().toInstant().minusSeconds(MARGIN_SECONDS);
      } catch (AuthenticationException e) {
        throw new FaultException(
            Fault.ACCESS_DENIED, "Keystone " + url + " refuses user " + user, e);
      } catch (OS4JException | IllegalStateException e) {
        throw new FaultException(
            Fault.SWIFT_UNREACHABLE, "Keystone " + url + " does not answer: " + e.getMessage(), e);
      }
    }
    return token;
  }

  /** Forgets a token that Swift refused. */
  synchronized void refuse(String refused) {
    if (refused.equals(token)) {
      until = Instant.MIN;
    }
  }
}
