package org.sluice.archive;

import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * What an archive may hold and become.
 *
 * @param members files in it
 * @param memberBytes that one may be unpacked to
 * @param totalBytes that all may be unpacked to
 * @param ratio bytes that one may become for each that it takes, where it becomes more than 1 MiB
 */
public record Limits(long members, long memberBytes, long totalBytes, long ratio) {
  /** Under this a ratio says nothing. */
  private static final long SMALL = 1 << 20;

  /** So often all bytes may be unpacked anew where each member is read from the beginning. */
  private static final long AGAIN = 100;

  /** Why a member is not to be read; null where it may be. */
  String refuses(long size, long packed) {
    if (size > memberBytes) {
      return "It is unpacked to " + size + " bytes: maxMemberBytes is " + memberBytes + ".";
    }
    return isBomb(size, packed)
        ? "Its " + packed + " bytes are unpacked to " + size + ": maxRatio is " + ratio + "."
        : null;
  }

  private boolean isBomb(long size, long packed) {
    return size > SMALL && size / ratio > packed;
  }

  void checkMembers(long count) {
    if (count > members) {
      throw exceeded("It holds more than " + members + " files: maxMembers.");
    }
  }

  void checkTotal(long bytes) {
    if (bytes > totalBytes) {
      throw exceeded("It is unpacked to more than " + totalBytes + " bytes: maxTotalBytes.");
    }
  }

  /** Of what is packed as a whole. */
  void checkRatio(long bytes, long packed) {
    if (isBomb(bytes, packed)) {
      throw exceeded(
          "Its first "
              + packed
              + " bytes are unpacked to "
              + bytes
              + ": maxRatio is "
              + ratio
              + ".");
    }
  }

  /**
   * @param bytes that are unpacked to read each member once, from the beginning each time
   */
  void checkAgain(long bytes) {
    if (bytes / AGAIN > totalBytes) {
      throw exceeded(
          "Reading each of its members from its beginning unpacks "
              + bytes
              + " bytes, more than "
              + AGAIN
              + " times maxTotalBytes: pack it as ZIP, or as TAR without gzip.");
    }
  }

  /** Bytes that a ZIP's directory may have. */
  long directoryBytes() {
    return Math.min(1L << 30, (1 << 19) + 256 * members);
  }

  static FaultException exceeded(String what) {
    return new FaultException(Fault.ARCHIVE_LIMIT, what);
  }
}
