package org.sluice.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.sluice.archive.Contained;
import org.sluice.archive.MemberName;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerEntry;
import org.sluice.catalogue.Members;
import org.sluice.event.CloudEvents;
import org.sluice.event.EventType;
import org.sluice.event.LakeObject;
import org.sluice.event.Member;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.swift.Listings;

/**
 * Tells the lake of archives' members as of objects: events of their own on {@code lake.events},
 * under the key of the object that Swift holds, so that they are in one order with its own.
 *
 * <p>A member's version is its archive's. Where that was told otherwise before (the member was let
 * go, or is come by in another way now), it is the next timestamp behind what is known: so the
 * newer word counts, as for any object, and a repeat says the same again.
 */
public final class MemberEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 500;

  private final Members members;
  private final Ledger ledger;
  private final Queues queues;
  private final String cluster;
  private final String service;

  /**
   * @param cluster name of the Swift cluster, as its filter says it
   * @param service what the ledger calls members
   */
  public MemberEvents(
      Members members, Ledger ledger, Queues queues, String cluster, String service) {
    this.members = members;
    this.ledger = ledger;
    this.queues = queues;
    this.cluster = cluster;
    this.service = service;
  }

  /**
   * Tells of an archive's members; returns once Kafka has the events.
   *
   * @throws FaultException service-unreachable when it does not take them
   */
  public void tell(LakeObject archive, List<Contained> contained) {
    for (int from = 0; from < contained.size(); from += BATCH) {
      List<Contained> some = contained.subList(from, Math.min(from + BATCH, contained.size()));
      Map<ObjectKey, Members.Known> known =
          members.find(some.stream().map(one -> key(archive, one)).toList());
      send(
          archive,
          some.stream().map(one -> created(archive, one, known.get(key(archive, one)))).toList());
    }
  }

  /**
   * Tells that members of older versions are no more, and those of the newest too where that is
   * said and no other route has them.
   *
   * @return how many
   * @throws FaultException service-unreachable when Kafka does not take the events
   */
  public long gone(ObjectKey archive, String route, String newest, boolean itself) {
    boolean all = itself && !others(archive, route, newest);
    List<Members.Known> going = new ArrayList<>();
    long[] count = new long[1];
    members.each(
        archive,
        archive.object() + MemberName.MARK,
        known -> {
          int order = known.member().version().compareTo(newest);
          if (order < 0 || (all && order == 0)) {
            count[0]++;
            going.add(known);
            if (going.size() == BATCH) {
              delete(archive, going);
            }
          }
        });
    delete(archive, going);
    return count[0];
  }

  private void delete(ObjectKey archive, List<Members.Known> going) {
    if (!going.isEmpty()) {
      // What Swift holds is the same for all of them.
      send(root(archive, going.get(0).member()), going.stream().map(this::deleted).toList());
      going.clear();
    }
  }

  /** Whether another route has told of the members of that version. */
  private boolean others(ObjectKey archive, String route, String version) {
    for (LedgerEntry entry : ledger.ofObjects(List.of(archive)).getOrDefault(archive, List.of())) {
      if (!entry.route().equals(route)
          && entry.places().stream()
              .anyMatch(p -> p.service().equals(service) && p.version().equals(version))) {
        return true;
      }
    }
    return false;
  }

  private static ObjectKey key(LakeObject archive, Contained one) {
    ObjectKey key = archive.key();
    return new ObjectKey(key.account(), key.container(), MemberName.of(key.object(), one.path()));
  }

  private static ObjectKey root(ObjectKey archive, Member member) {
    return new ObjectKey(archive.account(), archive.container(), member.root());
  }

  /** The event of a member, by what is known of an object of its name; null for nothing. */
  ObjectNode created(LakeObject archive, Contained one, Members.Known known) {
    Member member = member(archive, one);
    ObjectNode event =
        CloudEvents.of(
            cluster,
            key(archive, one),
            EventType.CREATED,
            "PUT",
            timestamp(archive, member, known),
            "member");
    ObjectNode data = (ObjectNode) event.get("data");
    data.put("size", one.size());
    data.put("content_type", one.contentType());
    String[] user = archive.user() == null ? new String[0] : archive.user().split(":", 2);
    if (user.length == 2) {
      data.putObject("user").put("project_name", user[0]).put("name", user[1]);
    }
    data.set("user_meta", JSON.valueToTree(meta(archive)));
    data.put("trans_id", archive.transId());
    data.set("member", JSON.valueToTree(member.fields()));
    return event;
  }

  private static Member member(LakeObject archive, Contained one) {
    Member outer = archive.member();
    List<String> layers = new ArrayList<>(outer == null ? List.of() : outer.layers());
    layers.addAll(one.layers());
    return new Member(
        archive.key().object(),
        archive.version(),
        outer == null ? archive.key().object() : outer.root(),
        outer == null ? archive.etag() : outer.rootEtag(),
        outer == null ? 1 : outer.depth() + 1,
        layers,
        one.refused());
  }

  /** That of the archive's last change or, where something else was told since, what comes next. */
  private static String timestamp(LakeObject archive, Member member, Members.Known known) {
    String version = archive.version();
    String changed = version.substring(version.indexOf('+') + 1);
    if (known == null || known.timestamp().compareTo(changed) < 0) {
      return changed;
    }
    if (known.isDeleted()) {
      return Listings.next(known.timestamp());
    }
    Member before = known.member();
    if (before == null || !before.version().equals(version)) {
      // An object of that name is newer, or a newer version of the archive has told already.
      return changed;
    }
    return before.equals(member) ? known.timestamp() : Listings.next(known.timestamp());
  }

  /** What was said of the archive, by itself or by its container, is said of its members. */
  private static Map<String, String> meta(LakeObject archive) {
    Map<String, String> meta = new TreeMap<>(archive.userMeta());
    if (archive.application() != null && !archive.application().isEmpty()) {
      meta.putIfAbsent("application", archive.application());
    }
    if ("custom".equals(archive.dataProcessing())) {
      meta.putIfAbsent("data-processing", "custom");
    }
    boolean said = meta.keySet().stream().anyMatch(name -> name.startsWith("other-data"));
    if (!said && !archive.otherData().isEmpty()) {
      meta.put("other-data", json(new HashMap<>(archive.otherData())));
    }
    return meta;
  }

  private ObjectNode deleted(Members.Known known) {
    // The next timestamp: whatever is told of the member since is newer, and stays.
    ObjectNode event =
        CloudEvents.of(
            cluster,
            known.key(),
            EventType.DELETED,
            "DELETE",
            Listings.next(known.timestamp()),
            "member");
    ((ObjectNode) event.get("data")).set("member", JSON.valueToTree(known.member().fields()));
    return event;
  }

  private void send(LakeObject archive, List<ObjectNode> events) {
    ObjectKey key = archive.key();
    send(archive.member() == null ? key : root(key, archive.member()), events);
  }

  private void send(ObjectKey root, List<ObjectNode> events) {
    try {
      queues.deliver(
          events.stream()
              .map(event -> new ProducerRecord<>(Topics.EVENTS, root.path(), json(event)))
              .toList());
    } catch (IllegalStateException | KafkaException e) {
      throw new FaultException(
          Fault.SERVICE_UNREACHABLE,
          "Kafka does not take the events of archives' members: " + e.getMessage(),
          e);
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
