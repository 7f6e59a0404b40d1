package org.sluice.swift;

/**
 * An object as a container's listing shows it.
 *
 * @param timestamp of its last change in Swift's normal form; a POST moves it as well as a PUT
 * @param etag MD5 of its content, a large object's own etag; null where the listing says none
 * @param size bytes
 */
public record Listed(String name, String timestamp, String etag, long size, String contentType) {}
